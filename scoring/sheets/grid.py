"""The appraiser's grid: the sheets of a cluster side by side.

The number of queries does not depend on the number of sheets.
"""

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
from .cell_text import count_text, typed
from .columns import cell_from, cells_before, disputed_in, stamp_of, strongest_columns
from .reading import cell_in_words
from .values import APPRAISED_SOURCES, COUNTING_COLUMNS, Cell

COLUMN_LABELS = {
    Column.SELF: "Tự chấm",
    Column.CROSS: "Chéo",
    Column.FIRST: "Lần 1",
    Column.SECOND: "Lần 2",
    Column.APPEAL: "Kiến nghị",
    Column.POST_CHECK: "Hậu kiểm",
}
NOT_APPLICABLE_REQUESTED = "Đề nghị không áp dụng"
EXPLAINED = "Có giải trình"
DISPUTED = "Chấm chéo khác"
# The points of a column are computed from its own values, and where it has none from the columns
# it is compared with.
_COMPUTED_FROM = {
    Column.SELF: (Column.SELF,),
    Column.CROSS: (Column.CROSS, Column.SELF),
    Column.FIRST: (Column.FIRST, Column.SELF),
    Column.SECOND: (Column.SECOND, Column.FIRST, Column.SELF),
}


@dataclass(frozen=True)
class ColumnValue:
    """The value of one column in a cell; `points` None where unknown."""

    column: Column
    label: str
    text: str
    points: Decimal | None
    reason: str
    document: str
    differs: bool  # from the column before it


@dataclass(frozen=True)
class GridCell:
    """One leaf of one sheet; `column` is the one that the user may write now.

    `typed` is the text in the field, empty where the cell needs an answer. `figures` is the text
    of the column that counts, as `cell_text.parse` reads it; `before` that of the column before.
    """

    sheet: ScoreSheet
    leaf: Criterion
    values: list[ColumnValue]
    current: str
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
    def grouped_values(self) -> list[tuple[str, ColumnValue]]:
        """(labels, value) of the columns in order, equal neighbours together.

        Empty where several columns agree and their value counts.
        """
        grouped: list[tuple[str, ColumnValue]] = []
        for value in self.values:
            labels, last = grouped[-1] if grouped else ("", None)
            if last and (last.text, last.points) == (value.text, value.points):
                grouped[-1] = (f"{labels}, {value.label}", last)
            else:
                grouped.append((value.label, value))
        return [] if len(grouped) == 1 and self.are_alike else grouped

    @property
    def are_alike(self) -> bool:
        """Whether several columns agree and their value counts."""
        texts = {value.text for value in self.values}
        return len(self.values) > 1 and self.column is None and len(texts) == 1


@dataclass(frozen=True)
class GridHead:
    """Head of a sheet: current total, differing totals of columns, open cells."""

    sheet: ScoreSheet
    line: RankingLine
    totals: list[tuple[str, Decimal | None]]
    column: Column | None
    waiting: int


@dataclass(frozen=True)
class GridRow:
    """A node of the scorecard: cells of a leaf, or (sheet id, points) of a group."""

    node: Criterion
    depth: int
    cells: list[GridCell]
    points: list[tuple[int, Decimal]]

    @property
    def needs(self) -> bool:
        return any(cell.needs for cell in self.cells)

    @property
    def levels(self) -> list[str]:
        """The text to type for each level of a leaf: `2 = Khá`, or only its name."""
        names = self.node.rule.level_names if self.node.is_leaf else ()
        texts = [count_text(self.node, Decimal(n)) for n in range(1, len(names) + 1)]
        pairs = zip(texts, names, strict=True)
        return [text if text == name else f"{text} = {name}" for text, name in pairs]


@dataclass(frozen=True)
class Grid:
    """The grid of one scorecard; `scorecards` are all those of the cluster."""

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
    """The sheets of a grid by name, each with entry and peer. 1 query."""
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
    """The grid of all sheets or of `sheets`, with the columns that `user` may write."""
    sheets = sheets_of(plan, cluster, scorecard) if sheets is None else sheets
    reader = _Reader(user, plan, CompiledScorecard(scorecard), sheets)
    rows = list(reader.rows())
    heads = [reader.head(sheet, rows, number) for number, sheet in enumerate(sheets)]
    return Grid(plan, cluster, scorecard, scorecards, heads, rows)


