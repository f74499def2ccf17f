"""Permissions to report for an entry and to decide on a report."""

from accounts.models import User
from campaigns.models import Entry
from campaigns.permissions import can_run, speaks_for
from core.errors import NotAllowedError

from .models import ActivityReport


def require_report_for(user: User, entry: Entry) -> None:
    """Raise NotAllowedError unless `user` speaks for the entry or runs its plan."""
    if speaks_for(user, entry) or can_run(user, entry.plan):
        return
    raise NotAllowedError("Bạn không báo hoạt động thay cho đơn vị, cá nhân này được.")


def is_own(user: User, report: ActivityReport) -> bool:
    """Whether `user` sent the report, or speaks for its entry."""
    return report.reported_by_id == user.pk or speaks_for(user, report.entry)


def can_decide(user: User, report: ActivityReport) -> bool:
    """Whether `user` runs the plan and the report is not their own."""
    return can_run(user, report.entry.plan) and not is_own(user, report)


def require_decide(user: User, report: ActivityReport) -> None:
    """Raise NotAllowedError unless `user` may verify, return or refuse `report`."""
    if is_own(user, report):
        raise NotAllowedError(
            "Báo cáo do bạn nhập, hoặc của chính bạn, phải do người khác xác nhận."
        )
    if not can_decide(user, report):
        raise NotAllowedError("Chỉ văn phòng của HĐND tổ chức phong trào được xử lý báo cáo.")
