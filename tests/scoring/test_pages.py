"""Pages of rankings: changes since the last version, what-if, ranges, own maxima."""

import copy
import re
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaigns.scorecards.document import Document
from campaigns.services import closings, scorecards
from evidence.models import ActivityReport, ReportState
from evidence.services import deciding
from scoring.models import RankingLine
from scoring.services import measuring
from scoring.services.ranking import recompute, seal_ranking
from scoring.sheets.values import PartNumbers
from tools.reference.oracle import Measure, Numbers, Participant

from .. import cast
from ..reading import one_line
from .against_oracle import rank, set_up


def words(response) -> str:
    """The text of a page without tags, on one line."""
    text = re.sub(r"</?(strong|small|span|a)\b[^>]*>", "", response.content.decode())
    text = re.sub(r"<[^>]+>", " ", text)
    return " ".join(text.split())


@pytest.fixture
def sealed(running):
    """Version 1: the third delegate held two meetings."""
    cast.send_verified(running, running.city.delegates[2], "II.1", 2)
    draft = recompute(plan=running.plan)
    return seal_ranking(
        actor=running.city.secretary, plan=running.plan, seen_revision=draft.revision
    )


def page_of(running, user, sign_in):
    """The line of a delegate in the newest draft, as the secretary sees it."""
    recompute(plan=running.plan)
    line = RankingLine.objects.filter(entry=running.entry_of(user)).latest("ranking_id")
    address = reverse("scoring:line_detail", args=[running.plan.slug, line.pk])
    return sign_in(running.city.secretary).get(address)


def test_a_line_shows_the_changes_since_the_sealed_version(running, sealed, sign_in):
    cast.send_verified(running, running.city.delegates[2], "I.2", 1)
    page = words(page_of(running, running.city.delegates[2], sign_in))
    assert "So với bảng xếp hạng số 1" in page
    assert "Điểm từ 45 thành 52,5" in page
    assert "chưa có số liệu" in page.split("So với bảng xếp hạng số 1")[1]


def test_a_place_lost_without_a_change_of_points_is_explained(running, sealed, sign_in):
    cast.send_verified(running, running.city.delegates[3], "II.1", 4)
    page = words(page_of(running, running.city.delegates[2], sign_in))
    assert "Điểm giữ nguyên 45, hạng từ 1 thành 2 vì người khác trong cụm đổi điểm." in page


def test_a_changed_scorecard_is_shown_with_both_versions(running, sealed, sign_in):
    tree = [
        {**cast.DELEGATE_TREE[0]},
        {
            **cast.DELEGATE_TREE[1],
            "items": [
                {
                    **cast.DELEGATE_TREE[1]["items"][0],
                    "params": {"per": "10", "unit_vi": "cuộc"},
                    "interpretations": {},
                }
            ],
        },
    ]
    version = scorecards.draft_scorecard(
        actor=running.city.secretary,
        plan=running.plan,
        document=Document.read({"name": "Đại biểu", "kinds": ["delegate"], "criteria": tree}),
    )
    scorecards.publish_scorecard(actor=running.city.secretary, scorecard=version)
    page = words(page_of(running, running.city.delegates[2], sign_in))
    assert "Bảng tiêu chí đổi từ phiên bản 1 sang phiên bản 2." in page
    assert "25 → 20" in page


def what_if_page(running) -> str:
    scorecard = running.plan.scorecards.get(name="Đại biểu")
    return f"{reverse('scoring:what_if', args=[running.plan.slug])}?bang={scorecard.pk}"


def filled(page, **changed) -> dict:
    """The values of the page's form, with some other numbers."""
    form = page.context["form"]
    return {name: form[name].value() for name in form.fields} | changed


def test_a_secretary_tries_other_numbers_and_sees_the_moves(running, sealed, sign_in):
    cast.send_verified(running, running.city.delegates[3], "I.2", 3)
    secretary, address = sign_in(running.city.secretary), what_if_page(running)
    data = filled(secretary.get(address), **{"criteria.1.items.0.params.per": "2,5"})
    answer = secretary.post(address, data)
    page = words(answer)
    found = answer.context["found"]
    assert (found.compared, found.rescored, found.moved) == (8, 1, 2)
    assert "2 trong 8 sẽ đổi hạng hoặc xếp loại" in page
    assert "45 → 25" in page
    assert "đang là 12,5" in page
    assert running.plan.scorecards.filter(name="Đại biểu").count() == 1


