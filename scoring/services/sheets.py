"""Score sheets from the self-score to the last appraisal.

Each column is written by its own people at its own stage; a gap between two columns wants a
reason. What counts in the ranking is copied to the measures when a stage ends, never before.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from accounts.models import User
from campaigns.models import Criterion, Entry, MeasureSource, Plan, Stage
from campaigns.permissions import require_run
from campaigns.queries import due_at
from campaigns.services import note_changes
from core.errors import DomainError

from ..models import (
    APPRAISED_AT,
    BEFORE,
    NEXT_STAGES,
    Column,
    Explanation,
    Measure,
    MeasureState,
    ScoreSheet,
    SheetStage,
    SheetValue,
)
from ..permissions import require_appraise, require_cross, require_speak_for
from .checks import PartNumbers, problems_of
from .measuring import drop_measures
from .telling import (
    tell_first_appraisal,
    tell_peers,
    tell_sheet_closed,
    tell_sheet_ready,
    tell_sheet_returned,
)

# Whose word counts, the strongest first (the first two by their day); a peer's never does.
COUNTING = (Column.POST_CHECK, Column.APPEAL, Column.SECOND, Column.FIRST, Column.SELF)
APPRAISED_SOURCES = (MeasureSource.SHEET, MeasureSource.OFFICE, MeasureSource.OTHER_BODY)
_NUMBERS = ("count", "denominator", "excluded", "shared", "is_excepted")


@dataclass(frozen=True)
class Cell:
    """What somebody says at one leaf; the numbers as docs/scorecards.md names them."""

    state: str = MeasureState.COUNTED
    parts: tuple[PartNumbers, ...] = ()
    reason: str = ""
    document: str = ""

    def says(self) -> tuple:
        """What is compared between columns: the state and the numbers, not the words."""
        numbers = tuple(tuple(getattr(part, name) or 0 for name in _NUMBERS) for part in self.parts)
        return self.state, numbers


class CellsError(DomainError):
    """Cells that cannot be taken: criterion id -> (message, field) of the first fault."""

    def __init__(self, problems: Mapping[int, tuple[str, str]]) -> None:
        first, _ = next(iter(problems.values()))
        super().__init__(f"Có {len(problems)} ô chưa đúng. {first[:1].upper()}{first[1:]}")
        self.problems = dict(problems)


@transaction.atomic
def open_sheets(*, actor: User, plan: Plan) -> int:
    """A sheet for everyone whose scorecard asks for one; those who have one keep it."""
    require_run(actor, plan)
    asked = Criterion.objects.filter(source=MeasureSource.SHEET).values("scorecard")
    entries = plan.entries.filter(scorecard__in=asked, sheet__isnull=True)
    return len(ScoreSheet.objects.bulk_create(ScoreSheet(entry=entry) for entry in entries))


def cells_of(sheet: ScoreSheet) -> dict[str, dict[int, Cell]]:
    """What each column says, by column and criterion. 1 query."""
    found: dict[str, dict[int, list[SheetValue]]] = {column: {} for column in Column}
    for value in sheet.values.order_by("criterion_id", "part"):
        found[value.column].setdefault(value.criterion_id, []).append(value)
    return {
        column: {pk: cell_from(values) for pk, values in by_leaf.items()}
        for column, by_leaf in found.items()
    }


def cell_from(values: list[SheetValue]) -> Cell:
    """One column's word at one leaf, from its rows in the order of their parts."""
    first = values[0]
    parts = ()
    if first.state == MeasureState.COUNTED:
        parts = tuple(PartNumbers(*(getattr(v, name) for name in _NUMBERS)) for v in values)
    return Cell(first.state, parts, first.reason, first.document)


# Filling a column in ---------------------------------------------------------------------------


@transaction.atomic
def fill_self(
    *, actor: User, sheet: ScoreSheet, cells: Mapping[int, Cell | None], at: datetime
) -> None:
    """The unit's own column, saved as often as it likes until it sends the sheet.

    `cells` by criterion id; None empties one. Raises CellsError, and then nothing is kept.
    """
    sheet = locked_sheet(sheet)
    require_speak_for(actor, sheet.entry)
    require_stage(sheet, SheetStage.OPEN)
    require_in_time(sheet.entry, Stage.SELF_SCORES, at)
    _fill(actor, sheet, Column.SELF, cells, at)


