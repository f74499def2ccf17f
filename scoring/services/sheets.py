"""Score sheets from stage to stage, from opening to the end of the appraisal.

The values that count in the ranking are copied to the measures when a stage ends, never before.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from accounts.models import User
from campaigns.models import Criterion, MeasureSource, Plan, Stage
from campaigns.permissions import require_run
from campaigns.rules import require_not_frozen
from campaigns.services import changes
from core.errors import DomainError

from ..models import (
    APPRAISED_AT,
    Column,
    EarlyFinish,
    Explanation,
    Measure,
    ScoreSheet,
    SheetStage,
)
from ..permissions import require_appraise, require_cross, require_speak_for
from ..sheets import columns, rules
from ..sheets.values import COUNTING_COLUMNS, NUMBERS, CellsError
from . import filling, measuring, notifying, stages

SHORTEST_REASON = 10  # characters, for ending a round early


class BlankCellsError(DomainError):
    """A sheet that would be sent with blanks; `leaves` are those without a value."""

    def __init__(self, leaves: Iterable[Criterion]) -> None:
        self.leaves = list(leaves)
        codes = ", ".join(leaf.code for leaf in self.leaves)
        super().__init__(
            f"Còn {len(self.leaves)} tiêu chí chưa chấm: {codes}. Hãy chấm nốt, hoặc đánh dấu là "
            "gửi dù để trống.",
            field="with_blanks",
        )


@transaction.atomic
def open_sheets(*, actor: User, plan: Plan) -> int:
    """Create the missing sheets of a plan; return their number."""
    require_run(actor, plan)
    require_not_frozen(plan)
    asked = Criterion.objects.filter(source=MeasureSource.SHEET).values("scorecard")
    entries = plan.entries.filter(scorecard__in=asked, sheet__isnull=True)
    return len(ScoreSheet.objects.bulk_create(ScoreSheet(entry=entry) for entry in entries))


# Self-score and cross-score


@transaction.atomic
def send_sheet(
    *, actor: User, sheet: ScoreSheet, at: datetime, with_blanks: bool = False
) -> ScoreSheet:
    """Send the unit's self-score; it counts until the appraisal replaces it.

    Raises BlankCellsError for missing values unless `with_blanks` is set.
    """
    sheet = stages.writable_sheet(sheet)
    require_speak_for(actor, sheet.entry)
    stages.require_in_time(sheet.entry, Stage.SELF_SCORES, at)
    if not sheet.values.filter(column=Column.SELF).exists():
        raise DomainError("Phiếu chưa có số liệu nào. Hãy chấm ít nhất một tiêu chí rồi gửi.")
    if not with_blanks and (blanks := columns.blank_leaves(sheet)):
        raise BlankCellsError(blanks)
    _delete_outdated_decisions(sheet)
    sheet.sent_at, sheet.sent_by, sheet.return_note = at, actor, ""
    stages.move_to(sheet, SheetStage.SENT)
    count_sheet(sheet)
    notifying.notify_peers([sheet], at)
    if not sheet.is_waiting_for_peer:
        notifying.notify_sheet_ready(sheet, at)
    return sheet


def _delete_outdated_decisions(sheet: ScoreSheet) -> None:
    """Delete values of peer and office at cells that the unit has changed since.

    A returned sheet is sent again with other numbers; a decision about the old ones would be
    taken for a decision about the new ones.
    """
    own = dict(
        sheet.values.filter(column=Column.SELF, part=1).values_list("criterion_id", "recorded_at")
    )
    later = sheet.values.filter(column__in=(Column.CROSS, Column.FIRST), part=1)
    outdated = [
        (value.column, value.criterion_id)
        for value in later
        if value.criterion_id not in own or value.recorded_at < own[value.criterion_id]
    ]
    for column, pk in outdated:
        sheet.values.filter(column=column, criterion=pk).delete()


@transaction.atomic
def take_back_sheet(*, actor: User, sheet: ScoreSheet, at: datetime) -> ScoreSheet:
    """Take back a sent sheet that nobody has begun to score; it stops counting."""
    sheet = stages.writable_sheet(sheet)
    require_speak_for(actor, sheet.entry)
    stages.require_in_time(sheet.entry, Stage.SELF_SCORES, at)
    if sheet.values.exclude(column=Column.SELF).exists():
        raise DomainError(
            "Phiếu đã có người chấm chéo hoặc thẩm định nên không lấy lại được. Hãy đề nghị văn "
            "phòng trả lại."
        )
    notifying.withdraw_peer_notices(sheet)
    sheet.sent_at = sheet.sent_by = None
    stages.move_to(sheet, SheetStage.OPEN)
    _stop_counting(sheet)
    return sheet


def _stop_counting(sheet: ScoreSheet) -> None:
    """Delete the measures that the self-score gave, and ask for the ranking."""
    filled = sheet.values.filter(column=Column.SELF).values("criterion")
    measuring.delete_measures(sheet.entry, Criterion.objects.filter(pk__in=filled))
    changes.note_changes(plan=sheet.entry.plan, entry_ids=[sheet.entry_id])


@transaction.atomic
def return_sheet(*, actor: User, sheet: ScoreSheet, reason: str, at: datetime) -> ScoreSheet:
    """Return a sheet to its unit with a reason; it counts again when it is sent again."""
    sheet = stages.writable_sheet(sheet)
    require_appraise(actor, sheet)
    if len(reason.strip()) < 5:
        raise DomainError(rules.RETURN_REASON_REQUIRED, field="reason")
    notifying.withdraw_peer_notices(sheet)
    sheet.return_note = reason.strip()
    stages.move_to(sheet, SheetStage.OPEN)
    _stop_counting(sheet)
    notifying.notify_sheet_returned(sheet, at)
    return sheet


@transaction.atomic
def send_cross(*, actor: User, sheet: ScoreSheet, at: datetime) -> ScoreSheet:
    """Send the peer's scores; every line of the self-score has to be decided."""
    sheet = stages.writable_sheet(sheet)
    require_cross(actor, sheet)
    stages.require_in_time(sheet.peer, Stage.CROSS_SCORES, at)
    if undecided := columns.undecided_leaves(sheet):
        codes = ", ".join(leaf.code for leaf in undecided)
        raise DomainError(
            f"Còn {len(undecided)} dòng chưa quyết định: {codes}. Dòng để trống không phải là "
            "đồng ý; hãy chọn “Giữ như tự chấm” hoặc “Chấm khác”."
        )
    stages.move_to(sheet, SheetStage.CROSSED)
    notifying.notify_sheet_ready(sheet, at)
    return sheet


