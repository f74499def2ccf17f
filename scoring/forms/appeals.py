"""Filing an appeal and answering it."""

from django import forms

from campaigns.models import Criterion
from core.errors import DomainError
from core.forms import ServiceForm

from ..models import Appeal, MeasureState
from ..rankings.rules import APPEAL_TEXT_REQUIRED
from .sheet import SheetForm


class AppealForm(ServiceForm):
    """The criterion of an appeal, and its grounds."""

    criterion = forms.ModelChoiceField(
        Criterion.objects.none(),
        label="Tiêu chí",
        empty_label="Chọn tiêu chí…",
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": "Hãy chọn tiêu chí."},
    )
    text = forms.CharField(
        label="Nội dung kiến nghị, căn cứ",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        error_messages={"required": APPEAL_TEXT_REQUIRED},
    )

    def __init__(self, *args, leaves, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criterion"].queryset = leaves


class AppealAnswerForm(SheetForm):
    """The new value of the criterion; with the button `accept` it is required."""

    def __init__(self, data=None, *, appeal: Appeal) -> None:
        super().__init__(data, leaves=[appeal.criterion], cells={}, states=tuple(MeasureState))
        self.leaf = appeal.criterion
        self.is_accepted = data is not None and "accept" in data
        self.answer = data.get("answer", "") if data is not None else ""

    def clean(self) -> dict:
        values = super().clean()
        if self.is_accepted and not self.errors and self.cells()[self.leaf.pk] is None:
            self.add_error(None, "Chấp nhận thì phải ghi số liệu mới.")
        return values

    def service_arguments(self) -> dict:
        cell = self.cells()[self.leaf.pk] if self.is_accepted else None
        return {"answer": self.answer, "cell": cell}

    def refuse(self, error: DomainError) -> None:
        self.add_error(None, error.html)
