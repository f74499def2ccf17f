"""Evidence files: uploads in parts, duplicates, access log, previews."""

import datetime as dt
import io
import os
import shutil
import uuid

import openpyxl
import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.utils import InternalError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from core.errors import DomainError
from evidence.duplicates import shared_proofs
from evidence.models import PART_BYTES, AccessKind, EvidenceFile, FileAccess, FileUpload
from evidence.services import previewing, uploads
from evidence.services.files import drop_upload, keep_upload

from .. import cast
from ..pdf_files import one_page_pdf
from ..reading import one_line
from .hostile import office, photo, png_of

pytestmark = pytest.mark.django_db
PART = PART_BYTES
LARGE = one_page_pdf(1).ljust(PART * 2 + 100)


@pytest.fixture
def delegate(running):
    return running.city.delegates[2]


@pytest.fixture
def client(delegate, sign_in):
    return sign_in(delegate)


# --- in parts -------------------------------------------------------------------------------------


def begin(client, token, name="biên bản.pdf", content=LARGE, **fields) -> dict:
    said = {"token": token, "name": name, "size": len(content), "key": "k"} | fields
    return client.post(reverse("evidence:upload_begin"), said).json()


def send_part(client, begun: dict, offset: int, content=LARGE) -> dict:
    part = SimpleUploadedFile("part", content[offset : offset + PART])
    address = reverse("evidence:upload_part", args=[begun["id"]])
    return client.post(address, {"offset": offset, "part": part}).json()


def test_parts_that_have_arrived_are_not_sent_again(client, delegate):
    token = uuid.uuid4()
    begun = begin(client, token)
    assert send_part(client, begun, 0) == {"received": PART}
    again = begin(client, token)  # after a lost connection, or on a reloaded page
    assert again == {"id": begun["id"], "received": PART, "part": PART}
    page = client.get(reverse("evidence:kept_files", query={"token": token})).text
    assert "chọn lại đúng tệp này" in one_line(page)
    send_part(client, again, PART)
    kept = send_part(client, again, PART * 2)["kept"]
    file = EvidenceFile.objects.get()
    assert (file.token, file.uploaded_by, file.name) == (token, delegate, "biên bản.pdf")
    assert str(file.pk) in kept
    with file.file.open() as content:
        assert content.read() == LARGE


def test_a_lost_answer_is_given_again(client, django_capture_on_commit_callbacks):
    begun = begin(client, uuid.uuid4())
    for offset in (0, 0, PART, PART):  # each part twice
        assert "received" in send_part(client, begun, offset)
    with django_capture_on_commit_callbacks(execute=True):
        first = send_part(client, begun, PART * 2)
    assert send_part(client, begun, PART * 2) == first
    assert EvidenceFile.objects.count() == 1
    assert not default_storage.exists(FileUpload.objects.get().part_name(0))


@pytest.mark.parametrize(
    ("offset", "length"), [(PART, PART), (0, PART - 1), (0, 0), (-1, PART), ("x", PART)]
)
def test_a_part_that_is_not_the_next_changes_nothing(client, offset, length):
    begun = begin(client, uuid.uuid4())
    part = SimpleUploadedFile("part", b"x" * length)
    address = reverse("evidence:upload_part", args=[begun["id"]])
    assert client.post(address, {"offset": offset, "part": part}).json() == {"received": 0}


def test_name_and_size_are_refused_before_the_upload(client, settings):
    token = uuid.uuid4()
    assert "không thuộc loại" in begin(client, token, name="x.exe")["error"]
    assert "lớn hơn 20 MB" in begin(client, token, size=21 * 1024 * 1024)["error"]
    assert "rỗng" in begin(client, token, size="abc")["error"]
    settings.EVIDENCE_UNSENT_MAX_MB = 2
    assert "error" not in begin(client, token, size=1_500_000)
    assert "quá nhiều tệp chưa gửi" in begin(client, token, size=1_500_000, key="other")["error"]


def test_a_bad_content_is_refused_once_it_is_complete(client):
    content = b"%PDF-1.4 no paper at all".ljust(PART + 1, b"x")
    begun = begin(client, uuid.uuid4(), content=content)
    send_part(client, begun, 0, content)
    for _ in range(2):  # also when the answer was lost
        assert "hỏng" in send_part(client, begun, PART, content)["error"]
    assert not EvidenceFile.objects.exists()


