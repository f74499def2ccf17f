"""Dates, numbers, money and places as papers write them (Decree 30/2020/NĐ-CP)."""

from datetime import date

from core.numbers import vietnamese

# Mark of catalogue entries that no document confirms; such entries are never printed on a paper.
ASSUMPTION_MARK = "GIẢ ĐỊNH"
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_POWERS_OF_1000 = ("", " nghìn", " triệu", " tỷ")
_UNIT_KINDS = (
    "Thành phố",
    "Tỉnh",
    "Quận",
    "Huyện",
    "Thị xã",
    "Thị trấn",
    "Xã",
    "Phường",
    "Đặc khu",
)


def two_digits(number: int) -> str:
    """A leading zero below 10, dots for thousands: 5 -> `05`, 5435 -> `5.435`."""
    return f"{number:02d}" if number < 1000 else vietnamese(number)


def in_words(number: int) -> str:
    """A whole number from 0 up to 10^12: 39 -> `ba mươi chín`, 105 -> `một trăm linh năm`."""
    if number == 0:
        return _DIGITS[0]
    parts, power = [], 0
    while number:
        number, group = divmod(number, 1000)
        if group:
            parts.insert(0, _three_digits(group, number > 0) + _POWERS_OF_1000[power])
        power += 1
    return " ".join(parts)


def _three_digits(number: int, is_full: bool) -> str:
    """Words for a number below 1,000.

    `is_full`: name missing hundreds too, because a higher group comes before.
    """
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
    """A number with its words: `39 (ba mươi chín)`, `05 (năm)`."""
    return f"{two_digits(number)} ({in_words(number)})"


def dong(amount: int) -> str:
    """`3.510.000 đồng`."""
    return f"{vietnamese(amount)} đồng"


def dong_in_words(amount: int) -> str:
    """`Ba triệu năm trăm mười nghìn đồng`."""
    return upper_first(f"{in_words(amount)} đồng")


def upper_first(text: str) -> str:
    """The text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def day_text(day: date) -> str:
    """`ngày 05 tháng 02 năm 2026`: a leading zero for days below 10, January and February."""
    month = two_digits(day.month) if day.month < 3 else str(day.month)
    return f"ngày {two_digits(day.day)} tháng {month} năm {day.year}"


def place_of(unit_name: str) -> str:
    """The place name before a date: `Thành phố Hải Phòng` -> `Hải Phòng`.

    Units named by a number or after a person keep their kind (Decree 30/2020, annex I).
    """
    for kind in _UNIT_KINDS:
        rest = unit_name.removeprefix(f"{kind} ")
        if rest != unit_name and not rest.isdecimal() and rest != "Hồ Chí Minh":
            return rest
    return unit_name


def is_confirmed_ground(text: str) -> bool:
    """Whether a line may be printed as a legal ground: not empty and not an assumption."""
    return bool(text.strip()) and ASSUMPTION_MARK not in text.upper()


def legal_grounds(grounds: list[str]) -> list[str]:
    """The grounds with a semicolon at the end of each, and a full stop after the last."""
    bare = [upper_first(" ".join(ground.split()).rstrip(" ;.,")) for ground in grounds]
    return [f"{ground};" for ground in bare[:-1]] + [f"{ground}." for ground in bare[-1:]]


def recipients(*names: str, archive: str = "VT") -> list[str]:
    """Lines of Nơi nhận: `- ...;` for each name, then `- Lưu: VT.`"""
    return [*(f"- {name};" for name in names), f"- Lưu: {archive}."]
