"""What campaigns allow. Each predicate returns None, or why not in Vietnamese."""

from datetime import datetime

from django.utils.timezone import localtime

from core.errors import DomainError

from .models import Criterion, Entry, Plan, PlanState, Pledge

# Characters. Reasons are kept on record, so one word is not enough.
SHORTEST_REASON = 5

# Refusals that a form and its service share.
EXTENSION_REASON_MISSING = "Hãy ghi rõ lý do gia hạn."
RETURN_REASON_MISSING = "Hãy ghi rõ lý do để người gửi biết phải làm gì."
LATE_REASON_MISSING = "Hãy ghi rõ lý do nhận muộn."
LATE_APPROVER_MISSING = "Hãy ghi họ tên, chức vụ người cho phép."
DAYS_NOTE_MISSING = "Hãy ghi căn cứ, ví dụ số và ngày quyết định."
FOREIGN_TARGET = "Có chỉ tiêu không thuộc bảng tiêu chí của đơn vị, cá nhân này."


# Plans --------------------------------------------------------------------------------------------


def frozen_problem(plan: Plan) -> str | None:
    """Why the figures of a plan can no longer change; None until it is closed.

    Appeals filed in time and post-checks still correct figures afterwards and do not ask this.
    """
    if not plan.is_closed:
        return None
    return (
        "Kế hoạch đã tổng kết nên không ghi, không sửa số liệu được nữa. Số liệu sai chỉ còn sửa "
        "qua kiến nghị gửi trong hạn, hoặc qua hậu kiểm."
    )


def require_not_frozen(plan: Plan) -> None:
    """Raises DomainError once the plan is closed."""
    if problem := frozen_problem(plan):
        raise DomainError(problem)


# Scorecards ---------------------------------------------------------------------------------------


def draft_problem(plan: Plan, *, has_previous: bool) -> str | None:
    """Why no draft may be saved; `has_previous`: the plan has a version of this name."""
    if plan.is_closed:
        return "Kế hoạch đã tổng kết nên không lập phiên bản mới được nữa."
    if plan.state != PlanState.DRAFT and not has_previous:
        return "Kế hoạch đã phát động; chỉ lập được phiên bản mới của bảng đang có."
    return None


def counts_alike(old: Criterion, new: Criterion) -> bool:
    """Whether what was measured for `old` means the same for `new`."""
    return old.shape == new.shape and _meaning(old) == _meaning(new)


def _meaning(leaf: Criterion) -> tuple:
    """What a number recorded at a leaf depends on."""
    rule = leaf.rule
    return (
        *(rule.level_names, rule.part_names, rule.reads_denominator, rule.reads_target),
        leaf.period_grade,
    )


# Pledges ------------------------------------------------------------------------------------------


def registration_problem(entry: Entry, at: datetime, pledge: Pledge | None = None) -> str | None:
    """Why an entry cannot register at `at`. At most 1 query."""
    if not entry.plan.has_registration:
        return "Kế hoạch này không có bước đăng ký thi đua."
    if problem := closed_registration_problem(entry.plan):
        return problem
    last = entry.registration_until(pledge)
    if at > last:
        return (
            f"Đã quá hạn đăng ký thi đua ({localtime(last):%H:%M ngày %d/%m/%Y}). "
            "Hãy liên hệ văn phòng để được nhận muộn."
        )
    return None


def closed_registration_problem(plan: Plan) -> str | None:
    """Why a plan takes no registrations, whatever the moment."""
    if plan.has_registration and plan.state == PlanState.RUNNING:
        return None
    return "Kế hoạch này hiện không nhận đăng ký thi đua."


def pledge_decision_problem(plan: Plan) -> str | None:
    """Why registrations of a plan can no longer be accepted or returned."""
    if plan.is_closed:
        return "Kế hoạch đã tổng kết nên không xử lý đăng ký được nữa."
    return None
