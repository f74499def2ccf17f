"""The box of a secret ballot: votes go in sealed, and two keepers together open it. No models.

The box's private key comes from a seed of 16 bytes that is split at once (Shamir, 2 of n) and
forgotten; each part is sealed to one keeper. A keeper's own key comes from a code of 16 random
bytes that is shown once and stored nowhere. See docs/adr/0009.
"""

import base64
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from Crypto.Protocol.SecretSharing import Shamir
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from core.names import lower_first

KEEPERS_NEEDED = 2
SEED_BYTES = 16
_CHECK_BYTES = 4  # 20 bytes are 32 letters of base32: eight groups of four
_GROUP = 4
_BOX, _KEEPER = b"thidua-box", b"thidua-keeper"
# What is easily taken for another letter when read aloud or from paper; base32 has no 0, 1, 8, 9.
_MISREAD = str.maketrans("0189", "OIBG")
_MARKS = {"yes": b"Y", "no": b"N", "blank": b"-"}
_WORDS = {mark[0]: word for word, mark in _MARKS.items()}
_MAGIC = b"TD1"


class BoxError(Exception):
    """What a person typed does not open anything. The message is Vietnamese."""


@dataclass(frozen=True)
class Box:
    """A new box: its public key (hex) and the sealed part of each keeper, in their order."""

    public_key: str
    sealed_shares: list[bytes]


# --- the keepers' codes ---------------------------------------------------------------------------


def new_code() -> str:
    """A keeper's code: eight groups of four letters and digits, the last bytes a check sum."""
    secret = secrets.token_bytes(SEED_BYTES)
    text = base64.b32encode(secret + _check(secret)).decode()
    return "-".join(text[i : i + _GROUP] for i in range(0, len(text), _GROUP))


def _check(secret: bytes) -> bytes:
    return hashlib.sha256(b"check" + secret).digest()[:_CHECK_BYTES]


def _secret_of(code: str) -> bytes:
    """The 16 bytes of a typed code; blanks, dashes and small letters do not matter."""
    text = "".join(c for c in code.upper() if c not in "-–— \t\r\n.").translate(_MISREAD)
    try:
        raw = base64.b32decode(text)
    except ValueError as error:
        raise BoxError("Mã gồm 8 nhóm, mỗi nhóm 4 chữ cái hoặc chữ số (2-7).") from error
    secret, check = raw[:SEED_BYTES], raw[SEED_BYTES:]
    if len(raw) != SEED_BYTES + _CHECK_BYTES or not secrets.compare_digest(check, _check(secret)):
        raise BoxError("Mã gõ sai: hãy đối chiếu từng nhóm với mã đã ghi lại.")
    return secret


def public_key_of_code(code: str) -> str:
    """Hex. Raises BoxError for a mistyped code."""
    return bytes(_key(_secret_of(code), _KEEPER).public_key).hex()


def _key(secret: bytes, purpose: bytes) -> PrivateKey:
    return PrivateKey(hashlib.blake2b(secret, digest_size=PrivateKey.SIZE, person=purpose).digest())


# --- the box --------------------------------------------------------------------------------------


def new_box(keepers: Sequence[str]) -> Box:
    """A box for keepers with these public keys (hex); nobody has its private key afterwards."""
    if len(set(keepers)) != len(keepers) or len(keepers) <= KEEPERS_NEEDED:
        raise ValueError("a box needs at least three keepers with keys of their own")
    seed = secrets.token_bytes(SEED_BYTES)
    shares = Shamir.split(KEEPERS_NEEDED, len(keepers), seed)
    sealed = [
        SealedBox(PublicKey(bytes.fromhex(key))).encrypt(bytes([number]) + share)
        for key, (number, share) in zip(keepers, shares, strict=True)
    ]
    return Box(bytes(_key(seed, _BOX).public_key).hex(), sealed)


def open_box(
    public_key: str, sealed_shares: Sequence[tuple[str, bytes]], codes: Sequence[str]
) -> PrivateKey:
    """The private key, from two codes. `sealed_shares`: (keeper's public key, sealed part).

    Raises BoxError for a mistyped code, one of no keeper of this box, or the same code twice.
    """
    parts = dict(_part(sealed_shares, code, place) for place, code in enumerate(codes, 1))
    if len(parts) < KEEPERS_NEEDED:
        raise BoxError("Cần mã của hai người khác nhau; hai mã vừa gõ là của cùng một người.")
    key = _key(Shamir.combine(sorted(parts.items())[:KEEPERS_NEEDED]), _BOX)
    if bytes(key.public_key).hex() != public_key:
        raise BoxError("Hai mã này không mở được hòm phiếu. Hãy thử mã của người giữ mã khác.")
    return key


def _part(sealed_shares: Sequence[tuple[str, bytes]], code: str, place: int) -> tuple[int, bytes]:
    try:
        key = _key(_secret_of(code), _KEEPER)
    except BoxError as error:
        raise BoxError(f"Mã thứ {place}: {lower_first(error)}") from error
    own = bytes(key.public_key).hex()
    for owner, sealed in sealed_shares:
        if owner == own:
            try:
                number, *share = SealedBox(key).decrypt(bytes(sealed))
            except CryptoError as error:
                raise BoxError(f"Phần khóa ứng với mã thứ {place} đã bị hỏng.") from error
            return number, bytes(share)
    raise BoxError(f"Mã thứ {place} không phải mã của cuộc bỏ phiếu này.")


# --- votes ----------------------------------------------------------------------------------------


def seal(public_key: str, choices: Sequence[str]) -> bytes:
    """One vote, sealed: "yes", "no" or "blank" for each question, in their order.

    One byte a question, so all votes of a ballot are of one length whatever they say.
    """
    plain = _MAGIC + b"".join(_MARKS[choice] for choice in choices)
    return SealedBox(PublicKey(bytes.fromhex(public_key))).encrypt(plain)


def receipt_of(sealed: bytes) -> str:
    """The fingerprint of a sealed vote, 64 hex digits; says nothing of what is in it."""
    return hashlib.sha256(sealed).hexdigest()


def grouped(receipt: str) -> str:
    """A receipt for people: "3F2A 09BC ..."; the first 32 digits tell votes apart."""
    return " ".join(receipt[i : i + _GROUP].upper() for i in range(0, 32, _GROUP))


def unseal_all(
    key: PrivateKey, votes: Sequence[bytes], questions: int
) -> tuple[list[list[str]], int]:
    """(choices of each good vote, in an order of chance; number of votes that are no votes)."""
    good = [found for vote in votes if (found := _unsealed(key, vote, questions)) is not None]
    secrets.SystemRandom().shuffle(good)
    return good, len(votes) - len(good)


def _unsealed(key: PrivateKey, vote: bytes, questions: int) -> list[str] | None:
    try:
        plain = SealedBox(key).decrypt(bytes(vote))
    except (CryptoError, ValueError):
        return None
    marks = plain.removeprefix(_MAGIC)
    shaped = plain.startswith(_MAGIC) and len(marks) == questions
    return [_WORDS[m] for m in marks] if shaped and all(m in _WORDS for m in marks) else None
