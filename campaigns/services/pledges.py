"""Registering entries with pledges: saving, sending, accepting and returning."""

import datetime as dt
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from accounts.models import User
from core.errors import DomainError
from core.names import visible_text

from ..models import Criterion, Entry, Plan, Pledge, PledgeState, PledgeTarget
from ..permissions import require_decide_pledge, require_pledge_for, require_run, speaks_for
from ..pledge_content import LateApproval, PledgeContent
from ..rules import (
    FOREIGN_TARGET,
    LATE_APPROVER_MISSING,
    LATE_REASON_MISSING,
    RETURN_REASON_MISSING,
    SHORTEST_REASON,
    closed_registration_problem,
    pledge_decision_problem,
    registration_problem,
)
from ..scorecards.targets import Target, target_problem
from . import telling


class TargetsError(DomainError):
    """Invalid targets; `problems` maps criterion ids to messages."""

    def __init__(self, problems: Mapping[int, str]) -> None:
        super().__init__(f"Có {len(problems)} chỉ tiêu chưa đúng. {next(iter(problems.values()))}")
        self.problems = dict(problems)


class StalePledgeError(DomainError):
    """The pledge was changed elsewhere; `token` is that of its newest version."""

    def __init__(self, message: str, *, token: UUID) -> None:
        super().__init__(message)
        self.token = token


# Writing and sending ------------------------------------------------------------------------------


@transaction.atomic
def save_pledge(*, actor: User, entry: Entry, content: PledgeContent, at: datetime) -> Pledge:
    """Save a pledge that is not sent yet; may be called any number of times.

    Raises TargetsError or DomainError and then saves nothing. Changes saved from another page are
    never silently overwritten.
    """
    require_pledge_for(actor, entry)
    pledge = _locked(actor, entry, at)
    if pledge.is_registered:
        return _same_again(pledge, content)
    _refuse(registration_problem(entry, at, pledge))
    _check_targets(_leaves_of(entry), content)
    _refuse_unseen(pledge, content)
    _write(actor, pledge, content, at)
    pledge.save()
    return pledge


@transaction.atomic
def send_pledge(
    *,
    actor: User,
    entry: Entry,
    content: PledgeContent,
    at: datetime,
    late: LateApproval | None = None,
) -> Pledge:
    """Register an entry; idempotent for the same content.

    After the deadline only the office can, on behalf of others, with `late` on record. Raises
    NotAllowedError for an entry of somebody else, TargetsError or DomainError for invalid content,
    and DomainError for different content once it was sent.
    """
    require_pledge_for(actor, entry)
    pledge = _locked(actor, entry, at)
    if pledge.is_registered:
        return _same_again(pledge, content)
    on_behalf = not speaks_for(actor, entry)
    late = _late(entry, pledge, at, late if on_behalf else None)
    _check_targets(_leaves_of(entry), content)
    _refuse_empty(content)
    _refuse_unseen(pledge, content)
    _write(actor, pledge, content, at)
    pledge.state, pledge.on_behalf = PledgeState.SENT, on_behalf
    pledge.sent_by, pledge.sent_at = actor, at
    if late:
        pledge.late_allowed_by, pledge.late_reason = late.allowed_by, late.reason
    pledge.save()
    telling.settle_pledge_return(pledge, at)
    telling.tell_pledge_sent(pledge)
    return pledge


def _locked(actor: User, entry: Entry, at: datetime) -> Pledge:
    """The pledge of an entry, locked, so that simultaneous requests wait for each other."""
    Pledge.objects.get_or_create(entry=entry, defaults={"written_by": actor, "written_at": at})
    return Pledge.objects.select_for_update(of=["self"]).get(entry=entry)


def _refuse(problem: str | None) -> None:
    if problem:
        raise DomainError(problem)


def _same_again(pledge: Pledge, content: PledgeContent) -> Pledge:
    """The pledge that was sent before; raises DomainError if the content differs."""
    stored = {t.criterion_id: Target(t.number, t.text) for t in pledge.targets.all()}
    if content.normalised() != (stored, pledge.commitment, pledge.title):
        raise DomainError(
            f"Đăng ký này đã gửi lúc {localtime(pledge.sent_at):%H:%M ngày %d/%m/%Y}; nội dung "
            "vừa sửa chưa được ghi. Muốn sửa, hãy nhờ văn phòng trả lại đăng ký."
        )
    return pledge


