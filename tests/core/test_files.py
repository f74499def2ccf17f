"""What an uploaded file really is: by its content, never by its name alone."""

import hashlib
import io
import unicodedata
from random import Random
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.errors import DomainError
from core.files import NAME_LENGTH, check_upload, clean_file_name
from demo.attachments import paper, picture


def office(folder: str, *extra: str) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name in ("[Content_Types].xml", f"{folder}/document.xml", *extra):
            archive.writestr(name, "<xml/>")
    return buffer.getvalue()


PNG = picture(Random(1))
PDF = paper(1)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"\0" * 64
PHONE_JPEG = b"\xff\xd8\xff\xe1\x00\x18Exif\x00\x00II*\x00\x08\x00\x00\x00" + b"\0" * 64
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\0" * 64
DOCX, XLSX = office("word"), office("xl")
PROGRAM = b"MZ\x90\x00\x03" + b"\0" * 64


def check(name: str, content: bytes, max_mb: int = 20):
    return check_upload(SimpleUploadedFile(name, content), max_mb=max_mb)


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("ảnh.png", PNG, "image/png"),
        ("ảnh.jpg", JPEG, "image/jpeg"),
        ("ảnh.JPEG", JPEG, "image/jpeg"),
        ("ảnh điện thoại.jpg", PHONE_JPEG, "image/jpeg"),
        ("ảnh.heic", HEIC, "image/heic"),
        ("biên bản.pdf", PDF, "application/pdf"),
        ("BIÊN BẢN.PDF", PDF, "application/pdf"),
        (
            "báo cáo.docx",
            DOCX,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("bảng.xlsx", XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_what_is_accepted(name, content, media_type):
    upload = SimpleUploadedFile(name, content, content_type="text/html")  # what a browser claims
    checked = check_upload(upload, max_mb=20)
    assert (checked.name, checked.media_type) == (name, media_type)
    assert checked.size == len(content)
    assert checked.sha256 == hashlib.sha256(content).hexdigest()
    assert upload.read() == content  # from its beginning, ready to be stored


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("trống.pdf", b"", "rỗng"),
        ("x.pdf", PROGRAM, "đuôi .pdf"),
        ("x.pdf", b" " + PDF, "đuôi .pdf"),
        ("x.jpg", PDF, "đuôi .jpg"),
        ("x.jpg", PNG, "đuôi .jpg"),
        ("x.png", JPEG, "đuôi .png"),
        ("x.png", b"\x89PN", "đuôi .png"),
        ("x.heic", JPEG, "đuôi .heic"),
        ("x.docx", XLSX, "đuôi .docx"),
        ("x.xlsx", DOCX, "đuôi .xlsx"),
        ("x.docx", DOCX[: len(DOCX) // 2], "đuôi .docx"),
        ("x.docx", b"PK\x03\x04", "đuôi .docx"),
        ("x.docx", office("word", "word/vbaProject.bin"), "đuôi .docx"),
        ("x.xlsx", office("xl", "xl/VBAPROJECT.BIN"), "đuôi .xlsx"),
        ("x.docm", DOCX, "không thuộc loại"),
        ("x.exe", PROGRAM, "không thuộc loại"),
        ("x.svg", b"<svg/>", "không thuộc loại"),
        ("x.pdf.exe", PDF, "không thuộc loại"),
    ],
)
def test_what_is_refused(name, content, message):
    with pytest.raises(DomainError, match=message):
        check(name, content)


def test_a_file_of_just_the_limit_passes_and_one_byte_more_does_not():
    full = PDF.ljust(1024 * 1024)
    assert check("x.pdf", full, max_mb=1).size == 1024 * 1024
    with pytest.raises(DomainError, match="lớn hơn 1 MB"):
        check("x.pdf", full + b" ", max_mb=1)


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\an\\ảnh.png", "ảnh.png"),
        (unicodedata.normalize("NFD", "biên bản.pdf"), "biên bản.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("a\x00b\n.pdf", "ab .pdf"),
        (".pdf", "tep.pdf"),
        ("   ", "tep"),
        ("x" * 300 + ".pdf", "x" * (NAME_LENGTH - 4) + ".pdf"),
        ("x" * 300, "x" * NAME_LENGTH),
    ],
)
def test_a_name_is_cleaned(name, cleaned):
    assert clean_file_name(name) == cleaned
    assert len(clean_file_name(name)) <= NAME_LENGTH
