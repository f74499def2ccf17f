"""The one form of a delegate: what was done, when, how many, with files."""

from typing import ClassVar
from uuid import UUID, uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout, Submit
from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.urls import reverse

from accounts.models import User
from campaigns.models import ActivityKind, Entry, Stage
from campaigns.queries import due_at
from core import clock
from core.errors import DomainError
from core.files import ALLOWED_EXTENSIONS
from core.names import visible_text

from . import queries, services
from .models import ActivityReport, EvidenceFile
from .services import ReportDraft


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Any number of uploads; what each one is, `keep_upload` decides."""

    widget = ManyFilesInput

    def clean(self, data, initial=None) -> list:
        uploads = data if isinstance(data, list | tuple) else [data]
        return [upload for upload in uploads if upload]


class CountField(forms.IntegerField):
    """Digits only: `2.000` is two thousand to a Vietnamese reader, and 2 to a computer."""

    def to_python(self, value):
        if value not in self.empty_values and not str(value).strip().lstrip("-").isdecimal():
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class VisibleTextField(forms.CharField):
    """Text without marks that hide or turn it."""

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


class ReportForm(forms.Form):
    """Fields of every report, and one count for each criterion that the kind of activity picks.

    Files are kept the moment they arrive, even when another field is wrong: nothing that was
    sent has to be sent again.
    """

    kind = forms.ModelChoiceField(
        ActivityKind.objects.none(),
        label="Loại hoạt động",
        empty_label="Chọn loại hoạt động…",
        error_messages={
            "required": "Hãy chọn loại hoạt động.",
            "invalid_choice": "Loại hoạt động này không có trong bảng tiêu chí của bạn.",
        },
    )
    happened_on = forms.DateField(
        label="Ngày diễn ra",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Hãy chọn ngày diễn ra.",
            "invalid": "Ngày chưa đúng. Ví dụ: 05/02/2026.",
        },
    )
    place = VisibleTextField(label="Địa điểm", max_length=200, required=False)
    summary = VisibleTextField(
        label="Nội dung, kết quả",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Hãy viết nội dung, kết quả của hoạt động.",
            "max_length": "Nội dung dài tối đa %(limit_value)d ký tự (đang có %(show_value)d).",
        },
    )
    files = ManyFilesField(label="Ảnh, tài liệu minh chứng", required=False)
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, user: User, entry: Entry, report: ActivityReport | None = None, **kw):
        super().__init__(*args, **kw)
        self.user, self.entry, self.report = user, entry, report
        self.initial.setdefault("token", uuid4())
        self.fields["kind"].queryset = queries.kinds_open_to(user, entry)
        self.fields["happened_on"].widget.attrs |= {
            "min": entry.plan.starts_on.isoformat(),
            "max": min(entry.plan.ends_on, clock.today()).isoformat(),
        }
        self.criteria = self._criteria_of_kind()
        for criterion in self.criteria:
            self.fields[f"count_{criterion.pk}"] = CountField(
                label=criterion.name,
                required=False,
                help_text=criterion.rule.in_words(),
                widget=forms.NumberInput(
                    attrs={"inputmode": "numeric", "min": 1, "max": criterion.largest_count}
                ),
                error_messages={"invalid": "Hãy nhập một số nguyên, ví dụ 1."},
            )
        if len(self.criteria) == 1:
            self.initial.setdefault(f"count_{self.criteria[0].pk}", 1)
        self.helper = _report_layout(self)

    def _criteria_of_kind(self) -> list:
        raw = self.data.get("kind") if self.is_bound else self.initial.get("kind")
        try:
            kind = self.fields["kind"].to_python(raw)
        except forms.ValidationError:
            return []
        return list(queries.criteria_open_to(self.user, self.entry, kind)) if kind else []

    def time_problem(self) -> str | None:
        """Why this comes too late, if it does."""
        if self.report:
            return services.resend_problem(self.report, clock.now())
        last = due_at(self.entry, Stage.REPORTS)
        return services.deadline_problem(self.entry.plan, clock.now(), last)

    def count_fields(self):
        """Bound count fields, in the order of the scorecard."""
        return [self[f"count_{criterion.pk}"] for criterion in self.criteria]

    @property
    def token_value(self) -> UUID:
        """The form's token, also while the form is unsound."""
        try:
            return UUID(str(self["token"].value()))
        except ValueError:
            return self.initial["token"]

    def kept_files(self):
        """Files already on the server for this form."""
        return EvidenceFile.objects.kept_for(self.user, self.token_value)

    def clean_files(self) -> list:
        """Keep each accepted upload at once; say of each other one why not."""
        uploads = self.cleaned_data["files"]
        if len(uploads) > services.FILES_PER_REPORT:
            self.add_error("files", f"Mỗi báo cáo nhận tối đa {services.FILES_PER_REPORT} tệp.")
        for upload in uploads[: services.FILES_PER_REPORT]:
            try:
                services.keep_upload(actor=self.user, token=self.token_value, upload=upload)
            except DomainError as error:
                self.add_error("files", error.message)
        return []

    def clean(self) -> dict:
        cleaned = super().clean()
        plan = self.entry.plan
        if problem := self.time_problem():
            self.add_error(None, f"{problem} Nội dung bạn nhập vẫn còn trên trang này.")
        day = cleaned.get("happened_on")
        if day and (problem := services.day_problem(plan, day, clock.today())):
            self.add_error("happened_on", problem)
        for criterion in self.criteria:
            self._check_count(criterion, cleaned.get(f"count_{criterion.pk}"))
        self._refuse_foreign_counts()
        if self.criteria and not self.errors and not self.counts():
            self.add_error(None, "Hãy nhập số lượng cho ít nhất một tiêu chí.")
        return cleaned

    def _check_count(self, criterion, count: int | None) -> None:
        if count is not None and (problem := services.count_problem(criterion, count)):
            self.add_error(f"count_{criterion.pk}", problem)

    def _refuse_foreign_counts(self) -> None:
        foreign = [
            name for name in self.data if name.startswith("count_") and name not in self.fields
        ]
        if foreign:
            self.add_error(
                None,
                "Có số lượng cho tiêu chí không thuộc bảng tiêu chí hoặc loại hoạt động này. "
                "Hãy chọn lại loại hoạt động rồi nhập số lượng.",
            )

    def counts(self) -> dict[int, int]:
        found = {c.pk: self.cleaned_data.get(f"count_{c.pk}") for c in self.criteria}
        return {pk: count for pk, count in found.items() if count}

    def draft(self) -> ReportDraft:
        """What a valid form says."""
        data = self.cleaned_data
        return ReportDraft(
            entry=self.entry,
            kind=data["kind"],
            happened_on=data["happened_on"],
            summary=data["summary"],
            place=data["place"],
            counts=self.counts(),
            token=data["token"],
        )

    @classmethod
    def initial_from(cls, report: ActivityReport) -> dict:
        """Initial values to correct a returned report."""
        counts = {f"count_{row.criterion_id}": row.count for row in report.counts.all()}
        return {
            "kind": report.kind_id,
            "happened_on": report.happened_on,
            "place": report.place,
            "summary": report.summary,
            **counts,
        }


def _report_layout(form: ReportForm) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    counts_url = f"{reverse('evidence:report_counts')}?cho={form.entry.pk}"
    ask_counts = {"hx-get": counts_url, "hx-target": "#counts", "hx-trigger": "change"}
    helper.layout = Layout(
        "token",
        Field("kind", **ask_counts),
        Div(HTML("{% include 'evidence/_counts.html' %}"), css_id="counts"),
        Field("happened_on"),
        Field("place", placeholder="Ví dụ: Nhà văn hóa tổ dân phố số 3"),
        Field("summary", placeholder="Viết ngắn gọn: làm gì, với ai, kết quả ra sao."),
        Field("files", accept=",".join(f".{ending}" for ending in ALLOWED_EXTENSIONS)),
        HTML("{% include 'evidence/_kept_files.html' %}"),
        Submit("send", "Gửi báo cáo", css_class="btn-primary btn-lg"),
    )
    return helper


class ReasonForm(forms.Form):
    """Why a report goes back or is refused."""

    reason = VisibleTextField(
        label="Lý do",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Hãy ghi rõ lý do để người gửi biết phải làm gì."},
    )
