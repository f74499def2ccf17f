"""Score sheets from the self-score to the last appraisal.

Each column is written by its own people at its own stage; a gap between two columns needs a
reason. What counts in the ranking is copied to the measures when a stage ends, never before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
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
    Explanation,
    Measure,
    ScoreSheet,
    SheetStage,
    SheetValue,
)
from ..permissions import require_appraise, require_cross, require_speak_for
from .columns import (
    APPRAISED_SOURCES,
    COUNTING,
    NUMBERS,
    Cell,
    CellsError,
    cell_problems,
    cells_before,
    cells_of,
    findings_of,
    strongest_columns,
    unsettled_by_silence,
)
from .early_finish import require_round_over
from .measuring import drop_measures
from .stages import (
    move_to,
    require_in_time,
    require_round,
    require_stage,
    writable_sheet,
)
from .telling import (
    tell_first_appraisal,
    tell_peers,
    tell_sheet_closed,
    tell_sheet_ready,
    tell_sheet_returned,
    withdraw_from_peers,
)


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
    """A sheet for everyone whose scorecard asks for one; those who have one keep it."""
    require_run(actor, plan)
    require_not_frozen(plan)
    asked = Criterion.objects.filter(source=MeasureSource.SHEET).values("scorecard")
    entries = plan.entries.filter(scorecard__in=asked, sheet__isnull=True)
    return len(ScoreSheet.objects.bulk_create(ScoreSheet(entry=entry) for entry in entries))


def blank_leaves(sheet: ScoreSheet) -> list[Criterion]:
    """The leaves that the unit left without a value, in order. 1 query."""
    said = sheet.values.filter(column=Column.SELF).values("criterion")
    leaves = sheet.entry.scorecard.criteria.exclude(shape="").filter(source=MeasureSource.SHEET)
    return list(leaves.exclude(pk__in=said))


def undecided_leaves(sheet: ScoreSheet) -> list[Criterion]:
    """The leaves of the self-score that the peer has not decided yet, in order. 1 query."""
    own = sheet.values.filter(column=Column.SELF).values("criterion")
    decided = sheet.values.filter(column=Column.CROSS).values("criterion")
    leaves = sheet.entry.scorecard.criteria.filter(pk__in=own)
    return list(leaves.exclude(pk__in=decided))


# Filling a column in ---------------------------------------------------------------------------


@transaction.atomic
def fill_self(
    *, actor: User, sheet: ScoreSheet, cells: Mapping[int, Cell | None], at: datetime
) -> None:
    """The unit's own column, saved as often as it likes until it sends the sheet.

    `cells` by criterion id; None empties one. Raises CellsError, and then nothing is kept.
    """
    sheet = writable_sheet(sheet)
    require_speak_for(actor, sheet.entry)
    require_stage(sheet, SheetStage.OPEN)
    require_in_time(sheet.entry, Stage.SELF_SCORES, at)
    _fill(actor, sheet, Column.SELF, cells, at)


@transaction.atomic
def fill_cross(
    *, actor: User, sheet: ScoreSheet, cells: Mapping[int, Cell | None], at: datetime
) -> None:
    """The peer's column, once the unit has sent its sheet. A gap wants a reason."""
    sheet = writable_sheet(sheet)
    require_cross(actor, sheet)
    require_stage(sheet, SheetStage.SENT)
    require_in_time(sheet.peer, Stage.CROSS_SCORES, at)
    _fill(actor, sheet, Column.CROSS, cells, at)


@transaction.atomic
def fill_appraisal(
    *, actor: User, sheet: ScoreSheet, cells: Mapping[int, Cell | None], at: datetime
) -> None:
    """The secretariat's column of the round that the sheet is in.

    What the first round found is changed in the second by somebody else only.
    """
    sheet = writable_sheet(sheet)
    require_appraise(actor, sheet)
    require_stage(sheet, *APPRAISED_AT)
    column = APPRAISED_AT[SheetStage(sheet.stage)]
    if column == Column.SECOND:
        _require_second_person(actor, sheet, cells)
    _fill(actor, sheet, column, cells, at)


def _require_second_person(actor: User, sheet: ScoreSheet, cells: Mapping[int, Cell | None]):
    first = cells_of(sheet)[Column.FIRST]
    mine = set(
        sheet.values.filter(column=Column.FIRST, recorded_by=actor).values_list(
            "criterion_id", flat=True
        )
    )
    problems = {
        pk: ("lần 1 do bạn thẩm định; thay đổi phải do người khác ghi.", "count")
        for pk, cell in cells.items()
        if cell and pk in mine and cell.says() != first[pk].says()
    }
    if problems:
        raise CellsError(problems)


