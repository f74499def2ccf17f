"""What a service refuses becomes words beside the field."""

from django import forms

from core.errors import DomainError, NotAllowedError


def accepts(form: forms.Form, act) -> bool:
    """Do `act` with a valid form; what a rule forbids is said in the form.

    NotAllowedError is no mistake of typing and goes on to the page of refusals.
    """
    if not form.is_valid():
        return False
    try:
        act(form)
    except NotAllowedError:
        raise
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return False
    return True
