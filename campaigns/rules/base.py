"""The contract of a rule shape: parameters, formula, explanation. Exact decimals throughout."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import ClassVar, Self

from core.errors import DomainError
from core.numbers import plain

# Points and counts of real scorecards stay far below; what is larger is a typing error.
LARGEST = Decimal(1_000_000)


class RuleError(DomainError):
    """Parameters that no ranking could use; `field` is the parameter's name."""


@dataclass(frozen=True)
class Rule(ABC):
    """What one leaf does with its count.

    `maximum` is the leaf's maximum in points. `formula` gets the SQL name of a nullable numeric
    column with the count and returns an SQL expression of type numeric, never NULL.
    """

    maximum: Decimal

    code: ClassVar[str]
    name_vi: ClassVar[str]
    # True: a count nobody entered is a count of none; False: it is not known yet.
    missing_is_none: ClassVar[bool] = False

    @classmethod
    @abstractmethod
    def parse(cls, params: Mapping, maximum: Decimal) -> Self:
        """Check raw parameters (from JSON). Raises RuleError naming the parameter."""

    @abstractmethod
    def formula(self, count: str) -> str:
        """SQL expression for the points."""

    @abstractmethod
    def explain(self, count: Decimal | None, points: Decimal) -> str:
        """One Vietnamese sentence from stored numbers; computes nothing anew."""

    @abstractmethod
    def in_words(self) -> str:
        """The rule itself in Vietnamese, as a scorecard would print it."""


def sql_number(value: Decimal) -> str:
    """A finite decimal as an SQL literal. Safe: digits, sign and point only."""
    return f"{plain(value)}::numeric"


def read_number(params: Mapping, name: str, *, default: Decimal | None = None) -> Decimal:
    """A finite number above zero (or zero, for a floor) from raw parameters; JSON text or int."""
    raw = params.get(name, default)
    if raw is None:
        raise RuleError(f"Thiếu tham số “{name}”.", field=name)
    if isinstance(raw, bool | float):
        raise RuleError(f"Tham số “{name}” phải viết như số thập phân trong ngoặc kép.", field=name)
    try:
        number = Decimal(str(raw))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not 0 <= number <= LARGEST:
        raise RuleError(f"Tham số “{name}” phải là một số từ 0 trở lên.", field=name)
    return number


def read_unit(params: Mapping) -> str:
    """The word for what is counted, as in `3 điểm mỗi mô hình`."""
    unit = params.get("unit_vi")
    if not isinstance(unit, str) or not unit.strip():
        raise RuleError("Thiếu tên đơn vị đếm (unit_vi).", field="unit_vi")
    return unit.strip()


def refuse_unknown(params: Mapping, known: set[str]) -> None:
    for name in params:
        if name not in known:
            raise RuleError(f"Không có tham số “{name}” trong cách tính này.", field=name)