def test_an_impossible_number_is_refused_at_its_field(running, sealed, sign_in):
    secretary, address = sign_in(running.city.secretary), what_if_page(running)
    wrong = {"criteria.1.items.0.params.per": "mười", "criteria.0.max": "-4"}
    answer = secretary.post(address, filled(secretary.get(address), **wrong))
    errors = answer.context["form"].errors
    assert "không phải là số" in errors["criteria.1.items.0.params.per"][0]
    assert "phải từ 0" in errors["criteria.0.max"][0]
    assert "found" not in answer.context
    assert 'value="mười"' in answer.content.decode()


def test_the_queries_of_the_form_do_not_grow_with_the_scorecard(running, sealed, sign_in):
    costs = []
    for name in ("Ban", "Đại biểu"):  # 2 and 5 criteria
        scorecard = running.plan.scorecards.get(name=name)
        address = f"{reverse('scoring:what_if', args=[running.plan.slug])}?bang={scorecard.pk}"
        client = sign_in(running.city.secretary)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_a_refusal_is_shown_with_the_office_s_reason(running, sealed, sign_in):
    entry = running.entry_of(running.city.delegates[2])
    measuring.record_measure(
        actor=running.city.secretary,
        entry=entry,
        criterion=running.criterion("I.1"),
        state="refused",
        reason="Không có biên bản điểm danh",
        at=timezone.now(),
    )
    page = words(page_of(running, running.city.delegates[2], sign_in))
    assert "Số liệu không được công nhận: 0 điểm." in page
    assert "Ghi kèm: Không có biên bản điểm danh" in page


def test_a_list_shows_grades_where_the_scorecard_gives_them(running, sealed, sign_in):
    address = reverse("scoring:ranking_detail", args=[running.plan.slug])
    secretary = sign_in(running.city.secretary)
    assert "Xếp loại" not in words(secretary.get(address))
    graded = {
        "name": "Ban",
        "kinds": ["board"],
        "criteria": cast.BOARD_TREE,
        "grading": {
            "levels": [
                {"code": "a", "name": "Hạng A", "from": "1"},
                {"code": "b", "name": "Hạng B"},
            ]
        },
    }
    board = running.entry_of_board(0)
    cast.record(running, board, "A.1", 1)
    version = scorecards.draft_scorecard(
        actor=running.city.secretary, plan=running.plan, document=Document.read(graded)
    )
    scorecards.publish_scorecard(actor=running.city.secretary, scorecard=version)
    recompute(plan=running.plan)
    page = words(secretary.get(f"{address}?ban=tam-tinh&cum={board.cluster_id}"))
    assert "Xếp loại" in page
    assert "Hạng A" in page


def possible(page) -> str:
    """The printed range; empty where there is none."""
    match = re.search(r"Khi đủ số liệu ([0-9,]+ – [0-9,]+) ?thấp nhất", words(page))
    return match[1] if match else ""


def test_earning_points_never_lowers_the_possible_total(running, sign_in):
    """Possible further reports count as well as missing leaves."""
    delegate = running.city.delegates[2]
    cast.send_verified(running, delegate, "I.2", 1)
    assert possible(page_of(running, delegate, sign_in)) == "27,5 – 90"
    cast.send_verified(running, delegate, "II.1", 1)
    assert possible(page_of(running, delegate, sign_in)) == "40 – 90"
    cast.send_verified(running, delegate, "II.1", 3)
    assert possible(page_of(running, delegate, sign_in)) == "77,5 – 90"


def test_final_points_do_not_rise(running, sign_in):
    """Measures replace reports, refusals stay, deductions do not come back."""
    delegate, secretary = running.city.delegates[2], running.city.secretary
    entry, at = running.entry_of(delegate), timezone.now()
    record = {"actor": secretary, "entry": entry, "at": at}
    measuring.record_measure(
        **record,
        criterion=running.criterion("I.1"),
        state="counted",
        parts=[PartNumbers(2)],
    )
    measuring.record_measure(
        **record, criterion=running.criterion("I.2"), state="refused", reason="Không có biên bản"
    )
    assert possible(page_of(running, delegate, sign_in)) == "10 – 60"


