"""The interface of a rule shape: parameters, formula, words. All arithmetic is exact.

Points are computed as whole numbers of 1/unit, where `unit` is a power of ten that all points of
a scorecard fit into: integers add exactly and fast. docs/scorecards.md defines what a leaf means.
"""

from abc import ABC, abstractmethod
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import ClassVar, Self

from core.numbers import vietnamese

from ..faults import DocumentError, Fault
from .fields import Field, read_fields, write_fields


class RuleError(DocumentError):
    """Parameters that no ranking can use; `field` is the name of the first invalid one."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        super().__init__(faults)
        self.field = next((str(f.path[0]) for f in self.faults if f.path), None)


@dataclass(frozen=True)
class Part:
    """SQL names of the numbers of one part of a measure; the denominator excludes exclusions."""

    count: str
    denominator: str = "NULL"


@dataclass(frozen=True)
class Inputs:
    """What a formula may read, as SQL expressions; points are counted in 1/`unit`."""

    unit: int
    maximum: str  # in 1/unit
    parts: tuple[Part, ...]
    is_excepted: str = "false"
    leader: Part | None = None

    @property
    def count(self) -> str:
        return self.parts[0].count

    @property
    def denominator(self) -> str:
        return self.parts[0].denominator

    def units(self, points: Decimal) -> str:
        """Points as a literal in 1/unit, typed so that products are not computed in 32 bits."""
        return f"{int(points * self.unit)}::bigint"


@dataclass(frozen=True)
class Numbers:
    """Stored numbers of one part of a leaf, for the explanation; None where nothing is recorded."""

    count: Decimal | None = None
    denominator: Decimal | None = None
    excluded: Decimal | None = None

    @property
    def below(self) -> Decimal:
        """The denominator without its exclusions."""
        return (self.denominator or Decimal(0)) - (self.excluded or 0)


@dataclass(frozen=True)
class Facts:
    """Everything stored about one leaf of one line; its explanation is written from this."""

    parts: tuple[Numbers, ...]
    maximum: Decimal
    shared: Decimal | None = None
    linked: Decimal | None = None
    is_excepted: bool = False
    leader: Numbers | None = None
    leader_name: str = ""

    @property
    def count(self) -> Decimal:
        """The number the rule counted: without what counts elsewhere, with linked incidents."""
        own = self.parts[0].count or Decimal(0)
        return max(own - (self.shared or 0), Decimal(0)) + (self.linked or 0)

    @property
    def denominator(self) -> Decimal:
        return self.parts[0].below


class TargetKind(Enum):
    """Kind of number that a target has; WORDS has none."""

    COUNT = "count"
    PERCENT = "percent"
    POINTS = "points"
    AMOUNT = "amount"
    LEVEL = "level"
    WORDS = "words"


@dataclass(frozen=True)
class Rule(ABC):
    """How one leaf turns its measure into points. `maximum` is the leaf's maximum in points."""

    maximum: Decimal

    code: ClassVar[str]
    name_vi: ClassVar[str]
    fields: ClassVar[Mapping[str, Field]]
    # True: a missing measure counts as 0; False: it is unknown.
    missing_is_none: ClassVar[bool] = False
    # Numbers read beside a count; a ratio's numerator never exceeds its denominator.
    reads_ratio: ClassVar[bool] = False
    reads_target: ClassVar[bool] = False
    # The rule itself handles a denominator of 0: nothing arose in one of several ratios.
    rates_none_arisen: ClassVar[bool] = False
    # Counts are whole numbers of things that happened.
    is_counting: ClassVar[bool] = False
    # Deducts points: allowed in the section of deductions and nowhere else.
    is_deduction: ClassVar[bool] = False
    # The points are relative to the maximum, so an entry may have its own maximum.
    follows_maximum: ClassVar[bool] = False
    # The points depend on the entry of the cluster that exceeds its target most.
    reads_leader: ClassVar[bool] = False
    # Its numbers are the totals of earlier plans.
    reads_periods: ClassVar[bool] = False
    # The count is the points given, at most the entry's own maximum.
    counts_points: ClassVar[bool] = False
    # A count is recorded with a reason.
    needs_reason: ClassVar[bool] = False
    # Label of the count in forms; empty for the usual one.
    count_label: ClassVar[str] = ""

    @classmethod
    def parse(cls, params: Mapping, maximum: Decimal) -> Self:
        """Check raw parameters (from JSON). Raises RuleError with every fault and its place."""
        faults: list[Fault] = []
        values = read_fields(cls.fields, params, (), faults)
        if faults:
            raise RuleError(faults)
        rule = cls(maximum=maximum, **values)
        if faults := list(rule.faults()):
            raise RuleError(faults)
        return rule

    def as_params(self) -> dict:
        """The parameters as raw data, defaults left out; `parse` reads them back."""
        return write_fields(self.fields, {name: getattr(self, name) for name in self.fields})

    def faults(self) -> Iterator[Fault]:
        """Parameters that cannot be used together; paths start at the parameter."""
        return iter(())

    def contradictions(self) -> Iterator[Fault]:
        """What can be computed, but contradicts itself as a regulation."""
        return iter(())

    @property
    def part_names(self) -> tuple[str, ...]:
        """Name of each part of the measure; most shapes have one part without a name."""
        return ("",)

    @property
    def has_parts(self) -> bool:
        """Whether the measure has more than one part."""
        return len(self.part_names) > 1

    @property
    def exception_vi(self) -> str:
        """The condition of which a measure records whether it holds; empty if there is none."""
        return ""

    @property
    def has_exception(self) -> bool:
        return bool(self.exception_vi)

    @property
    def level_names(self) -> tuple[str, ...]:
        """Levels that a count selects from, the first one is 1; empty for counts of things."""
        return ()

    @property
    def level_points(self) -> tuple[Decimal, ...]:
        """Points of each level in `level_names`."""
        return ()

    @property
    def is_yes_or_no(self) -> bool:
        """Whether the count says only if something is met: 1 for yes, 0 for no."""
        return False

    @property
    def counted_unit(self) -> str:
        """Unit of the count, such as `cuộc`; empty if the rule does not name it."""
        return getattr(self, "unit_vi", "")

    @property
    def least_periods(self) -> int:
        """Fewest earlier plans that give points, for rules that read them."""
        return 1

    @property
    def is_lower_better(self) -> bool:
        return self.is_deduction

    @property
    def target_kind(self) -> TargetKind:
        """What a participant may promise at the leaf."""
        if self.has_parts:
            return TargetKind.WORDS
        if self.reads_ratio:
            return TargetKind.PERCENT
        return TargetKind.COUNT if self.is_counting else TargetKind.WORDS

    @property
    def reads_denominator(self) -> bool:
        return self.reads_ratio or self.reads_target

    @property
    def has_whole_counts(self) -> bool:
        """Whether numbers are whole; judged points, marks and amounts are not."""
        return self.is_counting or self.reads_ratio

    @property
    def is_reportable(self) -> bool:
        """Whether verified reports can provide its numbers: whole counts, or those of one ratio."""
        return self.is_counting or (self.reads_ratio and not self.has_parts)

    @property
    def has_count(self) -> bool:
        """Whether its count is a number of things or an amount, which a gate may require."""
        return self.is_counting or (self.reads_ratio and not self.has_parts)

    @property
    def counts_incidents(self) -> bool:
        """Whether it counts incidents, as sanctions and linked deductions require."""
        return self.is_counting

    @property
    def rises_with_reports(self) -> bool:
        """Whether further verified reports can increase the points."""
        return self.is_reportable and not self.missing_is_none

    def every_points(self) -> Iterator[Decimal]:
        """All points that a result may be composed of; they determine the unit."""
        yield self.maximum

    @abstractmethod
    def formula(self, x: Inputs) -> str:
        """SQL (bigint, in 1/unit) for the points of a counted leaf; 0..maximum, never NULL."""

    def least_points(self) -> Decimal:
        """The fewest points of a counted leaf."""
        return Decimal(0)

    def highest_points(self) -> Decimal | None:
        """The most points of a counted leaf; None if that is its maximum."""
        return None

    def failed_counts(self) -> tuple[int, ...] | None:
        """Counts that mean "failed" whatever their points; None if 0 points mean it."""
        return None

    def occurrences(self, x: Inputs) -> str:
        """SQL (bigint): number of incidents in a counted measure, for links and sanctions."""
        return x.count if self.has_whole_counts else f"floor({x.count})::bigint"

    def incidents(self, count: Decimal) -> Decimal:
        """Number of incidents in a counted measure; the same as the SQL of `occurrences`."""
        return count // 1

    # One count as people read, choose and type it.

    def count_problem(self, count: Decimal, maximum: Decimal) -> str | None:
        """Why this shape refuses a count, in Vietnamese; None when it accepts it.

        `maximum`: the points that the entry can get at the leaf.
        """
        return None

    def count_in_words(self, count: Decimal) -> str | None:
        """A count as this shape names it; None where it is a plain number."""
        return None

    def count_choices(self) -> list[tuple[Decimal, str]]:
        """Counts to choose from, with their labels; empty where a number is typed."""
        return []

    def count_as_text(self, count: Decimal, *, reserved: Container[str] = ()) -> str | None:
        """Short text that `count_from_text` reads back; None where it is the number.

        `reserved`: texts without accents that must not be used.
        """
        return None

    def count_from_text(self, text: str) -> Decimal | None:
        """The count that a typed text names; None where it has to be read as numbers.

        Raises DomainError for a text that this shape cannot read.
        """
        return None

    @abstractmethod
    def explain(self, facts: Facts, points: Decimal) -> str:
        """One Vietnamese sentence from stored numbers; recomputes no points."""

    @abstractmethod
    def in_words(self) -> str:
        """The rule in Vietnamese, as printed in a scorecard."""


