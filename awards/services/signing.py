"""A decision as it came: its number, day, signer, and the signed file kept byte for byte."""

from datetime import date, datetime
from typing import Any, TypedDict
from uuid import uuid4

from django.conf import settings
from django.core.files import File
from django.utils.timezone import localdate

from accounts.models import User
from core.errors import DomainError
from core.files import CheckedFile, check_upload
from core.names import visible_text
from participants.models import Council

from ..models import Decision

_WORDS = {
    "number": ("số, ký hiệu quyết định", 60),
    "signer": ("người ký", 120),
    "signer_post": ("chức vụ người ký", 160),
    "authority": ("cơ quan, người quyết định", 200),
}


class Signed(TypedDict):
    """What stands on the paper. `file` is the upload of the signed PDF, None for old papers."""

    number: str
    decided_on: date
    signer: str
    signer_post: str
    authority: str
    received_on: date
    file: Any


def checked_file(upload: File | None) -> CheckedFile | None:
    """The signed file, unchanged. Costs a process of its own, so call it outside a transaction.

    Raises DomainError for anything that is not really a PDF.
    """
    if upload is None:
        return None
    try:
        if not str(upload.name).lower().endswith(".pdf"):
            raise DomainError("Bản ký phải là tệp PDF như cơ quan quyết định đã gửi.")
        checked = check_upload(upload, max_mb=settings.EVIDENCE_MAX_MB)
    except DomainError as error:
        raise DomainError(error.message, field="file") from None
    checked.content.name = f"{uuid4().hex}.pdf"
    return checked


def required_file(signed: Signed) -> CheckedFile:
    """The signed paper, looked at. Raises DomainError at the field where there is none."""
    if (file := checked_file(signed["file"])) is None:
        raise DomainError("Hãy chọn tệp PDF đã ký của quyết định.", field="file")
    return file


def write_decision(
    *,
    actor: User,
    organiser: Council,
    signed: Signed,
    file: CheckedFile | None,
    at: datetime,
    **links,
) -> Decision:
    """The row of a decision; `links` are its kind and what it answers, corrects or says why.

    Raises DomainError at the field for missing words, days in the wrong order, a number that is
    there already in that year.
    """
    words = {name: _checked_words(signed, name) for name in _WORDS}
    _check_days(signed, at)
    _check_number(organiser, words["number"], words["authority"], signed["decided_on"])
    return Decision.objects.create(
        organiser=organiser,
        decided_on=signed["decided_on"],
        received_on=signed["received_on"],
        file=file.content if file else "",
        file_name=file.name if file else "",
        file_sha256=file.sha256 if file else "",
        entered_by=actor,
        entered_at=at,
        **words,
        **links,
    )


def _checked_words(signed: Signed, name: str) -> str:
    label, longest = _WORDS[name]
    text = " ".join(visible_text(signed[name]).split())
    if not text:
        raise DomainError(f"Hãy ghi {label}.", field=name)
    if len(text) > longest:
        raise DomainError(f"Dài tối đa {longest} ký tự (đang có {len(text)}).", field=name)
    return text


def _check_days(signed: Signed, at: datetime) -> None:
    if signed["received_on"] > localdate(at):
        raise DomainError("Ngày nhận còn ở phía trước.", field="received_on")
    if signed["decided_on"] > signed["received_on"]:
        raise DomainError("Ngày quyết định phải trước hoặc bằng ngày nhận.", field="decided_on")


def _check_number(organiser: Council, number: str, authority: str, day: date) -> None:
    """An authority numbers its decisions anew each year."""
    same = Decision.objects.filter(
        organiser=organiser, number__iexact=number, decided_on__year=day.year
    )
    other = same.filter(authority__iexact=authority).first() or same.filter(decided_on=day).first()
    if other:
        raise DomainError(
            f"Quyết định số {other.number} ngày {other.decided_on:%d/%m/%Y} đã có trong sổ.",
            field="number",
        )
