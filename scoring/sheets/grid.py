"""The appraiser's grid: the sheets of a cluster side by side, leaf by leaf, as one knows it from
a spreadsheet. A constant number of queries, whatever the number of sheets."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from accounts.models import User
from campaigns.models import Criterion, Entry, MeasureSource, Plan, Scorecard
from campaigns.permissions import can_run
from core.numbers import vietnamese
from participants.models import Cluster

from ..models import (
    APPRAISED_AT,
    Column,
    Explanation,
    LeafState,
    MeasureState,
    RankingLine,
    ScoreSheet,
    SheetStage,
    SheetValue,
)
from ..rankings import engine, explanation
from ..rankings.engine.compiled import CompiledScorecard
from ..services.cells import stamp_of
from ..services.columns import (
    APPRAISED_SOURCES,
    COUNTING,
    Cell,
    cell_from,
    cells_before,
    disputed_in,
    strongest_columns,
)
from .cell_text import count_text, typed
from .reading import cell_in_words

SHORT = {
    Column.SELF: "Tự chấm",
    Column.CROSS: "Chéo",
    Column.FIRST: "Lần 1",
    Column.SECOND: "Lần 2",
    Column.APPEAL: "Kiến nghị",
    Column.POST_CHECK: "Hậu kiểm",
}
WISH, EXPLAINED = "Đề nghị không áp dụng", "Có giải trình"
DISPUTED = "Chấm chéo khác"
# As whom a column's points are computed: its own word, and below it what it answers to.
_AS_SAID = {
    Column.SELF: (Column.SELF,),
    Column.CROSS: (Column.CROSS, Column.SELF),
    Column.FIRST: (Column.FIRST, Column.SELF),
    Column.SECOND: (Column.SECOND, Column.FIRST, Column.SELF),
}


@dataclass(frozen=True)
class Told:
    """One column's word in a cell; `points` None where they are not known apart."""

    column: Column
    label: str
    text: str
    points: Decimal | None
    reason: str
    document: str
    is_other: bool  # than the column before it


@dataclass(frozen=True)
class GridCell:
    """One leaf of one sheet. `column` is what may be written now, None where nothing may.

    `typed` is the text in the field: empty where silence settles nothing. `figures` is the text of
    the column that counts, as `cell_text.parse` reads it; `before` that of the column before.
    """

    sheet: ScoreSheet
    leaf: Criterion
    told: list[Told]
    now: str
    points: Decimal | None
    column: Column | None
    why_not: str
    typed: str
    before: str
    figures: str
    is_disputed: bool
    reason: str
    document: str
    seen: str
    needs: str
    explanation: str

    @property
    def key(self) -> str:
        return f"{self.sheet.pk}-{self.leaf.pk}"

    @property
    def in_short(self) -> list[tuple[str, Told]]:
        """What the columns say one after the other; who says the same stands together. Empty where
        several say what counts now."""
        said: list[tuple[str, Told]] = []
        for told in self.told:
            if said and said[-1][1].text == told.text and said[-1][1].points == told.points:
                said[-1] = (f"{said[-1][0]}, {told.label}", said[-1][1])
            else:
                said.append((told.label, told))
        return [] if len(said) == 1 and self.are_alike else said

    @property
    def are_alike(self) -> bool:
        """Whether several columns say the same, and it counts."""
        return len(self.told) > 1 and self.column is None and len({t.text for t in self.told}) == 1


@dataclass(frozen=True)
class GridHead:
    """A sheet over its column: the total as it stands, those of columns that have another, and
    how much waits in it."""

    sheet: ScoreSheet
    line: RankingLine
    totals: list[tuple[str, Decimal | None]]
    column: Column | None
    waiting: int


