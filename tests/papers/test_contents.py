"""Values of papers: numbers, names, legal grounds and figures."""

import datetime as dt

import pgtrigger
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document

from awards.models import Award, AwardType, AwardTypeRule, ProposalQuota, Quota
from awards.services import proposals
from ballots.queries import results
from campaigns.scorecards.validator import checked_document
from campaigns.services import scorecards
from evidence.content import ReportContent
from evidence.services import deciding, reporting
from papers.documents.common_fields import units_on
from papers.documents.contexts import contexts_of
from papers.documents.word_templates import built_in_template
from papers.models import Paper, PaperKind
from participants import services as participant_services
from participants.models import AdministrativeUnit

from .. import cast
from ..awards import stage
from ..scoring.test_sheets import TREE, Office
from . import paper_setup


def context(case, kind: str, day=paper_setup.DAY, **arguments) -> dict:
    """The values of the first document of a paper."""
    return contexts_of(case.request(kind, **arguments), day)[0]


def test_the_submission_counts_collectives_individuals_and_women(case):
    letter = context(case, "submission")
    assert letter["kinh_gui"] == "Chủ tịch UBND thành phố Sông Xanh"
    assert letter["de_nghi"] == [
        "Bằng khen: 02 (hai) tập thể; 02 (hai) cá nhân, trong đó 01 (một) nữ (danh sách kèm theo)."
    ]
    assert "không có kiến nghị" in letter["y_kien"][0]
    assert "04/04 trường hợp đạt tỷ lệ" in letter["tham_dinh"][1]


def test_minutes_show_the_result_of_the_ballot(case):
    minutes = context(case, "minutes")
    assert (minutes["chu_tri"], minutes["thu_ky"]) == ("Phạm Thử 0", "Phạm Thử 1")
    first = minutes["ket_qua"][0]
    assert (first["dong_y"], first["van_ban"], first["can_dat"]) == ("07", "01/00", "08")
    assert (first["ty_le"], first["ket_qua"]) == ("88,88 %", "Đạt")
    assert minutes["kiem_phieu"][1] == ("Số phiếu phát ra: 08 (tám); số phiếu thu về: 08 (tám).")


def test_minutes_and_page_show_the_same_share(case):
    """8 of 9 is 88,88 % on paper and on the page: cut, never rounded up."""
    share = context(case, "minutes")["ket_qua"][0]["ty_le"]
    assert share == "88,88 %"
    assert f"({share})" in results.results_of(case.ballot)[0].explanation


def test_names_of_the_catalogue_are_replaced_by_those_of_the_council(case):
    """The national catalogue names a level, not a city."""
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


def test_each_authority_has_its_own_submission_and_draft(case):
    flag = AwardType.objects.create(
        name="Cờ thi đua của Chính phủ", decided_by="Thủ tướng Chính phủ", kind="title"
    )
    ProposalQuota.objects.filter(subject="collective").update(award_type=flag)
    paper = case.request("submission")
    letters = contexts_of(paper, paper_setup.DAY)
    assert [letter["kinh_gui"] for letter in letters] == [
        "Chủ tịch UBND thành phố Sông Xanh",
        "Thủ tướng Chính phủ",
    ]
    drafts = contexts_of(case.request("draft_decision"), paper_setup.DAY)
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


def test_the_list_is_in_the_order_of_honour(case):
    groups = context(case, "list")["nhom_khen"]
    assert [group["ten"] for group in groups] == [
        "I. Bằng khen: 02 (hai) tập thể",
        "II. Bằng khen: 02 (hai) cá nhân",
    ]
    assert [row["ten"] for row in groups[0]["danh_sach"]] == ["Ban Pháp chế", "Ban Đô thị"]
    assert groups[0]["danh_sach"][0]["ket_qua"] == "100 điểm, hạng 1"


def test_an_achievement_report_compares_figures_with_the_year_before(city):
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
    paper_setup.seal(before)
    case = paper_setup.paper_case(cast.launch_round(city, "song-xanh-2023"))
    report = context(case, "report_collective")
    assert report["thanh_tich"][0] == "Hoàn thành chương trình giám sát."
    figures = {row["chi_tieu"]: row for row in report["so_lieu"]}
    oversight = figures["Cuộc giám sát chuyên đề"]
    assert (oversight["nam_truoc"], oversight["nam_nay"], oversight["so_sanh"]) == ("1", "3", "+2")
    assert figures["Tổng điểm thi đua"]["so_sanh"] == "+66,65"


