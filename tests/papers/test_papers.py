"""Official papers: what they say, how they look, what they rest on, how they are made."""

import datetime as dt
import re

import pgtrigger
import pikepdf
import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document
from docx.shared import Pt

from awards.models import Award, AwardType, AwardTypeRule, ProposalQuota, Quota
from awards.services import proposals
from ballots.queries import results
from campaigns.services import scorecards
from core import sandbox
from core.errors import DomainError, NotAllowedError
from evidence.content import ReportContent
from evidence.services import deciding, reporting
from papers.documents import drawing, making, wording
from papers.documents.contexts import contexts_of
from papers.documents.heads import units_on
from papers.documents.samples import SAMPLES
from papers.models import Paper, PaperKind, PaperState
from papers.services import papers
from participants import services as participant_services
from participants.models import AdministrativeUnit

from .. import cast
from ..awards import stage
from ..scoring.test_sheets import TREE, Office
from . import papers_cast

A4 = (595, 842)
MM = 72 / 25.4


@pytest.fixture
def case(running) -> papers_cast.Case:
    return papers_cast.build(running)


# --- words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (39, "ba mươi chín"),
        (64, "sáu mươi tư"),
        (105, "một trăm linh năm"),
        (2_340_000, "hai triệu ba trăm bốn mươi nghìn"),
        (3_510_005, "ba triệu năm trăm mười nghìn không trăm linh năm"),
        (1_000_000_000, "một tỷ"),
    ],
)
def test_numbers_in_words(number, words):
    assert wording.in_words(number) == words


def test_thousands_have_their_point_on_papers():
    assert wording.two_digits(5435) == "5.435"
    assert wording.counted(1004).startswith("1.004 (một nghìn")


def test_dates_places_and_small_numbers_are_written_as_the_decree_says():
    assert wording.day_text(dt.date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert wording.day_text(dt.date(2026, 11, 22)) == "ngày 22 tháng 11 năm 2026"
    assert wording.day_text(dt.date(2026, 3, 22)) == "ngày 22 tháng 3 năm 2026"
    assert wording.place_of("Thành phố Hải Phòng") == "Hải Phòng"
    assert wording.place_of("Thành phố Hồ Chí Minh") == "Thành phố Hồ Chí Minh"
    assert wording.place_of("Phường 12") == "Phường 12"
    assert wording.counted(5) == "05 (năm)"
    assert wording.dong_in_words(3_510_000) == "Ba triệu năm trăm mười nghìn đồng"
    assert wording.legal_grounds(["luật A.", "Nghị định B;"]) == ["Luật A;", "Nghị định B."]


# --- every paper, opened by LibreOffice -----------------------------------------------------------

KINDS = [kind for kind in PaperKind if kind != PaperKind.CERTIFICATES]
HEADED = [kind for kind in KINDS if kind != PaperKind.LIST]


def shape(value):
    """Names and nesting of values, whatever they are."""
    if isinstance(value, dict):
        return {name: shape(item) for name, item in value.items()}
    return [shape(value[0])] if isinstance(value, list) and value else type(value)


def write_all(case, folder) -> dict[str, list[dict]]:
    """The Word file of each kind as `submission.docx`, and the values it was filled in with."""
    words, values = folder / "words", {}
    words.mkdir()
    for kind in KINDS:
        values[kind] = contexts_of(case.ask(kind), papers_cast.DAY)
        place = folder / kind
        place.mkdir()
        files = making.fill(making.built_in(kind), kind, values[kind][:1], place)
        files[0].rename(words / f"{kind}.docx")
    return values


def test_every_paper_keeps_the_measures_of_the_decree(case, tmp_path):
    """One case, one process of LibreOffice; what differs is said of every kind."""
    values = write_all(case, tmp_path)
    for kind in KINDS:
        assert shape(values[kind][0]) == shape(SAMPLES[kind]), kind
    pages = tmp_path / "pages"
    pages.mkdir()
    making.convert(tmp_path / "words", pages, lambda done: None)
    for kind in KINDS:
        document = Document(str(tmp_path / "words" / f"{kind}.docx"))
        check_page(document)
        check_letters(document, kind)
        check_pdf(pages / f"{kind}.pdf", kind)


def check_page(document) -> None:
    """A4, margins, one font, the page's number from the second page on."""
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert all(20 <= side.mm <= 25.1 for side in (section.top_margin, section.bottom_margin))
    assert 30 <= section.left_margin.mm <= 35
    assert 15 <= section.right_margin.mm <= 20.1
    normal = document.styles["Normal"]
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(14))
    assert section.different_first_page_header_footer
    number = section.header.paragraphs[0]
    assert "PAGE" in number._p.xml
    assert Pt(13) <= number.runs[0].font.size <= Pt(14)
    assert not section.first_page_header.paragraphs[0].text


