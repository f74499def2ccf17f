"""Photos without personal metadata: place, time, device, thumbnails, trailing data.

Lossless: only the parts needed to display the picture are copied, byte for byte, with its
orientation. Nothing is decoded, so the cost is one pass over the bytes.
"""

import re
import struct
import zlib
from dataclasses import dataclass

MOST_PIXELS = 120_000_000


class NotAPictureError(ValueError):
    """The file is truncated or malformed."""


class TooManyPixelsError(ValueError):
    """More than MOST_PIXELS: decoding it would exhaust the memory."""


@dataclass(frozen=True)
class CleanPicture:
    """The new file and its size in pixels."""

    content: bytes
    width: int
    height: int


def picture_kind(head: bytes) -> str | None:
    """`jpg`, `png`, `webp` or `heic` by the first bytes."""
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"heim", b"mif1", b"msf1"):
        return "heic"
    return None


def clean_picture(content: bytes, kind: str) -> CleanPicture:
    """A copy of a `jpg`, `png` or `webp` that holds nothing but the picture.

    Raises NotAPictureError and TooManyPixelsError.
    """
    try:
        picture = {"jpg": _jpeg, "png": _png, "webp": _webp}[kind](content)
    except (struct.error, IndexError) as error:
        raise NotAPictureError from error
    if not picture.width or not picture.height:
        raise NotAPictureError
    if picture.width * picture.height > MOST_PIXELS:
        raise TooManyPixelsError
    return picture


# --- orientation ----------------------------------------------------------------------------------


def _orientation(tiff: bytes) -> int:
    """Orientation 1 to 8 from a TIFF block as in Exif; 1 when it has none."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if not order:
        return 1
    try:
        (start,) = struct.unpack_from(order + "I", tiff, 4)
        (number,) = struct.unpack_from(order + "H", tiff, start)
        for place in range(start + 2, start + 2 + 12 * min(number, 200), 12):
            tag, _, _, value = struct.unpack_from(order + "HHIH", tiff, place)
            if tag == 0x0112:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def _only_orientation(value: int) -> bytes:
    """A TIFF block that holds only the orientation."""
    return b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, 0x0112, 3, 1, value, 0, 0)


# --- JPEG -----------------------------------------------------------------------------------------

_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
# tables, frames, scans: all that is needed to display the picture
_PAINTED_FROM = _FRAMES | {0xC4, 0xCC, 0xDB, 0xDD, 0xDA}


def _jpeg(content: bytes) -> CleanPicture:
    kept, place, up, size = [], 2, 1, (0, 0)
    while True:
        if content[place] != 0xFF:
            raise NotAPictureError
        while content[place] == 0xFF:
            place += 1
        marker = content[place]
        if marker == 0xD9:  # the end; what follows is not part of the picture
            break
        (length,) = struct.unpack_from(">H", content, place + 1)
        body, end = content[place + 3 : place + 1 + length], place + 1 + length
        if length < 2 or end > len(content):
            raise NotAPictureError
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", body, 1)
            size = (width, height)
        if marker == 0xE1 and body.startswith(b"Exif\0\0"):
            up = _orientation(body[6:])
        if marker == 0xDA:
            found = _NEXT_MARKER.search(content, end)
            if not found:
                raise NotAPictureError
            end = found.start()
        if marker in _PAINTED_FROM or _is_colour(marker, body):
            kept.append(b"\xff" + content[place:end])
        place = end
    if up != 1:
        exif = b"Exif\0\0" + _only_orientation(up)
        kept.insert(0, b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif)
    return CleanPicture(b"\xff\xd8" + b"".join(kept) + b"\xff\xd9", *size)


def _is_colour(marker: int, body: bytes) -> bool:
    """Whether a segment describes colours: JFIF, an ICC profile, Adobe's mark."""
    return (
        (marker == 0xE0 and body.startswith(b"JFIF\0") and len(body) == 14)
        or (marker == 0xE2 and body.startswith(b"ICC_PROFILE\0"))
        or (marker == 0xEE and body.startswith(b"Adobe") and len(body) == 12)
    )


# --- PNG ------------------------------------------------------------------------------------------

_PNG_KEPT = {
    *(b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"),
    *(b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs", b"bKGD"),
}


def _png(content: bytes) -> CleanPicture:
    kept, place, up = [content[:8]], 8, 1
    while True:
        length, name = struct.unpack_from(">I4s", content, place)
        end = place + 12 + length
        if end > len(content):
            raise NotAPictureError
        if name == b"eXIf":
            up = _orientation(content[place + 8 : end - 4])
        if name == b"IEND" and up != 1:
            block = b"eXIf" + _only_orientation(up)
            checksum = struct.pack(">I", zlib.crc32(block))
            kept.append(struct.pack(">I", len(block) - 4) + block + checksum)
        if name in _PNG_KEPT:
            kept.append(content[place:end])
        place = end
        if name == b"IEND":
            break
    if content[12:16] != b"IHDR":
        raise NotAPictureError
    return CleanPicture(b"".join(kept), *struct.unpack_from(">II", content, 16))


# --- WebP -----------------------------------------------------------------------------------------

_WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}


def _webp(content: bytes) -> CleanPicture:
    kept, place, up, size = [], 12, 1, (0, 0)
    whole = 8 + struct.unpack_from("<I", content, 4)[0]
    if whole > len(content):
        raise NotAPictureError
    while place + 8 <= whole:
        name, length = struct.unpack_from("<4sI", content, place)
        body, end = content[place + 8 : place + 8 + length], place + 8 + length + length % 2
        if len(body) < length:
            raise NotAPictureError
        if name == b"EXIF":
            up = _orientation(body.removeprefix(b"Exif\0\0"))
        if name in _WEBP_KEPT:
            size = size if size != (0, 0) else _webp_size(name, body)
            kept.append([name, body])
        place = end
    if up != 1 and kept and kept[0][0] == b"VP8X":
        kept.append([b"EXIF", _only_orientation(up)])
    for piece in kept:
        if piece[0] == b"VP8X":  # its first byte has the flags of the other chunks
            piece[1] = bytes([piece[1][0] & ~0x0C | (0x08 if up != 1 else 0)]) + piece[1][1:]
    pieces = b"".join(
        name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2) for name, body in kept
    )
    return CleanPicture(b"RIFF" + struct.pack("<I", len(pieces) + 4) + b"WEBP" + pieces, *size)


def _webp_size(name: bytes, body: bytes) -> tuple[int, int]:
    if name == b"VP8X":
        return (
            1 + int.from_bytes(body[4:7], "little"),
            1 + int.from_bytes(body[7:10], "little"),
        )
    if name == b"VP8L":
        (bits,) = struct.unpack_from("<I", body, 1)
        return (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1
    if name == b"VP8 ":
        width, height = struct.unpack_from("<HH", body, 6)
        return width & 0x3FFF, height & 0x3FFF
    return 0, 0
