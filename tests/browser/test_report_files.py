"""Files on a phone: made smaller before they leave, sent at once, and not lost with the line."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page, expect

from evidence.models import PART_BYTES, EvidenceFile, FileUpload
from evidence.services.files import keep_upload

from .. import cast
from ..evidence.hostile import HOSTILE, PLACE, photo
from ..pdf_files import one_page_pdf
from .conftest import DESK, PHONE, faults, sign_in_by_form

pytestmark = pytest.mark.django_db(transaction=True)

PART = PART_BYTES
LARGE = one_page_pdf(1).ljust(PART * 5)
SUMMARY = "Nội dung, kết quả"
CHOOSE = "Ảnh, tài liệu minh chứng"


@pytest.fixture
def delegate(running):
    return running.city.delegates[2]


@pytest.fixture
def phone(delegate, open_as) -> Page:
    page = open_as(delegate, PHONE)
    page.goto("/bao-hoat-dong/")
    page.get_by_label("Loại hoạt động").select_option(label="Tiếp xúc cử tri")
    page.get_by_label("Cuộc tiếp xúc cử tri").fill("2")
    page.get_by_label("Ngày diễn ra").fill("2023-05-10")
    page.get_by_label(SUMMARY).fill("Gõ từ ngoài đồng, sóng yếu")
    return page


def choose(page: Page, name: str, content: bytes, kind: str = "application/pdf") -> None:
    page.get_by_label(CHOOSE).set_input_files({"name": name, "mimeType": kind, "buffer": content})


def kept(page: Page, name: str):
    return page.locator("#kept-list li").filter(has_text=name)


def send(page: Page) -> None:
    page.get_by_role("button", name="Gửi báo cáo").click()


def expect_sent(page: Page, running, delegate, *names: str) -> None:
    expect(page.get_by_text("Đã gửi báo cáo.")).to_be_visible()
    report = running.entry_of(delegate).reports.get()
    assert report.summary == "Gõ từ ngoài đồng, sóng yếu"
    assert sorted(file.name for file in report.files.all()) == sorted(names)


def test_a_photo_leaves_the_phone_small_and_without_its_place(running, delegate, phone):
    taken = photo("JPEG", 3000, 2000, 6)  # the phone was held upright
    choose(phone, "IMG_2001.JPG", taken, "image/jpeg")
    expect(kept(phone, "IMG_2001.jpg")).to_be_visible()
    file = EvidenceFile.objects.get()
    with file.file.open() as content:
        stored = content.read()
    picture = Image.open(io.BytesIO(stored))
    assert picture.size == (1333, 2000)
    assert len(stored) < len(taken)
    assert PLACE not in stored
    assert not picture.getexif()
    assert len(file.fingerprints) == 2  # of what is stored, and of what was taken
    send(phone)
    expect_sent(phone, running, delegate, "IMG_2001.jpg")


def cut_the_line_after(page: Page, parts: int) -> list[int]:
    """Let that many parts through, then cut; the list tells how many were tried."""
    seen: list[int] = []

    def handle(route) -> None:
        seen.append(1)
        if len(seen) == parts + 1:
            page.context.set_offline(True)
            route.abort("internetdisconnected")
        else:
            route.continue_()

    page.route("**/tep/tai-len/*-*/", handle)
    return seen


def test_a_line_cut_in_the_middle_is_told_and_what_arrived_is_not_sent_again(
    running, delegate, phone
):
    seen = cut_the_line_after(phone, 2)
    choose(phone, "báo cáo dài.pdf", LARGE)
    row = phone.locator("#upload-list li")
    expect(row).to_contain_text("Mất kết nối. Tệp vẫn còn ở đây")
    expect(phone.get_by_role("button", name="Thử lại")).to_be_visible()
    assert FileUpload.objects.get().received == 2 * PART
    send(phone)  # an impatient finger
    expect(phone.get_by_text("Báo cáo tự gửi khi tải xong")).to_be_visible()
    expect(phone.get_by_label(SUMMARY)).to_have_value("Gõ từ ngoài đồng, sóng yếu")
    phone.context.set_offline(False)
    expect_sent(phone, running, delegate, "báo cáo dài.pdf")
    assert len(seen) == 6  # five parts, one of them twice


def test_a_page_made_anew_goes_on_where_the_old_one_stopped(running, delegate, phone):
    seen = cut_the_line_after(phone, 3)
    choose(phone, "báo cáo dài.pdf", LARGE)
    expect(phone.locator("#upload-list li")).to_contain_text("Mất kết nối")
    expect(phone.locator("[data-kept-status]")).not_to_be_empty()
    context = phone.context
    phone.close()  # the phone ran out of memory
    context.set_offline(False)
    phone = context.new_page()
    again = cut_the_line_after(phone, 99)
    phone.goto("/bao-hoat-dong/")
    expect(phone.get_by_label(SUMMARY)).to_have_value("Gõ từ ngoài đồng, sóng yếu")
    expect(phone.locator("#kept-list")).to_contain_text("Hãy chọn lại đúng tệp này")
    choose(phone, "báo cáo dài.pdf", LARGE)
    expect(kept(phone, "báo cáo dài.pdf").get_by_role("button")).to_be_visible()
    assert (len(seen), len(again)) == (4, 2)  # three arrived, the fourth did not
    send(phone)
    expect_sent(phone, running, delegate, "báo cáo dài.pdf")


def test_a_session_that_ended_asks_to_sign_in_elsewhere_and_goes_on(running, delegate, phone):
    phone.context.clear_cookies(name="sessionid")
    choose(phone, "biên bản.pdf", one_page_pdf(1))
    expect(phone.locator("#upload-list li")).to_contain_text("Phiên đăng nhập đã hết")
    with phone.expect_popup() as opened:
        phone.get_by_role("link", name="Đăng nhập lại ở thẻ khác").click()
    door = opened.value
    sign_in_by_form(door, delegate)
    door.close()
    phone.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(kept(phone, "biên bản.pdf")).to_be_visible()
    send(phone)
    expect_sent(phone, running, delegate, "biên bản.pdf")


def test_a_refused_file_says_why_and_the_report_does_not_go_without_it_unseen(
    running, delegate, phone
):
    choose(phone, "ảnh.svg", b"<svg/>", "image/svg+xml")
    expect(phone.locator("#upload-list li")).to_contain_text("không thuộc loại được nhận")
    choose(phone, "biên bản.pdf", one_page_pdf(1))
    expect(kept(phone, "biên bản.pdf")).to_be_visible()
    send(phone)
    expect(phone.locator("#upload-note")).to_contain_text("“ảnh.svg” chưa tải lên được")
    assert faults(phone) == []
    phone.get_by_role("button", name="Bỏ tệp ảnh.svg").click()
    phone.get_by_role("button", name="Bỏ tệp biên bản.pdf").click()
    expect(kept(phone, "biên bản.pdf")).to_have_count(0)
    choose(phone, "đúng.pdf", one_page_pdf(2))
    send(phone)  # at once: it waits for the file
    expect_sent(phone, running, delegate, "đúng.pdf")


def test_no_address_of_a_kept_file_opens_or_runs_anything(running, delegate, open_as):
    files = []
    for case in HOSTILE:
        if case.refused is None:
            upload = SimpleUploadedFile(case.name, case.make())
            token = uuid.uuid4()
            files.append(keep_upload(actor=delegate, token=token, upload=upload))
            cast.send(running, delegate, "II.1", token=token, summary=case.what)
    assert len(files) > 10
    page = open_as(running.city.secretary, DESK)
    page.on("dialog", lambda dialog: pytest.fail(f"a script spoke: {dialog.message}"))
    page.goto("/viec-cua-toi/")
    before = (page.url, page.title())
    for file in files:
        with page.expect_download() as download:
            page.evaluate(f"location.href = '{reverse('evidence:file_download', args=[file.pk])}'")
        assert download.value.path().stat().st_size == file.size
        download.value.delete()
        assert (page.url, page.title()) == before


def test_the_verifier_sees_the_pages_and_takes_nothing(running, delegate, open_as):
    token = uuid.uuid4()
    for name, content in (("a.png", photo("PNG")), ("b.pdf", one_page_pdf(1))):
        upload = SimpleUploadedFile(name, content)
        keep_upload(actor=delegate, token=token, upload=upload)
    report = cast.send(running, delegate, "II.1", token=token)
    page = open_as(running.city.secretary, DESK)
    page.goto(reverse("admin:evidence_activityreport_change", args=[report.pk]))
    for name in ("a.png", "b.pdf"):
        picture = page.get_by_role("img", name=name)
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        expect(picture).not_to_have_js_property("naturalWidth", 0)
    assert faults(page) == []
    accesses = [
        kind for file in report.files.all() for kind in file.accesses.values_list("kind", flat=True)
    ]
    assert accesses == ["view", "view"]