class _Reader:
    """The data of some sheets with one scorecard, read at once."""

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
        self._current = engine.hypothetical_lines(compiled, plan, ids, COUNTING_COLUMNS)
        present = {column for by_column in self._values.values() for column in by_column}
        self._lines_by_column = {
            column: engine.hypothetical_lines(compiled, plan, ids, columns)
            for column, columns in _COMPUTED_FROM.items()
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
            (COLUMN_LABELS[column], lines[sheet.entry_id].total)
            for column, lines in self._lines_by_column.items()
            if column in present and lines[sheet.entry_id].total != self._line(sheet).total
        ]
        waiting = sum(bool(row.cells[number].needs) for row in rows if row.cells)
        return GridHead(sheet, self._line(sheet), totals, self._column(sheet), waiting)

    def _line(self, sheet: ScoreSheet) -> RankingLine:
        return self._current[sheet.entry_id]

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
        column, why_not = self._may_write(sheet, leaf, values)
        own = cells.get(column)
        before = _before(cells, column)
        is_disputed = column == Column.FIRST and own is None and _is_disputed(cells)
        shown = own or (None if is_disputed else before)
        counted = [rows[0] for name, rows in values.items() if name in COUNTING_COLUMNS]
        counting = strongest_columns(counted).get(leaf.pk)
        line = self._line(sheet)
        state = line.state_at(leaf.position)
        is_missing = state == LeafState.MISSING and not leaf.rule.missing_is_none
        return GridCell(
            sheet=sheet,
            leaf=leaf,
            values=self._column_values(sheet, leaf, cells),
            current=self._value_in_words(line, leaf, state),
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

    def _column_values(
        self, sheet: ScoreSheet, leaf: Criterion, cells: Mapping[str, Cell]
    ) -> list[ColumnValue]:
        column_values = []
        for column, label in COLUMN_LABELS.items():
            if (cell := cells.get(column)) is None:
                continue
            against = _before(cells, column)
            column_values.append(
                ColumnValue(
                    column,
                    label,
                    cell_in_words(leaf, cell),
                    self._points(sheet, leaf, column, cell),
                    cell.reason,
                    cell.document,
                    against is not None and cell.differs_from(against),
                )
            )
        return column_values

    def _points(self, sheet, leaf: Criterion, column: str, cell: Cell) -> Decimal | None:
        is_request = cell.state == MeasureState.NOT_APPLICABLE
        if column not in self._lines_by_column or (
            is_request and column in (Column.SELF, Column.CROSS)
        ):
            return None
        return self._lines_by_column[column][sheet.entry_id].points_at(leaf.position)

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

    def _value_in_words(self, line: RankingLine, leaf: Criterion, state: LeafState) -> str:
        """The value that counts at a leaf, from whatever source, in words."""
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
class FinishPreview:
    """Numbers of cells when a round ends: answered, changed, agreed as empty.

    Not-applicable requests without an answer (`unanswered`) and cells where the peer differs from
    the unit (`disputed`) block it.
    """

    answered: int
    changed: int
    agreed: int
    unanswered: int
    disputed: int

    @property
    def is_blocked(self) -> bool:
        return bool(self.unanswered or self.disputed)


def finish_preview(grid: Grid, head: GridHead) -> FinishPreview:
    """Preview of ending the round of one sheet of a grid. No query."""
    answered = changed = agreed = unanswered = disputed = 0
    for row in grid.rows:
        for cell in row.cells:
            if cell.sheet.pk != head.sheet.pk:
                continue
            by_column = {value.column: value for value in cell.values}
            own = by_column.get(head.column)
            answered += own is not None
            changed += own is not None and own.differs
            agreed += own is None and bool(cell.before) and not cell.is_disputed
            unanswered += own is None and cell.needs == NOT_APPLICABLE_REQUESTED
            disputed += cell.is_disputed
    return FinishPreview(answered, changed, agreed, unanswered, disputed)


def _needs(
    sheet: ScoreSheet, leaf: Criterion, cells: Mapping[str, Cell], is_missing: bool, explained
) -> str:
    """What an appraiser has to check in a cell; empty where nothing.

    Nothing where all agree or the cell was answered, and outside the appraisal.
    """
    if SheetStage(sheet.stage) not in APPRAISED_AT:
        return ""
    own, first = cells.get(Column.SELF), cells.get(Column.FIRST)
    if own and own.state == MeasureState.NOT_APPLICABLE and not first:
        return NOT_APPLICABLE_REQUESTED
    if explained and Column.SECOND not in cells:
        return EXPLAINED
    if not first and _is_disputed(cells):
        return DISPUTED
    if is_missing and not cells and leaf.source == MeasureSource.SHEET:
        return "Chưa có số liệu"
    return ""


def _by_column(cells: Mapping[str, Cell]) -> dict[str, dict[int, Cell]]:
    """The cells of one leaf in the form of `columns.cells_of`, with the id 0."""
    return {column: {0: cells[column]} if column in cells else {} for column in Column}


def _before(cells: Mapping[str, Cell], column: str | None) -> Cell | None:
    return cells_before(_by_column(cells), column).get(0) if column else None


def _is_disputed(cells: Mapping[str, Cell]) -> bool:
    return bool(disputed_in(_by_column(cells)))


def _values_of(sheets: list[ScoreSheet]) -> dict[int, dict[str, dict[int, list[SheetValue]]]]:
    """Sheet -> column -> leaf -> rows in the order of their parts. 1 query."""
    by_sheet: dict = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    values = SheetValue.objects.filter(sheet__in=sheets).order_by("criterion_id", "part")
    for value in values:
        by_sheet[value.sheet_id][value.column][value.criterion_id].append(value)
    return by_sheet


def _explained(sheets: list[ScoreSheet]) -> dict[tuple[int, int], str]:
    rows = Explanation.objects.filter(sheet__in=sheets)
    return {(row.sheet_id, row.criterion_id): row.text for row in rows}
