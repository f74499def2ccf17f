"""Numbers as people type them."""

from decimal import Decimal, InvalidOperation

from django import forms

from core.numbers import from_vietnamese, vietnamese


class NumberField(forms.CharField):
    """A number as people type it, "2,5" or "1.234"; None where nothing is typed."""

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
        try:
            number = Decimal(text)
        except InvalidOperation as error:
            raise forms.ValidationError(f"“{text[:20]}” không phải là số.") from error
        if not number.is_finite():
            raise forms.ValidationError("Hãy gõ một con số.")
        return number

    def prepare_value(self, value):
        return vietnamese(value) if isinstance(value, Decimal) else value