def cells(document):
    return [
        p
        for table in document.tables
        for row in table.rows
        for c in row.cells
        for p in c.paragraphs
    ]


def find(paragraphs, text: str):
    """The letters of the first paragraph that begins with `text`: (size, bold, italic)."""
    for paragraph in paragraphs:
        if paragraph.text.startswith(text):
            run = next(run for run in paragraph.runs if run.text.strip())
            return run.font.size.pt, bool(run.font.bold), bool(run.font.italic)
    raise AssertionError(f"no paragraph begins with {text}")


def check_letters(document, kind: str) -> None:
    paragraphs, in_cells = document.paragraphs, cells(document)
    everything = [*paragraphs, *in_cells]
    assert not any(mark in p.text for p in everything for mark in ("{{", "{%", "}}"))
    texts = [p.text for p in everything if p.text.strip()]
    assert any(text.endswith("./.") for text in texts), kind
    if kind in HEADED:
        size, bold, _ = find(in_cells, "CỘNG HÒA")
        assert 12 <= size <= 13
        assert bold
        size, bold, _ = find(in_cells, "Độc lập")
        assert 13 <= size <= 14
        assert bold
        size, _, italic = find(in_cells, "Sông Xanh, ngày 05 tháng 02 năm 2026")
        assert 13 <= size <= 14
        assert italic
    if kind in ("submission", "notice", "draft_decision"):
        assert find(paragraphs, "Căn cứ Luật")[2], "grounds stand in italics"
        grounds = [p.text for p in paragraphs if p.text.startswith("Căn cứ")]
        assert all(text.endswith(";") for text in grounds[:-1])
        assert re.search(r"Bảng xếp hạng số 1, mã kiểm tra [0-9a-f]{12}\.$", grounds[-1])
    if kind in ("minutes", "report_collective", "report_individual"):
        return
    assert find(in_cells, "Nơi nhận:") == (12, True, True)
    assert find(in_cells, "- Lưu: VT")[0] == 11
    assert find(in_cells, "CHỦ TỊCH")[:2] == (14, True)