def test_anothers_upload_is_not_found(client, running, sign_in):
    begun = begin(client, uuid.uuid4())
    other = sign_in(running.city.delegates[3])
    assert send_part(other, begun, 0) == {"gone": True}
    assert FileUpload.objects.get().received == 0


def test_unfinished_uploads_are_purged_with_their_parts(client, django_capture_on_commit_callbacks):
    begun = begin(client, uuid.uuid4())
    send_part(client, begun, 0)
    name = FileUpload.objects.get().part_name(0)
    assert default_storage.exists(name)
    assert uploads.purge_uploads(before=timezone.now() - dt.timedelta(days=1)) == 0
    assert uploads.purge_uploads(before=timezone.now()) == 1
    assert not default_storage.exists(name)


# --- the same one twice ---------------------------------------------------------------------------


def report_with(
    running, user, *files, number: str = "", day=dt.date(2023, 5, 10), chosen: str = ""
):
    token = uuid.uuid4()
    for name, content in files:
        upload = SimpleUploadedFile(name, content)
        keep_upload(actor=user, token=token, upload=upload, chosen_sha256=chosen)
    words = f"Cuộc {token}"
    report = cast.send(running, user, "II.1", token=token, summary=words, happened_on=day)
    type(report).objects.filter(pk=report.pk).update(document_number=number)
    report.refresh_from_db()
    return report


def test_the_same_file_is_found_also_after_its_metadata_was_removed(running, elsewhere):
    one, two, _ = running.city.delegates[2:5]
    first = report_with(running, one, ("Ảnh.jpg", photo()), ("a.pdf", one_page_pdf(1)))
    second = report_with(running, two, ("khác tên.jpg", photo()))
    third = report_with(elsewhere, elsewhere.city.delegates[2], ("b.pdf", one_page_pdf(1)))
    alone = report_with(running, one, ("c.pdf", one_page_pdf(2)))
    shared = {proof.name: proof for proof in shared_proofs([first])}
    assert shared["Tệp “Ảnh.jpg”"].others == (second,)
    assert shared["Tệp “a.pdf”"].others == (third,)
    (proof,) = shared_proofs([second])
    assert proof.in_words == "Tệp “khác tên.jpg” được dùng ở 1 báo cáo khác"
    assert shared_proofs([alone]) == []


def test_one_photo_scaled_down_by_two_phones_is_the_same_file(running):
    one, two = running.city.delegates[2:4]
    first = report_with(running, one, ("a.jpg", photo(width=64)), chosen="a" * 64)
    second = report_with(running, two, ("b.jpg", photo(width=65)), chosen="a" * 64)
    (proof,) = shared_proofs([first])
    assert proof.others == (second,)


@pytest.mark.parametrize(
    "number", ["12/BC-HĐND", "12/bc-hđnd", " 12 / BC - HĐND ", "012/BC–HĐND", "Số: 12/BC-HĐND."]
)
def test_one_paper_is_found_however_its_number_is_typed(running, number):
    one, two = running.city.delegates[2:4]
    first = report_with(running, one, number="12/BC-HĐND")
    second = report_with(running, two, number=number)
    (proof,) = shared_proofs([second])
    assert (proof.asked, proof.others) == ((second,), (first,))


@pytest.mark.parametrize("number", ["120/BC-HĐND", "12/BC-UBND", "12", ""])
def test_another_paper_is_not_the_same(running, number):
    one, two = running.city.delegates[2:4]
    for typed in ("12/BC-HĐND", "12", ""):
        report_with(running, one, number=typed)
    second = report_with(running, two, number=number)
    assert shared_proofs([second]) == []


def test_the_same_number_of_another_year_is_another_paper(running):
    one, two = running.city.delegates[2:4]
    first = report_with(running, one, number="12/BC-HĐND")
    earlier = report_with(running, two, number="12/BC-HĐND")
    type(earlier).objects.filter(pk=earlier.pk).update(happened_on=dt.date(2021, 5, 10))
    assert shared_proofs([first]) == []


