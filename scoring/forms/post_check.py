"""The result of a post-check."""

from django import forms

from campaigns.models import Criterion
from core.forms import ServiceForm

from ..models import MeasureState
from ..sheets.rules import CHECKED_DOCUMENTS_REQUIRED
from ..sheets.values import Cell
from .sheet import SheetForm


class ConfirmForm(ServiceForm):
    """The documents that a right sheet was compared with."""

    note = forms.CharField(
        label="Đã đối chiếu với những tài liệu nào",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        error_messages={"required": CHECKED_DOCUMENTS_REQUIRED},
    )


class FaultForm(SheetForm):
    """The right value at one leaf; `current` is the value to be corrected."""

    def __init__(self, data, *, leaf: Criterion, current: Cell | None) -> None:
        super().__init__(
            data,
            leaves=[leaf],
            cells={leaf.pk: current.without_texts()} if current else {},
            states=tuple(MeasureState),
            with_documents=True,
        )
        self.leaf = leaf

    def clean(self) -> dict:
        values = super().clean()
        if not self.errors and self.cells()[self.leaf.pk] is None:
            self.add_error(None, "Hãy ghi số liệu đúng.")
        return values

    def service_arguments(self) -> dict:
        return {"cell": self.cells()[self.leaf.pk]}
