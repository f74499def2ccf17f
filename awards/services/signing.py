"""Storing a decision as received: number, day, signer, and the signed file byte for byte."""

from datetime import date, datetime
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
from ..rules import entering
from ..rules.entering import SignedPaper

# Label and longest length of each text on the paper.
_TEXTS = {
    "number": ("số, ký hiệu quyết định", 60),
    "signer": ("người ký", 120),
    "signer_post": ("chức vụ người ký", 160),
    "authority": ("cơ quan, người quyết định", 200),
}


def check_file(upload: File | None) -> CheckedFile | None:
    """The signed file, unchanged; None for None. Raises DomainError for anything but a PDF.

    Runs a subprocess, so call it outside a transaction.
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


def require_file(signed: SignedPaper) -> CheckedFile:
    """The checked signed file. Raises DomainError at its field if there is none."""
    if (file := check_file(signed["file"])) is None:
        raise DomainError(entering.NO_SIGNED_FILE, field="file")
    return file


def create_decision(
    *,
    actor: User,
    organiser: Council,
    signed: SignedPaper,
    file: CheckedFile | None,
    at: datetime,
    **links,
) -> Decision:
    """Store a decision; `links` are its kind, reason, and the submission or decision it concerns.

    Raises DomainError at the field for missing texts, days in the wrong order, or a number that the
    register already has in that year.
    """
    texts = {name: _checked_text(signed, name) for name in _TEXTS}
    if signed["received_on"] > localdate(at):
        raise DomainError("Ngày nhận còn ở phía trước.", field="received_on")
    if signed["decided_on"] > signed["received_on"]:
        raise DomainError("Ngày quyết định phải trước hoặc bằng ngày nhận.", field="decided_on")
    _check_number(organiser, texts["number"], texts["authority"], signed["decided_on"])
    return Decision.objects.create(
        organiser=organiser,
        decided_on=signed["decided_on"],
        received_on=signed["received_on"],
        file=file.content if file else "",
        file_name=file.name if file else "",
        file_sha256=file.sha256 if file else "",
        entered_by=actor,
        entered_at=at,
        **texts,
        **links,
    )


def _checked_text(signed: SignedPaper, name: str) -> str:
    label, longest = _TEXTS[name]
    text = " ".join(visible_text(signed[name]).split())
    if not text:
        raise DomainError(f"Hãy ghi {label}.", field=name)
    if len(text) > longest:
        raise DomainError(f"Dài tối đa {longest} ký tự (đang có {len(text)}).", field=name)
    return text


def _check_number(organiser: Council, number: str, authority: str, day: date) -> None:
    """Refuse a number that is taken; each authority starts its numbers again every year."""
    same = Decision.objects.filter(
        organiser=organiser, number__iexact=number, decided_on__year=day.year
    )
    other = same.filter(authority__iexact=authority).first() or same.filter(decided_on=day).first()
    if other:
        raise DomainError(
            f"Quyết định số {other.number} ngày {other.decided_on:%d/%m/%Y} đã có trong sổ.",
            field="number",
        )