def check_pdf(path, kind: str) -> None:
    """Page size, font, nothing in the margins, the national name on one line."""
    with pikepdf.open(path) as pdf:
        fonts = {
            str(font.BaseFont).partition("+")[2]
            for page in pdf.pages
            for font in page.Resources.get("/Font", {}).values()
        }
    assert {name.partition("-")[0] for name in fonts} == {"Tinos"}, (kind, fonts)
    document = pypdfium2.PdfDocument(path)
    for page in document:
        assert (round(page.get_width()), round(page.get_height())) == A4
        text = page.get_textpage()
        boxes = [text.get_charbox(i) for i in range(text.count_chars())]
        inked = [box for box in boxes if box[2] - box[0] > 0.5]
        assert min(box[0] for box in inked) >= 29.5 * MM, kind
        assert max(box[2] for box in inked) <= (210 - 19) * MM, kind
        assert min(box[1] for box in inked) >= 19 * MM, kind
    first = document[0].get_textpage()
    if kind in HEADED:
        assert lines_of(first, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == 1
        assert lines_of(first, "Độc lập - Tự do - Hạnh phúc") == 1
    document.close()


def lines_of(page, words: str) -> int:
    """On how many lines of a page these words stand."""
    index, length = page.search(words).get_next()
    letters = [i for i in range(index, index + length) if page.get_text_range(i, 1).isalpha()]
    bottoms = {round(page.get_charbox(i, loose=True)[1] / 6) for i in letters}
    return len(bottoms)


# --- what they say --------------------------------------------------------------------------------


def context(case, kind: str, day=papers_cast.DAY, **how) -> dict:
    return contexts_of(case.ask(kind, **how), day)[0]


def test_the_submission_letter_counts_whom_it_asks_for(case):
    letter = context(case, "submission")
    assert letter["kinh_gui"] == "Chủ tịch UBND thành phố Sông Xanh"
    assert letter["de_nghi"] == [
        "Bằng khen: 02 (hai) tập thể; 02 (hai) cá nhân, trong đó 01 (một) nữ (danh sách kèm theo)."
    ]
    assert "không có kiến nghị" in letter["y_kien"][0]
    assert "04/04 trường hợp đạt tỷ lệ" in letter["tham_dinh"][1]


def test_minutes_say_the_result_of_the_ballot(case):
    minutes = context(case, "minutes")
    assert (minutes["chu_tri"], minutes["thu_ky"]) == ("Phạm Thử 0", "Phạm Thử 1")
    first = minutes["ket_qua"][0]
    assert (first["dong_y"], first["van_ban"], first["can_dat"]) == ("07", "01/00", "08")
    assert (first["ty_le"], first["ket_qua"]) == ("88,88 %", "Đạt")
    assert minutes["kiem_phieu"][1] == ("Số phiếu phát ra: 08 (tám); số phiếu thu về: 08 (tám).")


def test_minutes_and_the_page_say_the_same_share(case):
    """One rounding: 8 of 9 is 88,88 % on paper and on the page, cut and never rounded up."""
    share = context(case, "minutes")["ket_qua"][0]["ty_le"]
    assert share == "88,88 %"
    assert f"({share})" in results.results_of(case.ballot)[0].explanation


def test_names_of_the_catalogue_become_those_of_the_council(case):
    """A new office uses the country's catalogue, which names a level and no city."""
    AwardType.objects.update(
        name="Bằng khen của Chủ tịch Ủy ban nhân dân cấp tỉnh",
        decided_by="Chủ tịch Ủy ban nhân dân cấp tỉnh",
    )
    letter = context(case, "submission")
    chair = "Chủ tịch Ủy ban nhân dân thành phố Sông Xanh"
    assert letter["kinh_gui"] == chair
    assert letter["de_nghi"][0].startswith(f"Bằng khen của {chair}: 02 (hai) tập thể")
    draft = context(case, "draft_decision")
    assert draft["tham_quyen"] == chair.upper()
    assert draft["trich_yeu"] == "Về việc tặng Bằng khen"
    assert context(case, "list")["nhom_khen"][0]["ten"].startswith(f"I. Bằng khen của {chair}:")
    for kind in ("minutes", "money_list", "closing_report", "report_collective"):
        assert "cấp tỉnh" not in str(context(case, kind)), kind


def test_each_authority_gets_its_own_letter_and_draft(case):
    flag = AwardType.objects.create(
        name="Cờ thi đua của Chính phủ", decided_by="Thủ tướng Chính phủ", kind="title"
    )
    ProposalQuota.objects.filter(subject="collective").update(award_type=flag)
    paper = case.ask("submission")
    letters = contexts_of(paper, papers_cast.DAY)
    assert [letter["kinh_gui"] for letter in letters] == [
        "Chủ tịch UBND thành phố Sông Xanh",
        "Thủ tướng Chính phủ",
    ]
    drafts = contexts_of(case.ask("draft_decision"), papers_cast.DAY)
    assert drafts[1]["co_quan"] == "THỦ TƯỚNG CHÍNH PHỦ"
    assert "QĐ-TTg" in drafts[1]["so_hieu"]
    assert drafts[1]["trich_yeu"] == "Về việc tặng Cờ thi đua của Chính phủ"


def test_an_assumption_is_never_printed_as_a_legal_ground(case, sign_in):
    assumed = "Giả định: bỏ phiếu quá nửa"
    AwardType.objects.update(legal_basis=f"Luật số 06/2022/QH15\n{assumed}")
    AwardTypeRule.objects.update(assumption="Bỏ phiếu quá nửa tổng số thành viên")
    for kind in ("submission", "notice", "draft_decision"):
        grounds = context(case, kind)["can_cu"]
        assert grounds[0] == "Căn cứ Luật số 06/2022/QH15;"
        assert "quá nửa" not in str(grounds)
    address = reverse("papers:paper_list", args=[case.plan.slug])
    assert "Bỏ phiếu quá nửa tổng số thành viên" in sign_in(case.secretary).get(address).text


def test_the_closing_report_goes_to_the_council_that_supervises(case):
    report = context(case, "closing_report")
    assert report["kinh_gui"] == "Hội đồng nhân dân thành phố Sông Xanh"
    assert "chỉ đạo" not in report["ket_thuc"]
    copy = "- Chủ tịch Ủy ban nhân dân thành phố Sông Xanh (để phối hợp);"
    assert copy in report["noi_nhan"]


def test_the_list_stands_in_the_order_of_honour(case):
    groups = context(case, "list")["nhom_khen"]
    assert [group["ten"] for group in groups] == [
        "I. Bằng khen: 02 (hai) tập thể",
        "II. Bằng khen: 02 (hai) cá nhân",
    ]
    assert [row["ten"] for row in groups[0]["danh_sach"]] == ["Ban Pháp chế", "Ban Đô thị"]
    assert groups[0]["danh_sach"][0]["ket_qua"] == "100 điểm, hạng 1"


def test_an_achievement_report_sets_figures_beside_the_year_before(city):
    before = cast.launch_round(
        city, "sx-2022", starts_on=dt.date(2022, 1, 1), ends_on=dt.date(2022, 12, 31)
    )
    deciding.verify_report(
        actor=city.secretary,
        report=reporting.submit_report(
            actor=city.delegates[0],
            content=ReportContent(
                entry=before.entry_of_board(0),
                kind=before.oversight,
                happened_on=dt.date(2022, 5, 10),
                summary="Giám sát năm trước",
                counts={before.criterion("A.1").pk: 1},
            ),
            at=timezone.now(),
        ),
        at=timezone.now(),
    )
    papers_cast.seal(before)
    case = papers_cast.build(cast.launch_round(city, "song-xanh-2023"))
    report = context(case, "report_collective")
    assert report["thanh_tich"][0] == "Hoàn thành chương trình giám sát."
    figures = {row["chi_tieu"]: row for row in report["so_lieu"]}
    oversight = figures["Cuộc giám sát chuyên đề"]
    assert (oversight["nam_truoc"], oversight["nam_nay"], oversight["so_sanh"]) == ("1", "3", "+2")
    assert figures["Tổng điểm thi đua"]["so_sanh"] == "+66,65"


def test_many_reports_cost_as_many_queries_as_one(case):
    paper = case.ask("report_collective")
    one = case.ask("report_collective", line=papers_cast.lines(case.proposal)[0])
    costs = []
    for asked in Paper.objects.filter(pk__in=[one.pk, paper.pk]).order_by("-pk"):
        with CaptureQueriesContext(connection) as queries:
            contexts_of(asked, papers_cast.DAY)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_money_is_listed_with_its_sum_in_words(case):
    money = context(case, "money_list")
    assert money["tong_tien"] == "14.040.000 đồng"
    assert money["bang_chu"] == "Mười bốn triệu không trăm bốn mươi nghìn đồng"
    assert money["nguon"] == ["Chi từ quỹ thi đua, khen thưởng thành phố: 14.040.000 đồng."]


def test_the_closing_report_says_when_there_are_no_awards_yet(case, running):
    report = context(case, "closing_report")
    assert report["bang_khen"][0]["cong"] == "04"
    assert report["bang_khen"][0]["nu"] == "01"
    with pgtrigger.ignore():  # an award of a real round stays
        Award.objects.all().delete()
    report = contexts_of(Paper.objects.get(kind="closing_report"), papers_cast.DAY)[0]
    assert report["khen_thuong"] == ["Đến ngày báo cáo chưa có quyết định khen thưởng."]
    assert report["bang_khen"] == []


def test_the_closing_report_of_a_plan_scored_by_sheets_speaks_of_sheets(city):
    """Boards and delegates score themselves; nobody is asked for a report of an activity."""
    office = Office(city, TREE[:2])
    delegates = {"name": "Đại biểu", "kinds": ["delegate"], "criteria": TREE[:2]}
    version = scorecards.draft_scorecard(actor=city.secretary, plan=office.plan, document=delegates)
    scorecards.publish_scorecard(actor=city.secretary, scorecard=version)
    office.appraised()
    award_type = stage.award_type_named()
    Quota.objects.create(plan=office.plan, award_type=award_type, subject="collective", number=1)
    ranking = papers_cast.seal(office.round)
    proposal = proposals.draft_proposal(actor=city.secretary, ranking=ranking)
    paper = Paper(proposal=proposal, kind=PaperKind.CLOSING_REPORT)
    (activity,) = contexts_of(paper, papers_cast.DAY)[0]["bao_cao"]
    number = office.plan.entries.count()
    assert activity == (
        f"1 trong {number} tập thể, cá nhân phải tự chấm đã gửi phiếu tự chấm; 1 phiếu đã được "
        "thẩm định."
    )
    template = Document(drawing.FOLDER / "closing_report.docx")
    headings = [paragraph.text for paragraph in template.paragraphs]
    assert "II. TÌNH HÌNH THỰC HIỆN" in headings
    assert not any("BÁO CÁO HOẠT ĐỘNG" in text for text in headings)


def test_a_paper_carries_the_names_of_its_own_day(case):
    """Hard case 2: the unit was renamed between the ranking and the paper."""
    old = case.round.city.council.unit
    new = participant_services.build_unit(
        code="sx2", name="Thành phố Sông Biếc", level="province", valid_from=dt.date(2026, 1, 1)
    )
    new.save()
    new.predecessors.add(old)
    AdministrativeUnit.objects.filter(pk=old.pk).update(valid_to=dt.date(2025, 12, 31))
    paper = Paper.objects.get(pk=case.ask("list").pk)
    now = contexts_of(paper, papers_cast.DAY)[0]
    assert now["dia_danh_ngay"].startswith("Sông Biếc, ")
    assert now["co_quan_chu_quan"].endswith("THÀNH PHỐ SÔNG BIẾC")
    assert now["nhom_khen"][0]["danh_sach"][0]["don_vi"] == "HĐND thành phố Sông Biếc"
    then = contexts_of(paper, dt.date(2025, 6, 1))[0]
    assert then["nhom_khen"][0]["danh_sach"][0]["don_vi"] == "HĐND thành phố Sông Xanh"
    assert units_on([old], dt.date(2025, 6, 1))[old.pk].name == "Thành phố Sông Xanh"


# --- what they rest on ----------------------------------------------------------------------------


def test_a_paper_cites_the_sealed_ranking(case):
    paper = case.ask("list")
    ranking = case.proposal.ranking
    assert (paper.ranking_number, paper.ranking_checksum) == (1, ranking.checksum)


def test_nothing_is_made_from_a_superseded_ranking_but_what_belongs_to_its_decision(case):
    papers_cast.seal(case.round)
    for kind in KINDS:
        if kind in ("money_list", "closing_report"):
            assert case.ask(kind).ranking_number == 1
            continue
        with pytest.raises(DomainError, match="đã được thay bằng bảng số 2"):
            case.ask(kind)
    assert case.ask("certificates").ranking_number == 1


def test_a_ranking_superseded_before_the_worker_came_fails_with_its_reason(case):
    paper = case.ask("list")
    papers_cast.seal(case.round)
    assert papers.make_papers() == 0
    paper.refresh_from_db()
    assert (paper.state, paper.docx.name) == (PaperState.FAILED, "")
    assert "đã được thay bằng bảng số 2" in paper.problem


def test_nothing_is_made_from_a_draft(case):
    from scoring.models import Ranking

    case.proposal.ranking = Ranking.objects.draft_of(case.plan) or Ranking.objects.create(
        plan=case.plan
    )
    with pytest.raises(DomainError, match="còn tạm tính"):
        case.ask("list")


def test_what_leaves_the_house_waits_for_the_closing(case):
    case.proposal.closed_at = case.proposal.closed_by = None
    case.proposal.save()
    with pytest.raises(DomainError, match="chưa chốt"):
        case.ask("submission")
    assert case.ask("list").pk


def test_minutes_want_a_counted_ballot_and_money_a_decision(case):
    with pytest.raises(DomainError, match="đã kiểm phiếu"):
        case.ask("minutes", ballot=None)
    with pytest.raises(DomainError, match="chọn quyết định"):
        case.ask("money_list", decision=None)


def test_only_the_office_asks(case):
    with pytest.raises(NotAllowedError):
        papers.ask_paper(
            actor=case.round.city.leader, proposal=case.proposal, kind="list", at=papers_cast.AT
        )


# --- in the background ----------------------------------------------------------------------------


def test_asking_twice_makes_one(case):
    assert case.ask("list").pk == case.ask("list").pk


def test_a_set_becomes_one_pdf_and_a_zip_and_may_run_twice(case):
    paper = case.ask("report_collective")
    assert paper.total == 2
    assert papers.make_papers() == 1
    assert papers.make_papers() == 0
    paper.refresh_from_db()
    assert (paper.state, paper.done, paper.problem) == (PaperState.DONE, 2, "")
    document = pypdfium2.PdfDocument(paper.pdf.path)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert ["Ban Pháp chế" in text for text in texts] == [True, False]
    assert ["Ban Đô thị" in text for text in texts] == [False, True]
    assert paper.docx.name.endswith(".zip")


def report_from(client, case, line):
    """Open the page of a line and press its button for the achievement report."""
    button = re.search(
        r'action="([^"]+/van-ban/soan/[^"]*)">.*?name="kind" value="(\w+)"',
        client.get(reverse("awards:line_detail", args=[case.plan.slug, line.pk])).text,
        re.DOTALL,
    )
    return client.post(button[1], {"kind": button[2], "line": line.pk}, follow=True)


def test_the_report_of_one_line_is_a_paper_like_any_other(case, sign_in):
    first, second, person = papers_cast.lines(case.proposal)[:3]
    client = sign_in(case.secretary)
    page = report_from(client, case, first)
    assert "Đang soạn: Báo cáo thành tích tập thể." in page.text
    report_from(client, case, first)  # pressed twice: one paper
    paper = Paper.objects.get()
    assert (paper.line, paper.total, paper.ranking_number) == (first, 1, 1)
    assert papers.make_papers() == 1
    paper.refresh_from_db()
    assert (paper.state, paper.docx.name.endswith(".docx")) == (PaperState.DONE, True)
    document = pypdfium2.PdfDocument(paper.pdf.path)
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert "Ban Pháp chế" in text
    assert "Ban Đô thị" not in text
    with pytest.raises(DomainError, match="không thuộc loại báo cáo này"):
        case.ask("report_collective", line=person)
    with pytest.raises(DomainError, match="soạn riêng được cho một dòng"):
        case.ask("list", line=second)
    second.outcome = "removed"
    second.save()
    with pytest.raises(DomainError, match="không có trong đề nghị"):
        case.ask("report_collective", line=second)


def test_a_line_that_is_not_there_never_becomes_the_whole_set(case, sign_in):
    ask = reverse("papers:paper_ask", args=[case.plan.slug])
    for stray in ("0", "x"):
        sign_in(case.secretary).post(ask, {"kind": "report_collective", "line": stray})
    assert not Paper.objects.exists()


def test_the_page_of_a_superseded_line_says_why_there_is_no_report(case, sign_in):
    line = papers_cast.lines(case.proposal)[0]
    papers_cast.seal(case.round)
    client = sign_in(case.secretary)
    text = client.get(reverse("awards:line_detail", args=[case.plan.slug, line.pk])).text
    assert "đã được thay bằng bảng số 2. Hãy soạn từ đề nghị" in text
    assert "Soạn báo cáo thành tích" not in text


def test_what_a_killed_worker_left_is_made_by_the_next(case):
    paper = case.ask("list")
    long_ago = papers_cast.AT - dt.timedelta(days=1)
    Paper.objects.update(state="working", tries=1, busy_until=long_ago, done=0)
    assert papers.make_papers() == 1
    paper.refresh_from_db()
    assert (paper.state, paper.tries) == (PaperState.DONE, 2)


def test_a_paper_that_kills_workers_is_given_up(case):
    paper = case.ask("list")
    long_ago = papers_cast.AT - dt.timedelta(days=1)
    Paper.objects.update(state="working", tries=3, busy_until=long_ago)
    assert papers.make_papers() == 0
    paper.refresh_from_db()
    assert (paper.state, "nhiều lần" in paper.problem) == (PaperState.FAILED, True)


def test_without_libreoffice_the_word_file_still_comes(case, monkeypatch):
    """Like a machine that has none: its path is empty where the sandbox looks for `soffice`."""
    paper = case.ask("list")
    monkeypatch.setattr(sandbox.os, "defpath", "/nowhere")
    assert papers.make_papers() == 1
    paper.refresh_from_db()
    assert (paper.state, bool(paper.docx), bool(paper.pdf)) == (PaperState.DONE, True, False)
    assert "LibreOffice" in paper.problem