def _late(
    entry: Entry, pledge: Pledge, at: datetime, late: LateApproval | None
) -> LateApproval | None:
    """The approval to record for a late registration; None in time.

    Raises DomainError if the registration is too late without one.
    """
    problem = registration_problem(entry, at, pledge)
    if problem is None:
        return None
    if late is None or closed_registration_problem(entry.plan):
        raise DomainError(problem)
    allowed_by, reason = visible_text(late.allowed_by), visible_text(late.reason)
    if len(allowed_by) < 3:
        raise DomainError(LATE_APPROVER_MISSING, field="late_allowed_by")
    if len(reason) < SHORTEST_REASON:
        raise DomainError(LATE_REASON_MISSING, field="late_reason")
    return LateApproval(allowed_by, reason)


def _leaves_of(entry: Entry) -> dict[int, Criterion]:
    return Criterion.objects.filter(scorecard=entry.scorecard_id).exclude(shape="").in_bulk()


def _check_targets(leaves: Mapping[int, Criterion], content: PledgeContent) -> None:
    problems = {}
    for pk, target in content.targets.items():
        if pk not in leaves:
            raise DomainError(FOREIGN_TARGET)
        if problem := target_problem(leaves[pk], target):
            problems[pk] = problem
    if problems:
        raise TargetsError(problems)


def _refuse_empty(content: PledgeContent) -> None:
    targets, commitment, _ = content.normalised()
    if not targets and not commitment:
        raise DomainError("Hãy ghi ít nhất một chỉ tiêu, hoặc nội dung cam kết.")


def _refuse_unseen(pledge: Pledge, content: PledgeContent) -> None:
    if pledge.token is not None and pledge.token not in (content.token, content.seen):
        raise StalePledgeError(
            f"Đăng ký này vừa được sửa ở cửa sổ hoặc máy khác ({pledge.written_by}, "
            f"{localtime(pledge.written_at):%H:%M ngày %d/%m/%Y}). Chưa có gì bị ghi đè: tải lại "
            "trang để xem bản kia, hoặc bấm lần nữa để thay bằng bản đang mở ở đây.",
            token=pledge.token,
        )


def _write(actor: User, pledge: Pledge, content: PledgeContent, at: datetime) -> None:
    targets, pledge.commitment, pledge.title = content.normalised()
    pledge.token, pledge.written_by, pledge.written_at = content.token, actor, at
    before = {target.criterion_id: target for target in pledge.targets.all()}
    gone = [row.pk for pk, row in before.items() if pk not in targets]
    PledgeTarget.objects.filter(pk__in=gone).delete()
    new, changed = [], []
    for pk, target in targets.items():
        row = before.get(pk) or PledgeTarget(pledge=pledge, criterion_id=pk)
        if row.pk is None:
            new.append(row)
        elif (row.number, row.text) != (target.number, target.text):
            changed.append(row)
        row.number, row.text = target.number, target.text
    PledgeTarget.objects.bulk_create(new)
    PledgeTarget.objects.bulk_update(changed, ["number", "text"])


@transaction.atomic
def record_pledges(
    *, actor: User, plan: Plan, contents: Mapping[Entry, PledgeContent], at: datetime
) -> list[Pledge]:
    """Enter pledges on behalf of many entries, in time, the first of each. All or none.

    The number of queries does not grow with `contents`. Raises DomainError naming the entry, also
    for one that `actor` reports for.
    """
    require_run(actor, plan)
    _refuse(closed_registration_problem(plan))
    if at > plan.registrations_due_at:
        raise DomainError("Đã quá hạn đăng ký thi đua; đăng ký muộn được nhận từng trường hợp.")
    own = Entry.objects.reported_by(actor).filter(pk__in=[entry.pk for entry in contents])
    if mine := own.first():
        raise DomainError(
            f"{mine.name} do chính bạn đăng ký, không nhập thay được. Hãy đăng ký ở “Việc của tôi”."
        )
    _check_rows(plan, contents)
    pledges = Pledge.objects.bulk_create(
        (_recorded(actor, entry, content, at) for entry, content in contents.items()),
        batch_size=2000,
    )
    PledgeTarget.objects.bulk_create(
        (
            PledgeTarget(pledge=pledge, criterion_id=pk, number=target.number, text=target.text)
            for pledge, content in zip(pledges, contents.values(), strict=True)
            for pk, target in content.normalised()[0].items()
        ),
        batch_size=5000,
    )
    return pledges


