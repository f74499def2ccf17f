"""Recomputing deadlines in working days after the administrator changes the calendar."""

from datetime import date

from django.db import transaction

from accounts.models import User
from core.errors import NotAllowedError
from core.working_days import load_calendar

from ..models import PublicNotice, Recovery, Submission, SubmissionReturn
from .corrections import RECOVERY_WORKING_DAYS
from .submissions import ANSWER_WORKING_DAYS


@transaction.atomic
def recompute_deadlines(*, actor: User, today: date) -> int:
    """Compute the running deadlines again; return the number that moved.

    A public notice only gets longer, because its last day is printed on the posted notice. Notices
    that ended and letters that were answered keep their day. About 7 queries, and one for each
    deadline that moved.
    """
    if not actor.is_superuser:
        raise NotAllowedError("Chỉ người quản trị hệ thống được sửa lịch nghỉ.")
    calendar, moved = load_calendar(), 0
    for notice in PublicNotice.objects.select_for_update().filter(ends_on__gte=today):
        due = calendar.add(notice.posted_on, notice.working_days)
        moved += _move(notice, "ends_on", max(due, notice.ends_on))
    open_submissions = Submission.objects.select_for_update(of=("self",)).filter(
        decisions__isnull=True
    )
    for submission in open_submissions.prefetch_related("returns"):
        returns = submission.returns.all()
        answered = [returned.answered_on for returned in returns if returned.answered_on]
        start = max([submission.issued_on, *answered])
        moved += _move(submission, "answer_due_on", calendar.add(start, ANSWER_WORKING_DAYS))
    for returned in SubmissionReturn.objects.select_for_update().filter(answered_on__isnull=True):
        due = calendar.add(returned.returned_on, returned.working_days)
        moved += _move(returned, "due_on", due)
    waiting = Recovery.objects.select_for_update(of=("self",)).filter(recovered_on__isnull=True)
    for recovery in waiting.select_related("award__ended_by"):
        due = calendar.add(recovery.award.ended_by.decided_on, RECOVERY_WORKING_DAYS)
        moved += _move(recovery, "due_on", due)
    return moved


def _move(row, field: str, due: date) -> bool:
    if getattr(row, field) == due:
        return False
    setattr(row, field, due)
    row.save(update_fields=[field])
    return True
