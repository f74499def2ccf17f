"""The report form of a delegate."""

import re
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout, Submit
from django import forms
from django.urls import reverse
from django.utils.functional import cached_property

from accounts.models import User
from campaigns.models import ActivityKind, Criterion, Entry, Extension
from campaigns.permissions import can_run
from campaigns.scorecards.rules.fields import LARGEST_COUNT
from core import clock
from core.errors import DomainError
from core.files import ALLOWED_EXTENSIONS
from core.forms import ServiceForm

from .. import queries, rules
from ..content import ReportContent
from ..models import ActivityReport, EvidenceFile, Ratio, ReportState
from ..services import reporting
from .fields import CountField, ManyFilesField, VisibleTextField

# Prefixes of the fields of one criterion.
NUMBERS = ("count", "denominator", "excluded", "document")


_NUMBER_NAME = re.compile(f"({'|'.join(NUMBERS)})_[0-9]+")


_RATIO_LABELS = {
    "denominator": "Tổng số",
    "count": "Trong đó đã làm",
    "excluded": "Không tính (nếu có)",
}


class ReportForm(ServiceForm):
    """Fields of every report, and one count for each criterion of the kind of activity.

    The view keeps uploads before it validates the form, even when another field is wrong, so
    nothing has to be uploaded twice; `file_problems` are the refusals of that.
    """

    file_problems: Sequence[str] = ()
    # The token that was sent before, once a new one has replaced it.
    replaced_token: UUID | None = None

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
    document_number = VisibleTextField(
        label="Số, ký hiệu văn bản (nếu có)", max_length=60, required=False
    )
    summary = VisibleTextField(
        label="Nội dung, kết quả",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": rules.NO_SUMMARY,
            "max_length": "Nội dung dài tối đa %(limit_value)d ký tự (đang có %(show_value)d).",
        },
    )
    files = ManyFilesField(label="Ảnh, tài liệu minh chứng", required=False)
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, user: User, entry: Entry, report: ActivityReport | None = None, **kw):
        super().__init__(*args, **kw)
        self.user, self.entry, self.report = user, entry, report
        self.initial.setdefault("token", uuid4())
        to_office = can_run(user, entry.plan)
        self.fields["kind"].queryset = queries.kinds_open(entry, to_office=to_office)
        self.fields["happened_on"].widget.attrs |= {
            "min": entry.plan.starts_on.isoformat(),
            "max": min(entry.plan.ends_on, clock.today()).isoformat(),
        }
        self.criteria = self._criteria_of_kind(to_office)
        for criterion in self.criteria:
            self._add_numbers(criterion)
        counting = [c for c in self.criteria if not c.rule.reads_ratio]
        if len(self.criteria) == 1 and counting:
            self.initial.setdefault(f"count_{counting[0].pk}", 1)
        self.helper = _report_layout(self)

    def _add_numbers(self, criterion: Criterion) -> None:
        """Add a field for a count; three and a document for a ratio. No percentage is typed."""
        most = LARGEST_COUNT if criterion.rule.reads_ratio else criterion.largest_count
        least = 0 if criterion.rule.reads_ratio else 1
        labels = _RATIO_LABELS if criterion.rule.reads_ratio else {"count": criterion.name}
        hint = "" if criterion.rule.reads_ratio else criterion.rule.in_words()
        for name, label in labels.items():
            self.fields[f"{name}_{criterion.pk}"] = CountField(
                label=label,
                required=False,
                help_text=hint,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": least, "max": most}),
                error_messages={"invalid": "Hãy nhập một số nguyên, ví dụ 1."},
            )
        if criterion.rule.reads_ratio:
            self.fields[f"document_{criterion.pk}"] = VisibleTextField(
                label="Văn bản cho phép không tính", max_length=200, required=False
            )

    def _criteria_of_kind(self, to_office: bool) -> list[Criterion]:
        raw = self.data.get("kind") if self.is_bound else self.initial.get("kind")
        try:
            kind = self.fields["kind"].to_python(raw)
        except forms.ValidationError:
            return []
        return list(queries.leaves_open(self.entry, kind, to_office=to_office)) if kind else []

    def time_problem(self) -> str | None:
        """Why the report would be too late, or None."""
        if self.report:
            return rules.resend_problem(self.report, clock.now())
        return rules.deadline_problem(self.entry.plan, clock.now(), self.extension)

    @cached_property
    def extension(self) -> Extension | None:
        """The later deadline of the entry, if it has one."""
        return queries.report_extensions([self.entry]).get(self.entry.pk)

    @property
    def last_moment(self) -> datetime:
        """The last moment to send this form."""
        if self.report and self.report.resend_until:
            return self.report.resend_until
        return rules.reports_until(self.entry.plan, self.extension)

    def numbers(self) -> list[tuple[Criterion, list, list[Criterion]]]:
        """(criterion, its bound fields, criteria with which it does not count twice), in order."""
        once = queries.counted_once(self.criteria)
        return [(c, [self[name] for name in self._names(c)], once[c.pk]) for c in self.criteria]

    def _names(self, criterion: Criterion) -> list[str]:
        names = (f"{number}_{criterion.pk}" for number in NUMBERS)
        return [name for name in names if name in self.fields]

    @property
    def token_value(self) -> UUID:
        """The form's token, also while the form is invalid."""
        try:
            return UUID(str(self["token"].value()))
        except ValueError:
            return self.initial["token"]

    def refuse(self, error: DomainError) -> None:
        """Show a refusal; after AlreadySentError the form continues as a new report."""
        if not isinstance(error, reporting.AlreadySentError):
            super().refuse(error)
            return
        self.replaced_token = self.token_value
        self.data = self.data.copy()
        self.data[self.add_prefix("token")] = str(uuid4())
        self.add_error(
            None,
            f"{error.message} Nếu là hoạt động khác, hãy bấm “Gửi báo cáo” lần nữa để gửi thành "
            f"báo cáo mới. Muốn sửa báo cáo số {error.report.pk}, hãy rút lại báo cáo đó.",
        )

    def kept_files(self):
        """Files already kept for this form."""
        return EvidenceFile.objects.kept_for(self.user, self.token_value)

    def clean_files(self) -> list:
        for problem in self.file_problems:
            self.add_error("files", problem)
        return []

    def clean(self) -> dict:
        cleaned = super().clean()
        plan = self.entry.plan
        if problem := self.time_problem():
            self.add_error(None, f"{problem} Nội dung bạn nhập vẫn còn trên trang này.")
        day = cleaned.get("happened_on")
        if day and (problem := rules.day_problem(plan, day, clock.today())):
            self.add_error("happened_on", problem)
        for criterion in self.criteria:
            self._check_numbers(criterion)
        self._refuse_foreign_counts()
        if self.criteria and not self.errors and not self.counts():
            self.add_error(None, rules.NO_NUMBERS)
        return cleaned

    def _check_numbers(self, criterion: Criterion) -> None:
        if any(name in self.errors for name in self._names(criterion)):
            return
        for message, number in self._missing(criterion):
            self.add_error(f"{number}_{criterion.pk}", message)
            return
        amount = self._amount_of(criterion)
        if amount is None:
            return
        for message, number in rules.count_problems(criterion, amount):
            self.add_error(f"{number}_{criterion.pk}", message)

    def _value(self, criterion: Criterion, number: str):
        return self.cleaned_data.get(f"{number}_{criterion.pk}")

    def _missing(self, criterion: Criterion):
        """(message, number) when only some numbers of a ratio are filled in."""
        if not criterion.rule.reads_ratio:
            return
        values = {number: self._value(criterion, number) for number in NUMBERS}
        if all(value in (None, "") for value in values.values()):
            return
        for number in ("denominator", "count"):
            if values[number] is None:
                yield "Hãy nhập cả hai số.", number

    def _amount_of(self, criterion: Criterion) -> int | Ratio | None:
        count = self._value(criterion, "count")
        if not criterion.rule.reads_ratio:
            return count
        below = self._value(criterion, "denominator")
        if count is None or below is None:
            return None
        out, document = (self._value(criterion, n) for n in ("excluded", "document"))
        return Ratio(count, below, out or 0, document or "")

    def _refuse_foreign_counts(self) -> None:
        foreign = [
            name for name in self.data if _NUMBER_NAME.fullmatch(name) and name not in self.fields
        ]
        if foreign:
            self.add_error(
                None,
                "Có số lượng cho tiêu chí không thuộc bảng tiêu chí hoặc loại hoạt động này. "
                "Hãy chọn lại loại hoạt động rồi nhập số lượng.",
            )

    def counts(self) -> dict[int, int | Ratio]:
        found = {criterion.pk: self._amount_of(criterion) for criterion in self.criteria}
        return {pk: amount for pk, amount in found.items() if amount is not None}

    def service_arguments(self) -> dict:
        return {"content": self.content()}

    def content(self) -> ReportContent:
        """The content of a valid form."""
        data = self.cleaned_data
        return ReportContent(
            entry=self.entry,
            kind=data["kind"],
            happened_on=data["happened_on"],
            summary=data["summary"],
            place=data["place"],
            document_number=data["document_number"],
            counts=self.counts(),
            token=data["token"],
        )

    @classmethod
    def initial_from(cls, report: ActivityReport) -> dict:
        """Initial values to correct a report."""
        numbers = {
            f"{number}_{row.criterion_id}": getattr(row, number)
            for row in report.counts.all()
            for number in NUMBERS
        }
        return {
            "kind": report.kind_id,
            "happened_on": report.happened_on,
            "place": report.place,
            "summary": report.summary,
            "document_number": report.document_number,
            # The files of a withdrawn report are kept under its own token.
            **({"token": report.token} if report.state == ReportState.WITHDRAWN else {}),
            **numbers,
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
        Field("document_number", placeholder="Ví dụ: 12/BC-HĐND"),
        Field("summary", placeholder="Viết ngắn gọn: làm gì, với ai, kết quả ra sao."),
        Field("files", accept=",".join(f".{ending}" for ending in ALLOWED_EXTENSIONS)),
        HTML("{% include 'evidence/_kept_files.html' %}"),
        Submit("send", "Gửi báo cáo", css_class="btn-primary btn-lg"),
    )
    return helper
