"""The code on a certificate, by which the public page finds the award.

Ten characters of Crockford's base 32 (no I, L, O, U): nine random ones and a check character
(Luhn modulo 32), which detects every single wrong character and nearly all swapped neighbours.
"""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
_MISREAD = str.maketrans("OIL", "011", " -.·")


def new_code() -> str:
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return drawn + _check_character(drawn)


def new_codes(number: int, taken) -> list[str]:
    """`number` different codes. `taken(codes)` returns those of them that exist already."""
    codes: set[str] = set()
    while len(codes) < number:
        codes |= {new_code() for _ in range(number - len(codes))}
        codes -= set(taken(codes))
    return list(codes)


def as_code(typed: str) -> str:
    """The stored form of a typed or scanned code; "" for anything else."""
    code = typed.upper().translate(_MISREAD)
    if len(code) != LENGTH or any(char not in ALPHABET for char in code):
        return ""
    return code if _check_character(code[:-1]) == code[-1] else ""


def in_groups(code: str) -> str:
    """The printed form: `AB3D7-K9M2P`."""
    return f"{code[:5]}-{code[5:]}"


def _check_character(drawn: str) -> str:
    total, factor = 0, 2
    for char in reversed(drawn):
        product = factor * ALPHABET.index(char)
        total += product // 32 + product % 32
        factor = 3 - factor
    return ALPHABET[-total % 32]
