"""Numbers as Vietnamese offices write them. Exact: no float is involved."""

import re
from decimal import Decimal


def plain(value: Decimal | int) -> str:
    """Shortest exact decimal text: Decimal('10.500') -> '10.5', Decimal('20') -> '20'."""
    text = format(Decimal(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def vietnamese(value: Decimal | int) -> str:
    """Decimal comma and thousands point, all digits kept: Decimal('1234.5') -> '1.234,5'."""
    sign, digits = ("−", plain(value)[1:]) if value < 0 else ("", plain(value))
    whole, _, fraction = digits.partition(".")
    groups: list[str] = []
    while len(whole) > 3:
        whole, group = whole[:-3], whole[-3:]
        groups.insert(0, group)
    text = ".".join([whole, *groups])
    return f"{sign}{text},{fraction}" if fraction else sign + text


def decimals(value: Decimal) -> int:
    """Number of digits after the point of a finite number, without zeros at its end."""
    return max(0, -int(value.normalize().as_tuple().exponent))


_GROUPED = re.compile(r"[-−]?[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?")


def from_vietnamese(text: str) -> str:
    """Plain decimal text of a typed number: "1.234,5" -> "1234.5", "2.5" -> "2.5".

    Text that is not a number is returned unchanged, for the caller to reject.
    """
    typed = "".join(text.split())
    if _GROUPED.fullmatch(typed):
        typed = typed.replace(".", "")
    return typed.replace(",", ".").replace("−", "-")