@transaction.atomic
def take_back_cross(*, actor: User, sheet: ScoreSheet, at: datetime) -> ScoreSheet:
    """Take the peer's scores back before the office has begun to appraise."""
    sheet = stages.writable_sheet(sheet)
    require_cross(actor, sheet)
    stages.require_in_time(sheet.peer, Stage.CROSS_SCORES, at)
    stages.require_stage(sheet, SheetStage.CROSSED)
    if sheet.values.filter(column=Column.FIRST).exists():
        raise DomainError("Văn phòng đã bắt đầu thẩm định phiếu này nên không lấy lại được.")
    stages.move_to(sheet, SheetStage.SENT)
    return sheet


# Appraisal


@transaction.atomic
def finish_appraisal(
    *,
    actor: User,
    sheet: ScoreSheet,
    at: datetime,
    early_reason: str = "",
    column: Column | None = None,
) -> ScoreSheet:
    """End the current round: empty cells count as agreed, and the result counts.

    `column` is the round that the actor saw; another round is not ended instead. Raises
    CellsError for cells that need an answer, and DomainError while somebody has time left to act
    and `early_reason` is missing.
    """
    sheet = stages.writable_sheet(sheet)
    require_appraise(actor, sheet)
    stages.require_stage(sheet, *APPRAISED_AT)
    column = column or APPRAISED_AT[SheetStage(sheet.stage)]
    stages.require_round(sheet, column)
    _record_early_finish(actor, sheet, early_reason, at)
    _agree_to_empty_cells(actor, sheet, column, at)
    if column == Column.FIRST:
        stages.move_to(sheet, SheetStage.APPRAISED)
        notifying.notify_first_appraisal(sheet, len(columns.findings_of(sheet)), at)
    else:
        stages.move_to(sheet, SheetStage.CLOSED)
        notifying.notify_sheet_closed(sheet, at)
    count_sheet(sheet)
    return sheet