@dataclass(frozen=True)
class GridRow:
    """A node of the scorecard across the sheets: cells of a leaf, or a group's points by sheet."""

    node: Criterion
    depth: int
    cells: list[GridCell]
    points: list[tuple[int, Decimal]]

    @property
    def needs(self) -> bool:
        return any(cell.needs for cell in self.cells)

    @property
    def levels(self) -> list[str]:
        """What to type for each level of a leaf: `2 = Khá`, or its name where that is the text."""
        names = self.node.rule.level_names if self.node.is_leaf else ()
        texts = [count_text(self.node, Decimal(n)) for n in range(1, len(names) + 1)]
        pairs = zip(texts, names, strict=True)
        return [text if text == name else f"{text} = {name}" for text, name in pairs]


@dataclass(frozen=True)
class Grid:
    """`scorecards` are those of the cluster's sheets; the grid shows one of them."""

    plan: Plan
    cluster: Cluster
    scorecard: Scorecard
    scorecards: list[Scorecard]
    heads: list[GridHead]
    rows: list[GridRow]


def scorecards_in(plan: Plan, cluster: Cluster) -> list[Scorecard]:
    """The scorecards of the sheets of a cluster, by name. 1 query."""
    used = ScoreSheet.objects.in_plan(plan).filter(entry__cluster=cluster)
    return list(
        Scorecard.objects.filter(pk__in=used.values("entry__scorecard")).order_by("name", "pk")
    )


def sheets_of(plan: Plan, cluster: Cluster, scorecard: Scorecard) -> list[ScoreSheet]:
    """The sheets of a grid in the order of their names, each with its entry. 1 query."""
    sheets = ScoreSheet.objects.in_plan(plan).filter(
        entry__cluster=cluster, entry__scorecard=scorecard
    )
    return list(sheets.select_related("entry", "peer").order_by("entry__sort_key", "pk"))


def grid_of(
    user: User,
    plan: Plan,
    cluster: Cluster,
    scorecard: Scorecard,
    scorecards: list[Scorecard],
    *,
    sheets: list[ScoreSheet] | None = None,
) -> Grid:
    """The grid as `user` may write in it, of all sheets or of some."""
    sheets = sheets_of(plan, cluster, scorecard) if sheets is None else sheets
    reader = _Reader(user, plan, CompiledScorecard(scorecard), sheets)
    rows = list(reader.rows())
    heads = [reader.head(sheet, rows, number) for number, sheet in enumerate(sheets)]
    return Grid(plan, cluster, scorecard, scorecards, heads, rows)


