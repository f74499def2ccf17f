"""Hải Phòng 2023 in a browser: from the sealed ranking to 39 + 64 certificates."""

import re
from datetime import timedelta

import pypdfium2 as pdfium
import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from awards.models import Award
from core.clock import today
from demo import hai_phong
from demo.documents import read_document
from demo.honours import seat_council
from demo.office import Endings
from demo.reports import Pace
from demo.steps import steps_to
from participants.models import Council

from ..demo.conftest import cut_scenario
from ..pdf_files import one_page_pdf
from ..processes import worker
from .conftest import DESK, PHONE

pytestmark = pytest.mark.django_db(transaction=True)

ORGANISER = "HĐND thành phố Hải Phòng"
LONG_NAME = "Ban Kinh tế - Ngân sách của Hội đồng nhân dân " + "quận kiểu mẫu về chuyển đổi số " * 2
LONG_NAME = LONG_NAME.strip()
PLAN = f"/phong-trao/{hai_phong.PLAN}/"


@pytest.fixture
def members():
    """Hải Phòng up to its drafted proposal, in a smaller city, with an award council of five."""
    scenario = cut_scenario(
        hai_phong, "hai_phong", 6, 4, Pace(6, 14), Endings(returned=5, refused=4)
    )
    scenario.load(steps_to(lambda line: None, "test"), to_the_end=False)
    document = read_document("hai_phong_honours")
    few = document["council"] | {"members": document["council"]["members"][:5]}
    people = seat_council(
        Council.objects.get(name=ORGANISER), document | {"council": few}, _user("thuky.hp")
    )
    # A worker refuses a database with accounts whose password everybody knows.
    User.objects.update(is_demonstration=False)
    return [person.user for person in people]


def _user(username: str) -> User:
    return User.objects.get(username=username)


def test_from_the_sealed_ranking_to_every_certificate(members, open_as, tmp_path, settings):
    settings.MEDIA_ROOT = settings.VAR_DIR / "test" / "media"  # the worker's
    with time_machine.travel(timezone.now() - timedelta(days=30)):
        _close_and_hang_out(open_as(_user("thuky.hp"), DESK))
    office = open_as(_user("thuky.hp"), DESK)
    _vote_in_secret(office, members, open_as)
    refused = _decide(office)
    corrected = _correct(office, refused)
    assert Award.objects.in_force().filter(recipient="collective").count() == 39
    assert Award.objects.in_force().filter(recipient="individual").count() == 64
    with worker(tmp_path):
        pages = _print_certificates(office)
    assert len(pages) == 39 + 64
    assert sum(LONG_NAME in page for page in pages) == 1
    assert sum(refused in page for page in pages) == 1
    anybody = open_as(None, PHONE)
    anybody.goto(f"/kiem-tra/{corrected.code}/")
    expect(anybody.get_by_text(LONG_NAME)).to_be_visible()


def _close_and_hang_out(office: Page) -> None:
    """A month ago the list was closed and hung out for ten working days."""
    office.goto(f"{PLAN}khen-thuong/")
    office.get_by_role("link", name="Chốt đề nghị").click()
    office.get_by_role("button", name="Đúng, chốt đề nghị").click()
    expect(office.get_by_text("Đã chốt đề nghị.")).to_be_visible()
    office.goto(f"{PLAN}cong-khai/")
    office.get_by_label("Công khai tại").fill("Bảng tin trụ sở (minh họa)")
    office.get_by_label("Từ ngày").fill(_today())
    office.get_by_label("Số ngày làm việc").fill("10")
    office.get_by_role("button", name="Công khai…").click()
    office.get_by_role("button", name="Đúng, công khai danh sách").click()
    expect(office.get_by_text("Bảng tin trụ sở (minh họa)")).to_be_visible()


