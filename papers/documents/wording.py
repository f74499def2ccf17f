"""Dates, numbers, money and places as official papers write them (Decree 30/2020/NĐ-CP)."""

from datetime import date

from core.numbers import vietnamese

# Catalogue entries that no document confirms carry this mark; it is never printed on a paper.
ASSUMPTION_MARK = "GIẢ ĐỊNH"
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", " nghìn", " triệu", " tỷ")
_KINDS = ("Thành phố", "Tỉnh", "Quận", "Huyện", "Thị xã", "Thị trấn", "Xã", "Phường", "Đặc khu")


def two_digits(number: int) -> str:
    """Numbers under 10 with a leading zero, thousands with a point: 5 -> `05`, 5435 -> `5.435`."""
    return f"{number:02d}" if number < 1000 else vietnamese(number)


def in_words(number: int) -> str:
    """A whole number from 0 up to 10^12: 39 -> `ba mươi chín`, 105 -> `một trăm linh năm`."""
    if number == 0:
        return _DIGITS[0]
    parts, scale = [], 0
    while number:
        number, group = divmod(number, 1000)
        if group:
            parts.insert(0, _group(group, number > 0) + _SCALES[scale])
        scale += 1
    return " ".join(parts)


def _group(number: int, is_full: bool) -> str:
    """Below 1,000; `is_full` where something stands before it, so that hundreds are said."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or is_full else []
    if tens == 0:
        if ones:
            words.append(f"linh {_DIGITS[ones]}" if words else _DIGITS[ones])
        return " ".join(words)
    words.append("mười" if tens == 1 else f"{_DIGITS[tens]} mươi")
    if ones:
        special = {5: "lăm"} if tens == 1 else {1: "mốt", 4: "tư", 5: "lăm"}
        words.append(special.get(ones, _DIGITS[ones]))
    return " ".join(words)


def counted(number: int) -> str:
    """`39 (ba mươi chín)`, `05 (năm)`."""
    return f"{two_digits(number)} ({in_words(number)})"


def dong(amount: int) -> str:
    return f"{vietnamese(amount)} đồng"


def dong_in_words(amount: int) -> str:
    """`Ba triệu năm trăm mười nghìn đồng`."""
    return upper_first(f"{in_words(amount)} đồng")


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def day_text(day: date) -> str:
    """`ngày 05 tháng 02 năm 2026`: days under 10, January and February with a leading zero."""
    month = two_digits(day.month) if day.month < 3 else str(day.month)
    return f"ngày {two_digits(day.day)} tháng {month} năm {day.year}"


def place_of(unit_name: str) -> str:
    """The place before a date: `Thành phố Hải Phòng` -> `Hải Phòng`.

    Units named by a number or after a person keep their kind (Decree 30/2020, annex I).
    """
    for kind in _KINDS:
        rest = unit_name.removeprefix(f"{kind} ")
        if rest != unit_name and not rest.isdecimal() and rest != "Hồ Chí Minh":
            return rest
    return unit_name


def is_confirmed_ground(text: str) -> bool:
    """Whether a line may be printed as a legal ground: not empty, and no assumption of ours."""
    return bool(text.strip()) and ASSUMPTION_MARK not in text.upper()


def legal_grounds(grounds: list[str]) -> list[str]:
    """Each ending in a semicolon, the last in a full stop."""
    bare = [upper_first(" ".join(ground.split()).rstrip(" ;.,")) for ground in grounds]
    return [f"{ground};" for ground in bare[:-1]] + [f"{ground}." for ground in bare[-1:]]


def recipients(*names: str, archive: str = "VT") -> list[str]:
    """Nơi nhận: `- ...;` and at last `- Lưu: VT.`"""
    return [*(f"- {name};" for name in names), f"- Lưu: {archive}."]
