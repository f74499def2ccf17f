"""Values of score sheets that services, rules, forms and pages share."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Self

from campaigns.models import MeasureSource
from core.errors import DomainError

from ..models import Column, MeasureState

# Columns that count in the ranking, the strongest first (of the first two the later one). The
# column of a peer never counts.
COUNTING_COLUMNS = (Column.POST_CHECK, Column.APPEAL, Column.SECOND, Column.FIRST, Column.SELF)
# The unit and its peer fill in leaves of source `sheet` only; the office appraises all of these.
APPRAISED_SOURCES = (MeasureSource.SHEET, MeasureSource.OFFICE, MeasureSource.OTHER_BODY)
NUMBERS = ("count", "denominator", "excluded", "shared", "is_excepted")


@dataclass(frozen=True)
class PartNumbers:
    """The numbers of one part of a measure, as docs/scorecards.md defines them."""

    count: Decimal
    denominator: Decimal | None = None
    excluded: Decimal | None = None
    shared: Decimal | None = None
    is_excepted: bool = False


@dataclass(frozen=True)
class Cell:
    """The value of a column at a leaf: state, numbers, reason, document."""

    state: str = MeasureState.COUNTED
    parts: tuple[PartNumbers, ...] = ()
    reason: str = ""
    document: str = ""

    @property
    def figures(self) -> tuple:
        """State and numbers, which are compared between columns; absent numbers are 0."""
        numbers = tuple(tuple(getattr(part, name) or 0 for name in NUMBERS) for part in self.parts)
        return self.state, numbers

    def differs_from(self, other: "Cell | None") -> bool:
        """Whether the figures differ; they also do when there is no other cell."""
        return other is None or self.figures != other.figures

    def without_reason(self) -> Self:
        return replace(self, reason="")

    def without_texts(self) -> Self:
        """The figures only: a corrector gives a reason and a document of their own."""
        return replace(self, reason="", document="")


class CellsError(DomainError):
    """Refused cells. `problems`: criterion id -> (message, field)."""

    def __init__(self, problems: Mapping[int, tuple[str, str]]) -> None:
        first, _ = next(iter(problems.values()))
        super().__init__(f"Có {len(problems)} ô chưa đúng. {first[:1].upper()}{first[1:]}")
        self.problems = dict(problems)


class StaleCellError(DomainError):
    """A cell that was changed elsewhere after it was read."""

    def __init__(self, criterion_id: int) -> None:
        super().__init__("Ô này vừa được ghi ở nơi khác. Hãy xem số mới; muốn thay thì gõ lại.")
        self.problems = {criterion_id: (self.message, "")}