@transaction.atomic
def fill_cross(
    *, actor: User, sheet: ScoreSheet, cells: Mapping[int, Cell | None], at: datetime
) -> None:
    """The peer's column, once the unit has sent its sheet. A gap wants a reason."""
    sheet = locked_sheet(sheet)
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
    sheet = locked_sheet(sheet)
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
    other = cells_of(sheet)[BEFORE[column]] if column in BEFORE else {}
    problems = {}
    for pk, cell in cells.items():
        if pk not in leaves:
            raise DomainError("Có tiêu chí không thuộc phần chấm của phiếu này.")
        found = cell and next(cell_problems(sheet, leaves[pk], column, cell, other.get(pk)), None)
        if found:
            problems[pk] = found
    if problems:
        raise CellsError(problems)
    write_cells(actor, sheet, column, cells, at)


def cell_problems(
    sheet: ScoreSheet, leaf: Criterion, column: str, cell: Cell, other: Cell | None
) -> Iterator[tuple[str, str]]:
    document = cell.document
    if cell.state == MeasureState.NOT_APPLICABLE and column == Column.SELF:
        document = cell.reason  # asked for with a reason; the document comes with the approval
        if not cell.reason.strip():
            yield "hãy ghi vì sao tiêu chí này không áp dụng.", "reason"
            return
    if cell.state == MeasureState.REFUSED and column in (Column.SELF, Column.CROSS):
        yield "chỉ thẩm định mới không công nhận số liệu.", "state"
        return
    yield from problems_of(sheet.entry, leaf, cell.state, cell.parts, cell.reason, document)
    if other and cell.says() != other.says() and not cell.reason.strip():
        yield "khác với cột trước nên hãy ghi lý do.", "reason"


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
def send_sheet(*, actor: User, sheet: ScoreSheet, at: datetime) -> ScoreSheet:
    """The unit sends its self-score; it counts until the appraisal says otherwise."""
    sheet = locked_sheet(sheet)
    require_speak_for(actor, sheet.entry)
    require_in_time(sheet.entry, Stage.SELF_SCORES, at)
    if not sheet.values.filter(column=Column.SELF).exists():
        raise DomainError("Phiếu chưa có số liệu nào. Hãy chấm ít nhất một tiêu chí rồi gửi.")
    sheet.sent_at, sheet.sent_by, sheet.return_note = at, actor, ""
    _move(sheet, SheetStage.SENT)
    count_sheet(sheet)
    tell_peers([sheet], at)
    if not sheet.is_waiting_for_peer:
        tell_sheet_ready(sheet, at)
    return sheet


@transaction.atomic
def return_sheet(*, actor: User, sheet: ScoreSheet, reason: str, at: datetime) -> ScoreSheet:
    """Back to the unit with a reason, before anybody has scored it; it counts when sent again."""
    sheet = locked_sheet(sheet)
    require_appraise(actor, sheet)
    if len(reason.strip()) < 5:
        raise DomainError("Hãy ghi rõ lý do trả lại phiếu.", field="reason")
    sheet.return_note = reason.strip()
    _move(sheet, SheetStage.OPEN)
    said = sheet.values.filter(column=Column.SELF).values("criterion")
    drop_measures(sheet.entry, Criterion.objects.filter(pk__in=said))
    note_changes(plan=sheet.entry.plan, entry_ids=[sheet.entry_id])
    tell_sheet_returned(sheet, at)
    return sheet


@transaction.atomic
def send_cross(*, actor: User, sheet: ScoreSheet, at: datetime) -> ScoreSheet:
    """The peer hands its scores over."""
    sheet = locked_sheet(sheet)
    require_cross(actor, sheet)
    require_in_time(sheet.peer, Stage.CROSS_SCORES, at)
    _move(sheet, SheetStage.CROSSED)
    tell_sheet_ready(sheet, at)
    return sheet


@transaction.atomic
def finish_appraisal(*, actor: User, sheet: ScoreSheet, at: datetime) -> ScoreSheet:
    """End the round the sheet is in: what was not touched is agreed to, and then it counts."""
    sheet = locked_sheet(sheet)
    require_appraise(actor, sheet)
    if sheet.stage in (SheetStage.SENT, SheetStage.CROSSED):
        _agree(actor, sheet, Column.SELF, Column.FIRST, at)
        _move(sheet, SheetStage.APPRAISED)
        tell_first_appraisal(sheet, len(list(findings_of(sheet))), at)
    else:
        _agree(actor, sheet, Column.FIRST, Column.SECOND, at)
        _move(sheet, SheetStage.CLOSED)
        tell_sheet_closed(sheet, at)
    count_sheet(sheet)
    return sheet


