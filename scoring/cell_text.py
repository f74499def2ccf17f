"""A cell as one types it in a grid: `9,5`, `45/50`, `27/31-2`, `3; 4`, `2` for a level, `kad`.

`*` at the end says that the stated exception holds. docs/scorecards.md names the numbers.
"""

import re
from decimal import Decimal, InvalidOperation

from campaigns.models import Criterion
from core.errors import DomainError
from core.names import unaccented
from core.numbers import from_vietnamese, vietnamese

from .models import MeasureState
from .services import Cell, PartNumbers

NOT_APPLICABLE, REFUSED = "KAD", "KCN"
_STATES = {
    "kad": MeasureState.NOT_APPLICABLE,
    "khong ap dung": MeasureState.NOT_APPLICABLE,
    "kcn": MeasureState.REFUSED,
    "khong cong nhan": MeasureState.REFUSED,
    "khong duoc cong nhan": MeasureState.REFUSED,
}
_NUMBER = r"\s*([0-9][0-9.,\s]*)"
_PART = re.compile(rf"{_NUMBER}(?:/{_NUMBER})?(?:-{_NUMBER})?\s*(\*)?")
LONGEST = 200


def typed(leaf: Criterion, cell: Cell) -> str:
    """What one would type to say what a cell says."""
    if cell.state == MeasureState.NOT_APPLICABLE:
        return NOT_APPLICABLE
    if cell.state == MeasureState.REFUSED:
        return REFUSED
    return "; ".join(_typed_part(part) for part in cell.parts)


def _typed_part(part: PartNumbers) -> str:
    text = vietnamese(part.count)
    if part.denominator is not None:
        text += f"/{vietnamese(part.denominator)}"
    if less := part.excluded or part.shared:
        text += f"-{vietnamese(less)}"
    return text + ("*" if part.is_excepted else "")


def parse(
    leaf: Criterion, text: str, *, reason: str = "", document: str = "", like: Cell | None = None
) -> Cell | None:
    """The cell that a text stands for; None for an empty one. Raises DomainError.

    Only the number above typed where a ratio is asked for keeps what is below it in `like`, the
    column before.
    """
    text = " ".join(text.split())
    if not text:
        return None
    if state := _STATES.get(unaccented(text)):
        return Cell(state, (), reason, document)
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
    if leaf.shape == "choice":
        return PartNumbers(_level(leaf, text))
    match = _PART.fullmatch(text.replace("−", "-"))
    if not match:
        raise DomainError(f"“{text[:20]}” không phải là số.", field="count")
    count, below, less = (_number(each) for each in match.groups()[:3])
    excepted = bool(match[4])
    if not leaf.rule.reads_denominator:
        return PartNumbers(count, below, None, less, excepted)
    if below is None and like:
        return PartNumbers(count, like.denominator, like.excluded, like.shared, like.is_excepted)
    return PartNumbers(count, below, less, like.shared if like else None, excepted)


def _number(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        return Decimal(from_vietnamese(text))
    except InvalidOperation as error:
        raise DomainError(f"“{text.strip()[:20]}” không phải là số.", field="count") from error


def _level(leaf: Criterion, text: str) -> Decimal:
    """A level by its number or by its name."""
    names = [unaccented(level["name_vi"]) for level in leaf.rule.levels]
    if unaccented(text) in names:
        return Decimal(names.index(unaccented(text)) + 1)
    match = re.fullmatch(r"([0-9]{1,3})(?:\s*[.:–-]\s*\D.*)?", text)
    if not match or not 1 <= int(match[1]) <= len(names):
        raise DomainError(
            f"Không có mức “{text[:20]}”; gõ số từ 1 đến {len(names)}.", field="count"
        )
    return Decimal(match[1])
