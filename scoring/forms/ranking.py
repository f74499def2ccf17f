from decimal import Decimal

from django import forms

from campaigns.rules import DAYS_NOTE_MISSING
from campaigns.scorecards.adjusting import adjusted, blocks_of
from campaigns.scorecards.document import Document
from campaigns.scorecards.faults import DocumentError
from campaigns.scorecards.validator import checked_document
from core.forms import ServiceForm
from core.numbers import from_vietnamese, vietnamese


class SealForm(ServiceForm):
    """The revision that the secretary saw, and the confirmation of having seen it."""

    seen_revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(
        label="Tôi đã xem bảng này và những việc chưa xong ở trên.",
        error_messages={"required": "Hãy đánh dấu là đã xem bảng rồi khóa."},
    )

    def service_arguments(self) -> dict:
        return {"seen_revision": self.cleaned_data["seen_revision"]}


class DaysForm(ServiceForm):
    """Number of days of the plan on which an entry took part, with the grounds."""

    days = forms.IntegerField(
        label="Số ngày tham gia trong kỳ",
        min_value=0,
        widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
        error_messages={"required": "Hãy ghi số ngày.", "invalid": "Số ngày là số nguyên."},
    )
    note = forms.CharField(
        label="Căn cứ (số, ngày quyết định)",
        max_length=300,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"required": DAYS_NOTE_MISSING},
    )


class WhatIfForm(forms.Form):
    """Every number of a scorecard's document; `document` has the changed numbers."""

    def __init__(self, *args, written: Document, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.written = written
        self.blocks = blocks_of(written)
        for block in self.blocks:
            for number in block.numbers:
                self.fields[number.key] = forms.CharField(
                    label=number.label,
                    initial=vietnamese(Decimal(number.value)),
                    max_length=30,
                    widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
                    error_messages={"required": "Hãy ghi một con số."},
                )

    def clean(self) -> dict:
        values = super().clean()
        paths = {number.key: number.path for block in self.blocks for number in block.numbers}
        numbers = {
            paths[key]: from_vietnamese(values[key]) for key in self.changed_data if key in values
        }
        try:
            self.document = checked_document(adjusted(self.written, numbers))
        except DocumentError as error:
            for fault in error.faults:
                key = ".".join(map(str, fault.path))
                at = key if key in self.fields else None
                self.add_error(at, fault.message if at else str(fault))
        return values

    def sheet(self) -> list[tuple]:
        """(block, its fields, whether one of them is changed or invalid), in reading order."""
        changed = self.changed_data if self.is_bound else []
        return [
            (block, fields, any(f.name in changed or f.errors for f in fields))
            for block in self.blocks
            for fields in [[self[number.key] for number in block.numbers]]
        ]
