"""The page of a score sheet: columns side by side, progress, resulting line."""

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from accounts.models import User
from campaigns.models import Criterion
from campaigns.permissions import can_oversee
from core.names import lower_first
from core.numbers import vietnamese

from ..models import (
    APPRAISED_AT,
    Column,
    MeasureState,
    OwnMaximum,
    RankingLine,
    ScoreSheet,
    SheetFile,
    SheetStage,
)
from ..permissions import can_appraise, speaks_for
from ..rankings import engine, explanation
from ..rankings.line_reading import own_maxima_of
from .columns import (
    blank_leaves,
    cells_before,
    cells_of,
    leaves_of,
    undecided_leaves,
)
from .rules import cut_off_by_finishing, unanswered_cells
from .values import COUNTING_COLUMNS, Cell


@dataclass(frozen=True)
class SheetValueView:
    """The value of a column at a leaf, or of neighbouring columns that agree."""

    columns: str
    text: str
    reason: str
    differs: bool  # from the column before it
    is_own: bool = False  # the column that is written on this page


@dataclass(frozen=True)
class SheetRow:
    """A node of the scorecard; `values` and `fields` for leaves on the sheet.

    `seen` is the version stamp of the cell that is written now.
    """

    node: Criterion
    depth: int
    values: list[SheetValueView]
    fields: object | None
    score: explanation.Score | None
    explanation: str
    files: list[SheetFile]
    seen: str = ""
    own_maximum: OwnMaximum | None = None

    @property
    def maximum(self) -> Decimal:
        return self.score.maximum if self.score else self.node.maximum


@dataclass(frozen=True)
class ColumnProgress:
    """Progress of a column before it is sent.

    `open` are the leaves that are blank, undecided or disputed; `is_blocked` whether they block
    sending, else they may be sent blank. `changed` and `agreed` are numbers of appraised cells.
    """

    column: Column
    done: int
    number: int
    open: list[Criterion]
    is_blocked: bool
    changed: int = 0
    agreed: int = 0
    cut_off: str = ""


def column_of(user: User, sheet: ScoreSheet) -> Column | None:
    """The column that a user may write now; None for none and once the plan is closed."""
    if sheet.entry.plan.is_closed:
        return None
    if sheet.stage == SheetStage.OPEN:
        return Column.SELF if speaks_for(user, sheet.entry) else None
    if sheet.stage == SheetStage.SENT and speaks_for(user, sheet.peer):
        return Column.CROSS
    if not can_appraise(user, sheet):
        return None
    return APPRAISED_AT.get(SheetStage(sheet.stage))


def columns_shown(user: User, sheet: ScoreSheet) -> list[Column]:
    """The columns a user may read: the office all, others their own and those of ended rounds."""
    if can_oversee(user, sheet.entry.plan):
        return list(Column)
    shown = [Column.SELF]
    if speaks_for(user, sheet.peer) and not speaks_for(user, sheet.entry):
        return [Column.SELF, Column.CROSS]
    stages = list(SheetStage)
    for column, stage in (
        (Column.CROSS, SheetStage.CROSSED),
        (Column.FIRST, SheetStage.APPRAISED),
        (Column.SECOND, SheetStage.CLOSED),
        (Column.APPEAL, SheetStage.CLOSED),
        (Column.POST_CHECK, SheetStage.APPRAISED),
    ):
        if stages.index(SheetStage(sheet.stage)) >= stages.index(stage):
            shown.append(column)
    return shown


def progress_of(sheet: ScoreSheet, column: Column, at: datetime) -> ColumnProgress:
    """Progress of a column of a sheet. At most 5 queries."""
    leaves = leaves_of(sheet, column)
    if column == Column.SELF:
        blanks = blank_leaves(sheet)
        return ColumnProgress(
            column, len(leaves) - len(blanks), len(leaves), blanks, is_blocked=False
        )
    if column == Column.CROSS:
        undecided = undecided_leaves(sheet)
        number = sheet.values.filter(column=Column.SELF, part=1).count()
        return ColumnProgress(column, number - len(undecided), number, undecided, is_blocked=True)
    cells = cells_of(sheet)
    before, own = cells_before(cells, column), cells[column]
    unanswered = unanswered_cells(cells, column)
    changed = sum(cell.differs_from(before.get(pk)) for pk, cell in own.items())
    agreed = sum(pk not in own and pk not in unanswered for pk in before)
    cut_off = cut_off_by_finishing(sheet.entry.plan, [sheet], at).get(sheet.pk, "")
    open_leaves = [leaf for leaf in leaves if leaf.pk in unanswered]
    done = len(own) + agreed
    return ColumnProgress(
        column, done, done + len(open_leaves), open_leaves, True, changed, agreed, cut_off
    )


