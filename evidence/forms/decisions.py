"""Forms of the office about reports, and requests to report after the deadline."""

from django import forms

from campaigns.forms.timetable import DayField
from campaigns.rules import RETURN_REASON_MISSING
from core.forms import ServiceForm

from .fields import VisibleTextField


class ReasonForm(ServiceForm):
    """The reason for returning or refusing a report."""

    reason = VisibleTextField(
        label="Lý do",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": RETURN_REASON_MISSING},
    )


class SupplementForm(ServiceForm):
    """The reason for a request to report after the deadline."""

    refusal_field = "reason"

    reason = VisibleTextField(
        label="Lý do xin gửi bổ sung",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Hãy ghi rõ lý do."},
    )


class SupplementAnswerForm(ServiceForm):
    """The office's answer: a deadline, or a refusal; the button is in `answer`."""

    until = DayField(label="Được gửi đến hết ngày", required=False)
    reason = VisibleTextField(
        label="Căn cứ, lý do",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Hãy ghi căn cứ hoặc lý do."},
    )

    @property
    def allows(self) -> bool:
        return self.data.get("answer") == "allow"

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.allows and not self.errors and cleaned["until"] is None:
            self.add_error("until", "Hãy chọn ngày.")
        return cleaned

    def service_arguments(self) -> dict:
        until = {"until": self.cleaned_data["until"]} if self.allows else {}
        return {"answer": self.cleaned_data["reason"], **until}
