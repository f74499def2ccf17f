"""Certificates: texts within their boxes, order of handing out, code and QR code."""

import io
import time
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from awards.models import AwardType
from awards.wording.local_names import local_names_for
from core.errors import NotAllowedError
from papers.documents.certificates import (
    PrintOptions,
    address_of,
    layout_of,
    pdf_of,
    picture_of,
    qr_of,
    sample_texts,
    texts_of,
)
from papers.documents.rows import awards_of
from papers.models import CertificateLayout, PaperState
from papers.services import layouts
from papers.services.production import make_papers

from . import paper_setup

MM = 72 / 25.4
LONG = (
    "Ban Chỉ đạo phong trào thi đua đổi mới, nâng cao chất lượng hoạt động giám sát, tiếp xúc "
    "cử tri của Hội đồng nhân dân xã"
)


@pytest.fixture
def award_type(db) -> AwardType:
    return AwardType.objects.create(name="Bằng khen", decided_by="Chủ tịch UBND thành phố")


@pytest.fixture
def layout(city, award_type) -> CertificateLayout:
    return layout_of(city.council.pk, award_type)


def ink_of(pdf: bytes, words: str) -> tuple[float, float, float, float]:
    """(left, top, right, bottom) in mm of the letters of `words` on the first page."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    text = page.get_textpage()
    plain = "".join(words.split())
    letters = [(text.get_text_range(i, 1), text.get_charbox(i)) for i in range(text.count_chars())]
    inked = [(letter, box) for letter, box in letters if letter.strip()]
    start = "".join(letter for letter, _ in inked).index(plain)
    boxes = [box for _, box in inked[start : start + len(plain)]]
    height = page.get_height()
    found = (
        min(box[0] for box in boxes) / MM,
        (height - max(box[3] for box in boxes)) / MM,
        max(box[2] for box in boxes) / MM,
        (height - min(box[1] for box in boxes)) / MM,
    )
    document.close()
    return found


@pytest.mark.parametrize("name", [LONG, "Ộ" * 120, "Ề " * 59 + "Ề"])
def test_a_name_of_120_characters_stays_in_its_box(layout, award_type, name):
    assert 115 <= len(name) <= 120
    pdf = pdf_of(layout, [sample_texts(award_type) | {"name": name}])
    box = layout.fields["name"]
    left, top, right, bottom = ink_of(pdf, name)
    assert left >= box["x"] - 0.3
    assert right <= box["x"] + box["width"] + 0.3
    assert top >= box["y"] - 0.5
    assert bottom <= box["y"] + box["height"] + 0.5


def test_a_short_name_keeps_its_size(layout, award_type):
    pdf = pdf_of(layout, [sample_texts(award_type) | {"name": "Lê Thử An"}])
    _, top, _, bottom = ink_of(pdf, "L")
    assert bottom - top > 4  # millimetres of a capital at 26 points


def test_a_hundred_certificates_take_four_seconds_of_processor_time_at_most(layout, award_type):
    certificates = [
        sample_texts(award_type) | {"name": LONG, "qr": qr_of(f"A{i}")} for i in range(100)
    ]
    begun = time.process_time()
    pdf = pdf_of(layout, certificates)
    assert time.process_time() - begun < 4  # of all threads together
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 100
    assert [round(side) for side in document[99].get_size()] == [842, 595]
    document.close()


def test_the_offset_moves_all_texts(layout, award_type):
    words = sample_texts(award_type)
    before = ink_of(pdf_of(layout, [words]), words["name"])
    layout.offset_x, layout.offset_y = 3.5, -2
    after = ink_of(pdf_of(layout, [words]), words["name"])
    assert after[0] - before[0] == pytest.approx(3.5, abs=0.05)
    assert after[1] - before[1] == pytest.approx(-2, abs=0.05)


def test_the_frame_is_left_out_on_a_printed_form(layout, award_type):
    with_frame = text_of(pdf_of(layout, [sample_texts(award_type)], PrintOptions(background=True)))
    without = text_of(pdf_of(layout, [sample_texts(award_type)], PrintOptions(background=False)))
    assert "CỘNG HÒA XÃ HỘI" in with_frame
    assert "CỘNG HÒA XÃ HỘI" not in without
    assert "BẰNG KHEN" in without


def text_of(pdf: bytes, page: int = 0) -> str:
    document = pypdfium2.PdfDocument(pdf)
    found = document[page].get_textpage().get_text_range()
    document.close()
    return found


def test_typst_markup_in_a_name_is_plain_text(layout, award_type):
    name = '#read("/etc/passwd") *đậm* $x$ @a'
    assert name in text_of(pdf_of(layout, [sample_texts(award_type) | {"name": name}]))


def test_the_qr_code_holds_the_public_address(layout, award_type, settings):
    settings.SITE_URL = "https://thidua.example.vn/"
    assert address_of("AB-12") == "https://thidua.example.vn/kiem-tra/AB-12/"
    assert "thidua.example.vn/kiem-tra/MAU-2026/" in text_of(
        pdf_of(layout, [sample_texts(award_type)])
    )
    box = layout.fields["qr"]
    picture = picture_of(layout, sample_texts(award_type))
    scale = 1000 / 297
    corner = [round(box[side] * scale) for side in ("x", "y")]
    side = round(box["width"] * scale)
    code = Image.open(io.BytesIO(picture)).convert("1")
    code = code.crop((*corner, corner[0] + side, corner[1] + side))
    dark = code.histogram()[0] / (code.width * code.height)
    assert 0.2 < dark < 0.6


def test_certificates_are_ordered_by_level_title_and_recipient(case):
    title = AwardType.objects.create(
        name="Cờ thi đua", decided_by="Chủ tịch", kind="title", precedence=500
    )
    low = AwardType.objects.create(
        name="Giấy khen", decided_by="Chủ tịch", level="commune", precedence=1
    )
    paper_setup.grant(
        case.decision, None, "T1", award_type=title, name="Đơn vị C", recipient="collective"
    )
    paper_setup.grant(
        case.decision, None, "L1", award_type=low, name="Ông A", recipient="individual"
    )
    found = [(award.award_type.name, award.recipient) for award in awards_of(case.decision)]
    assert found == [
        ("Cờ thi đua", "collective"),
        *[("Bằng khen", "collective")] * 2,
        *[("Bằng khen", "individual")] * 2,
        ("Giấy khen", "individual"),
    ]
    paper = case.request("certificates", has_background=False)
    assert make_papers() == 1
    paper.refresh_from_db()
    assert (paper.state, paper.total, bool(paper.docx)) == (PaperState.DONE, 6, False)
    content = Path(paper.pdf.path).read_bytes()
    assert "CỜ THI ĐUA" in text_of(content, 0)
    assert "Ban Đô thị" in text_of(content, 1)
    assert "GIẤY KHEN" in text_of(content, 5)


def test_a_certificate_cites_the_decision(case):
    award = awards_of(case.decision)[0]
    words = texts_of(award, "Sông Xanh", local_names_for(award.organiser.unit))
    assert words["decision"] == "Quyết định số 118/QĐ-UBND\nngày 05 tháng 02 năm 2026"
    assert words["authority"] == "CHỦ TỊCH UBND THÀNH PHỐ SÔNG XANH"


def test_a_certificate_names_the_issuer_once_and_the_achievement(case):
    AwardType.objects.update(name="Bằng khen của Chủ tịch Ủy ban nhân dân thành phố")
    award = awards_of(case.decision)[0]
    names = local_names_for(award.organiser.unit)
    award.achievement = "Phong trào thi đua Sông Xanh: Kế hoạch năm 2023"
    words = texts_of(award, "Sông Xanh", names)
    assert words["form"] == "BẰNG KHEN"
    assert words["achievement"] == (
        "Đã có thành tích xuất sắc trong phong trào thi đua Sông Xanh: Kế hoạch năm 2023"
    )
    award.achievement = "Đã có thành tích trong cứu nạn"
    assert texts_of(award, "Sông Xanh", names)["achievement"] == "Đã có thành tích trong cứu nạn"
    flag = AwardType(name="Cờ thi đua của Chính phủ", decided_by="Thủ tướng Chính phủ")
    assert names.bare_name_of(flag, flag.decided_by) == "Cờ thi đua của Chính phủ"


def test_only_the_office_changes_layouts(city, layout, award_type):
    with pytest.raises(NotAllowedError):
        layouts.set_layout(
            actor=city.leader,
            council=city.council,
            award_type=award_type,
            page=(297, 210),
            offset=(0, 0),
            fields=layout.fields,
        )
