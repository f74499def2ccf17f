"""Cryptography of a secret ballot: sealed votes, keepers, a box. No models.

The private key of the box is derived from a seed of 16 bytes, which is split at once (Shamir,
2 of n) and discarded; each part is sealed to one keeper. A keeper's key pair is derived from a
code of 16 random bytes, which is shown once and never stored. See docs/adr/0009.
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
_CHECKSUM_BYTES = 4  # 20 bytes are 32 letters of base32: eight groups of four
_GROUP_SIZE = 4
_BOX_PURPOSE, _KEEPER_PURPOSE = b"thidua-box", b"thidua-keeper"
# Digits often confused with letters when a code is read aloud or from paper; base32 has none of
# them.
_MISREAD = str.maketrans("0189", "OIBG")
_BYTE_OF_CHOICE = {"yes": b"Y", "no": b"N", "blank": b"-"}
_CHOICE_OF_BYTE = {byte[0]: choice for choice, byte in _BYTE_OF_CHOICE.items()}
_FORMAT = b"TD1"  # version mark at the start of every plain vote


class BoxError(Exception):
    """The typed codes do not open the box. The message is Vietnamese."""


@dataclass(frozen=True)
class Box:
    """A new box: its public key (hex) and the sealed share of each keeper, in their order."""

    public_key: str
    sealed_shares: list[bytes]


# --- the keepers' codes ---------------------------------------------------------------------------


def new_code() -> str:
    """A new keeper's code: eight groups of four characters, the end a checksum."""
    secret = secrets.token_bytes(SEED_BYTES)
    text = base64.b32encode(secret + _checksum(secret)).decode()
    return "-".join(text[i : i + _GROUP_SIZE] for i in range(0, len(text), _GROUP_SIZE))


def _checksum(secret: bytes) -> bytes:
    return hashlib.sha256(b"check" + secret).digest()[:_CHECKSUM_BYTES]


def _secret_of(code: str) -> bytes:
    """The 16 bytes of a typed code, without regard to blanks, dashes and case."""
    text = "".join(c for c in code.upper() if c not in "-–— \t\r\n.").translate(_MISREAD)
    try:
        raw = base64.b32decode(text)
    except ValueError as error:
        raise BoxError("Mã gồm 8 nhóm, mỗi nhóm 4 chữ cái hoặc chữ số (2-7).") from error
    secret, checksum = raw[:SEED_BYTES], raw[SEED_BYTES:]
    has_length = len(raw) == SEED_BYTES + _CHECKSUM_BYTES
    if not has_length or not secrets.compare_digest(checksum, _checksum(secret)):
        raise BoxError("Mã gõ sai: hãy đối chiếu từng nhóm với mã đã ghi lại.")
    return secret


def public_key_of_code(code: str) -> str:
    """The public key (hex) of a keeper's code. Raises BoxError if it is mistyped."""
    return bytes(_derived_key(_secret_of(code), _KEEPER_PURPOSE).public_key).hex()


def _derived_key(secret: bytes, purpose: bytes) -> PrivateKey:
    return PrivateKey(hashlib.blake2b(secret, digest_size=PrivateKey.SIZE, person=purpose).digest())


# --- the box --------------------------------------------------------------------------------------


def new_box(keepers: Sequence[str]) -> Box:
    """A box for keepers with these public keys (hex). Its private key is not kept.

    Raises ValueError for fewer than three keepers or for two keepers with the same key.
    """
    if len(set(keepers)) != len(keepers) or len(keepers) <= KEEPERS_NEEDED:
        raise ValueError("a box needs at least three keepers with different keys")
    seed = secrets.token_bytes(SEED_BYTES)
    shares = Shamir.split(KEEPERS_NEEDED, len(keepers), seed)
    sealed = [
        SealedBox(PublicKey(bytes.fromhex(key))).encrypt(bytes([number]) + share)
        for key, (number, share) in zip(keepers, shares, strict=True)
    ]
    return Box(bytes(_derived_key(seed, _BOX_PURPOSE).public_key).hex(), sealed)


