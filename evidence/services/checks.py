"""What a report has to be before it is taken: the rules, each with its Vietnamese message."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils.timezone import localdate, localtime

from campaigns.models import ActivityKind, Criterion, Entry, Plan, PlanState
from core.errors import DomainError
from core.names import visible_text

from ..models import TRANSITIONS, ActivityReport, ReportState


@dataclass(frozen=True)
class ReportDraft:
    """What a person fills in: the entry, what, when, where, and counts by criterion id."""

    entry: Entry
    kind: ActivityKind
    happened_on: date
    summary: str
    place: str = ""
    counts: Mapping[int, int] = field(default_factory=dict)
    token: UUID = field(default_factory=uuid4)


def deadline_problem(plan: Plan, at: datetime, last: datetime | None = None) -> str | None:
    """Why a plan takes no report at `at`, in Vietnamese; None when it does.

    `last` is the deadline of an entry that got more time, by default the plan's.
    """
    last = last or plan.reports_due_at
    if plan.state != PlanState.RUNNING:
        return "Kế hoạch này hiện không nhận báo cáo."
    if at > last:
        return (
            f"Đã quá hạn nhận báo cáo ({moment_in_words(last)}). "
            "Hãy liên hệ văn phòng để được nhận bổ sung."
        )
    return None


def resend_problem(report: ActivityReport, at: datetime) -> str | None:
    """Why a returned report is not taken again at `at`; None when it is."""
    if report.entry.plan.state != PlanState.RUNNING:
        return "Kế hoạch này hiện không nhận báo cáo."
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


def count_problem(criterion: Criterion, count: int) -> str | None:
    """Why a count cannot be; None when it can."""
    if not 1 <= count <= criterion.largest_count:
        return f"Số lượng phải từ 1 đến {criterion.largest_count}. Hãy kiểm tra lại."
    return None


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
        if problem := count_problem(leaves[criterion_id], count):
            raise DomainError(problem, field=name)


def require_transition(report: ActivityReport, to: ReportState) -> None:
    if to not in TRANSITIONS[ReportState(report.state)]:
        raise DomainError(
            f"Báo cáo đang ở tình trạng “{report.get_state_display()}”, không chuyển sang "
            f"“{to.label}” được. Hãy tải lại trang để xem tình trạng mới nhất."
        )