def _record_early_finish(actor: User, sheet: ScoreSheet, reason: str, at: datetime) -> None:
    """Record the reason for an early end; DomainError where it is missing."""
    cut_off = rules.cut_off_by_finishing(sheet.entry.plan, [sheet], at).get(sheet.pk)
    if not cut_off:
        return
    if len(reason.strip()) < SHORTEST_REASON:
        raise DomainError(
            f"{cut_off} Hãy đợi hết hạn; nếu phải kết thúc ngay thì ghi rõ lý do (ít nhất "
            f"{SHORTEST_REASON} ký tự).",
            field="early_reason",
        )
    EarlyFinish.objects.create(
        sheet=sheet,
        stage=sheet.stage,
        cut_off=cut_off,
        reason=reason.strip(),
        decided_by=actor,
        decided_at=at,
    )


def _agree_to_empty_cells(actor: User, sheet: ScoreSheet, column: Column, at: datetime) -> None:
    """Copy the column before to the empty cells, without the reasons of unit and peer."""
    cells = columns.cells_of(sheet)
    if unanswered := rules.unanswered_cells(cells, column):
        raise CellsError(unanswered)
    agreed = {
        pk: cell.without_reason() if column == Column.FIRST else cell
        for pk, cell in columns.cells_before(cells, column).items()
        if pk not in cells[column]
    }
    filling.write_cells(actor, sheet, column, agreed, at)


@transaction.atomic
def explain(
    *, actor: User, sheet: ScoreSheet, texts: Mapping[int, str], at: datetime
) -> ScoreSheet:
    """Record the unit's answers to the findings of the first round, once."""
    sheet = stages.writable_sheet(sheet)
    require_speak_for(actor, sheet.entry)
    stages.require_stage(sheet, SheetStage.APPRAISED)
    stages.require_in_time(sheet.entry, Stage.EXPLANATIONS, at)
    texts = {pk: text.strip() for pk, text in texts.items() if text.strip()}
    if not texts:
        raise DomainError("Hãy viết giải trình cho ít nhất một tiêu chí.")
    if unknown := set(texts) - columns.findings_of(sheet):
        raise DomainError(f"Có {len(unknown)} tiêu chí không có khác biệt để giải trình.")
    Explanation.objects.bulk_create(
        Explanation(sheet=sheet, criterion_id=pk, text=text, written_by=actor, written_at=at)
        for pk, text in texts.items()
    )
    stages.move_to(sheet, SheetStage.EXPLAINED)
    notifying.notify_sheet_ready(sheet, at)
    return sheet


def count_sheet(sheet: ScoreSheet) -> None:
    """Copy the strongest value at each leaf to the measures, and ask for the ranking."""
    values = sheet.values.filter(column__in=COUNTING_COLUMNS)
    by_leaf = columns.strongest_columns(values)
    counted = [value for value in values if by_leaf.get(value.criterion_id) == value.column]
    measuring.delete_measures(sheet.entry, Criterion.objects.filter(pk__in=by_leaf))
    fields = (
        *("criterion_id", "part", "state", *NUMBERS),
        *("reason", "document", "recorded_by_id", "recorded_at"),
    )
    Measure.objects.bulk_create(
        Measure(entry=sheet.entry, **{field: getattr(value, field) for field in fields})
        for value in counted
    )
    changes.note_changes(plan=sheet.entry.plan, entry_ids=[sheet.entry_id])