def test_the_number_of_queries_does_not_grow_with_the_reports(case):
    paper = case.request("report_collective")
    one = case.request("report_collective", line=paper_setup.lines(case.proposal)[0])
    costs = []
    for asked in Paper.objects.filter(pk__in=[one.pk, paper.pk]).order_by("-pk"):
        with CaptureQueriesContext(connection) as queries:
            contexts_of(asked, paper_setup.DAY)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_money_list_has_its_total_in_words(case):
    money = context(case, "money_list")
    assert money["tong_tien"] == "14.040.000 đồng"
    assert money["bang_chu"] == "Mười bốn triệu không trăm bốn mươi nghìn đồng"
    assert money["nguon"] == ["Chi từ quỹ thi đua, khen thưởng thành phố: 14.040.000 đồng."]


def test_the_closing_report_is_addressed_to_the_peoples_council(case):
    report = context(case, "closing_report")
    assert report["kinh_gui"] == "Hội đồng nhân dân thành phố Sông Xanh"
    assert "chỉ đạo" not in report["ket_thuc"]
    copy = "- Chủ tịch Ủy ban nhân dân thành phố Sông Xanh (để phối hợp);"
    assert copy in report["noi_nhan"]


def test_the_closing_report_without_awards_says_so(case, running):
    report = context(case, "closing_report")
    assert report["bang_khen"][0]["cong"] == "04"
    assert report["bang_khen"][0]["nu"] == "01"
    with pgtrigger.ignore():  # awards cannot be deleted otherwise
        Award.objects.all().delete()
    report = contexts_of(Paper.objects.get(kind="closing_report"), paper_setup.DAY)[0]
    assert report["khen_thuong"] == ["Đến ngày báo cáo chưa có quyết định khen thưởng."]
    assert report["bang_khen"] == []


def test_the_closing_report_of_a_plan_with_score_sheets_reports_on_sheets(city):
    """Boards and delegates score themselves; the plan asks for no activity reports."""
    office = Office(city, TREE[:2])
    delegates = {"name": "Đại biểu", "kinds": ["delegate"], "criteria": TREE[:2]}
    version = scorecards.draft_scorecard(
        actor=city.secretary, plan=office.plan, document=checked_document(delegates)
    )
    scorecards.publish_scorecard(actor=city.secretary, scorecard=version)
    office.appraised()
    award_type = stage.award_type_named()
    Quota.objects.create(plan=office.plan, award_type=award_type, subject="collective", number=1)
    ranking = paper_setup.seal(office.round)
    proposal = proposals.draft_proposal(actor=city.secretary, ranking=ranking)
    paper = Paper(proposal=proposal, kind=PaperKind.CLOSING_REPORT)
    (activity,) = contexts_of(paper, paper_setup.DAY)[0]["bao_cao"]
    number = office.plan.entries.count()
    assert activity == (
        f"1 trong {number} tập thể, cá nhân phải tự chấm đã gửi phiếu tự chấm; 1 phiếu đã được "
        "thẩm định."
    )
    template = Document(built_in_template(PaperKind.CLOSING_REPORT))
    headings = [paragraph.text for paragraph in template.paragraphs]
    assert "II. TÌNH HÌNH THỰC HIỆN" in headings
    assert not any("BÁO CÁO HOẠT ĐỘNG" in text for text in headings)


def test_a_paper_uses_the_names_in_force_on_its_day(case):
    """Hard case 2: the unit was renamed between the ranking and the paper."""
    old = case.round.city.council.unit
    new = participant_services.build_unit(
        code="sx2", name="Thành phố Sông Biếc", level="province", valid_from=dt.date(2026, 1, 1)
    )
    new.save()
    new.predecessors.add(old)
    AdministrativeUnit.objects.filter(pk=old.pk).update(valid_to=dt.date(2025, 12, 31))
    paper = Paper.objects.get(pk=case.request("list").pk)
    now = contexts_of(paper, paper_setup.DAY)[0]
    assert now["dia_danh_ngay"].startswith("Sông Biếc, ")
    assert now["co_quan_chu_quan"].endswith("THÀNH PHỐ SÔNG BIẾC")
    assert now["nhom_khen"][0]["danh_sach"][0]["don_vi"] == "HĐND thành phố Sông Biếc"
    then = contexts_of(paper, dt.date(2025, 6, 1))[0]
    assert then["nhom_khen"][0]["danh_sach"][0]["don_vi"] == "HĐND thành phố Sông Xanh"
    assert units_on([old], dt.date(2025, 6, 1))[old.pk].name == "Thành phố Sông Xanh"
