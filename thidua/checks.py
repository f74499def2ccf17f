"""Checks before the house is opened to the public."""

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security, deploy=True)
def no_demonstration(app_configs, **kwargs) -> list[Error]:
    """Production neither carries the demonstration app nor runs with its key."""
    errors = []
    if "demo" in settings.INSTALLED_APPS or settings.IS_DEMONSTRATION:
        errors.append(Error("The demonstration is switched on.", id="thidua.E001"))
    if settings.SECRET_KEY.startswith("demonstration-only-"):
        errors.append(Error("SECRET_KEY is the demonstration's.", id="thidua.E002"))
    return errors