def fault(name: str | tuple, message: str, *, finding: str = "") -> Fault:
    path = name if isinstance(name, tuple) else (name,)
    return Fault(path, message, finding=finding)


def points_vi(points: Decimal) -> str:
    return f"{vietnamese(points)} điểm"


def count_vi(facts: Facts, unit: str = "") -> str:
    """The count with the reasons why it differs from the entry's own number.

    `3 lần (gồm 1 chuyển từ tiêu chí liên quan)`; `Không có lần nào` for none.
    """
    if unit and not facts.count:
        text = f"Không có {unit} nào"
    else:
        text = f"{vietnamese(facts.count)} {unit}".rstrip()
    return text + origin_vi(facts)


def ratio_vi(facts: Facts, unit: str = "") -> str:
    """A counted ratio in words: `35/40 kiến nghị (mẫu số đã trừ 2 không tính)`."""
    text = f"{vietnamese(facts.count)}/{vietnamese(facts.denominator)} {unit}".rstrip()
    return text + origin_vi(facts)


def origin_vi(facts: Facts) -> str:
    """In brackets, why the count differs from the entry's own number; empty if it does not."""
    notes = []
    if facts.shared:
        notes.append(f"đã trừ {vietnamese(facts.shared)} tính ở tiêu chí khác")
    if facts.linked:
        notes.append(f"gồm {vietnamese(facts.linked)} chuyển từ tiêu chí liên quan")
    if facts.parts[0].excluded:
        notes.append(f"mẫu số đã trừ {vietnamese(facts.parts[0].excluded)} không tính")
    return f" ({'; '.join(notes)})" if notes else ""
