"""Moving a line in or out of a proposal by hand: one person asks, another answers."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from accounts.models import User
from core.errors import DomainError, NotAllowedError

from ..models import Direction, Outcome, ProposalChange, ProposalLine
from ..permissions import require_impartial
from ..rules import moves
from ..rules.entering import required_reason
from .closing import lock_open
from .telling import proposals as telling


@transaction.atomic
def ask_change(
    *, actor: User, line: ProposalLine, direction: str, reason: str, at: datetime
) -> ProposalChange:
    """Ask to move a line in or out; it moves only when another secretary agrees.

    Raises DomainError for a closed or superseded proposal, a short reason, a line that cannot
    move in that direction, a held line, or one with an open request.
    """
    require_impartial(actor, line.ranking_line.entry)
    lock_open(line.proposal)
    line = ProposalLine.objects.select_related("ranking_line__entry").get(pk=line.pk)
    reason = required_reason(reason, field="reason")
    _require_movable(line, Direction(direction), at)
    try:
        with transaction.atomic():
            change = ProposalChange.objects.create(
                line=line, direction=direction, reason=reason, asked_by=actor, asked_at=at
            )
    except IntegrityError as error:
        raise DomainError("Dòng này đang có một đề xuất chờ người thứ hai.") from error
    telling.tell_change_asked(change)
    return change


@transaction.atomic
def answer_change(
    *, actor: User, change: ProposalChange, is_confirmed: bool, answer: str, at: datetime
) -> ProposalChange:
    """Confirm a change, which moves its line, or turn it down. No other line moves.

    Raises NotAllowedError for the person who asked and for anyone with a personal interest in the
    line, and DomainError if it was answered, the proposal is closed or superseded, the line can no
    longer move, or it is turned down without a reason.
    """
    require_impartial(actor, change.line.ranking_line.entry)
    if change.asked_by_id == actor.pk:
        raise NotAllowedError("Người đề xuất không tự xác nhận; phải là người thứ hai.")
    lock_open(change.line.proposal)
    change = ProposalChange.objects.select_related("line__ranking_line__entry").get(pk=change.pk)
    if change.is_confirmed is not None:
        raise DomainError("Đề xuất này đã được trả lời.")
    answer = answer.strip()
    if is_confirmed:
        _require_movable(change.line, Direction(change.direction), at)
        is_in = change.direction == Direction.IN
        change.line.outcome = Outcome.ADDED if is_in else Outcome.REMOVED
        change.line.save(update_fields=["outcome"])
    else:
        answer = required_reason(answer, field="answer")
    change.answered_by, change.answered_at = actor, at
    change.is_confirmed, change.answer = is_confirmed, answer
    change.save(update_fields=["answered_by", "answered_at", "is_confirmed", "answer"])
    telling.settle_change(change, at)
    return change


def _require_movable(line: ProposalLine, direction: Direction, at: datetime) -> None:
    """Raise DomainError unless a line may move; a line comes in for one award type only.

    One achievement, one award (Decree 152/2025/NĐ-CP, Art. 4).
    """
    refusal = moves.why_not_movable(line, direction)
    if refusal is None and direction == Direction.IN:
        if ProposalLine.objects.filter(pk=line.pk).held_on(localdate(at)).exists():
            refusal = moves.HELD
        elif other := line.proposed_for_another_type():
            refusal = (
                f"Thành tích này đã được đề nghị {other.share.quota.award_type}; một thành tích "
                "chỉ đề nghị một hình thức."
            )
    if refusal:
        raise DomainError(refusal)
