"""Requests to report after the deadline, and the office's answers."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import User
from campaigns.models import Entry, Stage
from campaigns.permissions import require_run, speaks_for
from campaigns.services import plans
from core.errors import DomainError, NotAllowedError, refuse_if
from core.names import visible_text

from .. import queries, rules
from ..models import SupplementRequest
from ..permissions import require_report_for
from .notifying import (
    close_supplement_notice,
    notify_supplement_refusal,
    notify_supplement_request,
)


@transaction.atomic
def ask_supplement(*, actor: User, entry: Entry, reason: str, at: datetime) -> SupplementRequest:
    """Request to report after the deadline. Raises DomainError before the deadline."""
    require_report_for(actor, entry)
    refuse_if(rules.plan_problem(entry.plan))
    extension = queries.report_extensions([entry]).get(entry.pk)
    if rules.deadline_problem(entry.plan, at, extension) is None:
        raise DomainError("Vẫn còn hạn gửi báo cáo, không cần xin gửi bổ sung.")
    try:
        with transaction.atomic():
            request = SupplementRequest.objects.create(
                entry=entry, reason=_reason(reason), asked_by=actor, asked_at=at
            )
    except IntegrityError:
        raise DomainError("Đã có một đề nghị đang chờ văn phòng trả lời.") from None
    notify_supplement_request(request)
    return request


@transaction.atomic
def allow_supplement(
    *, actor: User, request: SupplementRequest, until: datetime, answer: str, at: datetime
) -> SupplementRequest:
    """Give the entry time to report until `until`, with a recorded reason."""
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
    """Refuse the request, with a recorded reason."""
    request = _answer(_waiting(actor, request), actor, answer, at)
    notify_supplement_refusal(request)
    return request


def _waiting(actor: User, request: SupplementRequest) -> SupplementRequest:
    """The request, locked. Raises for the actor's own request and for an answered one."""
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
    close_supplement_notice(request)
    return request


def _reason(text: str) -> str:
    text = visible_text(text)
    if not 5 <= len(text) <= 1000:
        raise DomainError("Hãy ghi rõ lý do, từ 5 đến 1000 ký tự.", field="reason")
    return text
