"""Numbers as people type them."""

import re
from decimal import Decimal

from django import forms

from core.numbers import from_vietnamese, vietnamese

_PLAIN = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)")


class NumberField(forms.CharField):
    """A number as people type it, "2,5" or "1.234"; None if empty."""

    widget = forms.TextInput

    def __init__(self, **kwargs) -> None:
        super().__init__(required=False, max_length=20, **kwargs)
        self.widget.attrs |= {
            "inputmode": "decimal",
            "autocomplete": "off",
            "class": "form-control number",
        }

    def clean(self, value) -> Decimal | None:
        text = from_vietnamese(super().clean(value))
        if not text:
            return None
        # Digits only: 1e99999999 is a short text and a huge number.
        if not _PLAIN.fullmatch(text):
            raise forms.ValidationError(f"“{text[:20]}” không phải là số.")
        return Decimal(text)

    def prepare_value(self, value):
        return vietnamese(value) if isinstance(value, Decimal) else value