def test_no_range_is_shown_where_nothing_can_change(running, sign_in):
    delegate, plan = running.city.delegates[2], running.plan
    cast.send_verified(running, delegate, "II.1", 1)
    assert possible(page_of(running, delegate, sign_in))
    cluster, at = running.entry_of(delegate).cluster, timezone.now()
    closings.close_cluster(actor=running.city.secretary, plan=plan, cluster=cluster, at=at)
    assert not possible(page_of(running, delegate, sign_in))
    draft = RankingLine.objects.get(entry=running.entry_of(delegate)).ranking
    seal_ranking(actor=running.city.secretary, plan=plan, seen_revision=draft.revision)
    assert not possible(page_of(running, delegate, sign_in))


# --- places among equals, and own maxima --------------------------------------------------------

PAIR = {
    "name": "Hai mục",
    "kinds": ["board"],
    "tie_break": ["B", "A"],
    "criteria": [
        {
            "code": "N",
            "name": "Nhóm",
            "max": "20",
            "items": [
                {
                    "code": code,
                    "name": f"Mục {code}",
                    "max": "10",
                    "shape": "judgement",
                    "params": {"step": "1"},
                    "source": "office",
                    "own_maximum": code == "A",
                }
                for code in "AB"
            ],
        },
    ],
}


def judged(key: int, a: int, b: int, **more) -> Participant:
    measures = {code: Measure("counted", (Numbers(n),)) for code, n in (("A", a), ("B", b))}
    return Participant(key, "Cụm 1", "collective", 365, measures, **more)


def line_page(sign_in, city, line) -> str:
    address = reverse("scoring:line_detail", args=["chinh", line.pk])
    return words(sign_in(city.secretary).get(address))


@pytest.mark.django_db
def test_a_place_among_equal_totals_is_explained_by_the_deciding_key(sign_in):
    city = cast.found_city("bang-diem", "Bằng Điểm", delegates=1)
    people = [judged(1, 4, 6), judged(2, 6, 4), judged(3, 6, 4), judged(4, 1, 1)]
    lines = rank(set_up(city, [(PAIR, people)]))
    assert [lines[key].place for key in (1, 2, 3, 4)] == [1, 2, 2, 4]
    first, second, last = (line_page(sign_in, city, lines[key]) for key in (1, 2, 4))
    assert "Ban thử 2 cũng 10 điểm, đứng dưới vì mục B 4 ít hơn 6." in first
    assert "Ban thử 1 cũng 10 điểm, đứng trên vì mục B 6 nhiều hơn 4." in second
    assert "Ban thử 3 cũng" not in second
    assert "cũng 10 điểm" not in last
    assert "Bằng điểm thì cùng hạng" not in first
    assert "Bằng tổng thì xét lần lượt: mục B, mục A; bằng tất cả thì cùng hạng" in first


@pytest.mark.django_db
def test_an_own_maximum_is_shown_with_its_document_and_the_maximum_of_its_group(sign_in):
    city = cast.found_city("toi-da-rieng", "Tối Đa Riêng", delegates=1)
    lines = rank(set_up(city, [(PAIR, [judged(1, 4, 6, maxima={"A": 5}), judged(2, 4, 6)])]))
    own, other = (line_page(sign_in, city, lines[key]) for key in (1, 2))
    assert "Người chấm cho 4 trên 5 điểm." in own
    assert "Điểm tối đa riêng 5 thay cho 10, theo VB 2." in own
    assert "4 / 5" in own
    assert "4 / 10" not in own
    assert "10 / 15" in own  # the group, the base and the total
    assert "/ 20" not in own
    assert "thay cho 10" not in other
    assert "10 / 20" in other


def test_an_own_maximum_is_shown_on_the_first_page_of_its_entry(running, sign_in):
    """The bar of an area ends at this delegate's own maximum."""
    delegate, plan = running.city.delegates[2], running.plan
    cast.send_verified(running, delegate, "II.1", 1)
    tree = copy.deepcopy(cast.DELEGATE_TREE)
    params = {"per": "12.5", "unit_vi": "cuộc"}
    tree[1]["items"][0] |= {"own_maximum": True, "interpretations": {}, "params": params}
    version = scorecards.draft_scorecard(
        actor=running.city.secretary,
        plan=plan,
        document=Document.read({"name": "Đại biểu", "kinds": ["delegate"], "criteria": tree}),
    )
    scorecards.publish_scorecard(actor=running.city.secretary, scorecard=version)
    measuring.set_own_maximum(
        actor=running.city.secretary,
        entry=running.entry_of(delegate),
        criterion=version.criteria.get(code="II.1"),
        maximum=Decimal(45),
        document="QĐ 1",
        at=timezone.now(),
    )
    recompute(plan=plan)
    page = words(sign_in(delegate).get(reverse("dashboards:my_work")))
    assert "12,5 / 45" in page
    assert "/ 60" not in page