def _fill(actor, sheet: ScoreSheet, column: str, cells, at: datetime) -> None:
    """Check cells and write them; a gap to the column before is explained."""
    sources = (
        APPRAISED_SOURCES if column not in (Column.SELF, Column.CROSS) else (MeasureSource.SHEET,)
    )
    leaves = {
        leaf.pk: leaf
        for leaf in sheet.entry.scorecard.criteria.exclude(shape="")
        if leaf.source in sources
    }
    there = cells_of(sheet)
    others = [cells_before(there, column)]
    if column == Column.FIRST:
        others.append(there[Column.SELF])
    problems = {}
    for pk, cell in cells.items():
        if pk not in leaves:
            raise DomainError("Có tiêu chí không thuộc phần chấm của phiếu này.")
        against = [other[pk] for other in others if pk in other]
        problem = cell and next(cell_problems(sheet, leaves[pk], column, cell, against), None)
        if problem:
            problems[pk] = problem
    if problems:
        raise CellsError(problems)
    write_cells(actor, sheet, column, cells, at)


def write_cells(actor, sheet: ScoreSheet, column: str, cells, at: datetime) -> None:
    sheet.values.filter(column=column, criterion__in=cells).delete()
    SheetValue.objects.bulk_create(
        SheetValue(
            sheet=sheet,
            criterion_id=pk,
            column=column,
            part=number,
            state=cell.state,
            reason=cell.reason.strip(),
            document=cell.document.strip(),
            recorded_by=actor,
            recorded_at=at,
            **(vars(numbers) if numbers else {}),
        )
        for pk, cell in cells.items()
        if cell
        for number, numbers in enumerate(cell.parts or (None,), start=1)
    )


# From stage to stage ---------------------------------------------------------------------------


@transaction.atomic
def send_sheet(
    *, actor: User, sheet: ScoreSheet, at: datetime, with_blanks: bool = False
) -> ScoreSheet:
    """The unit sends its self-score; it counts until the appraisal says otherwise.

    Raises BlankCellsError where something is missing and `with_blanks` is not set.
    """
    sheet = writable_sheet(sheet)
    require_speak_for(actor, sheet.entry)
    require_in_time(sheet.entry, Stage.SELF_SCORES, at)
    if not sheet.values.filter(column=Column.SELF).exists():
        raise DomainError("Phiếu chưa có số liệu nào. Hãy chấm ít nhất một tiêu chí rồi gửi.")
    if not with_blanks and (blanks := blank_leaves(sheet)):
        raise BlankCellsError(blanks)
    _drop_outdated_decisions(sheet)
    sheet.sent_at, sheet.sent_by, sheet.return_note = at, actor, ""
    move_to(sheet, SheetStage.SENT)
    count_sheet(sheet)
    tell_peers([sheet], at)
    if not sheet.is_waiting_for_peer:
        tell_sheet_ready(sheet, at)
    return sheet


