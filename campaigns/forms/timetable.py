"""Deadlines of the stages of a plan, and extensions for one participant."""

from datetime import date, datetime, time

from django import forms
from django.utils.timezone import localtime, make_aware

from core.forms import ServiceForm

from ..models import Plan, Stage, Unregistered
from ..rules import EXTENSION_REASON_MISSING

_LAST_SECOND = time(23, 59, 59)


class DayField(forms.DateField):
    """A deadline by day: its value is 23:59:59 in Việt Nam."""

    def __init__(self, **kwargs) -> None:
        widget = forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")
        errors = {"invalid": "Ngày chưa đúng. Ví dụ: 05/02/2026.", "required": "Hãy chọn ngày."}
        super().__init__(widget=widget, error_messages=errors, **kwargs)

    def clean(self, value) -> datetime | None:
        day: date | None = super().clean(value)
        return make_aware(datetime.combine(day, _LAST_SECOND)) if day else None


class TimetableForm(ServiceForm):
    """Last day of each stage, and number of working days for appeals."""

    appeal_days = forms.IntegerField(
        label="Số ngày làm việc để kiến nghị về điểm, sau ngày khóa bảng",
        min_value=0,
        max_value=60,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
        error_messages={"required": "Hãy ghi số ngày."},
    )

    unregistered_means = forms.ChoiceField(
        label="Ai không đăng ký thì",
        choices=Unregistered.choices,
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, *args, plan: Plan, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for stage in Stage:
            last = getattr(plan, f"{stage}_due_at")
            self.fields[stage.value] = DayField(
                label=f"{stage.label}, đến hết ngày",
                required=stage == Stage.REPORTS,
                initial=localtime(last).date() if last else None,
            )
        registrations = self.fields[Stage.REGISTRATIONS]
        registrations.help_text = "Để trống thì kế hoạch không có bước đăng ký."
        self.fields["unregistered_means"].initial = plan.unregistered_means
        self.fields["appeal_days"].initial = plan.appeal_days
        self.order_fields([Stage.REGISTRATIONS, "unregistered_means", *Stage.values, "appeal_days"])

    def service_arguments(self) -> dict:
        days = {stage: self.cleaned_data[stage] for stage in Stage}
        return {
            "days": days,
            "appeal_days": self.cleaned_data["appeal_days"],
            "unregistered_means": self.cleaned_data["unregistered_means"] or Unregistered.NOTED,
        }


class ExtensionForm(ServiceForm):
    """More time for one participant at one stage."""

    stage = forms.ChoiceField(
        label="Bước",
        choices=Stage.choices,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": "Hãy chọn bước.", "invalid_choice": "Không có bước này."},
    )
    until = DayField(label="Đến hết ngày")
    reason = forms.CharField(
        label="Lý do gia hạn",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        error_messages={"required": EXTENSION_REASON_MISSING},
    )

    def __init__(self, *args, plan: Plan, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = [
            (stage.value, stage.label) for stage in Stage if getattr(plan, f"{stage}_due_at")
        ]
