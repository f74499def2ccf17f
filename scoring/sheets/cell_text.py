"""Cells as text: `9,5`, `45/50`, `27/31-2`, `3; 4`, `2` for a level, `Đạt`, `KAD`.

`*` at the end marks the stated exception, `trùng 1` what is counted at another criterion.
docs/scorecards.md names the numbers. `parse(leaf, typed(leaf, cell))` equals `cell`, except that
numbers of 0 that may be absent are read as absent.
"""

import re
from decimal import Decimal, InvalidOperation

from campaigns.models import Criterion
from core.errors import DomainError
from core.names import unaccented
from core.numbers import from_vietnamese, vietnamese

from ..models import MeasureState
from .values import Cell, PartNumbers

NOT_APPLICABLE, REFUSED = "KAD", "KCN"
_STATES = {
    "kad": MeasureState.NOT_APPLICABLE,
    "khong ap dung": MeasureState.NOT_APPLICABLE,
    "kcn": MeasureState.REFUSED,
    "khong cong nhan": MeasureState.REFUSED,
    "khong duoc cong nhan": MeasureState.REFUSED,
}
_NUMBER = r"\s*([0-9][0-9.,\s]*)"
_PART = re.compile(
    rf"{_NUMBER}(?:/{_NUMBER})?(?:-{_NUMBER})?(?:\s*tr[uù]ng{_NUMBER})?\s*(\*)?", re.IGNORECASE
)
LONGEST = 600  # characters; twelve ratios of seven digits fit


def typed(leaf: Criterion, cell: Cell) -> str:
    """The text of a cell; `parse` reads it back as the same cell."""
    if cell.state == MeasureState.NOT_APPLICABLE:
        return NOT_APPLICABLE
    if cell.state == MeasureState.REFUSED:
        return REFUSED
    if len(cell.parts) == 1:
        [part] = cell.parts
        others = part.excluded or part.shared or part.is_excepted
        has_only_count = part.denominator is None and not others
        text = count_text(leaf, part.count) if leaf.rule.level_names or has_only_count else None
        if text is not None:
            return text
    return "; ".join(_typed_part(leaf, part) for part in cell.parts)


def count_text(leaf: Criterion, count: Decimal) -> str | None:
    """A count in its shape's own text; None where it is a number."""
    return leaf.rule.count_as_text(count, reserved=_STATES)


def _typed_part(leaf: Criterion, part: PartNumbers) -> str:
    text = vietnamese(part.count)
    if part.denominator is not None:
        text += f"/{vietnamese(part.denominator)}"
    if leaf.rule.reads_denominator:
        text += f"-{vietnamese(part.excluded)}" if part.excluded else ""
        text += f" trùng {vietnamese(part.shared)}" if part.shared else ""
    elif part.shared:
        text += f"-{vietnamese(part.shared)}"
    return text + ("*" if part.is_excepted else "")


def parse(
    leaf: Criterion, text: str, *, reason: str = "", document: str = "", like: Cell | None = None
) -> Cell | None:
    """The cell of a typed text; None for an empty one. Raises DomainError.

    Where a ratio is expected and only its numerator is typed, the denominator is taken from
    `like`, the cell of the column before.
    """
    text = " ".join(text.split())
    if not text:
        return None
    if state := _STATES.get(unaccented(text)):
        return Cell(state, (), reason, document)
    if (count := leaf.rule.count_from_text(text)) is not None:
        return Cell(MeasureState.COUNTED, (PartNumbers(count),), reason, document)
    texts = [each.strip() for each in text.split(";")]
    names = leaf.rule.part_names
    if len(texts) != len(names):
        raise DomainError(
            f"Cần {len(names)} số, cách nhau bằng dấu chấm phẩy: {'; '.join(names)}."
            if len(names) > 1
            else f"Cần một số, không phải “{text[:20]}”.",
            field="count",
        )
    before = like.parts if like and len(like.parts) == len(names) else [None] * len(names)
    parts = tuple(_part(leaf, each, old) for each, old in zip(texts, before, strict=True))
    return Cell(MeasureState.COUNTED, parts, reason, document)


def _part(leaf: Criterion, text: str, like: PartNumbers | None) -> PartNumbers:
    match = _PART.fullmatch(text.replace("−", "-"))
    if not match:
        raise DomainError(f"“{text[:20]}” không phải là số.", field="count")
    count, below, less, shared = (_number(each) for each in match.groups()[:4])
    excepted = bool(match[5])
    if not leaf.rule.reads_denominator:
        return PartNumbers(count, below, None, shared if less is None else less, excepted)
    if below is None and like:
        return PartNumbers(count, like.denominator, like.excluded, like.shared, like.is_excepted)
    return PartNumbers(count, below, less, shared, excepted)


def _number(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        return Decimal(from_vietnamese(text))
    except InvalidOperation as error:
        raise DomainError(f"“{text.strip()[:20]}” không phải là số.", field="count") from error
