"""Send reminders and announcements. The rest of this app only reads."""

from collections import defaultdict
from collections.abc import Container, Iterable
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate, localtime

from accounts.models import User
from campaigns.models import Plan, PlanState, Stage
from campaigns.permissions import require_run
from campaigns.queries.entries import speakers_of
from campaigns.services import telling
from core.errors import DomainError
from evidence.models.notice_kinds import ReportNotice
from notices.models import Notice
from notices.services.sending import (
    Message,
    close_notices,
    close_overdue,
    notify,
    notify_each,
    withdraw_notices,
)

from .audiences import audience_of
from .notice_kinds import DashboardNotice
from .owing import Debt, debts_of

# Days before the last one on which somebody is reminded.
DAYS_BEFORE = frozenset({7, 3, 1})


@transaction.atomic
def close_lapsed_notices(*, at: datetime) -> int:
    """Close notices to send a report or a registration again whose last moment has passed.

    Returns the number of notices closed. Idempotent.
    """
    reports = close_overdue(kinds=[ReportNotice.RETURNED], at=at)
    return reports + telling.settle_lapsed_returns(at=at)


@transaction.atomic
def remind(*, at: datetime) -> int:
    """Remind everyone who owes something in a running plan, some days before the deadline.

    Returns the number of reminders for today. Idempotent: a person gets one reminder a stage and
    day, and an unread, unmailed one is deleted when the work is done. Five statements a plan and
    stage.
    """
    plans = Plan.objects.filter(state=PlanState.RUNNING).order_by("pk")
    waiting = Notice.objects.filter(kind=DashboardNotice.REMINDER, done_at__isnull=True)
    asked = {key.rpartition(":")[0] for key in waiting.values_list("key", flat=True).distinct()}
    return sum(_remind(plan, stage, asked, at) for plan in plans for stage in Stage)


def _remind(plan: Plan, stage: Stage, asked: Container[str], at: datetime) -> int:
    """Remind the people of a stage; `asked` holds the prefixes of keys of open reminders."""
    every_debt = debts_of(plan, stage, at)
    if _reminder_prefix(plan, stage).rstrip(":") in asked:
        _close_reminders(plan, stage, every_debt, at)
    debts = {
        debt.entry_id: debt
        for debt in every_debt
        if debt.due_at and _days_left(debt, at) in DAYS_BEFORE
    }
    speakers = speakers_of(list(debts), localdate(at)) if debts else {}
    owed: dict[int, list[Debt]] = defaultdict(list)
    for pk, debt in debts.items():  # in the order of names
        for user in speakers.get(pk, ()):
            owed[user].append(debt)
    key = f"{_reminder_prefix(plan, stage)}{localdate(at).isoformat()}"
    withdraw_notices(key=key, except_for=owed)
    if owed:
        messages = [(user, _reminder(plan, stage, key, of, at)) for user, of in owed.items()]
        notify_each(messages=messages, at=at)
    return len(owed)


def _reminder_prefix(plan: Plan, stage: Stage) -> str:
    """Prefix of the keys of a stage's reminders; the plan first, so closing it closes them."""
    return f"plan:{plan.pk}:reminder:{stage}:"


def _close_reminders(plan: Plan, stage: Stage, debts: list[Debt], at: datetime) -> None:
    """Close reminders of those who owe nothing any more or can no longer do it."""
    prefix = _reminder_prefix(plan, stage)
    speakers = speakers_of([debt.entry_id for debt in debts], localdate(at))
    close_notices(
        prefixes=[prefix], at=at, except_for={user for users in speakers.values() for user in users}
    )


def _days_left(debt: Debt, at: datetime) -> int:
    return (localdate(debt.due_at) - localdate(at)).days


def _reminder(plan: Plan, stage: Stage, key: str, debts: list[Debt], at: datetime) -> Message:
    first = min(debts, key=lambda debt: debt.due_at)
    lines = [
        f"{debt.name}: {_WANTED[stage]}, hạn {localtime(debt.due_at):%H:%M ngày %d/%m/%Y}."
        for debt in debts
    ]
    end_of_day = localtime(at).replace(hour=23, minute=59, second=59, microsecond=0)
    return Message(
        DashboardNotice.REMINDER,
        title=f"Còn {_days_left(first, at)} ngày: {stage.label.lower()}, {plan}",
        body="\n".join(lines),
        path=reverse("dashboards:my_work"),
        key=key,
        mail_until=min(first.due_at, end_of_day),
    )


_WANTED = {
    Stage.REGISTRATIONS: "đăng ký thi đua, hoặc sửa đăng ký bị trả lại",
    Stage.REPORTS: "báo hoạt động, hoặc sửa báo cáo bị trả lại",
    Stage.SELF_SCORES: "gửi phiếu tự chấm",
    Stage.CROSS_SCORES: "chấm chéo phiếu được phân",
    Stage.EXPLANATIONS: "giải trình khác biệt của thẩm định lần 1",
}


def announcement_prefix(plan: Plan) -> str:
    """Prefix of the keys of a plan's announcements."""
    return f"announcement:{plan.pk}:"


def announcement(plan: Plan, title: str, text: str, token: str) -> Message:
    """The message of an announcement, signed by the office; `token` makes its key unique."""
    return Message(
        DashboardNotice.ANNOUNCEMENT,
        title=title,
        body=f"{text}\n\nVăn phòng {plan.campaign.organiser} · {plan}",
        path=reverse("campaigns:timetable", args=[plan.slug]),
        key=f"{announcement_prefix(plan)}{token}",
    )


@transaction.atomic
def announce(
    *,
    actor: User,
    plan: Plan,
    to: str,
    title: str,
    text: str,
    shown: Iterable[int],
    token: str,
    at: datetime,
) -> int:
    """Send an announcement to the previewed people (`shown`, ids) who still belong to `to`.

    Returns their number; 0 if this announcement was sent before. Raises NotAllowedError, and
    DomainError when nobody is left or the plan is not launched. Seven queries.
    """
    require_run(actor, plan)
    if plan.state == PlanState.DRAFT:
        raise DomainError("Kế hoạch còn là dự thảo; hãy phát động rồi gửi thông báo.")
    message = announcement(plan, title, text, token)
    if Notice.objects.filter(kind=DashboardNotice.ANNOUNCEMENT, key=message.key).exists():
        return 0
    recipients = audience_of(plan, to, at).ids.intersection(shown)
    if not recipients:
        raise DomainError("Không còn ai để gửi. Hãy chọn lại người nhận rồi xem trước.")
    notify(recipients=recipients, message=message, at=at, sent_by=actor)
    return len(recipients)
