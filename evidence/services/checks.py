"""What a report has to be before it is taken: the rules, each with its Vietnamese message."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.utils.timezone import localdate, localtime

from campaigns.models import ActivityKind, Criterion, Entry, Extension, Plan, PlanState
from campaigns.scorecards.rules.fields import LARGEST_COUNT
from core.errors import DomainError
from core.names import visible_text
from core.numbers import vietnamese

from .. import queries
from ..models import TRANSITIONS, ActivityReport, Ratio, ReportState


@dataclass(frozen=True)
class ReportDraft:
    """What a person fills in: the entry, what, when, where, and the numbers by criterion id."""

    entry: Entry
    kind: ActivityKind
    happened_on: date
    summary: str
    place: str = ""
    document_number: str = ""
    counts: Mapping[int, int | Ratio] = field(default_factory=dict)
    token: UUID = field(default_factory=uuid4)


def plan_problem(plan: Plan) -> str | None:
    """Why a plan that is not running takes no report, in Vietnamese; None while it runs."""
    if plan.state == PlanState.CLOSED:
        return "Kế hoạch đã tổng kết nên không nhận báo cáo nữa."
    if plan.state == PlanState.DRAFT:
        return "Kế hoạch chưa phát động nên chưa nhận báo cáo."
    return None


class AlreadySentError(DomainError):
    """Other content under the token of a report that was sent; `report` is that report."""

    def __init__(self, report: ActivityReport) -> None:
        super().__init__(
            f"Báo cáo số {report.pk} đã gửi lúc {moment_in_words(report.submitted_at)}; nội dung "
            "đang mở khác với báo cáo đó và chưa được gửi."
        )
        self.report = report


def deadline_problem(plan: Plan, at: datetime, extension: Extension | None = None) -> str | None:
    """Why a plan takes no report at `at`, in Vietnamese; None when it does.

    `extension` is what the entry got beyond the plan's own deadline.
    """
    if problem := plan_problem(plan):
        return problem
    last = queries.reports_until(plan, extension)
    if at > last:
        return f"Đã quá hạn nhận báo cáo ({moment_in_words(last)})."
    return None


def resend_problem(report: ActivityReport, at: datetime) -> str | None:
    """Why a returned or withdrawn report is not taken again at `at`; None when it is."""
    if not report.resend_until and report.state == ReportState.WITHDRAWN:
        extension = queries.report_extensions([report.entry]).get(report.entry_id)
        return deadline_problem(report.entry.plan, at, extension)
    if problem := plan_problem(report.entry.plan):
        return problem
    if report.resend_until and at > report.resend_until:
        return (
            f"Đã quá hạn sửa và gửi lại ({moment_in_words(report.resend_until)}). "
            "Hãy liên hệ văn phòng để được nhận bổ sung."
        )
    return None


def moment_in_words(at: datetime) -> str:
    return f"{localtime(at):%H:%M ngày %d/%m/%Y}"


def day_problem(plan: Plan, happened_on: date, today: date) -> str | None:
    """Why an activity of that day does not count in the plan; None when it does."""
    if happened_on > today:
        return "Ngày diễn ra ở tương lai. Chỉ báo hoạt động đã diễn ra."
    if not plan.starts_on <= happened_on <= plan.ends_on:
        return (
            f"Kế hoạch chỉ tính hoạt động từ {plan.starts_on:%d/%m/%Y} đến {plan.ends_on:%d/%m/%Y}."
        )
    return None


def days_late(plan: Plan, at: datetime) -> int:
    """Days after the plan's own deadline, one that has begun counted whole; 0 when in time."""
    late = at - plan.reports_due_at
    return -(-late // timedelta(days=1)) if late > timedelta(0) else 0


def count_problems(criterion: Criterion, said: int | Ratio) -> Iterator[tuple[str, str]]:
    """(message, which number) of what cannot be; `count`, `denominator`, `excluded`, `document`."""
    if criterion.rule.reads_ratio != isinstance(said, Ratio):
        yield "Tiêu chí này cần đúng các số được hỏi.", "count"
    elif isinstance(said, Ratio):
        yield from _ratio_problems(criterion, said)
    elif not 1 <= said <= criterion.largest_count:
        yield f"Số lượng phải từ 1 đến {criterion.largest_count}. Hãy kiểm tra lại.", "count"


def _ratio_problems(criterion: Criterion, said: Ratio) -> Iterator[tuple[str, str]]:
    if not 0 <= said.denominator <= LARGEST_COUNT:
        yield f"Tổng số phải từ 0 đến {vietnamese(LARGEST_COUNT)}.", "denominator"
        return
    below = said.denominator - said.excluded
    if said.excluded < 0 or below < 0:
        yield f"Số không tính phải từ 0 đến {vietnamese(said.denominator)}.", "excluded"
        return
    if said.excluded and not visible_text(said.document):
        yield "Hãy ghi văn bản cho phép không tính.", "document"
    if len(said.document) > 200:
        yield "Tên văn bản dài tối đa 200 ký tự.", "document"
    if not 0 <= said.count <= below:
        yield f"Số đã làm phải từ 0 đến {vietnamese(below)}.", "count"
    elif below == 0 and not criterion.none_arisen:
        yield "Tổng số bằng 0 thì chưa có gì để báo cho tiêu chí này.", "denominator"


def check_draft(draft: ReportDraft, leaves: Mapping[int, Criterion], at: datetime) -> None:
    """Raises DomainError for the first thing wrong with what a draft says. No query."""
    if problem := day_problem(draft.entry.plan, draft.happened_on, localdate(at)):
        raise DomainError(problem, field="happened_on")
    if not visible_text(draft.summary):
        raise DomainError("Hãy viết nội dung, kết quả của hoạt động.", field="summary")
    if not draft.counts:
        raise DomainError("Hãy nhập số lượng cho ít nhất một tiêu chí.")
    for criterion_id, count in draft.counts.items():
        name = f"count_{criterion_id}"
        if criterion_id not in leaves:
            raise DomainError(
                "Có tiêu chí không thuộc bảng tiêu chí của bạn. Hãy chọn lại loại hoạt động.",
                field=name,
            )
        if problem := next(count_problems(leaves[criterion_id], count), None):
            raise DomainError(problem[0], field=f"{problem[1]}_{criterion_id}")


def require_transition(report: ActivityReport, to: ReportState) -> None:
    if to not in TRANSITIONS[ReportState(report.state)]:
        raise DomainError(
            f"Báo cáo đang ở tình trạng “{report.get_state_display()}”, không chuyển sang "
            f"“{to.label}” được. Hãy tải lại trang để xem tình trạng mới nhất."
        )