def open_box(
    public_key: str, sealed_shares: Sequence[tuple[str, bytes]], codes: Sequence[str]
) -> PrivateKey:
    """The private key of a box. `sealed_shares`: (keeper's public key, sealed share).

    Raises BoxError for a mistyped code, a code of another box, or the same code twice.
    """
    shares = dict(_share(sealed_shares, code, number) for number, code in enumerate(codes, 1))
    if len(shares) < KEEPERS_NEEDED:
        raise BoxError("Cần mã của hai người khác nhau; hai mã vừa gõ là của cùng một người.")
    seed = Shamir.combine(sorted(shares.items())[:KEEPERS_NEEDED])
    key = _derived_key(seed, _BOX_PURPOSE)
    if bytes(key.public_key).hex() != public_key:
        raise BoxError("Hai mã này không mở được hòm phiếu. Hãy thử mã của người giữ mã khác.")
    return key


def _share(
    sealed_shares: Sequence[tuple[str, bytes]], code: str, code_number: int
) -> tuple[int, bytes]:
    """(number, content) of the Shamir share that a code opens. Raises BoxError."""
    try:
        key = _derived_key(_secret_of(code), _KEEPER_PURPOSE)
    except BoxError as error:
        raise BoxError(f"Mã thứ {code_number}: {lower_first(error)}") from error
    sealed = dict(sealed_shares).get(bytes(key.public_key).hex())
    if sealed is None:
        raise BoxError(f"Mã thứ {code_number} không phải mã của cuộc bỏ phiếu này.")
    try:
        number, *share = SealedBox(key).decrypt(bytes(sealed))
    except CryptoError as error:
        raise BoxError(f"Phần khóa ứng với mã thứ {code_number} đã bị hỏng.") from error
    return number, bytes(share)


# --- votes ----------------------------------------------------------------------------------------


def seal(public_key: str, choices: Sequence[str]) -> bytes:
    """One sealed vote: "yes", "no" or "blank" for each question, in their order.

    One byte a question, so all votes of a ballot have the same length whatever the choices.
    """
    plain = _FORMAT + b"".join(_BYTE_OF_CHOICE[choice] for choice in choices)
    return SealedBox(PublicKey(bytes.fromhex(public_key))).encrypt(plain)


def receipt_of(sealed: bytes) -> str:
    """The SHA-256 of a sealed vote, 64 hex digits; it reveals nothing about the choices."""
    return hashlib.sha256(sealed).hexdigest()


def grouped(receipt: str) -> str:
    """The first 32 digits of a receipt in groups for people: "3F2A 09BC ..."."""
    return " ".join(receipt[i : i + _GROUP_SIZE].upper() for i in range(0, 32, _GROUP_SIZE))


def unseal_all(
    key: PrivateKey, votes: Sequence[bytes], questions: int
) -> tuple[list[list[str]], int]:
    """(choices of each readable vote, in random order; number of unreadable votes)."""
    unsealed = [_unsealed(key, vote, questions) for vote in votes]
    readable = [choices for choices in unsealed if choices is not None]
    secrets.SystemRandom().shuffle(readable)
    return readable, len(votes) - len(readable)


def _unsealed(key: PrivateKey, vote: bytes, questions: int) -> list[str] | None:
    """The choices of a vote, or None if it is not a vote on this number of questions."""
    try:
        plain = SealedBox(key).decrypt(bytes(vote))
    except (CryptoError, ValueError):
        return None
    content = plain.removeprefix(_FORMAT)
    if not plain.startswith(_FORMAT) or len(content) != questions:
        return None
    if not all(byte in _CHOICE_OF_BYTE for byte in content):
        return None
    return [_CHOICE_OF_BYTE[byte] for byte in content]