def may_take_back(user: User, sheet: ScoreSheet) -> bool:
    """Whether a user may take a sent sheet back: nobody has begun the next step."""
    if sheet.entry.plan.is_closed:
        return False
    if sheet.stage == SheetStage.SENT and speaks_for(user, sheet.entry):
        return not sheet.values.exclude(column=Column.SELF).exists()
    if sheet.stage == SheetStage.CROSSED and speaks_for(user, sheet.peer):
        return not sheet.values.filter(column=Column.FIRST).exists()
    return False


def rows_of(
    sheet: ScoreSheet,
    shown: Iterable[Column],
    line: RankingLine | None,
    *,
    form=None,
    column=None,
    stamps=None,
) -> list[SheetRow]:
    """The whole tree in reading order.

    Queries: the criteria, the cells, explanations, files, and own maxima where there are any.
    """
    cells = cells_of(sheet)
    columns = [column for column in shown if cells[column]]
    explained = dict(sheet.explanations.values_list("criterion_id", "text"))
    files = defaultdict(list)
    for attached in sheet.files.select_related("file"):
        files[attached.criterion_id].append(attached)
    scores = explanation.scores_of(line) if line else []
    by_node = {score.criterion.pk: score for score in scores}
    maxima = own_maxima_of(line, scores) if line else {}
    depth: dict[int | None, int] = {None: -1}
    rows = []
    for node in sheet.entry.scorecard.criteria.all():
        depth[node.pk] = depth[node.parent_id] + 1
        is_asked = form is not None and node.pk in form.leaves
        rows.append(
            SheetRow(
                node,
                depth[node.pk],
                _values_at(node, columns, cells, column) if node.is_leaf else [],
                form.leaf_fields(node) if is_asked else None,
                by_node.get(node.pk),
                explained.get(node.pk, ""),
                files[node.pk],
                (stamps or {}).get(node.pk, ""),
                maxima.get(node.pk),
            )
        )
    return rows


def _values_at(
    leaf: Criterion, columns: list[Column], cells, own: Column | None
) -> list[SheetValueView]:
    """Values of the columns at a leaf; equal neighbours combined, except `own`."""
    views, before = [], None
    for column in columns:
        cell = cells[column].get(leaf.pk)
        if cell is None:
            continue
        differs = before is not None and cell.differs_from(before)
        is_own = column == own
        view = SheetValueView(column.label, cell_in_words(leaf, cell), cell.reason, differs, is_own)
        if views and not differs and not is_own and view.reason in ("", views[-1].reason):
            labels = f"{views[-1].columns}, {lower_first(column.label)}"
            views[-1] = replace(views[-1], columns=labels)
        else:
            views.append(view)
        before = cell
    return views


def cell_in_words(leaf: Criterion, cell: Cell) -> str:
    """The value of a cell in words, as on paper."""
    if cell.state != MeasureState.COUNTED:
        return MeasureState(cell.state).label
    texts = []
    for part in cell.parts:
        if (words := leaf.rule.count_in_words(part.count)) is not None:
            texts.append(words)
        elif part.denominator is not None:
            less = f" (không tính {vietnamese(part.excluded)})" if part.excluded else ""
            texts.append(f"{vietnamese(part.count)} / {vietnamese(part.denominator)}{less}")
        else:
            texts.append(vietnamese(part.count))
    return "; ".join(texts)


def hypothetical_line(sheet: ScoreSheet, shown: Container[Column]) -> RankingLine:
    """The line the entry would have if the shown columns counted now. Stores nothing."""
    entry = sheet.entry
    compiled = next(
        compiled
        for compiled in engine.compiled_scorecards(entry.plan)
        if compiled.scorecard.pk == entry.scorecard_id
    )
    columns = [column for column in COUNTING_COLUMNS if column in shown]
    return engine.hypothetical_lines(compiled, entry.plan, [entry.pk], columns)[entry.pk]
