"""Files at the leaves of a sheet: attached by the unit, visible to readers of the sheet."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Criterion
from core.errors import DomainError, NotAllowedError
from evidence.models import PART_BYTES, EvidenceFile, FileAccess
from evidence.services.files import drop_upload, keep_upload, purge_unsent_files
from evidence.services.uploads import begin_upload, receive_part
from scoring.models import SheetFile
from scoring.services import sheet_files

from ..pdf_files import one_page_pdf
from .test_pages import words
from .test_sheets import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(city) -> Office:
    return Office(city)


def upload(number: int = 1) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"biên bản {number}.pdf", one_page_pdf(number))


def attach(office, actor=None, code="A", number=1) -> SheetFile:
    criterion = Criterion.objects.get(pk=office.leaf[code])
    return office.do(
        sheet_files.attach_sheet_file,
        actor or office.head,
        criterion=criterion,
        upload=upload(number),
    )


def page_of(office, code="A") -> str:
    return reverse(
        "scoring:leaf_files", args=[office.plan.slug, office.sheet.pk, office.leaf[code]]
    )


def drop(actor, attached) -> None:
    sheet_files.drop_sheet_file(actor=actor, attached=attached, at=timezone.now())


def test_only_the_unit_attaches_and_only_while_it_writes(office):
    for actor in (office.peer_head, office.city.secretary):
        with pytest.raises(NotAllowedError):
            attach(office, actor)
    attach(office)
    office.sent()
    with pytest.raises(DomainError, match="không ghi được ở đây nữa"):
        attach(office, number=2)


def test_the_deadline_of_the_self_score_holds_for_files_too(office):
    office.plan.self_scores_due_at = timezone.now() - dt.timedelta(seconds=1)
    office.plan.save()
    office.sheet.entry.refresh_from_db()
    with pytest.raises(DomainError, match="Đã quá hạn"):
        attach(office)


def test_while_explaining_files_are_added_and_sent_ones_stay(office):
    first = attach(office)
    office.appraised()
    second = attach(office, number=2)
    with pytest.raises(DomainError, match="ở lại với phiếu"):
        drop(office.head, first)
    drop(office.head, second)
    assert [attached.file.name for attached in SheetFile.objects.all()] == ["biên bản 1.pdf"]


def test_too_many_and_foreign_leaves_are_refused(office):
    for number in range(sheet_files.FILES_PER_LEAF):
        attach(office, number=number)
    with pytest.raises(DomainError, match="tối đa 5 tệp"):
        attach(office, number=9)
    foreign = office.round.criterion("II.1")
    with pytest.raises(DomainError, match="không thuộc bảng tiêu chí"):
        office.do(sheet_files.attach_sheet_file, office.head, criterion=foreign, upload=upload(9))
    assert EvidenceFile.objects.count() == sheet_files.FILES_PER_LEAF


def test_the_nightly_purge_keeps_attached_files_and_dropping_deletes_them(
    office, django_capture_on_commit_callbacks
):
    attached = attach(office)
    stored = attached.file.file
    assert purge_unsent_files(before=timezone.now() + dt.timedelta(days=1)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        drop(office.head, attached)
    assert not EvidenceFile.objects.exists()
    assert not stored.storage.exists(stored.name)


def test_the_pages_of_the_unit_and_the_office(office, sign_in):
    unit = sign_in(office.head)
    sheet_page = reverse("scoring:sheet_detail", args=[office.plan.slug, office.sheet.pk])
    assert f'href="{page_of(office)}"' in unit.get(sheet_page).content.decode()
    assert "Hãy chọn tệp." in words(unit.post(page_of(office)))
    bad = SimpleUploadedFile("trang.svg", b"<svg onload=alert(1)>")
    text = words(unit.post(page_of(office), {"files": [upload(), bad]}))
    assert "trang.svg" in text and "biên bản 1.pdf" in text
    attached = SheetFile.objects.get()
    assert "biên bản 1.pdf" in words(unit.get(sheet_page))
    download = reverse(
        "scoring:sheet_file_download", args=[office.plan.slug, office.sheet.pk, attached.pk]
    )
    answer = sign_in(office.city.secretary).get(download)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.getvalue() == one_page_pdf(1)
    assert FileAccess.objects.get().user == office.city.secretary
    # the address of a report's file knows nothing of it
    elsewhere = reverse("evidence:file_download", args=[attached.file_id])
    assert sign_in(office.city.secretary).get(elsewhere).status_code == 404
    assert sign_in(office.city.delegates[3]).get(download).status_code == 404
    assert sign_in(office.peer_head).get(download).status_code == 404


def test_files_uploaded_in_parts_are_attached_together_or_not_at_all(office, sign_in):
    token = uuid4()
    for number in range(sheet_files.FILES_PER_LEAF + 1):
        keep_upload(actor=office.head, token=token, upload=upload(number))
    unit = sign_in(office.head)
    page = unit.post(page_of(office), {"token": str(token)})
    assert "tối đa 5 tệp" in words(page) and "biên bản 3.pdf" in words(page)
    assert not SheetFile.objects.exists()
    drop_upload(actor=office.head, file=EvidenceFile.objects.kept_for(office.head, token)[0])
    assert unit.post(page_of(office), {"token": str(token)}).status_code == 302
    assert SheetFile.objects.count() == sheet_files.FILES_PER_LEAF
    assert not EvidenceFile.objects.filter(is_sent=False).exists()


def test_files_kept_by_another_user_are_not_attached(office, sign_in):
    token = uuid4()
    keep_upload(actor=office.peer_head, token=token, upload=upload())
    page = sign_in(office.head).post(page_of(office), {"token": str(token)})
    assert "Hãy chọn tệp." in words(page)


def test_uploaded_files_are_shown_when_the_page_is_opened_again(office, sign_in):
    """As after the end of a session, before the form was sent."""
    unit = sign_in(office.head)
    token = unit.get(page_of(office)).context["token"]
    keep_upload(actor=office.head, token=token, upload=upload(1))
    half = begin_upload(actor=office.head, token=token, name="dài.pdf", size=900_000, key="k")
    part = SimpleUploadedFile("part", b"x" * PART_BYTES)
    receive_part(upload=half, offset=0, part=part)
    page = unit.get(page_of(office))
    assert "biên bản 1.pdf" in words(page) and "Hãy chọn lại đúng tệp này" in words(page)
    assert "chưa đính kèm: hãy bấm “Đính kèm”" in words(page)
    assert page.context["token"] == token
    assert "biên bản 1.pdf" not in words(unit.get(page_of(office, "B")))
    unit.post(page_of(office), {"token": str(token)})
    assert SheetFile.objects.get().file.name == "biên bản 1.pdf"
    page = unit.get(page_of(office))
    assert page.context["token"] != token  # the same file again would be another attachment
    assert not page.context["kept"]