# --- from a number to its reports ----------------------------------------------------------------


@pytest.fixture
def reported(running):
    """A delegate with a verified, a waiting, a returned and a refused report of one criterion."""
    delegate, secretary = running.city.delegates[2], running.city.secretary
    cast.send_verified(running, delegate, "II.1", 2)
    cast.send(running, delegate, "II.1", 1)
    decisions = (deciding.return_report, deciding.refuse_report)
    for decide in decisions:
        report = cast.send(running, delegate, "II.1", 1)
        decide(actor=secretary, report=report, reason="Thiếu biên bản", at=timezone.now())
    recompute(plan=running.plan)
    return running


def report_links(page: str) -> dict[str, str]:
    """Address of a list of reports by the words of its link."""
    link = r'<a class="source \w+"\s+href="([^"]+/bao-cao/[^"]+)">\s*(.*?)\s*</a>'
    return {text: unescape(address) for address, text in re.findall(link, page)}


def test_a_criterion_opens_its_reports_by_state(reported, sign_in):
    delegate = reported.city.delegates[2]
    line = RankingLine.objects.get(entry=reported.entry_of(delegate))
    page = reverse("scoring:line_detail", args=[reported.plan.slug, line.pk])
    links = report_links(sign_in(delegate).get(page).text)
    assert set(links) == {
        "1 báo cáo đã xác nhận",
        "1 báo cáo đã gửi",
        "1 báo cáo trả lại",
        "1 báo cáo từ chối",
    }
    for state in set(ReportState) - {ReportState.WITHDRAWN}:
        report = ActivityReport.objects.get(entry=line.entry, state=state)
        address = links[f"1 báo cáo {state.label.lower()}"]
        for user in (delegate, reported.city.leader, reported.city.secretary):
            listed = sign_in(user).get(address)
            assert [row.pk for row in listed.context["page"]] == [report.pk]
            assert [row.brought for row in listed.context["page"]] == [report.counts.get().count]
        assert sign_in(reported.city.delegates[3]).get(address).status_code == 404


def test_others_see_the_points_of_a_sealed_line_and_not_its_reports(reported, sign_in):
    draft = reported.plan.rankings.get()
    seal_ranking(actor=reported.city.secretary, plan=reported.plan, seen_revision=draft.revision)
    line = RankingLine.objects.get(entry=reported.entry_of(reported.city.delegates[2]))
    page = reverse("scoring:line_detail", args=[reported.plan.slug, line.pk])
    answer = sign_in(reported.city.delegates[3]).get(page)
    assert answer.status_code == 200
    assert report_links(answer.text) == {}


def test_criteria_of_a_draft_are_shown_to_the_office_only(reported, sign_in):
    draft = scorecards.draft_scorecard(
        actor=reported.city.secretary,
        plan=reported.plan,
        document=Document.read({"name": "Ban", "kinds": ["board"], "criteria": cast.BOARD_TREE}),
    )
    criterion = draft.criteria.exclude(shape="").first()
    address = reverse("evidence:report_list", args=[reported.plan.slug])
    for user, status in ((reported.city.delegates[2], 404), (reported.city.secretary, 200)):
        answer = sign_in(user).get(address, {"tieu-chi": criterion.pk})
        assert answer.status_code == status


def test_numbers_of_reports_on_the_first_pages_open_the_list(reported, sign_in):
    reports = reverse("evidence:report_list", args=[reported.plan.slug])
    delegate = reported.city.delegates[2]
    entry = reported.entry_of(delegate)
    home = unescape(sign_in(delegate).get(reverse("dashboards:my_work")).text)
    assert f'href="{reports}?cho={entry.pk}&tinh-trang=sent">1 chờ xác nhận</a>' in home
    overview = reverse("dashboards:plan_overview", args=[reported.plan.slug])
    assert (
        f'href="{reports}?tinh-trang=refused">1</a>'
        in sign_in(reported.city.leader).get(overview).text
    )
    plans = one_line(sign_in(reported.city.leader).get(reverse("dashboards:plan_list")).text)
    assert f'href="{reports}?tinh-trang=sent">1 báo cáo</a>' in plans


