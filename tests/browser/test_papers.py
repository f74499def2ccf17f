"""A secretary requests papers, uploads a template and moves a certificate layout."""

import io

import pytest
from docx import Document
from playwright.sync_api import expect

from papers.models import CertificateLayout
from papers.services.production import make_papers

from ..papers import paper_setup
from .conftest import DESK, PHONE


@pytest.fixture
def case(running) -> paper_setup.PaperCase:
    return paper_setup.paper_case(running)


def word(text: str) -> dict:
    document, file = Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(file)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return {"name": "mau.docx", "mimeType": kind, "buffer": file.getvalue()}


@pytest.mark.django_db(transaction=True)
def test_a_requested_paper_appears_without_reloading(case, open_as):
    page = open_as(case.secretary, PHONE)
    page.goto(f"/phong-trao/{case.plan.slug}/van-ban/")
    page.get_by_role("button", name="Soạn Danh sách đề nghị").click()
    page.get_by_text("Đang chờ", exact=True).wait_for()
    make_papers()
    page.get_by_text("Đã xong").wait_for()
    with page.expect_download() as taken:
        page.get_by_role("link", name="PDF Danh sách đề nghị").click()
    assert taken.value.suggested_filename.endswith(".pdf")


@pytest.mark.django_db(transaction=True)
def test_a_faulty_template_is_refused_and_a_correct_one_used(case, open_as):
    page = open_as(case.secretary, DESK)
    page.goto(f"/phong-trao/{case.plan.slug}/van-ban/mau/")
    page.get_by_label("Loại văn bản").first.select_option("list")
    page.get_by_label("Tệp Word (.docx)").set_input_files(word("Gửi {{ ai_do }}"))
    page.get_by_role("button", name="Tải lên để xem thử").click()
    page.get_by_text("không có trường “ai_do”").wait_for()
    page.get_by_label("Tệp Word (.docx)").set_input_files(word("{{ kem_theo }}"))
    page.get_by_role("button", name="Tải lên để xem thử").click()
    page.get_by_text("Đang soạn bản xem thử").wait_for()
    make_papers()
    page.get_by_role("button", name="Dùng mẫu này").click()
    page.get_by_role("button", name="Thôi dùng").wait_for()


@pytest.mark.django_db(transaction=True)
def test_a_certificate_is_moved_by_millimetres(case, open_as):
    page = open_as(case.secretary, DESK)
    page.goto(f"/phong-trao/{case.plan.slug}/van-ban/bang-khen/")
    page.get_by_role("link", name="Căn chỉnh Bằng khen").click()
    picture = page.locator("img.certificate")
    expect(picture).to_have_js_property("naturalWidth", 1000)
    page.get_by_label("Dịch sang phải").fill("2.5")
    page.get_by_role("button", name="Lưu").first.click()
    page.get_by_text("Đã lưu.").wait_for()
    assert str(CertificateLayout.objects.get().offset_x) == "2.5"