def _agree(actor, sheet: ScoreSheet, before: str, after: str, at: datetime) -> None:
    """Copy what a round left alone. What was asked to be left out needs an answer."""
    cells = cells_of(sheet)
    untouched = {pk: cell for pk, cell in cells[before].items() if pk not in cells[after]}
    asked = {
        pk: ("đơn vị đề nghị không áp dụng; hãy duyệt hoặc ghi số liệu.", "state")
        for pk, cell in untouched.items()
        if before == Column.SELF and cell.state == MeasureState.NOT_APPLICABLE
    }
    if asked:
        raise CellsError(asked)
    write_cells(actor, sheet, after, untouched, at)


@transaction.atomic
def explain(
    *, actor: User, sheet: ScoreSheet, texts: Mapping[int, str], at: datetime
) -> ScoreSheet:
    """The unit answers the findings of the first round, once, before the second."""
    sheet = locked_sheet(sheet)
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
    _move(sheet, SheetStage.EXPLAINED)
    tell_sheet_ready(sheet, at)
    return sheet


def findings_of(sheet: ScoreSheet) -> Iterator[tuple[int, Cell]]:
    """(criterion id, finding) where the first round says other than the unit. 1 query."""
    cells = cells_of(sheet)
    for pk, cell in cells[Column.FIRST].items():
        own = cells[Column.SELF].get(pk)
        if own is None or own.says() != cell.says():
            yield pk, cell


def locked_sheet(sheet: ScoreSheet) -> ScoreSheet:
    sheets = ScoreSheet.objects.select_for_update(of=["self"])
    return sheets.select_related("entry__plan__campaign", "entry__scorecard", "peer").get(
        pk=sheet.pk
    )


def require_stage(sheet: ScoreSheet, *stages: str) -> None:
    if sheet.stage not in stages:
        raise DomainError(
            f"Phiếu đang ở bước “{sheet.get_stage_display()}” nên không ghi được ở đây nữa. "
            "Hãy tải lại trang."
        )


def require_in_time(entry: Entry, stage: Stage, at: datetime) -> None:
    last = due_at(entry, stage)
    if last and at > last:
        day = localtime(last).strftime("%H:%M ngày %d/%m/%Y")
        raise DomainError(
            f"Đã quá hạn {stage.label.lower()} ({day}). Hãy liên hệ văn phòng để được gia hạn."
        )


def _move(sheet: ScoreSheet, to: SheetStage) -> None:
    if to not in NEXT_STAGES[SheetStage(sheet.stage)]:
        raise DomainError(
            f"Phiếu đang ở bước “{sheet.get_stage_display()}”, không chuyển sang “{to.label}” "
            "được. Hãy tải lại trang để xem tình trạng mới nhất."
        )
    sheet.stage = to
    sheet.save()


def count_sheet(sheet: ScoreSheet) -> None:
    """Copy the strongest word at each leaf to the measures, and ask for the ranking."""
    values = sheet.values.filter(column__in=COUNTING)
    by_leaf = _strongest(values)
    counted = [value for value in values if by_leaf.get(value.criterion_id) == value.column]
    drop_measures(sheet.entry, Criterion.objects.filter(pk__in=by_leaf))
    Measure.objects.bulk_create(
        Measure(
            entry=sheet.entry,
            **{
                field: getattr(value, field)
                for field in (
                    *("criterion_id", "part", "state", *_NUMBERS),
                    *("reason", "document", "recorded_by_id", "recorded_at"),
                )
            },
        )
        for value in counted
    )
    note_changes(plan=sheet.entry.plan, entry_ids=[sheet.entry_id])


def _strongest(values: Iterable[SheetValue]) -> dict[int, str]:
    """Criterion id -> the column that counts there (`Column`); what a unit asks to be left out
    does not count by its own word. `engine.supposed` has the same order in SQL."""
    found: dict[int, tuple] = {}
    for value in values:
        if value.column == Column.SELF and value.state == MeasureState.NOT_APPLICABLE:
            continue
        is_later = value.column in (Column.APPEAL, Column.POST_CHECK)
        strength = (is_later, value.recorded_at if is_later else -COUNTING.index(value.column))
        if value.criterion_id not in found or strength > found[value.criterion_id][0]:
            found[value.criterion_id] = (strength, value.column)
    return {pk: column for pk, (_, column) in found.items()}