def _vote_in_secret(office: Page, members: list[User], open_as) -> None:
    """Three keepers take their codes, five members vote on their phones, two codes open the box."""
    keepers = members[:3]
    office.goto(f"{PLAN}bo-phieu/")
    for keeper in keepers:
        office.get_by_label(keeper.full_name).check()
    with office.expect_navigation():
        office.get_by_role("button", name="Lập cuộc bỏ phiếu").click()
    phones = [open_as(member, PHONE) for member in members]
    ballot = re.search(r"/bo-phieu/\d+/", office.url).group()
    address = PLAN + ballot.removeprefix("/")
    codes = []
    for phone in phones[: len(keepers)]:
        phone.goto(f"{address}khoa/")
        with phone.expect_navigation():
            phone.get_by_role("button", name="Hiện mã của tôi").click()
        groups = phone.locator(".ballot-groups code span")
        expect(groups.first).to_be_visible()  # all_inner_texts does not wait for the new page
        codes.append("".join(groups.all_inner_texts()))
    office.goto(f"{address}mo/")
    with office.expect_navigation():
        office.get_by_role("button", name="Mở bỏ phiếu").click()
    receipts = []
    for phone in phones:
        phone.goto(f"{address}phieu/")
        phone.get_by_role("button", name="Đồng ý tất cả").click()
        phone.get_by_role("button", name="Xem lại phiếu").click()
        phone.get_by_role("button", name="Bỏ phiếu", exact=True).click()
        expect(phone.get_by_text("Phiếu của đồng chí đã vào hòm")).to_be_visible()
        receipts.append(phone.locator(".ballot-code code").inner_text())
    office.goto(address)
    office.get_by_role("link", name="Đóng bỏ phiếu").click()
    with office.expect_navigation():
        office.get_by_role("button", name="Đóng bỏ phiếu").click()
    office.goto(f"{address}kiem-phieu/")
    office.get_by_label("Mã của người thứ nhất").fill(codes[0])
    office.get_by_label("Mã của người thứ hai").fill(codes[2])
    office.get_by_role("button", name="Mở hòm và kiểm phiếu").click()
    for receipt in receipts:
        expect(office.get_by_text(receipt)).to_be_visible()


def _decide(office: Page) -> str:
    """The letter goes out; the decision comes back with one name refused. Gives that name."""
    office.goto(f"{PLAN}quyet-dinh/")
    office.get_by_label("Số, ký hiệu tờ trình").fill("05-MH/TTr-HĐND")
    office.get_by_label("Ngày tờ trình").fill(_today())
    office.get_by_role("button", name="Ghi là đã gửi 103 tên").click()
    office.get_by_role("link", name="Ghi quyết định").click()
    _fill_signed(office, "301-MH/QĐ-UBND", 1)
    last = office.locator("li.choice").last
    refused = last.locator("strong").inner_text()
    last.get_by_label(re.compile("Không khen")).check()
    last.get_by_label("Căn cứ pháp lý").fill("Chưa có ý kiến hiệp y của cơ quan quản lý.")
    office.get_by_role("button", name="Ghi quyết định").click()
    expect(office.get_by_text("Chưa có ý kiến hiệp y của cơ quan quản lý.")).to_be_visible()
    assert Award.objects.in_force().count() == 102
    return refused


def _correct(office: Page, refused: str) -> Award:
    """A second decision grants the refused name and corrects another. Gives the corrected award."""
    office.get_by_role("link", name="Điều chỉnh").click()
    _fill_signed(office, "355-MH/QĐ-UBND", 2)
    office.get_by_label("Lý do").fill("Bổ sung một cá nhân; sửa tên một tập thể in thiếu chữ.")
    first = office.locator("li.choice").first
    first.get_by_label(re.compile("Sửa tên")).check()
    first.get_by_label("Tên đúng").fill(LONG_NAME)
    office.get_by_label(re.compile(rf"^\s*Khen {refused}")).check()
    office.get_by_role("button", name="Ghi quyết định điều chỉnh").click()
    expect(office.get_by_role("heading", name="355-MH/QĐ-UBND")).to_be_visible()
    return Award.objects.in_force().get(name=LONG_NAME)


def _print_certificates(office: Page) -> list[str]:
    """The words of each page of the certificates of both decisions."""
    pages = []
    for number in ("301-MH/QĐ-UBND", "355-MH/QĐ-UBND"):
        office.goto(f"{PLAN}van-ban/")
        office.get_by_role("button", name=f"Soạn Bằng khen, giấy khen {number}").click()
        row = office.locator("tr.made-paper", has_text=number)
        with office.expect_download() as download:
            row.get_by_role("link", name=re.compile("PDF")).click(timeout=60_000)
        with pdfium.PdfDocument(download.value.path()) as document:
            pages += [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    return pages


def _fill_signed(office: Page, number: str, paper_number: int) -> None:
    office.get_by_label("Số, ký hiệu quyết định").fill(number)
    office.get_by_label("Ngày quyết định").fill(_today())
    office.get_by_label("Cơ quan, người quyết định").fill("Chủ tịch UBND thành phố Hải Phòng")
    office.get_by_label("Người ký", exact=True).fill("Lương Quốc Thịnh")
    office.get_by_label("Chức vụ người ký").fill("Chủ tịch")
    office.get_by_label("Nhận ngày").fill(_today())
    office.get_by_label("Bản đã ký (PDF)").set_input_files(
        {
            "name": "quyết định.pdf",
            "mimeType": "application/pdf",
            "buffer": one_page_pdf(paper_number),
        }
    )


def _today() -> str:
    return today().isoformat()
