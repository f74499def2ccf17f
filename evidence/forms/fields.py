"""Fields that the forms about reports share."""

from typing import ClassVar

from django import forms
from django.core.validators import ProhibitNullCharactersValidator

from core.names import visible_text


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Any number of uploads; `keep_upload` checks each of them."""

    widget = ManyFilesInput

    def clean(self, data, initial=None) -> list:
        uploads = data if isinstance(data, list | tuple) else [data]
        return [upload for upload in uploads if upload]


class CountField(forms.IntegerField):
    """Digits only: `2.000` is two thousand in Vietnamese and 2 to a computer."""

    def to_python(self, value):
        if value not in self.empty_values and not str(value).strip().lstrip("-").isdecimal():
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class VisibleTextField(forms.CharField):
    """Text without marks that hide or reorder it."""

    default_error_messages: ClassVar[dict] = {"required": "Hãy điền mục này."}

    def to_python(self, value):
        return visible_text(super().to_python(value))

    def __init__(self, **kwargs) -> None:
        super().__init__(**kwargs)
        for validator in self.validators:
            if isinstance(validator, ProhibitNullCharactersValidator):
                self.validators[self.validators.index(validator)] = ProhibitNullCharactersValidator(
                    "Có ký tự không dùng được trong mục này. Hãy gõ lại."
                )