def test_the_cost_of_finding_copies_does_not_grow_with_the_reports(running):
    reports = [
        report_with(running, user, ("a.png", photo("PNG")), number="1/A")
        for user in running.city.delegates[2:5]
    ]
    with CaptureQueriesContext(connection) as one:
        shared_proofs(reports[:1])
    with CaptureQueriesContext(connection) as many:
        found = shared_proofs(reports)
        assert {proof.in_words for proof in found} == {
            "Tệp “a.png” được dùng ở 3 báo cáo đang chọn",
            "Văn bản “1/A” được dùng ở 3 báo cáo đang chọn",
        }
    assert len(one) == len(many) == 3


def test_minutes_shared_by_reports_are_shown_once_on_the_decision_page(running, sign_in):
    """They used to be one line for each other report, and nothing on the bulk page."""
    users = running.city.delegates[2:5]
    reports = [report_with(running, user, ("biên bản.pdf", one_page_pdf(1))) for user in users]
    office = sign_in(running.city.secretary)
    page = office.get(reverse("admin:evidence_activityreport_change", args=[reports[0].pk]))
    assert page.text.count("được dùng ở") == 1
    assert "Tệp “biên bản.pdf” được dùng ở 2 báo cáo khác" in page.text
    bulk = office.post(
        reverse("admin:evidence_activityreport_changelist"),
        {"action": "verify_chosen", "_selected_action": [r.pk for r in reports[:2]]},
    )
    words = "Tệp “biên bản.pdf” được dùng ở 2 báo cáo đang chọn và 1 báo cáo khác"
    assert bulk.text.count(words) == 1


# --- who opened it --------------------------------------------------------------------------------


@pytest.fixture
def sent(running, delegate) -> EvidenceFile:
    return report_with(running, delegate, ("Ảnh.png", photo("PNG"))).files.get()


def test_downloads_and_views_are_logged_and_repeated_views_once(running, sent, sign_in):
    secretary = sign_in(running.city.secretary)
    for _ in range(2):
        secretary.get(reverse("evidence:file_download", args=[sent.pk])).getvalue()
        secretary.get(reverse("evidence:file_page", args=[sent.pk, 1]))
    rows = FileAccess.objects.filter(file=sent, user=running.city.secretary)
    assert sorted(rows.values_list("kind", flat=True)) == ["download", "download", "view"]
    assert {row.address for row in rows} == {"127.0.0.1"}


def test_refused_access_and_ones_own_unsent_file_are_not_logged(
    elsewhere, delegate, client, sent, sign_in
):
    stranger = sign_in(elsewhere.city.secretary)
    for name, more in (("file_download", []), ("file_page", [1]), ("file_preview", [])):
        assert stranger.get(reverse(f"evidence:{name}", args=[sent.pk, *more])).status_code == 404
    upload = SimpleUploadedFile("a.pdf", one_page_pdf(3))
    own = keep_upload(actor=delegate, token=uuid.uuid4(), upload=upload)
    client.get(reverse("evidence:file_download", args=[own.pk])).getvalue()
    assert not FileAccess.objects.exists()


@pytest.mark.parametrize("act", ["update", "delete"])
def test_nobody_changes_the_log(sent, delegate, act):
    FileAccess.objects.create(file=sent, user=delegate, kind=AccessKind.VIEW, at=timezone.now())
    rows = FileAccess.objects.all()
    with pytest.raises(InternalError, match="Cannot"):
        rows.delete() if act == "delete" else rows.update(address="10.0.0.1")


def test_the_office_reads_the_log_of_its_own_plans(running, elsewhere, sent, client, sign_in):
    client.get(reverse("evidence:file_download", args=[sent.pk])).getvalue()
    log = reverse("admin:evidence_fileaccess_changelist")
    ours = sign_in(running.city.secretary).get(log, {"q": "le thu"}).text
    assert "Ảnh.png" in ours
    assert f"Số {sent.report_id}" in ours
    assert "Ảnh.png" not in sign_in(elsewhere.city.secretary).get(log).text


# --- previews -------------------------------------------------------------------------------------


def picture_of(answer) -> Image.Image:
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    return Image.open(io.BytesIO(answer.content))


def test_a_photo_is_rendered_upright_and_small(running, delegate, client):
    photos = ("a.jpg", photo("JPEG", 2400, 1200, 6))
    file = report_with(running, delegate, photos).files.get()
    picture = picture_of(client.get(reverse("evidence:file_page", args=[file.pk, 1])))
    assert picture.size == (800, 1600)
    assert not picture.getexif()