# --- which ranking, and why a grade is lower ------------------------------------------------------


def test_every_page_with_a_place_names_its_ranking_and_links_the_other(running, sealed, sign_in):
    delegate = running.city.delegates[2]
    cast.send_verified(running, delegate, "I.2", 1)
    recompute(plan=running.plan)
    slug, leader = running.plan.slug, sign_in(running.city.leader)
    ranking = reverse("scoring:ranking_detail", args=[slug])
    before, after = RankingLine.objects.filter(entry=running.entry_of(delegate)).order_by("pk")
    lines = [reverse("scoring:line_detail", args=[slug, line.pk]) for line in (before, after)]
    for address, name, other in (
        (f"{ranking}?ban=1", "Bảng xếp hạng số 1, khóa lúc", f"{ranking}?ban=tam-tinh"),
        (f"{ranking}?ban=tam-tinh", "Bảng xếp hạng tạm tính, tính lúc", f"{ranking}?ban=1"),
        (reverse("dashboards:plan_overview", args=[slug]), "tạm tính", f"{ranking}?ban=1"),
        (lines[0], "Bảng số 1, khóa ngày", lines[1]),
        (lines[1], "Tạm tính", lines[0]),
    ):
        page = leader.get(address)
        assert name in words(page)
        assert f'href="{other}' in page.text, address
    home = sign_in(delegate).get(reverse("dashboards:my_work"))
    assert "52,5 điểm Tạm tính" in words(home)
    assert f'href="{lines[0]}"' in home.text


@pytest.fixture
def lowered(running):
    """Delegates with grades; the third has points for the best one, and misses its condition."""
    cast.send_verified(running, running.city.delegates[2], "II.1", 4)
    deduction = {
        "code": "T",
        "name": "Điểm trừ",
        "max": "20",
        "section": "deduction",
        "shape": "deduction",
        "params": {"per": "5", "unit_vi": "lần"},
        "source": "office",
    }
    document = {
        "name": "Đại biểu",
        "kinds": ["delegate"],
        "criteria": [*cast.DELEGATE_TREE, deduction],
        "grading": {
            "levels": [
                {"code": "tot", "name": "Tốt", "from": "60"},
                {"code": "yeu", "name": "Yếu"},
            ],
            "gates": [{"grade": "tot", "needs": [{"node": "I.2", "count": 1}]}],
        },
    }
    secretary, delegate = running.city.secretary, running.city.delegates[2]
    version = scorecards.draft_scorecard(
        actor=secretary, plan=running.plan, document=Document.read(document)
    )
    scorecards.publish_scorecard(actor=secretary, scorecard=version)
    measuring.record_measure(
        actor=secretary,
        entry=running.entry_of(delegate),
        criterion=version.criteria.get(code="T"),
        parts=[PartNumbers(count=1)],
        reason="Biên bản 7",
        at=timezone.now(),
    )
    recompute(plan=running.plan)
    return running


def test_the_ranking_shows_why_a_grade_was_lowered(lowered, sign_in):
    line = RankingLine.objects.get(entry=lowered.entry_of(lowered.city.delegates[2]))
    address = reverse("scoring:ranking_detail", args=[lowered.plan.slug])
    page = sign_in(lowered.city.leader).get(f"{address}?ban=tam-tinh&cum={line.cluster_id}")
    assert "Yếu đủ điểm Tốt; hạ vì chưa đủ điều kiện “Tốt” ở I.2" in words(page)
    why = reverse("scoring:line_detail", args=[lowered.plan.slug, line.pk])
    assert f'href="{why}#xep-loai"' in page.text


def test_home_shows_the_grade_and_deductions_apart_from_earned_points(lowered, sign_in):
    page = sign_in(lowered.city.delegates[2]).get(reverse("dashboards:my_work"))
    text = words(page)
    assert "65 điểm" in text
    assert "Xếp loại Yếu dù đủ điểm Tốt: chưa đủ điều kiện “Tốt” ở I.2" in text
    assert "Điểm trừ − 5 trừ nhiều nhất 20" in text
    earned = page.text.split('class="adjustments"')[0]
    assert earned.count('class="bar"') == 2
    assert 'class="bar"' not in page.text.split('class="adjustments"')[1].split("</dl>")[0]
