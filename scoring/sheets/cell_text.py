"""Cells of a grid as text: `9,5`, `45/50`, `27/31-2`, `3; 4`, `2` for a level, `Đạt`, `KAD`.

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
from ..services.checks import PartNumbers
from ..services.columns import Cell

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
_LONGEST_LEVEL = 24  # a longer name of a level is shown as its position
_YES_NO = {Decimal(1): "Đạt", Decimal(0): "Không đạt"}


def typed(leaf: Criterion, cell: Cell) -> str:
    """The text of a cell, which `parse` reads back as the same cell."""
    if cell.state == MeasureState.NOT_APPLICABLE:
        return NOT_APPLICABLE
    if cell.state == MeasureState.REFUSED:
        return REFUSED
    if leaf.shape == "choice":
        return level_text(leaf, int(cell.parts[0].count))
    if is_yes_or_no(leaf) and not _has_more_than_count(cell.parts[0]):
        return _YES_NO.get(cell.parts[0].count, vietnamese(cell.parts[0].count))
    return "; ".join(_typed_part(leaf, part) for part in cell.parts)


def is_yes_or_no(leaf: Criterion) -> bool:
    """Whether a leaf asks only if something is met, not how often."""
    return leaf.shape == "pass_fail" and leaf.rule.at_least == 1


def _has_more_than_count(part: PartNumbers) -> bool:
    return part.denominator is not None or bool(part.excluded or part.shared or part.is_excepted)


def level_text(leaf: Criterion, number: int) -> str:
    """The text of a level: its number, or its name where names of the leaf begin with digits.

    `#2` where neither can be read back, as for two levels of one name.
    """
    names = [level["name_vi"] for level in leaf.rule.levels]
    text = names[number - 1] if _are_numbered(names) else str(number)
    is_short = len(text) <= _LONGEST_LEVEL
    is_state = unaccented(" ".join(text.split())) in _STATES
    is_read_back = is_short and not is_state and _level_number(names, text) == number
    return text if is_read_back else f"#{number}"


def _are_numbered(names: list[str]) -> bool:
    """Whether a bare number could mean a level's name as well as its position."""
    return any(name.strip()[:1].isdigit() for name in names)


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
    """The cell that a text stands for; None for an empty one. Raises DomainError.

    Only the number above typed where a ratio is asked for keeps what is below it in `like`, the
    column before.
    """
    text = " ".join(text.split())
    if not text:
        return None
    if state := _STATES.get(unaccented(text)):
        return Cell(state, (), reason, document)
    if leaf.shape == "choice":
        return Cell(MeasureState.COUNTED, (PartNumbers(_level(leaf, text)),), reason, document)
    if is_yes_or_no(leaf) and unaccented(text) in ("dat", "khong dat"):
        count = Decimal(unaccented(text) == "dat")
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


def _level(leaf: Criterion, text: str) -> Decimal:
    """The number of a level, given by its position or its name. Raises DomainError."""
    names = [level["name_vi"] for level in leaf.rule.levels]
    if number := _level_number(names, text):
        return Decimal(number)
    if _are_numbered(names):
        known = "; ".join(names)
        raise DomainError(
            f"Không có mức “{text[:20]}”; gõ đúng tên mức ({known[:120]}) hoặc #1 đến "
            f"#{len(names)} theo thứ tự.",
            field="count",
        )
    raise DomainError(f"Không có mức “{text[:20]}”; gõ số từ 1 đến {len(names)}.", field="count")


def _level_number(names: list[str], text: str) -> int | None:
    """The position (from 1) of the level that a text names; None where it names none or two."""
    numbered = _are_numbered(names)
    if match := re.fullmatch(r"#([0-9]{1,3})" if numbered else r"#?([0-9]{1,3})", text):
        return int(match[1]) if 1 <= int(match[1]) <= len(names) else None
    plain, wanted = [_plain(name) for name in names], _plain(text)
    if plain.count(wanted) == 1:
        return plain.index(wanted) + 1
    if numbered:  # "1" for "1 lần", where no other name begins with it
        starting = [n for n, name in enumerate(plain, 1) if _begins_with(name, wanted)]
        return starting[0] if len(starting) == 1 and wanted not in plain else None
    match = re.fullmatch(r"([0-9]{1,3})\s*[.:–-]\s*\D.*", text)
    return int(match[1]) if match and 1 <= int(match[1]) <= len(names) else None


def _plain(text: str) -> str:
    return " ".join(unaccented(text).split())


def _begins_with(name: str, word: str) -> bool:
    return name.startswith(f"{word} ")
