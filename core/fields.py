"""Model fields shared by the apps."""

from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.db import models


class ExactDecimalField(models.Field):
    """PostgreSQL `numeric` without a declared scale: stores a number with all its digits.

    A DecimalField would round silently to its declared places; rounding belongs to a rule.
    """

    empty_strings_allowed = False
    description = "Exact decimal number"

    def db_type(self, connection) -> str:
        return "numeric"

    def get_internal_type(self) -> str:
        return "DecimalField"

    def to_python(self, value):
        if value is None or isinstance(value, Decimal):
            return value
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise ValidationError("Hãy nhập một số.", code="invalid")
        return number

    def get_prep_value(self, value):
        return self.to_python(super().get_prep_value(value))

    def formfield(self, **kwargs):
        from django import forms

        return super().formfield(**{"form_class": forms.DecimalField, **kwargs})


class SortKeyField(models.CharField):
    """A key made by `core.names`, compared byte by byte, whatever the server's locale."""

    def __init__(self, *args, **kwargs) -> None:
        kwargs |= {"editable": False, "db_collation": "C"}
        super().__init__(*args, **kwargs)
