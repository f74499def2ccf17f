"""Appeals about criteria of sealed lines: filing and answering."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import User
from campaigns.models import Criterion
from campaigns.permissions import require_run
from core.errors import DomainError, NotAllowedError

from ..models import Appeal, AppealState, Column, RankingLine, ScoreSheet, SheetStage
from ..permissions import require_speak_for
from ..rankings.rules import APPEAL_TEXT_REQUIRED, appeal_problem
from ..sheets.rules import cell_problems
from ..sheets.values import Cell, CellsError
from . import filling, notifying, sheets


@transaction.atomic
def file_appeal(
    *, actor: User, line: RankingLine, criterion: Criterion, text: str, at: datetime
) -> Appeal:
    """File an appeal about one criterion of a line of one's own entry."""
    require_speak_for(actor, line.entry)
    if problem := appeal_problem(line, at):
        raise DomainError(problem)
    if criterion.scorecard_id != line.scorecard_id or not criterion.is_leaf:
        raise DomainError("Tiêu chí này không có trong bảng điểm.", field="criterion")
    if len(text.strip()) < 10:
        raise DomainError(APPEAL_TEXT_REQUIRED, field="text")
    try:
        with transaction.atomic():
            appeal = Appeal.objects.create(
                line=line, criterion=criterion, text=text.strip(), filed_by=actor, filed_at=at
            )
    except IntegrityError as error:
        raise DomainError("Tiêu chí này đã có kiến nghị; hãy chờ trả lời.") from error
    notifying.notify_appeal(appeal)
    return appeal


@transaction.atomic
def answer_appeal(
    *, actor: User, appeal: Appeal, answer: str, at: datetime, cell: Cell | None = None
) -> Appeal:
    """Answer an appeal; with a `cell` it is accepted and counts in the next ranking.

    Raises NotAllowedError for the person who filed it, recorded or appraised the criterion.
    """
    appeal = (
        Appeal.objects.select_for_update(of=["self"])
        .select_related("line__entry__plan__campaign", "line__entry__scorecard", "criterion")
        .get(pk=appeal.pk)
    )
    entry = appeal.line.entry
    require_run(actor, entry.plan)
    if actor.pk in _people_involved(appeal):
        raise NotAllowedError("Kiến nghị do người khác với người đã chấm, đã thẩm định trả lời.")
    if appeal.state != AppealState.FILED:
        raise DomainError("Kiến nghị này đã được trả lời.")
    if len(answer.strip()) < 10:
        raise DomainError("Hãy viết rõ câu trả lời và căn cứ.", field="answer")
    if cell:
        _correct(actor, appeal, cell, at)
    appeal.state = AppealState.ACCEPTED if cell else AppealState.REFUSED
    appeal.answer, appeal.answered_by, appeal.answered_at = answer.strip(), actor, at
    appeal.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    notifying.notify_answer(appeal)
    return appeal


def _people_involved(appeal: Appeal) -> set[int]:
    """Ids of those who filed the appeal or recorded the number that it is about."""
    entry = appeal.line.entry
    people = {appeal.filed_by_id}
    people.update(
        entry.measures.filter(criterion=appeal.criterion_id).values_list("recorded_by", flat=True)
    )
    if sheet := ScoreSheet.objects.filter(entry=entry).first():
        values = sheet.values.filter(criterion=appeal.criterion_id)
        people.update(values.values_list("recorded_by", flat=True))
    return people


def _correct(actor: User, appeal: Appeal, cell: Cell, at: datetime) -> None:
    """Write the accepted value to the sheet, which is created where there is none."""
    entry = appeal.line.entry
    leaf = entry.scorecard.criteria.filter(code=appeal.criterion.code).exclude(shape="").first()
    if leaf is None:
        raise DomainError("Bảng tiêu chí nay không còn tiêu chí này.", field="criterion")
    sheet, _ = ScoreSheet.objects.get_or_create(
        entry=entry, defaults={"stage": SheetStage.CLOSED, "sent_at": at, "sent_by": actor}
    )
    if problem := next(cell_problems(sheet, leaf, Column.APPEAL, cell), None):
        raise CellsError({leaf.pk: problem})
    filling.write_cells(actor, sheet, Column.APPEAL, {leaf.pk: cell}, at)
    sheets.count_sheet(sheet)
