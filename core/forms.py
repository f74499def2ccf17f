"""Base of the forms whose values go to a service."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.debug import sensitive_variables

from .errors import DomainError


class ServiceFormMixin:
    """Calls a service with the values of a form and shows a refusal at the field it names.

    Passwords, codes and votes pass through here, so error reports leave out the variables.
    """

    # Field of a refusal that names no field of this form; None shows it above the form.
    refusal_field: str | None = None
    # What the service returned, once `perform` or `call_service` has returned True.
    result: Any = None

    @sensitive_variables()
    def service_arguments(self) -> dict[str, Any]:
        """Keyword arguments that a valid form gives to its service; by default one per field."""
        return dict(self.cleaned_data)

    @sensitive_variables()
    def perform(self, service: Callable[..., Any], /, **arguments: Any) -> bool:
        """Call `service` if the form is valid; return whether it was called and accepted.

        The service gets `arguments` and `service_arguments()`. An unbound form returns False.
        NotAllowedError passes through; the middleware answers 403.
        """
        return self.is_valid() and self.call_service(
            service, **arguments, **self.service_arguments()
        )

    @sensitive_variables()
    def call_service(self, service: Callable[..., Any], /, **arguments: Any) -> bool:
        """Call `service` with these arguments only; return whether it accepted."""
        try:
            self.result = service(**arguments)
        except DomainError as error:
            self.refuse(error)
            return False
        return True

    def refuse(self, error: DomainError) -> None:
        """Add a refusal to the errors of the form."""
        field = error.field if error.field in self.fields else self.refusal_field
        self.add_error(field, error.html)

    def errors_in_one_line(self) -> SafeString:
        """Every error of the form, for a page that does not show the form again."""
        messages = (message for errors in self.errors.values() for message in errors)
        return format_html_join(" ", "{}", ((message,) for message in messages))


class ServiceForm(ServiceFormMixin, forms.Form):
    """A form whose values go to a service."""
