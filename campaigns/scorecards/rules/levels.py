"""Levels as short text: their number, or their name if names begin with digits."""

import re
from collections.abc import Container, Sequence

from core.errors import DomainError
from core.names import unaccented

_LONGEST = 24  # characters; a longer name is written as its position


def level_text(names: Sequence[str], number: int, *, reserved: Container[str]) -> str:
    """Text of level `number` (from 1) that `level_number` reads back.

    `#2` if neither number nor name can be read back, as for two levels of one name.
    `reserved` are texts without accents that have another meaning in the same place.
    """
    text = names[number - 1] if _begin_with_digits(names) else str(number)
    is_read_back = (
        len(text) <= _LONGEST
        and _folded(text) not in reserved
        and level_number(names, text) == number
    )
    return text if is_read_back else f"#{number}"


def level_number(names: Sequence[str], text: str) -> int | None:
    """Position (from 1) of the level that a text names; None if it names none or two."""
    with_digits = _begin_with_digits(names)
    if match := re.fullmatch(r"#([0-9]{1,3})" if with_digits else r"#?([0-9]{1,3})", text):
        return int(match[1]) if 1 <= int(match[1]) <= len(names) else None
    folded, wanted = [_folded(name) for name in names], _folded(text)
    if folded.count(wanted) == 1:
        return folded.index(wanted) + 1
    if with_digits:  # "1" for "1 lần", where no other name begins with it
        starting = [n for n, name in enumerate(folded, 1) if name.startswith(f"{wanted} ")]
        return starting[0] if len(starting) == 1 and wanted not in folded else None
    match = re.fullmatch(r"([0-9]{1,3})\s*[.:–-]\s*\D.*", text)
    return int(match[1]) if match and 1 <= int(match[1]) <= len(names) else None


def unknown_level(names: Sequence[str], text: str) -> DomainError:
    """The refusal of a text that names no level."""
    if not _begin_with_digits(names):
        message = f"Không có mức “{text[:20]}”; gõ số từ 1 đến {len(names)}."
    else:
        message = (
            f"Không có mức “{text[:20]}”; gõ đúng tên mức ({'; '.join(names)[:120]}) hoặc #1 đến "
            f"#{len(names)} theo thứ tự."
        )
    return DomainError(message, field="count")


def _begin_with_digits(names: Sequence[str]) -> bool:
    """Whether a bare number could be the name of a level as well as its position."""
    return any(name.strip()[:1].isdigit() for name in names)


def _folded(text: str) -> str:
    return " ".join(unaccented(text).split())
