"""Achievement reports: drafted from verified data, edited without loss, compared."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from awards.models import AwardType, Dossier, Quota
from awards.queries.dossiers import lines_for_dossiers, records_of
from awards.rules.similarity import own_words, similar_pairs
from awards.services import dossiers, proposals
from awards.wording.achievements import text_of
from core.errors import DomainError, NotAllowedError

from .. import cast
from . import stage

STORY = (
    "Chủ trì khảo sát nước sạch tại tám thôn vùng ven biển, kiến nghị sửa ba tuyến ống và theo "
    "đến khi hoàn thành, được cử tri ghi nhận tại cuộc tiếp xúc cuối năm"
)


def draft_all(round_, proposal) -> int:
    return dossiers.draft_dossiers(
        actor=round_.city.secretary, proposal=proposal, at=timezone.now()
    )


def save(round_, dossier, text, revision, actor=None):
    return dossiers.save_dossier(
        actor=actor or round_.city.secretary,
        dossier=dossier,
        text=text,
        revision=revision,
        at=timezone.now(),
    )


@pytest.fixture
def proposal(running):
    return stage.propose(running)


def test_a_collective_report_has_its_three_parts_from_recorded_data(running, proposal):
    decision = stage.decide(running, number="8/QĐ-UBND", decided_on=dt.date(2023, 2, 5))
    stage.award(running, decision, running.city.boards[0], year=2022)
    assert draft_all(running, proposal) == 2
    text = Dossier.objects.get(line__ranking_line__entry=running.entry_of_board(0)).text
    assert [line for line in text.splitlines() if line.startswith(("I", "1."))] == [
        "I. SƠ LƯỢC VỀ ĐƠN VỊ",
        "II. THÀNH TÍCH ĐẠT ĐƯỢC",
        "1. Kỳ họp",
        "III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG",
    ]
    assert "Kết quả chung: đạt 100 điểm, xếp thứ 1 trong 3 (Các Ban)" in text
    assert "bảng xếp hạng số 1" in text
    assert "- Cuộc giám sát chuyên đề: 3 cuộc; 100/100 điểm." in text
    assert "+ 10/05/2023: Văn phòng nhập" in text
    assert (
        "- Năm 2022: Bằng khen, Quyết định số 8/QĐ-UBND ngày 05/02/2023 của Chủ tịch UBND" in text
    )


def test_an_individual_report_names_the_person_and_the_year_before(city):
    before = cast.launch_round(
        city,
        "nam-truoc",
        starts_on=dt.date(2022, 1, 1),
        ends_on=dt.date(2022, 12, 31),
    )
    head = city.delegates[0]
    cast.send_verified(before, head, "II.1", 1, happened_on=dt.date(2022, 6, 1))
    stage.seal(before)
    round_ = cast.launch_round(city, "nam-nay")
    cast.send_verified(
        round_, head, "II.1", 3, summary=STORY, place="Nhà văn hóa", document_number="12/BC-TĐB"
    )
    cast.send(round_, head, "II.1", 1, summary="Chưa xác nhận nên không được kể")
    award_type = AwardType.objects.create(name="Bằng khen", decided_by="Chủ tịch")
    Quota.objects.create(plan=round_.plan, award_type=award_type, subject="full_time", number=1)
    proposal = proposals.draft_proposal(actor=city.secretary, ranking=stage.seal(round_))
    draft_all(round_, proposal)
    text = Dossier.objects.get().text
    for expected in (
        "I. SƠ LƯỢC VỀ CÁ NHÂN",
        "Họ và tên: Lê Thử An",
        "Giới tính: Nam",
        "chuyên trách, từ ngày 01/06/2021",
        "Vị trí trong các cơ quan của HĐND: Đứng đầu, Ban Pháp chế",
        "Kỳ trước (Kế hoạch nam-truoc): đạt ",
        "- Cuộc tiếp xúc cử tri: 3 cuộc; 37,5/60 điểm. Kỳ trước: 1 cuộc.",
        f"+ 10/05/2023, Nhà văn hóa: {STORY} (văn bản số 12/BC-TĐB)",
        "Chưa có trong sổ khen thưởng.",
    ):
        assert expected in text
    assert "Chưa xác nhận" not in text


def test_drafting_again_keeps_edited_dossiers(running, proposal):
    draft_all(running, proposal)
    edited, fresh = Dossier.objects.order_by("pk")
    save(running, edited, "II. THÀNH TÍCH\nChúng tôi tự viết.", 0)
    Dossier.objects.filter(pk=fresh.pk).update(text="cũ")
    assert draft_all(running, proposal) == 1
    edited.refresh_from_db()
    fresh.refresh_from_db()
    assert edited.text == "II. THÀNH TÍCH\nChúng tôi tự viết.\n"
    assert fresh.text.startswith("I. SƠ LƯỢC")
    with pytest.raises(DomainError, match="sửa bằng tay"):
        dossiers.draft_dossier(actor=running.city.secretary, line=edited.line, at=timezone.now())


def test_only_the_office_drafts_and_only_lines_in_the_proposal(running, proposal):
    out = stage.line_of_board(proposal, running, 2)
    with pytest.raises(DomainError, match="không nằm trong đề nghị"):
        dossiers.draft_dossier(actor=running.city.secretary, line=out, at=timezone.now())
    with pytest.raises(NotAllowedError):
        dossiers.draft_dossiers(actor=running.city.leader, proposal=proposal, at=timezone.now())


def test_the_second_save_shows_both_texts(running, proposal, sign_in):
    draft_all(running, proposal)
    dossier = Dossier.objects.get(line__ranking_line__entry=running.entry_of_board(0))
    address = reverse("awards:dossier_edit", args=[running.plan.slug, dossier.line_id])
    first, second = sign_in(running.city.secretary), sign_in(running.city.second_secretary)
    first.post(address, {"text": "Bản của người thứ nhất", "revision": 0})
    page = second.post(address, {"text": "Bản của người thứ hai", "revision": 0})
    assert page.status_code == 200
    assert "Bản của người thứ nhất" in page.text
    assert "Bản của người thứ hai" in page.text
    dossier.refresh_from_db()
    assert dossier.text == "Bản của người thứ nhất\n"
    second.post(
        address, {"text": "Bản chung", "revision": page.context["form"]["revision"].value()}
    )
    dossier.refresh_from_db()
    assert (dossier.text, dossier.revision) == ("Bản chung\n", 2)


def test_queries_do_not_grow_with_the_number_of_dossiers(running):
    award_type = stage.award_type_named()
    Quota.objects.create(plan=running.plan, award_type=award_type, subject="individual", number=5)
    for index, user in enumerate(running.city.delegates):
        cast.send_verified(running, user, "II.1", 1 + index % 3)
    lines = list(lines_for_dossiers(stage.propose(running)))
    assert len(lines) > 4

    def cost(chosen: list) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert all(text_of(record) for record in records_of(chosen))
        return len(queries)

    assert cost(lines) == cost([lines[0], lines[-1]])  # one of each kind, one scorecard each


def report(body: str, name: str = "Ban Một") -> str:
    return (
        f"I. SƠ LƯỢC VỀ ĐƠN VỊ\nTên đơn vị: {name}\n\nII. THÀNH TÍCH ĐẠT ĐƯỢC\n"
        "1. Giám sát\n- Cuộc giám sát chuyên đề: 3 cuộc; 100/100 điểm.\n"
        f"+ 10/05/2023, Nhà văn hóa: {body}\n\n"
        "III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG\n- Năm 2022: Bằng khen của Chủ tịch\n"
    )


def test_copied_reports_are_found_with_the_passage():
    other = STORY.replace("tám thôn", "chín thôn").replace("ba tuyến ống", "hai tuyến ống")
    own = "Đoàn giám sát việc thu gom rác thải sinh hoạt ở các chợ đầu mối và khu công nghiệp mới"
    (pair,) = similar_pairs({1: report(STORY), 2: report(other), 3: report(own)})
    assert (pair.one, pair.other) == (1, 2)
    assert 50 <= pair.percent < 100
    assert "theo đến khi hoàn thành được cử tri ghi nhận" in pair.passages[0]


def test_headings_figures_persons_and_earlier_awards_are_not_compared():
    assert similar_pairs({1: report("Một việc"), 2: report("Việc khác")}) == []
    assert own_words(report("Một việc")) == [["Nhà", "văn", "hóa", "Một", "việc"]]


def test_a_common_phrase_is_not_a_copy():
    texts = {n: report(f"{STORY} {n}") for n in range(20)}
    assert similar_pairs(texts) == []
    assert len(similar_pairs({n: texts[n] for n in range(3)})) == 3


def test_the_list_and_the_dossier_only_warn(running, proposal, sign_in):
    draft_all(running, proposal)
    for dossier in Dossier.objects.all():
        save(running, dossier, report(STORY), 0)
    client = sign_in(running.city.secretary)
    page = client.get(reverse("awards:dossier_list", args=[running.plan.slug])).text
    assert "giống 100 %" in page
    assert "khảo sát nước sạch tại tám thôn" in page
    edit = reverse("awards:dossier_edit", args=[running.plan.slug, dossier.line_id])
    assert "Giống 100 % với báo cáo của" in client.get(edit).text
    stage.close(running, proposal)