def _recorded(actor: User, entry: Entry, content: PledgeContent, at: datetime) -> Pledge:
    _, commitment, title = content.normalised()
    return Pledge(
        entry=entry,
        state=PledgeState.SENT,
        title=title,
        commitment=commitment,
        token=content.token,
        written_by=actor,
        written_at=at,
        sent_by=actor,
        sent_at=at,
        on_behalf=True,
    )


def _check_rows(plan: Plan, contents: Mapping[Entry, PledgeContent]) -> None:
    leaves: dict[int, dict[int, Criterion]] = {}
    for entry, content in contents.items():
        if entry.scorecard_id not in leaves:
            leaves[entry.scorecard_id] = _leaves_of(entry)
        try:
            if entry.plan_id != plan.pk:
                raise DomainError("đơn vị không tham gia kế hoạch này.")
            _check_targets(leaves[entry.scorecard_id], content)
            _refuse_empty(content)
        except DomainError as error:
            raise DomainError(f"{entry.name}: {error.message}") from error
    registered = Pledge.objects.filter(entry__in=list(contents)).select_related("entry").first()
    if registered:
        raise DomainError(f"{registered.entry.name} đã có đăng ký.")


# Decisions of the office --------------------------------------------------------------------------


@transaction.atomic
def accept_pledge(
    *, actor: User, pledge: Pledge, at: datetime, seen: datetime | None = None
) -> Pledge:
    """Sent -> accepted. `seen` is the `sent_at` shown on the actor's page."""
    pledge = _to_decide(actor, pledge, seen, PledgeState.SENT)
    pledge.state, pledge.decided_by, pledge.decided_at = PledgeState.ACCEPTED, actor, at
    pledge.decision_note = ""
    pledge.save()
    telling.settle_pledges_waiting(pledge.entry.plan, at)
    return pledge


@transaction.atomic
def return_pledge(
    *, actor: User, pledge: Pledge, reason: str, at: datetime, seen: datetime | None = None
) -> Pledge:
    """Return a pledge with a reason; until it is resent the entry counts as not registered.

    It may be resent until the deadline, and for at least `resend_days` of the plan from now.
    """
    pledge = _to_decide(actor, pledge, seen, PledgeState.SENT, PledgeState.ACCEPTED)
    reason = visible_text(reason)
    if len(reason) < SHORTEST_REASON:
        raise DomainError(RETURN_REASON_MISSING, field="reason")
    plan = pledge.entry.plan
    pledge.resend_until = max(
        pledge.entry.registration_until(), at + dt.timedelta(days=plan.resend_days)
    )
    pledge.state, pledge.decided_by, pledge.decided_at = PledgeState.RETURNED, actor, at
    pledge.decision_note = reason
    pledge.save()
    telling.tell_pledge_returned(pledge)
    telling.settle_pledges_waiting(plan, at)
    return pledge


def _to_decide(actor: User, pledge: Pledge, seen: datetime | None, *states: PledgeState) -> Pledge:
    pledges = Pledge.objects.select_for_update(of=["self"]).select_related("entry__plan__campaign")
    pledge = pledges.get(pk=pledge.pk)
    require_decide_pledge(actor, pledge)
    _refuse(pledge_decision_problem(pledge.entry.plan))
    if pledge.state not in states:
        raise DomainError(
            f"Đăng ký đang ở tình trạng “{pledge.get_state_display()}”. "
            "Hãy tải lại trang để xem tình trạng mới nhất."
        )
    if seen is not None and seen != pledge.sent_at:
        raise DomainError(
            "Đăng ký này đã được gửi lại sau khi bạn mở trang. Hãy xem nội dung mới rồi xử lý."
        )
    return pledge


@transaction.atomic
def accept_pledges(
    *,
    actor: User,
    plan: Plan,
    pledge_ids: Iterable[int],
    at: datetime,
    looked_at: datetime | None = None,
) -> int:
    """Accept many pledges of one plan; return their number. At most four statements.

    Skips the actor's own, those they entered, those already decided and those sent after
    `looked_at`.
    """
    require_run(actor, plan)
    _refuse(pledge_decision_problem(plan))
    chosen = Pledge.objects.for_decision_by(actor).filter(
        entry__plan=plan, pk__in=list(pledge_ids), sent_at__lte=looked_at or at
    )
    ids = list(chosen.select_for_update(of=["self"]).values_list("pk", flat=True))
    number = Pledge.objects.filter(pk__in=ids).update(
        state=PledgeState.ACCEPTED, decided_by=actor, decided_at=at, decision_note=""
    )
    telling.settle_pledges_waiting(plan, at)
    return number
