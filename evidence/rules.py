"""Rules of reporting: each answers None, or in Vietnamese why something is not possible."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils.timezone import localdate, localtime

from campaigns.models import Criterion, Extension, Plan, PlanState, Stage
from campaigns.scorecards.rules.fields import LARGEST_COUNT
from core.names import visible_text
from core.numbers import vietnamese

from .content import ReportContent
from .models import TRANSITIONS, VOID_STATES, ActivityReport, Ratio, ReportState

FILES_PER_REPORT = 10
TOO_MANY_FILES = f"Mỗi báo cáo nhận tối đa {FILES_PER_REPORT} tệp."
NO_NUMBERS = "Hãy nhập số lượng cho ít nhất một tiêu chí."
NO_SUMMARY = "Hãy viết nội dung, kết quả của hoạt động."


class ContentProblem(NamedTuple):
    """Why a content is not possible, and the form field at fault."""

    message: str
    field: str | None = None


def plan_problem(plan: Plan) -> str | None:
    """Why a plan that is not running takes no report."""
    if plan.state == PlanState.CLOSED:
        return "Kế hoạch đã tổng kết nên không nhận báo cáo nữa."
    if plan.state == PlanState.DRAFT:
        return "Kế hoạch chưa phát động nên chưa nhận báo cáo."
    return None


def reports_until(plan: Plan, extension: Extension | None) -> datetime:
    """The last moment for a first report: of the plan, or of the entry's extension if later."""
    return max(plan.reports_due_at, extension.until) if extension else plan.reports_due_at


def deadline_problem(plan: Plan, at: datetime, extension: Extension | None = None) -> str | None:
    """Why a plan takes no report at `at`; `extension` is the entry's own later deadline, if any."""
    if problem := plan_problem(plan):
        return problem
    last = reports_until(plan, extension)
    if at > last:
        return f"Đã quá hạn nhận báo cáo ({moment_in_words(last)})."
    return None


def resend_problem(report: ActivityReport, at: datetime) -> str | None:
    """Why a returned or withdrawn report is not taken again at `at`.

    One query for a report that was never returned, none otherwise.
    """
    if not report.resend_until and report.state == ReportState.WITHDRAWN:
        return _first_sending_problem(report, at)
    if problem := plan_problem(report.entry.plan):
        return problem
    if report.resend_until and at > report.resend_until:
        return (
            f"Đã quá hạn sửa và gửi lại ({moment_in_words(report.resend_until)}). "
            "Hãy liên hệ văn phòng để được nhận bổ sung."
        )
    return None


def withdraw_problem(report: ActivityReport) -> str | None:
    """Why a sent report cannot be withdrawn. One query."""
    if report.entry.plan.state != PlanState.RUNNING:
        return "Kế hoạch này đã kết thúc nên không rút lại báo cáo được."
    if hasattr(report, "claim"):
        return (
            "Văn phòng đã mở xem báo cáo này nên không rút lại được. Cần sửa thì nhờ văn phòng "
            "trả lại báo cáo."
        )
    return None


def resend_problem_after_withdrawal(report: ActivityReport, at: datetime) -> str | None:
    """Why a report that is withdrawn now could not be sent again, e.g. after the deadline."""
    return resend_problem(report, at) if report.resend_until else _first_sending_problem(report, at)


def _first_sending_problem(report: ActivityReport, at: datetime) -> str | None:
    extension = Extension.objects.filter(entry=report.entry_id, stage=Stage.REPORTS).first()
    return deadline_problem(report.entry.plan, at, extension)


def transition_problem(report: ActivityReport, to: ReportState) -> str | None:
    """Why a report does not change into the state `to`."""
    if to in TRANSITIONS[report.state]:
        return None
    return (
        f"Báo cáo đang ở tình trạng “{report.get_state_display()}”, không chuyển sang "
        f"“{to.label}” được. Hãy tải lại trang để xem tình trạng mới nhất."
    )


def moment_in_words(at: datetime) -> str:
    return f"{localtime(at):%H:%M ngày %d/%m/%Y}"