class _Reader:
    """Everything of some sheets under one scorecard, read at once."""

    def __init__(
        self, user: User, plan: Plan, compiled: CompiledScorecard, sheets: list[ScoreSheet]
    ) -> None:
        self._user, self._compiled, self._sheets = user, compiled, sheets
        self._values = _values_of(sheets)
        self._explained = _explained(sheets)
        self._is_closed = plan.is_closed
        self._writes = can_run(user, plan) and not plan.is_closed
        own = Entry.objects.reported_by(user).filter(sheet__in=sheets)
        self._own = set(own.values_list("pk", flat=True))
        ids = [sheet.entry_id for sheet in sheets]
        self._now = engine.hypothetical_lines(compiled, plan, ids, COUNTING)
        present = {column for by_column in self._values.values() for column in by_column}
        self._as_said = {
            column: engine.hypothetical_lines(compiled, plan, ids, columns)
            for column, columns in _AS_SAID.items()
            if column in present
        }

    def rows(self) -> Iterable[GridRow]:
        depth: dict[int | None, int] = {None: -1}
        for node in self._compiled.nodes:
            depth[node.pk] = depth[node.parent_id] + 1
            cells, points = [], []
            if node.is_leaf:
                cells = [self._cell(sheet, node) for sheet in self._sheets]
            else:
                points = [(s.pk, self._line(s).points_at(node.position)) for s in self._sheets]
            yield GridRow(node, depth[node.pk], cells, points)

    def head(self, sheet: ScoreSheet, rows: list[GridRow], number: int) -> GridHead:
        present = self._values.get(sheet.pk, {})
        totals = [
            (SHORT[column], lines[sheet.entry_id].total)
            for column, lines in self._as_said.items()
            if column in present and lines[sheet.entry_id].total != self._line(sheet).total
        ]
        waiting = sum(bool(row.cells[number].needs) for row in rows if row.cells)
        return GridHead(sheet, self._line(sheet), totals, self._column(sheet), waiting)

    def _line(self, sheet: ScoreSheet) -> RankingLine:
        return self._now[sheet.entry_id]

    def _column(self, sheet: ScoreSheet) -> Column | None:
        if not self._writes or sheet.entry_id in self._own:
            return None
        return APPRAISED_AT.get(SheetStage(sheet.stage))

    def _cell(self, sheet: ScoreSheet, leaf: Criterion) -> GridCell:
        values = {
            column: by_leaf[leaf.pk]
            for column, by_leaf in self._values.get(sheet.pk, {}).items()
            if leaf.pk in by_leaf
        }
        cells = {column: cell_from(rows) for column, rows in values.items()}
        told = self._told(sheet, leaf, cells)
        column, why_not = self._may_write(sheet, leaf, values)
        own = cells.get(column)
        before = _before(cells, column)
        is_disputed = column == Column.FIRST and own is None and _is_disputed(cells)
        shown = own or (None if is_disputed else before)
        counted = [rows[0] for name, rows in values.items() if name in COUNTING]
        counting = strongest_columns(counted).get(leaf.pk)
        line = self._line(sheet)
        state = line.state_at(leaf.position)
        is_missing = state == LeafState.MISSING and not leaf.rule.missing_is_none
        return GridCell(
            sheet=sheet,
            leaf=leaf,
            told=told,
            now=self._now_in_words(line, leaf, state),
            points=None if is_missing else line.points_at(leaf.position),
            column=column,
            why_not=why_not,
            typed=typed(leaf, shown) if shown else "",
            before=typed(leaf, before) if before else "",
            figures=typed(leaf, cells[counting]) if counting else "",
            is_disputed=is_disputed,
            reason=own.reason if own else "",
            document=own.document if own else "",
            seen=stamp_of(values.get(column, [])),
            needs=""
            if self._is_closed
            else _needs(sheet, leaf, cells, is_missing, self._explained.get((sheet.pk, leaf.pk))),
            explanation=self._explained.get((sheet.pk, leaf.pk), ""),
        )

    def _told(self, sheet: ScoreSheet, leaf: Criterion, cells: Mapping[str, Cell]) -> list[Told]:
        told = []
        for column, label in SHORT.items():
            if (cell := cells.get(column)) is None:
                continue
            against = _before(cells, column)
            told.append(
                Told(
                    column,
                    label,
                    cell_in_words(leaf, cell),
                    self._points(sheet, leaf, column, cell),
                    cell.reason,
                    cell.document,
                    against is not None and cell.says() != against.says(),
                )
            )
        return told

    def _points(self, sheet, leaf: Criterion, column: str, cell: Cell) -> Decimal | None:
        is_wish = cell.state == MeasureState.NOT_APPLICABLE
        if column not in self._as_said or (is_wish and column in (Column.SELF, Column.CROSS)):
            return None
        return self._as_said[column][sheet.entry_id].points_at(leaf.position)

    def _may_write(self, sheet, leaf: Criterion, values) -> tuple[Column | None, str]:
        if leaf.source not in APPRAISED_SOURCES:
            return None, "Lấy từ báo cáo đã xác nhận."
        column = self._column(sheet)
        if column is None:
            if sheet.entry_id in self._own:
                return None, "Không ai thẩm định phiếu của chính mình."
            if self._is_closed:
                return None, "Kế hoạch đã tổng kết."
            return None, f"Phiếu đang ở bước “{sheet.get_stage_display()}”."
        first = values.get(Column.FIRST, ())
        if column == Column.SECOND and any(v.recorded_by_id == self._user.pk for v in first):
            return None, "Lần 1 do bạn thẩm định; thay đổi phải do người khác ghi."
        return column, ""

    def _now_in_words(self, line: RankingLine, leaf: Criterion, state: LeafState) -> str:
        """What counts at a leaf as the line has it, from reports and records, too."""
        if state == LeafState.MISSING:
            return ""
        if state != LeafState.COUNTED:
            return state.label
        facts = explanation.facts_of(self._compiled, line, leaf)
        if (words := leaf.rule.count_in_words(facts.count)) is not None:
            return words
        parts = [
            f"{vietnamese(part.count or 0)} / {vietnamese(part.below)}"
            if part.denominator is not None
            else vietnamese(facts.count if number == 0 else part.count or 0)
            for number, part in enumerate(facts.parts)
        ]
        return "; ".join(parts)


