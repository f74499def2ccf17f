"""Appeals: one a criterion of a sealed line, within its days, answered by somebody else."""

from datetime import datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime, make_aware

from accounts.models import User
from campaigns.models import Criterion
from campaigns.permissions import require_run
from core.errors import DomainError, NotAllowedError
from core.working_days import add_working_days

from ..models import Appeal, AppealState, Column, Ranking, RankingLine, ScoreSheet
from ..permissions import require_speak_for
from .columns import Cell, CellsError, cell_problems
from .sheets import count_sheet, write_cells
from .telling import tell_answer, tell_appeal


def appeals_until(ranking: Ranking) -> datetime:
    """The last moment of the last working day on which a sealed ranking may be appealed."""
    sealed_on = localtime(ranking.sealed_at).date()
    last = add_working_days(sealed_on, ranking.plan.appeal_days)
    return make_aware(datetime.combine(last + timedelta(days=1), time.min)) - timedelta(seconds=1)


def appeal_problem(line: RankingLine, at: datetime) -> str | None:
    """Why a line cannot be appealed at `at`, in Vietnamese; None when it can."""
    if not line.ranking.is_sealed:
        return "Chỉ kiến nghị về bảng xếp hạng đã khóa."
    latest = Ranking.objects.latest_sealed_of(line.ranking.plan)
    if latest.pk != line.ranking_id:
        return f"Đã có bảng xếp hạng số {latest.number}; hãy xem điểm ở bảng đó."
    until = appeals_until(line.ranking)
    if at > until:
        return f"Đã hết hạn kiến nghị ({localtime(until):%d/%m/%Y})."
    return None


@transaction.atomic
def file_appeal(
    *, actor: User, line: RankingLine, criterion: Criterion, text: str, at: datetime
) -> Appeal:
    """Ask to look again at one criterion of one's own line."""
    require_speak_for(actor, line.entry)
    if problem := appeal_problem(line, at):
        raise DomainError(problem)
    if criterion.scorecard_id != line.scorecard_id or not criterion.is_leaf:
        raise DomainError("Tiêu chí này không có trong bảng điểm.", field="criterion")
    if len(text.strip()) < 10:
        raise DomainError("Hãy viết rõ nội dung kiến nghị và căn cứ.", field="text")
    try:
        with transaction.atomic():
            appeal = Appeal.objects.create(
                line=line, criterion=criterion, text=text.strip(), filed_by=actor, filed_at=at
            )
    except IntegrityError as error:
        raise DomainError("Tiêu chí này đã có kiến nghị; hãy chờ trả lời.") from error
    tell_appeal(appeal)
    return appeal


@transaction.atomic
def answer_appeal(
    *, actor: User, appeal: Appeal, answer: str, at: datetime, cell: Cell | None = None
) -> Appeal:
    """Answer an appeal; with a `cell` it is accepted, and counts in the next ranking.

    Raises NotAllowedError for who filed it, speaks for the entry, or appraised the criterion.
    """
    appeal = (
        Appeal.objects.select_for_update(of=["self"])
        .select_related("line__entry__plan__campaign", "line__entry__scorecard", "criterion")
        .get(pk=appeal.pk)
    )
    entry = appeal.line.entry
    require_run(actor, entry.plan)
    if actor.pk in _people_before(appeal):
        raise NotAllowedError("Kiến nghị do người khác với người đã chấm, đã thẩm định trả lời.")
    if appeal.state != AppealState.FILED:
        raise DomainError("Kiến nghị này đã được trả lời.")
    if len(answer.strip()) < 10:
        raise DomainError("Hãy viết rõ câu trả lời và căn cứ.", field="answer")
    if cell:
        _apply(actor, appeal, cell, at)
    appeal.state = AppealState.ACCEPTED if cell else AppealState.REFUSED
    appeal.answer, appeal.answered_by, appeal.answered_at = answer.strip(), actor, at
    appeal.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    tell_answer(appeal)
    return appeal


def _people_before(appeal: Appeal) -> set[int]:
    """Who had a hand in the number that is appealed."""
    entry = appeal.line.entry
    people = {appeal.filed_by_id}
    people.update(
        entry.measures.filter(criterion=appeal.criterion_id).values_list("recorded_by", flat=True)
    )
    if sheet := ScoreSheet.objects.filter(entry=entry).first():
        values = sheet.values.filter(criterion=appeal.criterion_id)
        people.update(values.values_list("recorded_by", flat=True))
    return people


def _apply(actor: User, appeal: Appeal, cell: Cell, at: datetime) -> None:
    entry = appeal.line.entry
    leaf = entry.scorecard.criteria.filter(code=appeal.criterion.code).exclude(shape="").first()
    if leaf is None:
        raise DomainError("Bảng tiêu chí nay không còn tiêu chí này.", field="criterion")
    sheet, _ = ScoreSheet.objects.get_or_create(
        entry=entry, defaults={"stage": "closed", "sent_at": at, "sent_by": actor}
    )
    if problem := next(cell_problems(sheet, leaf, Column.APPEAL, cell), None):
        raise CellsError({leaf.pk: problem})
    write_cells(actor, sheet, Column.APPEAL, {leaf.pk: cell}, at)
    count_sheet(sheet)
