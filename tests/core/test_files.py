"""Checks of uploaded files by their content."""

import hashlib
import io
import unicodedata

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core import sandbox
from core.errors import DomainError
from core.files import NAME_LENGTH, check_upload, clean_file_name
from core.photos import NotAPictureError, clean_picture
from core.sandbox.office import _ELSEWHERE

from ..evidence.hostile import PLACE, office, photo
from ..pdf_files import one_page_pdf

PDF = one_page_pdf(1)


def check(name: str, content: bytes, max_mb: int = 20):
    upload = SimpleUploadedFile(
        name, content, content_type="text/html"
    )  # the type that a browser sends
    return check_upload(upload, max_mb=max_mb)


def test_a_document_is_stored_byte_for_byte():
    checked = check("BIÊN BẢN.PDF", PDF)
    digest = hashlib.sha256(PDF).hexdigest()
    assert (checked.name, checked.media_type, checked.pages) == (
        "BIÊN BẢN.PDF",
        "application/pdf",
        1,
    )
    assert (checked.sha256, checked.original_sha256, checked.size) == (digest, digest, len(PDF))
    assert checked.content.read() == PDF  # at its beginning, ready to be stored


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_a_photo_loses_its_location_and_keeps_pixels_and_orientation(kind, ending, orientation):
    uploaded = photo(kind, orientation=orientation)
    checked = check(f"ảnh.{ending}", uploaded)
    stored = checked.content.read()
    assert (PLACE in uploaded, PLACE in stored) == (True, False)
    before, after = Image.open(io.BytesIO(uploaded)), Image.open(io.BytesIO(stored))
    assert after.tobytes() == before.tobytes()
    exif = after.getexif()
    assert exif.get(0x0112, 1) == orientation
    assert not set(exif) - {0x0112}
    assert checked.sha256 == hashlib.sha256(stored).hexdigest()
    assert checked.original_sha256 == hashlib.sha256(uploaded).hexdigest()


def test_an_iphone_photo_becomes_an_upright_jpeg_without_location():
    checked = check("IMG_0001.HEIC", photo("HEIF", 320, 240, 1))
    stored = checked.content.read()
    assert (checked.name, checked.media_type) == ("IMG_0001.jpg", "image/jpeg")
    assert PLACE not in stored
    assert Image.open(io.BytesIO(stored)).size == (320, 240)


@pytest.mark.parametrize(
    ("name", "kind", "stored_as"),
    [("a.jpeg", "JPEG", "a.jpeg"), ("a.jfif", "JPEG", "a.jfif"), ("zalo.jpg", "WEBP", "zalo.webp")],
)
def test_a_picture_with_another_pictures_extension_is_renamed(name, kind, stored_as):
    assert check(name, photo(kind)).name == stored_as


def test_truncated_pictures_are_refused_without_a_crash():
    for kind, ending in (("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")):
        whole = photo(kind, 16, 12)
        for length in range(0, len(whole) - 1, 3):
            with pytest.raises(NotAPictureError):
                clean_picture(whole[:length], ending)


def test_the_size_limit_is_exact():
    full = PDF.ljust(1024 * 1024)
    assert check("x.pdf", full, max_mb=1).size == 1024 * 1024
    with pytest.raises(DomainError, match="lớn hơn 1 MB"):
        check("x.pdf", full + b" ", max_mb=1)


@pytest.mark.parametrize(
    ("target", "is_elsewhere"),
    [
        ("https://x.vn/a.dotm", True),
        ("\\\\10.0.0.1\\a", True),
        ("//10.0.0.1/a", True),
        ("file://10.0.0.1/a", True),
        ("file:////10.0.0.1/a", True),
        ("file:///\\\\10.0.0.1\\a", True),
        ("mhtml:http://x.vn/a", True),
        ("file:///C:\\Users\\an\\Mau.dotm", False),
        ("C:\\Mau.dotm", False),
        ("../Bang.xlsx", False),
    ],
)
def test_references_to_another_machine(target, is_elsewhere):
    assert bool(_ELSEWHERE.search(f'Target="{target}"'.encode())) is is_elsewhere


def test_a_crash_in_the_sandbox_has_a_clear_message(monkeypatch):
    little = sandbox.Job("inspect", seconds=1, megabytes=8)
    monkeypatch.setitem(sandbox.JOBS, "office", little)
    with pytest.raises(DomainError, match="quá phức tạp hoặc hỏng"):
        check("x.docx", office())


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\an\\ảnh.png", "ảnh.png"),
        (unicodedata.normalize("NFD", "biên bản.pdf"), "biên bản.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("a\u200b\u2066b\u2069.pdf", "ab.pdf"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ('a"\r\nX-Injected: 1.pdf', "a_ X-Injected_ 1.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("com1.x.pdf", "_com1.x.pdf"),
        ("concert.pdf", "concert.pdf"),
        ("...pdf", "tep.pdf"),
        (".pdf", "tep.pdf"),
        ("   ", "tep"),
        ("x" * 300 + ".pdf", "x" * (NAME_LENGTH - 4) + ".pdf"),
        ("x" * 300, "x" * NAME_LENGTH),
    ],
)
def test_a_name_is_cleaned(name, cleaned):
    assert clean_file_name(name) == cleaned


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_of_300_vietnamese_letters_is_shortened(form):
    cleaned = clean_file_name(unicodedata.normalize(form, "ữ" * 300) + ".pdf")
    assert len(cleaned) <= NAME_LENGTH
    assert len(cleaned.encode()) <= 230
    assert cleaned == "ữ" * 75 + ".pdf"