def _drop_outdated_decisions(sheet: ScoreSheet) -> None:
    """Delete values of peer and office at cells that the unit has changed since.

    A sheet that came back is sent again with other numbers; a decision about the old ones would
    be read as one about the new ones.
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
    """The unit takes its sheet back, before anybody has begun to score it; it counts no more."""
    sheet = writable_sheet(sheet)
    require_speak_for(actor, sheet.entry)
    require_in_time(sheet.entry, Stage.SELF_SCORES, at)
    if sheet.values.exclude(column=Column.SELF).exists():
        raise DomainError(
            "Phiếu đã có người chấm chéo hoặc thẩm định nên không lấy lại được. Hãy đề nghị văn "
            "phòng trả lại."
        )
    withdraw_from_peers(sheet)
    sheet.sent_at = sheet.sent_by = None
    move_to(sheet, SheetStage.OPEN)
    _uncount(sheet)
    return sheet


def _uncount(sheet: ScoreSheet) -> None:
    """Take the self-score out of the measures, and ask for the ranking."""
    said = sheet.values.filter(column=Column.SELF).values("criterion")
    drop_measures(sheet.entry, Criterion.objects.filter(pk__in=said))
    changes.note_changes(plan=sheet.entry.plan, entry_ids=[sheet.entry_id])


@transaction.atomic
def return_sheet(*, actor: User, sheet: ScoreSheet, reason: str, at: datetime) -> ScoreSheet:
    """Back to the unit with a reason, before anybody has scored it; it counts when sent again."""
    sheet = writable_sheet(sheet)
    require_appraise(actor, sheet)
    if len(reason.strip()) < 5:
        raise DomainError("Hãy ghi rõ lý do trả lại phiếu.", field="reason")
    withdraw_from_peers(sheet)
    sheet.return_note = reason.strip()
    move_to(sheet, SheetStage.OPEN)
    _uncount(sheet)
    tell_sheet_returned(sheet, at)
    return sheet


@transaction.atomic
def send_cross(*, actor: User, sheet: ScoreSheet, at: datetime) -> ScoreSheet:
    """The peer hands its scores over; every line of the self-score has to be decided."""
    sheet = writable_sheet(sheet)
    require_cross(actor, sheet)
    require_in_time(sheet.peer, Stage.CROSS_SCORES, at)
    if undecided := undecided_leaves(sheet):
        codes = ", ".join(leaf.code for leaf in undecided)
        raise DomainError(
            f"Còn {len(undecided)} dòng chưa quyết định: {codes}. Dòng để trống không phải là "
            "đồng ý; hãy chọn “Giữ như tự chấm” hoặc “Chấm khác”."
        )
    move_to(sheet, SheetStage.CROSSED)
    tell_sheet_ready(sheet, at)
    return sheet


@transaction.atomic
def take_back_cross(*, actor: User, sheet: ScoreSheet, at: datetime) -> ScoreSheet:
    """The peer takes its scores back, before the office has begun to appraise."""
    sheet = writable_sheet(sheet)
    require_cross(actor, sheet)
    require_in_time(sheet.peer, Stage.CROSS_SCORES, at)
    require_stage(sheet, SheetStage.CROSSED)
    if sheet.values.filter(column=Column.FIRST).exists():
        raise DomainError("Văn phòng đã bắt đầu thẩm định phiếu này nên không lấy lại được.")
    move_to(sheet, SheetStage.SENT)
    return sheet


@transaction.atomic
def finish_appraisal(
    *,
    actor: User,
    sheet: ScoreSheet,
    at: datetime,
    early_reason: str = "",
    column: Column | None = None,
) -> ScoreSheet:
    """End the round the sheet is in: what was not touched is agreed to, and then it counts.

    `column` is the round that the actor was shown; another one is not ended instead. Raises
    CellsError for cells that silence cannot settle, and DomainError while somebody has time left
    to act, unless `early_reason` says why it does not wait.
    """
    sheet = writable_sheet(sheet)
    require_appraise(actor, sheet)
    require_stage(sheet, *APPRAISED_AT)
    require_round(sheet, column or APPRAISED_AT[SheetStage(sheet.stage)])
    require_round_over(actor, sheet, early_reason, at)
    if sheet.stage in (SheetStage.SENT, SheetStage.CROSSED):
        _agree(actor, sheet, Column.FIRST, at)
        move_to(sheet, SheetStage.APPRAISED)
        tell_first_appraisal(sheet, len(list(findings_of(sheet))), at)
    else:
        _agree(actor, sheet, Column.SECOND, at)
        move_to(sheet, SheetStage.CLOSED)
        tell_sheet_closed(sheet, at)
    count_sheet(sheet)
    return sheet


def _agree(actor, sheet: ScoreSheet, column: str, at: datetime) -> None:
    """Copy untouched cells as agreed, without the reasons of others; requests need an answer."""
    cells = cells_of(sheet)
    untouched = {
        pk: cell for pk, cell in cells_before(cells, column).items() if pk not in cells[column]
    }
    if unsettled := unsettled_by_silence(cells, column):
        raise CellsError(unsettled)
    if column == Column.FIRST:
        untouched = {pk: replace(cell, reason="") for pk, cell in untouched.items()}
    write_cells(actor, sheet, column, untouched, at)


@transaction.atomic
def explain(
    *, actor: User, sheet: ScoreSheet, texts: Mapping[int, str], at: datetime
) -> ScoreSheet:
    """The unit answers the findings of the first round, once, before the second."""
    sheet = writable_sheet(sheet)
    require_speak_for(actor, sheet.entry)
    require_stage(sheet, SheetStage.APPRAISED)
    require_in_time(sheet.entry, Stage.EXPLANATIONS, at)
    texts = {pk: text.strip() for pk, text in texts.items() if text.strip()}
    if not texts:
        raise DomainError("Hãy viết giải trình cho ít nhất một tiêu chí.")
    if strange := set(texts) - {criterion for criterion, _ in findings_of(sheet)}:
        raise DomainError(f"Có {len(strange)} tiêu chí không có khác biệt để giải trình.")
    Explanation.objects.bulk_create(
        Explanation(sheet=sheet, criterion_id=pk, text=text, written_by=actor, written_at=at)
        for pk, text in texts.items()
    )
    move_to(sheet, SheetStage.EXPLAINED)
    tell_sheet_ready(sheet, at)
    return sheet


def count_sheet(sheet: ScoreSheet) -> None:
    """Copy the strongest word at each leaf to the measures, and ask for the ranking."""
    values = sheet.values.filter(column__in=COUNTING)
    by_leaf = strongest_columns(values)
    counted = [value for value in values if by_leaf.get(value.criterion_id) == value.column]
    drop_measures(sheet.entry, Criterion.objects.filter(pk__in=by_leaf))
    Measure.objects.bulk_create(
        Measure(
            entry=sheet.entry,
            **{
                field: getattr(value, field)
                for field in (
                    *("criterion_id", "part", "state", *NUMBERS),
                    *("reason", "document", "recorded_by_id", "recorded_at"),
                )
            },
        )
        for value in counted
    )
    changes.note_changes(plan=sheet.entry.plan, entry_ids=[sheet.entry_id])