def day_problem(plan: Plan, happened_on: date, today: date) -> str | None:
    """Why an activity of that day does not count in the plan."""
    if happened_on > today:
        return "Ngày diễn ra ở tương lai. Chỉ báo hoạt động đã diễn ra."
    if not plan.starts_on <= happened_on <= plan.ends_on:
        return (
            f"Kế hoạch chỉ tính hoạt động từ {plan.starts_on:%d/%m/%Y} đến {plan.ends_on:%d/%m/%Y}."
        )
    return None


def days_late(plan: Plan, at: datetime) -> int:
    """Days after the plan's own deadline, a started day counted whole; 0 in time."""
    late = at - plan.reports_due_at
    return -(-late // timedelta(days=1)) if late > timedelta(0) else 0


def count_problems(criterion: Criterion, amount: int | Ratio) -> Iterator[tuple[str, str]]:
    """(message, number at fault): `count`, `denominator`, `excluded` or `document`."""
    if criterion.rule.reads_ratio != isinstance(amount, Ratio):
        yield "Tiêu chí này cần đúng các số được hỏi.", "count"
    elif isinstance(amount, Ratio):
        yield from _ratio_problems(criterion, amount)
    elif not 1 <= amount <= criterion.largest_count:
        yield f"Số lượng phải từ 1 đến {criterion.largest_count}. Hãy kiểm tra lại.", "count"


def _ratio_problems(criterion: Criterion, amount: Ratio) -> Iterator[tuple[str, str]]:
    if not 0 <= amount.denominator <= LARGEST_COUNT:
        yield f"Tổng số phải từ 0 đến {vietnamese(LARGEST_COUNT)}.", "denominator"
        return
    below = amount.denominator - amount.excluded
    if amount.excluded < 0 or below < 0:
        yield f"Số không tính phải từ 0 đến {vietnamese(amount.denominator)}.", "excluded"
        return
    if amount.excluded and not visible_text(amount.document):
        yield "Hãy ghi văn bản cho phép không tính.", "document"
    if len(amount.document) > 200:
        yield "Tên văn bản dài tối đa 200 ký tự.", "document"
    if not 0 <= amount.count <= below:
        yield f"Số đã làm phải từ 0 đến {vietnamese(below)}.", "count"
    elif below == 0 and not criterion.none_arisen:
        yield "Tổng số bằng 0 thì chưa có gì để báo cho tiêu chí này.", "denominator"


def content_problem(
    content: ReportContent, leaves: Mapping[int, Criterion], at: datetime
) -> ContentProblem | None:
    """The first fault of a content; `leaves` are the criteria open to its sender. No query."""
    if problem := day_problem(content.entry.plan, content.happened_on, localdate(at)):
        return ContentProblem(problem, "happened_on")
    if not visible_text(content.summary):
        return ContentProblem(NO_SUMMARY, "summary")
    if not content.counts:
        return ContentProblem(NO_NUMBERS)
    for criterion_id, amount in content.counts.items():
        if criterion_id not in leaves:
            return ContentProblem(
                "Có tiêu chí không thuộc bảng tiêu chí của bạn. Hãy chọn lại loại hoạt động.",
                f"count_{criterion_id}",
            )
        for message, number in count_problems(leaves[criterion_id], amount):
            return ContentProblem(message, f"{number}_{criterion_id}")
    return None


def copy_problem(content: ReportContent) -> str | None:
    """Why a content is a copy: a valid report has its entry, kind, day and summary. One query."""
    others = content.entry.reports.exclude(token=content.token)  # a second click is no copy
    copies = others.exclude(state__in=VOID_STATES).filter(
        kind=content.kind, happened_on=content.happened_on, summary=content.summary
    )
    if copy := copies.order_by("pk").first():
        return (
            f"Đã có báo cáo số {copy.pk} giống hệt (cùng loại, cùng ngày, cùng nội dung). Nếu là "
            "hoạt động khác, hãy ghi rõ điểm khác trong nội dung."
        )
    return None
