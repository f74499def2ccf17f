"""Reporting after the lock: somebody asks, the office says until when and why."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import User
from campaigns.models import Entry, Stage
from campaigns.permissions import require_run, speaks_for
from campaigns.services import plans
from core.errors import DomainError, NotAllowedError
from core.names import visible_text

from .. import queries
from ..models import SupplementRequest
from ..permissions import require_report_for
from .checks import deadline_problem, plan_problem
from .telling import (
    tell_refused_supplement,
    tell_supplement_asked,
    withdraw_supplement_notice,
)


@transaction.atomic
def ask_supplement(*, actor: User, entry: Entry, reason: str, at: datetime) -> SupplementRequest:
    """Ask to send reports after the deadline. Raises DomainError while there is no need to."""
    require_report_for(actor, entry)
    if problem := plan_problem(entry.plan):
        raise DomainError(problem)
    extension = queries.report_extensions([entry]).get(entry.pk)
    if deadline_problem(entry.plan, at, extension) is None:
        raise DomainError("Vẫn còn hạn gửi báo cáo, không cần xin gửi bổ sung.")
    try:
        with transaction.atomic():
            request = SupplementRequest.objects.create(
                entry=entry, reason=_reason(reason), asked_by=actor, asked_at=at
            )
    except IntegrityError:
        raise DomainError("Đã có một đề nghị đang chờ văn phòng trả lời.") from None
    tell_supplement_asked(request)
    return request


@transaction.atomic
def allow_supplement(
    *, actor: User, request: SupplementRequest, until: datetime, answer: str, at: datetime
) -> SupplementRequest:
    """Let the entry report until `until`; who allowed it and why stays on record."""
    request = _waiting(actor, request)
    request.extension = plans.grant_extension(
        actor=actor,
        entry=request.entry,
        stage=Stage.REPORTS,
        until=until,
        reason=_reason(answer),
        at=at,
    )
    return _answer(request, actor, answer, at)


@transaction.atomic
def refuse_supplement(
    *, actor: User, request: SupplementRequest, answer: str, at: datetime
) -> SupplementRequest:
    """Take nothing more from the entry, and say why."""
    request = _answer(_waiting(actor, request), actor, answer, at)
    tell_refused_supplement(request)
    return request


def _waiting(actor: User, request: SupplementRequest) -> SupplementRequest:
    """The request under lock. Raises when it is one's own or has been answered."""
    request = (
        SupplementRequest.objects.select_for_update(of=["self"])
        .select_related("entry__plan__campaign")
        .get(pk=request.pk)
    )
    require_run(actor, request.entry.plan)
    if request.asked_by_id == actor.pk or speaks_for(actor, request.entry):
        raise NotAllowedError("Đề nghị do bạn gửi, hoặc của chính bạn, phải do người khác trả lời.")
    if request.answered_at:
        raise DomainError("Đề nghị này đã được trả lời.")
    return request


def _answer(request: SupplementRequest, actor: User, answer: str, at: datetime):
    request.answer, request.answered_by, request.answered_at = _reason(answer), actor, at
    request.save()
    withdraw_supplement_notice(request)
    return request


def _reason(text: str) -> str:
    text = visible_text(text)
    if not 5 <= len(text) <= 1000:
        raise DomainError("Hãy ghi rõ lý do, từ 5 đến 1000 ký tự.", field="reason")
    return text