@dataclass(frozen=True)
class Look:
    """What finishing the round of a sheet would do: cells answered, changed, agreed to by silence;
    requests to be left out without an answer (`unanswered`) and cells where the peer differs from
    the unit (`disputed`) hold it up."""

    answered: int
    changed: int
    silent: int
    unanswered: int
    disputed: int

    @property
    def is_held(self) -> bool:
        return bool(self.unanswered or self.disputed)


def look_at(grid: Grid, head: GridHead) -> Look:
    """Before finishing the round of one sheet of a grid. No query."""
    answered = changed = silent = unanswered = disputed = 0
    for row in grid.rows:
        for cell in row.cells:
            if cell.sheet.pk != head.sheet.pk:
                continue
            by_column = {told.column: told for told in cell.told}
            own = by_column.get(head.column)
            answered += own is not None
            changed += own is not None and own.is_other
            silent += own is None and bool(cell.before) and not cell.is_disputed
            unanswered += own is None and cell.needs == WISH
            disputed += cell.is_disputed
    return Look(answered, changed, silent, unanswered, disputed)


def _needs(
    sheet: ScoreSheet, leaf: Criterion, cells: Mapping[str, Cell], is_missing: bool, explained
) -> str:
    """What an appraiser has to look at in a cell; empty where all agree or it was answered, and
    while nobody appraises."""
    if SheetStage(sheet.stage) not in APPRAISED_AT:
        return ""
    own, first = cells.get(Column.SELF), cells.get(Column.FIRST)
    if own and own.state == MeasureState.NOT_APPLICABLE and not first:
        return WISH
    if explained and Column.SECOND not in cells:
        return EXPLAINED
    if not first and _is_disputed(cells):
        return DISPUTED
    if is_missing and not cells and leaf.source == MeasureSource.SHEET:
        return "Chưa có số liệu"
    return ""


def _by_column(cells: Mapping[str, Cell]) -> dict[str, dict[int, Cell]]:
    """The cells of one leaf in the form of `services.cells_of`, under the id 0."""
    return {column: {0: cells[column]} if column in cells else {} for column in Column}


def _before(cells: Mapping[str, Cell], column: str | None) -> Cell | None:
    return cells_before(_by_column(cells), column).get(0) if column else None


def _is_disputed(cells: Mapping[str, Cell]) -> bool:
    return bool(disputed_in(_by_column(cells)))


def _values_of(sheets: list[ScoreSheet]) -> dict[int, dict[str, dict[int, list[SheetValue]]]]:
    """Sheet -> column -> leaf -> rows in the order of their parts. 1 query."""
    found: dict = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    values = SheetValue.objects.filter(sheet__in=sheets).order_by("criterion_id", "part")
    for value in values:
        found[value.sheet_id][value.column][value.criterion_id].append(value)
    return found


def _explained(sheets: list[ScoreSheet]) -> dict[tuple[int, int], str]:
    found = Explanation.objects.filter(sheet__in=sheets)
    return {(row.sheet_id, row.criterion_id): row.text for row in found}
