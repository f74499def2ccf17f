"""What a service refuses becomes words beside the field."""

from core.errors import DomainError
from core.forms import ServiceForm


def accepts(form: ServiceForm, act) -> bool:
    """Do `act` with a valid form; what a rule forbids is said in the form."""
    if not form.is_valid():
        return False
    try:
        act(form)
    except DomainError as error:
        form.refuse(error)
        return False
    return True
