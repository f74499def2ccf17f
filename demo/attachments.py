"""Small real files for invented reports: a picture and a one-page paper."""

import struct
import zlib
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile


def invented_upload(rng: Random) -> SimpleUploadedFile:
    """A PNG or a PDF as an uploaded file; no two are identical."""
    if rng.random() < 0.5:
        return SimpleUploadedFile("Ảnh hoạt động.png", picture(rng), "image/png")
    return SimpleUploadedFile(
        "Biên bản làm việc.pdf", paper(rng.randrange(10**6)), "application/pdf"
    )


def picture(rng: Random, width: int = 480, height: int = 320) -> bytes:
    """A PNG with two areas of colour, like sky and ground."""
    sky, ground = (bytes(rng.randrange(90, 240) for _ in range(3)) for _ in range(2))
    horizon = rng.randrange(height // 3, 2 * height // 3)
    rows = (b"\0" + (sky if row < horizon else ground) * width for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_png_chunk(name, data) for name, data in parts)


def _png_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def paper(number: int) -> bytes:
    """A PDF of one A4 page marked as a demonstration (its font has no Vietnamese letters)."""
    text = f"BT /F1 18 Tf 72 760 Td (TAI LIEU MINH HOA so {number}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    return _pdf(objects)


def _pdf(objects: list[bytes]) -> bytes:
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size, start = len(objects) + 1, len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return body + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
