"""A line in or out of a proposal by hand: one asks with a reason, another one answers."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from accounts.models import User
from core.errors import DomainError, NotAllowedError

from ..models import IN_PROPOSAL, Direction, Outcome, ProposalChange, ProposalLine, Reason
from ..permissions import require_impartial
from ..queries.holds import is_held
from .closing import require_open
from .telling import proposals

REASON_CHARACTERS = 10

# Lines beside which a human may say yes. Who lacks a condition comes in by a new ranking only.
MAY_COME_IN = (
    Outcome.OVER_QUOTA,
    Outcome.NOT_CHOSEN,
    Outcome.NEEDS_DECISION,
    Outcome.REMOVED,
)
MAY_GO_OUT = (*IN_PROPOSAL, Outcome.NEEDS_DECISION)


@transaction.atomic
def ask_change(
    *, actor: User, line: ProposalLine, direction: str, reason: str, at: datetime
) -> ProposalChange:
    """Ask that a line be moved in or out; nothing moves before another secretary agrees.

    Raises DomainError for a closed or superseded proposal, a short reason, a line that cannot
    move that way, a held one, or one with a request still open.
    """
    require_impartial(actor, line.ranking_line.entry)
    require_open(line.proposal)
    line = ProposalLine.objects.select_related("share", "ranking_line__entry").get(pk=line.pk)
    reason = required_words(reason, field="reason")
    _require_movable(line, Direction(direction), at)
    try:
        with transaction.atomic():
            change = ProposalChange.objects.create(
                line=line, direction=direction, reason=reason, asked_by=actor, asked_at=at
            )
    except IntegrityError as error:
        raise DomainError("Dòng này đang có một đề xuất chờ người thứ hai.") from error
    proposals.tell_change_asked(change)
    return change


@transaction.atomic
def answer_change(
    *, actor: User, change: ProposalChange, is_confirmed: bool, answer: str, at: datetime
) -> ProposalChange:
    """The second person agrees, and the line moves, or turns it down, and it stays.

    Nobody else is moved for it. Raises NotAllowedError for who asked or whom it is about, and
    DomainError when it was answered, the proposal is closed or superseded, the line can no
    longer move, or it is turned down without a word.
    """
    require_impartial(actor, change.line.ranking_line.entry)
    if change.asked_by_id == actor.pk:
        raise NotAllowedError("Người đề xuất không tự xác nhận; phải là người thứ hai.")
    require_open(change.line.proposal)
    change = ProposalChange.objects.select_related("line__share", "line__ranking_line__entry").get(
        pk=change.pk
    )
    if change.is_confirmed is not None:
        raise DomainError("Đề xuất này đã được trả lời.")
    answer = answer.strip()
    if is_confirmed:
        _require_movable(change.line, Direction(change.direction), at)
        is_in = change.direction == Direction.IN
        change.line.outcome = Outcome.ADDED if is_in else Outcome.REMOVED
        change.line.save(update_fields=["outcome"])
    else:
        answer = required_words(answer, field="answer")
    change.answered_by, change.answered_at = actor, at
    change.is_confirmed, change.answer = is_confirmed, answer
    change.save(update_fields=["answered_by", "answered_at", "is_confirmed", "answer"])
    proposals.settle_change(change, at)
    return change


def required_words(text: str, *, field: str) -> str:
    text = text.strip()
    if len(text) < REASON_CHARACTERS:
        raise DomainError(
            f"Hãy ghi rõ lý do (ít nhất {REASON_CHARACTERS} ký tự); nội dung này được lưu lại.",
            field=field,
        )
    return text


def may_move(line: ProposalLine) -> Direction | None:
    """Which way a line could be moved by hand by its outcome alone; None when neither."""
    if line.outcome in IN_PROPOSAL:
        return Direction.OUT
    held_alone = line.outcome == Outcome.NOT_ELIGIBLE and line.reasons == [Reason.HELD]
    return Direction.IN if line.outcome in MAY_COME_IN or held_alone else None


def _require_movable(line: ProposalLine, direction: Direction, at: datetime) -> None:
    if direction == Direction.OUT:
        if line.outcome not in MAY_GO_OUT:
            raise DomainError("Dòng này không nằm trong đề nghị nên không đưa ra được.")
        return
    if line.outcome == Outcome.TIED:
        raise DomainError("Dòng này đang chờ chọn trong nhóm bằng điểm; hãy chọn ở đó.")
    if may_move(line) != Direction.IN:
        raise DomainError(
            "Dòng này không bổ sung bằng tay được: đã ở trong đề nghị hoặc không đủ điều kiện. "
            "Số liệu sai thì sửa số liệu rồi khóa bảng xếp hạng mới."
        )
    if is_held(line, localdate(at)):
        raise DomainError("Đang có việc chưa kết luận nên chưa bổ sung được.")
    _require_one_award(line)


def _require_one_award(line: ProposalLine) -> None:
    """One achievement, one award (Decree 152/2025/NĐ-CP, Art. 4)."""
    other = (
        ProposalLine.objects.filter(ranking_line=line.ranking_line_id, outcome__in=IN_PROPOSAL)
        .filter(proposal=line.proposal_id)
        .exclude(pk=line.pk)
        .select_related("share__quota__award_type")
        .first()
    )
    if other:
        raise DomainError(
            f"Thành tích này đã được đề nghị {other.share.quota.award_type}; một thành tích "
            "chỉ đề nghị một hình thức."
        )
