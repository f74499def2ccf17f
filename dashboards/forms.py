"""An announcement and its signed preview; closing a plan; the filter of recorded changes."""

from dataclasses import asdict, dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.core import signing

from campaigns.models import Plan
from core.forms import ServiceForm
from evidence.forms.fields import VisibleTextField

from .audiences import EVERYONE, audience_choices
from .history import HistoryFilter, tracked_model

_SALT = "dashboards.announcement"
# As long as a session.
_CARRIED_SECONDS = 60 * 60 * 12


class AnnouncementForm(forms.Form):
    """Recipients, title and text."""

    to = forms.ChoiceField(
        label="Gửi tới",
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": "Hãy chọn lại người nhận."},
    )
    title = VisibleTextField(
        label="Tiêu đề",
        max_length=150,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"required": "Hãy ghi tiêu đề."},
    )
    text = VisibleTextField(
        label="Nội dung",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6, "class": "form-control"}),
        error_messages={"required": "Hãy viết nội dung."},
    )

    def __init__(self, *args, plan: Plan, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = audience_choices(plan)
        self.fields["to"].initial = EVERYONE

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())


@dataclass(frozen=True)
class Carried:
    """Content of the preview: text, audience and the people in it (ids)."""

    plan: int
    to: str
    title: str
    text: str
    shown: list[int]
    token: str


class SendForm(forms.Form):
    """Carries the preview, signed: exactly the previewed content is sent, once."""

    carried = forms.CharField(widget=forms.HiddenInput, max_length=1_500_000)

    def __init__(self, *args, plan: Plan, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan

    @classmethod
    def carrying(cls, plan: Plan, words: dict[str, str], shown: set[int]) -> "SendForm":
        content = Carried(plan.pk, shown=sorted(shown), token=uuid4().hex, **words)
        signed = signing.dumps(asdict(content), salt=_SALT, compress=True)
        return cls(plan=plan, initial={"carried": signed})

    def clean_carried(self) -> Carried:
        try:
            content: dict[str, Any] = signing.loads(
                self.cleaned_data["carried"], salt=_SALT, max_age=_CARRIED_SECONDS
            )
        except signing.BadSignature:
            content = {}
        if content.get("plan") != self.plan.pk:
            raise forms.ValidationError("Bản xem trước không còn dùng được. Hãy xem trước lại.")
        return Carried(**content)


class ClosePlanForm(ServiceForm):
    """Confirms that the list of open work was read."""

    confirmed = forms.BooleanField(
        label="Tôi đã xem những việc còn mở ở trên và tổng kết kế hoạch này.",
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
        error_messages={"required": "Hãy đánh dấu là đã xem những việc còn mở."},
    )

    def service_arguments(self) -> dict:
        return {}


class HistoryFilterForm(forms.Form):
    """Choose recorded changes by the address of the page; a value that is not valid is left out."""

    ke_hoach = forms.ModelChoiceField(
        Plan.objects.none(), label="Kế hoạch", to_field_name="slug", required=False
    )
    loai = forms.ChoiceField(label="Loại", required=False)
    nguoi = forms.CharField(label="Người thay đổi", max_length=100, required=False)
    tu = forms.DateField(label="Từ ngày", required=False)
    den = forms.DateField(label="Đến ngày", required=False)

    def __init__(self, data, *, plans, kinds: list[tuple[str, str]]) -> None:
        super().__init__({name.replace("-", "_"): value for name, value in data.items()})
        self.fields["ke_hoach"].queryset = plans
        self.fields["loai"].choices = kinds
        self.full_clean()

    def chosen(self) -> HistoryFilter:
        values = self.cleaned_data
        return HistoryFilter(
            plan=values.get("ke_hoach"),
            kind=tracked_model(values.get("loai", "")),
            person=values.get("nguoi", ""),
            first_day=values.get("tu"),
            last_day=values.get("den"),
        )
