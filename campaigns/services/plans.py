"""Preparing a plan, launching and closing it, and its timetable."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from accounts.models import User
from core import clock
from core.errors import DomainError
from notices.services.sending import close_notices

from ..models import (
    ActivityKind,
    ContentArea,
    Criterion,
    Entry,
    Extension,
    Plan,
    PlanState,
    Pledge,
    ScorecardState,
    Stage,
    Unregistered,
)
from ..permissions import require_run, require_run_for
from ..rules import EXTENSION_REASON_MISSING, SHORTEST_REASON
from . import telling


@transaction.atomic
def set_content_areas(*, actor: User, plan: Plan, names: Iterable[str]) -> list[ContentArea]:
    """Create the content areas of a plan, in order. Raises DomainError once it is launched."""
    require_run(actor, plan)
    _require_draft(plan)
    return ContentArea.objects.bulk_create(
        ContentArea(plan=plan, position=position, name=name)
        for position, name in enumerate(names, start=1)
    )


@transaction.atomic
def add_activity_kinds(
    *, actor: User, plan: Plan, kinds: Mapping[str, Iterable[Criterion]]
) -> None:
    """Create kinds of activity in order, each with the leaves it may count for.

    The leaves may belong to any scorecard of the plan. Raises DomainError once the plan is
    launched, and for a criterion of another plan.
    """
    require_run(actor, plan)
    _require_draft(plan)
    for position, (name, criteria) in enumerate(kinds.items(), start=1):
        criteria = list(criteria)
        if any(criterion.scorecard.plan_id != plan.pk for criterion in criteria):
            raise DomainError(f"“{name}” có tiêu chí của kế hoạch khác.")
        kind = ActivityKind.objects.create(plan=plan, position=position, name=name)
        kind.criteria.set(criteria)


def _require_draft(plan: Plan) -> None:
    if plan.state != PlanState.DRAFT:
        raise DomainError("Kế hoạch đã phát động nên phần này không đổi được nữa.")


@transaction.atomic
def launch_plan(*, actor: User, plan: Plan) -> Plan:
    """Draft -> running. Raises DomainError while a scorecard is missing or not published."""
    require_run(actor, plan)
    if plan.state != PlanState.DRAFT:
        raise DomainError("Kế hoạch này đã được phát động.")
    states = set(plan.scorecards.values_list("state", flat=True))
    if ScorecardState.PUBLISHED not in states or ScorecardState.DRAFT in states:
        raise DomainError("Hãy ban hành đủ các bảng tiêu chí trước khi phát động.")
    plan.state, plan.launched_at = PlanState.RUNNING, clock.now()
    plan.save(update_fields=["state", "launched_at"])
    return plan


@transaction.atomic
def close_plan(*, actor: User, plan: Plan) -> Plan:
    """Running -> closed: no more reports are accepted. Raises DomainError in any other state."""
    require_run(actor, plan)
    if plan.state != PlanState.RUNNING:
        raise DomainError("Chỉ tổng kết được kế hoạch đang diễn ra.")
    plan.state = PlanState.CLOSED
    plan.save(update_fields=["state"])
    close_notices(prefixes=[f"plan:{plan.pk}:"], at=clock.now())
    return plan


@transaction.atomic
def grant_extension(
    *, actor: User, entry: Entry, stage: Stage, until: datetime, reason: str, at: datetime
) -> Extension:
    """Extend one participant's deadline at one stage; replaces an earlier extension."""
    require_run_for(actor, entry)
    if entry.plan.is_closed:
        raise DomainError("Kế hoạch đã tổng kết nên không gia hạn được nữa.", field="stage")
    if getattr(entry.plan, f"{Stage(stage)}_due_at") is None:
        raise DomainError("Kế hoạch không đặt hạn cho bước này.", field="stage")
    if until <= at:
        raise DomainError("Thời hạn mới phải sau lúc này.", field="until")
    if len(reason.strip()) < SHORTEST_REASON:
        raise DomainError(EXTENSION_REASON_MISSING, field="reason")
    values = {"until": until, "reason": reason.strip(), "granted_by": actor, "granted_at": at}
    extension, _ = Extension.objects.update_or_create(entry=entry, stage=stage, defaults=values)
    telling.tell_extension(extension)
    return extension


@transaction.atomic
def set_timetable(
    *,
    actor: User,
    plan: Plan,
    days: Mapping[str, datetime | None],
    appeal_days: int,
    unregistered_means: str = Unregistered.NOTED,
    at: datetime,
) -> Plan:
    """Set the deadline of each stage (`days` by Stage); a stage that has ended may be reopened.

    Raises DomainError with the stage as field when a stage would end before the one before it,
    and when a new rule would disadvantage participants after their deadline has passed.
    """
    require_run(actor, plan)
    if plan.state == PlanState.CLOSED:
        raise DomainError("Kế hoạch đã tổng kết nên không đổi lịch được nữa.")
    _set_registration(plan, days.get(Stage.REGISTRATIONS), unregistered_means, at)
    before: tuple[str, datetime] | None = None
    for stage in Stage:
        last = days.get(stage)
        if stage == Stage.REPORTS and last is None:
            raise DomainError("Hãy ghi hạn nhận báo cáo.", field=stage)
        if last and before and last < before[1]:
            raise DomainError(f"{stage.label} phải kết thúc sau bước “{before[0]}”.", field=stage)
        setattr(plan, f"{stage}_due_at", last)
        before = (stage.label, last) if last else before
    if not 0 <= appeal_days <= 60:
        raise DomainError("Số ngày kiến nghị từ 0 đến 60.", field="appeal_days")
    plan.appeal_days = appeal_days
    plan.save()
    return plan


def _set_registration(plan: Plan, due: datetime | None, means: str, at: datetime) -> None:
    """Set the consequence of not registering; the caller sets the deadline."""
    if means not in Unregistered.values:
        raise DomainError("Hãy chọn hệ quả khi không đăng ký.", field="unregistered_means")
    sent = Pledge.objects.filter(entry__plan=plan).exclude(sent_at=None)
    if due is None and plan.has_registration and sent.exists():
        raise DomainError(
            "Đã có đơn vị, cá nhân gửi đăng ký nên không bỏ hạn đăng ký được.",
            field=Stage.REGISTRATIONS,
        )
    before = plan.registrations_due_at
    is_new_rule = means != plan.unregistered_means or before is None or (due and due < before)
    if means == Unregistered.NOT_PROPOSED and is_new_rule and due and due < at:
        raise DomainError(
            "Hạn đăng ký đã qua nên không đặt thêm hệ quả cho ai không đăng ký được nữa. Muốn "
            "đặt thì lùi hạn đăng ký.",
            field="unregistered_means",
        )
    plan.unregistered_means = means