def test_the_pages_of_a_pdf_up_to_the_twentieth(running, delegate, client):
    upload = SimpleUploadedFile("a.pdf", many_pages(23))
    file = keep_upload(actor=delegate, token=uuid.uuid4(), upload=upload)
    shown = client.get(reverse("evidence:file_preview", args=[file.pk])).text
    assert shown.count("<img") == 20
    assert "Còn 3 trang nữa" in shown
    assert max(picture_of(client.get(page(file, 20))).size) <= 1600
    for number in (0, 21, 24):
        assert client.get(page(file, number)).status_code == 404


def page(file, number: int) -> str:
    return reverse("evidence:file_page", args=[file.pk, number])


def many_pages(number: int) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(one_page_pdf(1))) as document:
        for _ in range(number - 1):
            document.pages.append(document.pages[0])
        document.save(out)
    return out.getvalue()


def test_a_file_that_cannot_be_rendered_is_tried_once(delegate, client, monkeypatch):
    lying = png_of(30, 30).replace(b"IDAT", b"IDAX")  # nothing in it to render
    upload = SimpleUploadedFile("a.png", lying)
    file = keep_upload(actor=delegate, token=uuid.uuid4(), upload=upload)
    assert client.get(page(file, 1)).status_code == 404
    monkeypatch.setattr("core.sandbox.run", None)
    assert client.get(page(file, 1)).status_code == 404


def test_an_office_file_has_a_preview_once_it_is_converted(delegate, client):
    workbook, content = openpyxl.Workbook(), io.BytesIO()
    workbook.active["A1"] = "Số cuộc tiếp xúc cử tri"
    workbook.save(content)
    upload = SimpleUploadedFile("bảng.xlsx", content.getvalue())
    file = keep_upload(actor=delegate, token=uuid.uuid4(), upload=upload)
    preview = reverse("evidence:file_preview", args=[file.pk])
    assert "Đang chuẩn bị" in client.get(preview).text
    made = [previewing.prepare_previews(at=timezone.now()) for _ in range(2)]
    if shutil.which("soffice", path=os.defpath):
        assert made == [1, 0]
        assert "<img" in client.get(preview).text
        picture_of(client.get(page(file, 1)))
    else:
        assert made == [0, 0]
        assert "Không xem trước được" in client.get(preview).text


def test_an_unreadable_office_file_is_not_tried_for_ever(delegate, client):
    upload = SimpleUploadedFile("a.pptx", office("ppt"))
    file = keep_upload(actor=delegate, token=uuid.uuid4(), upload=upload)
    assert previewing.prepare_previews(at=timezone.now()) == 0
    file.refresh_from_db()
    assert (file.preview_tries, file.is_being_prepared) == (2, False)
    assert (
        "Không xem trước được" in client.get(reverse("evidence:file_preview", args=[file.pk])).text
    )


def test_a_conversion_is_taken_over_only_from_a_dead_worker(delegate):
    upload = SimpleUploadedFile("a.pptx", office("ppt"))
    file = keep_upload(actor=delegate, token=uuid.uuid4(), upload=upload)
    now = timezone.now()
    EvidenceFile.objects.update(preview_tries=1, preview_busy_until=now + dt.timedelta(minutes=5))
    file.refresh_from_db()
    assert file.is_being_prepared
    assert not EvidenceFile.objects.wanting_pdf(now).exists()
    assert EvidenceFile.objects.wanting_pdf(now + dt.timedelta(minutes=6)).exists()


def test_pages_are_deleted_with_their_file(delegate, client, django_capture_on_commit_callbacks):
    upload = SimpleUploadedFile("a.pdf", one_page_pdf(1))
    file = keep_upload(actor=delegate, token=uuid.uuid4(), upload=upload)
    client.get(page(file, 1))
    painted = f"previews/{file.pk.hex[:2]}/{file.pk.hex}/1.jpg"
    assert default_storage.exists(painted)
    with django_capture_on_commit_callbacks(execute=True):
        drop_upload(actor=delegate, file=file)
    assert not default_storage.exists(painted)
    assert not default_storage.exists(file.file.name)


def test_every_way_of_upload_refuses_with_the_same_message(delegate):
    with pytest.raises(DomainError, match="rỗng"):
        keep_upload(actor=delegate, token=uuid.uuid4(), upload=ContentFile(b"", name="a.pdf"))
