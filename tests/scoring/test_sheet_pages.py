"""The page of a score sheet: one's own column as a form, saved while typing, then sent."""

from copy import deepcopy
from decimal import Decimal

import pytest
from django import forms
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Criterion
from scoring.forms.sheet import SheetForm
from scoring.models import Column, ScoreSheet, SheetStage
from scoring.services import measuring, ranking
from scoring.services.filling import fill_appraisal
from scoring.services.sheets import open_sheets
from scoring.sheets.values import Cell, PartNumbers

from ..reading import one_line
from .test_pages import words
from .test_sheets import TREE, Office, cross_scored, judged

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(city) -> Office:
    return Office(city)


def page_of(office) -> str:
    return reverse("scoring:sheet_detail", args=[office.plan.slug, office.sheet.pk])


def typed(office, **by_code) -> dict:
    """Data that a browser sends: `A_count`, `B_denominator`, `A_reason`..."""
    data = {}
    for key, value in by_code.items():
        code, kind = key.split("_")
        leaf = office.leaf[code]
        part = "" if kind in ("reason", "state", "document", "seen") else "_1"
        data[f"{kind}_{leaf}{part}"] = value
    return data


def save_one(client, office, code: str, **kinds):
    """Data that the script sends for one criterion: `count`, `denominator`, `reason`, `seen`..."""
    leaf = office.leaf[code]
    data = {"leaf": leaf} | typed(office, **{f"{code}_{kind}": v for kind, v in kinds.items()})
    address = reverse("scoring:sheet_cell", args=[office.plan.slug, office.sheet.pk])
    return client.post(address, data).json()


def test_a_unit_fills_its_sheet_in_and_sends_it(office, sign_in):
    unit = sign_in(office.head)
    page = words(unit.get(page_of(office)))
    assert "Bạn đang ghi cột Tự chấm" in page
    data = typed(office, A_count="9,5", A_reason="Biên bản", B_count="45", B_denominator="50")
    assert "Đã lưu." in words(unit.post(page_of(office), data | {"save": "1"}, follow=True))
    answer = unit.post(page_of(office), {"send": "1"}, follow=True)
    assert "Đã gửi phiếu tự chấm." in words(answer)
    sheet = ScoreSheet.objects.get(pk=office.sheet.pk)
    assert (sheet.stage, sheet.sent_by) == (SheetStage.SENT, office.head)
    assert office.total() == 18.5


def test_blanks_are_named_before_sending_and_may_be_accepted(office, sign_in):
    unit = sign_in(office.head)
    save_one(unit, office, "A", count="9,5", reason="Biên bản")
    answer = unit.post(page_of(office), {"send": "1"})
    assert "Còn 1 tiêu chí chưa chấm: B." in words(answer)
    assert f'href="#leaf-{office.leaf["B"]}"' in answer.content.decode()
    assert "Gửi dù B để trống" in words(answer)
    assert ScoreSheet.objects.get(pk=office.sheet.pk).stage == SheetStage.OPEN
    unit.post(page_of(office), {"send": "1", "with_blanks": "1"})
    assert ScoreSheet.objects.get(pk=office.sheet.pk).stage == SheetStage.SENT
    assert "Lấy lại phiếu" in words(unit.get(page_of(office)))
    unit.post(page_of(office), {"take_back": "1"})
    assert ScoreSheet.objects.get(pk=office.sheet.pk).stage == SheetStage.OPEN


def test_the_peer_decides_each_line(office, sign_in):
    office.crossed_by_peer()
    office.sent()
    peer = sign_in(office.peer_head)
    page = peer.get(page_of(office))
    assert "còn 2 dòng chưa quyết định" in words(page) and "Gửi dù" not in words(page)
    leaf_a, leaf_b = office.leaf["A"], office.leaf["B"]
    keep = {"leaf": leaf_b, f"decision_{leaf_b}": "keep"}
    address = reverse("scoring:sheet_cell", args=[office.plan.slug, office.sheet.pk])
    assert "còn 1 dòng" in peer.post(address, keep).json()["panel"]
    assert office.cell_at(Column.CROSS, "B") == office.cell_at(Column.SELF, "B")
    other = {"leaf": leaf_a, f"decision_{leaf_a}": "other"}
    same = other | {f"count_{leaf_a}_1": "9", f"reason_{leaf_a}": "Biên bản"}
    assert "giống tự chấm" in str(peer.post(address, same).json()["errors"])
    assert "Hãy ghi số" in str(peer.post(address, other).json()["errors"])
    peer.post(address, same | {f"count_{leaf_a}_1": "8"})
    assert office.cell_at(Column.CROSS, "A") == judged("8", "Biên bản")
    assert "Đã gửi chấm chéo." in words(peer.post(page_of(office), {"send": "1"}, follow=True))


def test_valid_cells_are_saved_and_the_others_show_their_errors(office, sign_in):
    unit = sign_in(office.head)
    data = typed(office, A_count="9,3", A_reason="Biên bản", B_count="45", B_denominator="50")
    answer = unit.post(page_of(office), data)
    form = answer.context["form"]
    assert form.errors[f"count_{office.leaf['A']}_1"] == ["Điểm phải từ 0 đến 10 điểm, bước 0,5."]
    assert 'value="9,3"' in answer.content.decode()
    assert office.cell_at(Column.SELF, "B").parts[0].count == 45
    assert office.cell_at(Column.SELF, "A") is None


def test_one_criterion_is_saved_by_itself_with_the_total_so_far(office, sign_in):
    unit = sign_in(office.head)
    answer = save_one(unit, office, "A", count="8", reason="Biên bản")
    assert "<strong>8</strong> trong 30 điểm" in answer["rail"]
    assert answer["scores"][str(office.leaf["A"])]["points"] == "8"
    assert "<html" not in str(answer)  # fragments only
    assert office.total() is None  # not sent: it does not count
    assert 'value="8"' in unit.get(page_of(office)).content.decode()


def test_only_fields_of_the_form_are_saved(office, sign_in):
    """Fields of other forms and buttons in the data are ignored."""
    unit = sign_in(office.head)
    address = reverse("scoring:sheet_cell", args=[office.plan.slug, office.sheet.pk])
    data = {"leaf": office.leaf["A"], "attach": office.leaf["A"], "send": "1"}
    answer = unit.post(address, data | typed(office, A_count="8", A_reason="Biên bản"))
    assert answer["Content-Type"] == "application/json" and answer.json()["seen"]
    assert ScoreSheet.objects.get(pk=office.sheet.pk).stage == SheetStage.OPEN
    assert "không thuộc" in unit.post(address, {"leaf": "x"}).json()["error"]


def test_an_older_window_does_not_overwrite_a_newer_one(office, sign_in):
    first, second = sign_in(office.head), sign_in(office.head)
    newer = save_one(first, office, "A", count="8", reason="Biên bản")
    older = save_one(second, office, "A", count="6", reason="Cũ")
    assert "seen" not in older and older["other"]["words"] == "8 điểm: Biên bản"
    assert older["other"]["fields"][f"count_{office.leaf['A']}_1"] == "8"
    assert office.cell_at(Column.SELF, "A").parts[0].count == 8
    # another criterion is not disturbed, and the same one is replaced knowingly
    assert save_one(second, office, "B", count="45", denominator="50")["seen"]
    assert older["other"]["seen"] == newer["seen"]
    assert save_one(second, office, "A", count="6", reason="Cũ", seen=newer["seen"])["seen"]
    # without script the whole form of an old page asks, too
    data = typed(office, A_count="7", A_reason="Biên bản", A_seen=newer["seen"])
    assert "vừa được ghi ở nơi khác" in words(first.post(page_of(office), data))
    assert office.cell_at(Column.SELF, "A").parts[0].count == 6


def test_every_field_is_named_with_its_criterion_and_pass_or_fail_is_chosen(city, sign_in):
    office = Office(city, [TREE[0] | {"shape": "pass_fail", "params": {}}, *TREE[1:]])
    page = sign_in(office.head).get(page_of(office))
    form = page.context["form"]
    for name, field in form.fields.items():
        code = next(c for c, pk in office.leaf.items() if str(pk) == name.split("_")[1])
        if not isinstance(field.widget, forms.RadioSelect):
            assert field.widget.attrs["aria-label"].startswith(f"{code} "), name
    name = f"A {TREE[0]['name']}: Kết quả"
    assert f'<legend class="visually-hidden">{name}</legend>' in one_line(page.text)
    choice = form[f"count_{office.leaf['A']}_1"]
    assert [radio.choice_label for radio in choice] == ["Đạt", "Không đạt", "Chưa chấm"]
    assert choice.value() == ""  # nothing is claimed before it is chosen


def test_text_instead_of_a_number_is_refused(office, sign_in):
    unit = sign_in(office.head)
    for nonsense in ("mười", "1e5", "NaN", "Infinity", "9" * 19):
        answer = unit.post(page_of(office), typed(office, A_count=nonsense, A_reason="x"))
        assert answer.status_code == 200
        assert answer.context["form"].errors
    assert not office.sheet.values.exists()


def test_an_untouched_cell_counts_as_agreed_and_a_difference_needs_a_reason(office, sign_in):
    office.sent()
    secretary = sign_in(office.city.secretary)
    form = secretary.get(page_of(office)).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    leaf = office.leaf["A"]
    assert data[f"reason_{leaf}"] == ""  # the unit's words are not the appraiser's
    gap = data | {f"count_{leaf}_1": "7"}
    assert secretary.post(page_of(office), gap).context["form"].errors
    assert save_one(secretary, office, "A", count="7", reason="Thiếu biên bản", state="counted")
    secretary.post(page_of(office), {"send": "1"})
    assert office.cell_at(Column.FIRST, "A").reason == "Thiếu biên bản"
    assert office.cell_at(Column.FIRST, "B") == office.cell_at(Column.SELF, "B")
    unit = sign_in(office.head)
    page = words(unit.get(page_of(office)))
    assert "Thẩm định lần 1" in page
    assert "Giải trình" in page
    address = reverse("scoring:sheet_explain", args=[office.plan.slug, office.sheet.pk])
    answer = unit.post(address, {f"text_{leaf}": "Biên bản gửi kèm."})
    assert answer["Location"] == page_of(office)
    assert office.sheet.explanations.get().text == "Biên bản gửi kèm."


def test_an_explanation_of_an_unknown_criterion_is_refused(office, sign_in):
    office.appraised()
    address = reverse("scoring:sheet_explain", args=[office.plan.slug, office.sheet.pk])
    typed_names = {"text_²": "Một", f"text_{'9' * 40}": "Hai"}
    answer = sign_in(office.head).post(address, typed_names, follow=True)
    assert "Hãy viết giải trình" in words(answer)


def test_a_disputed_cell_is_not_filled_in_for_the_appraiser(office, sign_in):
    cross_scored(office)
    secretary = sign_in(office.city.secretary)
    page = secretary.get(page_of(office))
    form = page.context["form"]
    assert form[f"count_{office.leaf['A']}_1"].value() is None
    assert form[f"count_{office.leaf['B']}_1"].value() == "45"
    assert "Chưa kết thúc được: 1 ô chờ quyết định" in words(page)
    assert "chấm chéo khác tự chấm" in words(secretary.post(page_of(office), {"send": "1"}))
    assert ScoreSheet.objects.get(pk=office.sheet.pk).stage == SheetStage.CROSSED


def test_ending_a_round_early_needs_a_reason_that_everyone_reads(office, sign_in):
    office.appraised()
    second = sign_in(office.second)
    assert "Kết thúc bây giờ là trước hạn" in words(second.get(page_of(office)))
    typed_again = second.post(page_of(office), {"send": "1", "early_reason": "Ngắn"})
    assert "thì ghi rõ lý do" in words(typed_again) and "Ngắn" in words(typed_again)
    why = "Đơn vị đã trả lời là không giải trình"
    second.post(page_of(office), {"send": "1", "early_reason": why})
    assert why in words(sign_in(office.head).get(page_of(office)))


def test_an_old_page_of_the_first_round_neither_ends_nor_writes_the_second(office, sign_in):
    office.sent()
    secretary, second = sign_in(office.city.secretary), sign_in(office.second)
    assert 'name="column" value="first"' in second.get(page_of(office)).text
    old_page = {"send": "1", "column": "first"}
    secretary.post(page_of(office), old_page)
    answer = second.post(page_of(office), old_page, follow=True)
    assert "đã chuyển sang bước “Đã thẩm định lần 1”" in words(answer)
    assert ScoreSheet.objects.get(pk=office.sheet.pk).stage == SheetStage.APPRAISED
    leaf = office.leaf["A"]
    cell = {"leaf": leaf, "column": "first", "state": "counted"} | typed(
        office, A_count="7", A_reason="Thiếu biên bản", A_state="counted"
    )
    address = reverse("scoring:sheet_cell", args=[office.plan.slug, office.sheet.pk])
    assert "đã chuyển sang bước" in second.post(address, cell).json()["error"]
    assert office.cell_at(Column.SECOND, "A") is None


def test_the_unit_does_not_see_an_unfinished_appraisal(office, sign_in):
    office.sent()
    findings = office.cells(A=judged("7", "Thiếu biên bản cuộc 3"))
    office.do(fill_appraisal, office.city.secretary, cells=findings)
    page = words(sign_in(office.head).get(page_of(office)))
    assert "Thiếu biên bản cuộc 3" not in page
    assert "18 trong 30 điểm" in page
    assert "Người chấm cho 9 trên 10 điểm." in page
    assert "Thiếu biên bản cuộc 3" in words(sign_in(office.city.leader).get(page_of(office)))


def test_an_appeal_is_filed_on_the_line_and_answered_at_the_office(office, sign_in):
    office.appraised()
    draft = ranking.recompute(plan=office.plan, whole=True)
    sealed = ranking.seal_ranking(
        actor=office.city.secretary, plan=office.plan, seen_revision=draft.revision
    )
    line = sealed.lines.get(entry=office.entry)
    unit = sign_in(office.head)
    where = reverse("scoring:line_detail", args=[office.plan.slug, line.pk])
    assert "Gửi kiến nghị" in words(unit.get(where))
    address = reverse("scoring:appeal_file", args=[office.plan.slug, line.pk])
    ask = {"criterion": office.leaf["A"], "text": "Đề nghị xem lại biên bản cuộc 3."}
    assert "Đã gửi kiến nghị." in words(unit.post(address, ask, follow=True))
    appeal = line.appeals.get()
    second = sign_in(office.second)
    answer_at = reverse("scoring:appeal_answer", args=[office.plan.slug, appeal.pk])
    data = typed(office, A_count="8", A_reason="Công văn 88") | {
        "answer": "Chấp nhận một phần theo công văn 88.",
        "accept": "1",
    }
    second.post(answer_at, data)
    assert office.total() == 17
    assert "Trả lời:" in words(unit.get(where))


def test_the_list_of_sheets_costs_the_same_with_more_of_them(office, sign_in):
    address = reverse("scoring:sheet_list", args=[office.plan.slug])
    costs = []
    for few in (True, False):
        sheets = ScoreSheet.objects.in_plan(office.plan)
        if few:
            kept = sheets.exclude(entry=office.entry)
            kept.delete()
        else:
            open_sheets(actor=office.city.secretary, plan=office.plan)
        client = sign_in(office.city.secretary)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address)
        costs.append((page.content.decode().count("Mở phiếu</a>"), len(queries)))
    assert costs[1][0] > costs[0][0]
    assert costs[1][1] <= costs[0][1]


def test_a_stranger_gets_404_for_a_sheet(office, other_city, sign_in):
    for user in (office.city.delegates[3], other_city.secretary):
        assert sign_in(user).get(page_of(office)).status_code == 404


def test_the_peer_sees_the_sheet_only_once_it_was_sent(office, sign_in):
    ScoreSheet.objects.filter(pk=office.sheet.pk).update(peer=office.round.entry_of_board(1))
    assert sign_in(office.peer_head).get(page_of(office)).status_code == 404
    office.sent()
    assert "cột Chấm chéo" in words(sign_in(office.peer_head).get(page_of(office)))


def test_peers_and_post_checks_are_drawn_on_the_list(office, sign_in):
    address = reverse("scoring:sheet_list", args=[office.plan.slug])
    secretary = sign_in(office.city.secretary)
    cluster = {"cluster": office.entry.cluster_id}
    peers = reverse("scoring:peers_draw", args=[office.plan.slug])
    assert "Đã bốc thăm chấm chéo" in words(secretary.post(peers, cluster, follow=True))
    assert "Chấm chéo: Ban" in words(secretary.get(address))
    assert secretary.post(peers, {"cluster": "x"}).status_code == 404
    assert sign_in(office.head).post(peers, cluster).status_code == 404
    check = reverse("scoring:post_check_draw", args=[office.plan.slug])
    for number in ("1", "-1", "²", "9" * 30, ""):
        page = words(secretary.post(check, {"number": number}, follow=True))
        assert "Số phiếu hậu kiểm phải từ 1 đến 0" in page


def test_the_form_keeps_exclusions_and_the_exception():
    """An appraiser who agrees changes no figures, of any kind."""
    leaf = Criterion(
        pk=7,
        code="III.2.b",
        shape="threshold",
        maximum=Decimal(2),
        params={
            "on": "ratio",
            "steps": [{"bound": "80", "points": "2"}],
            "otherwise": "0",
            "override": {"when_vi": "Đã đôn đốc bằng văn bản", "below": "80", "points": "2"},
        },
    )
    numbers = PartNumbers(Decimal(33), Decimal(44), None, None, True)
    cell = Cell(parts=(numbers,))
    data = {"count_7_1": "33", "denominator_7_1": "44", "excepted_7_1": "on"}
    form = SheetForm(data, leaves=[leaf], cells={7: cell}, states=["counted"])
    assert form["excepted_7_1"].initial is True
    assert form["excepted_7_1"].label == "Đã đôn đốc bằng văn bản"
    assert form.is_valid() and form.cells() == {7: cell}


def test_the_total_of_a_sheet_is_out_of_what_its_own_maxima_allow(city, sign_in):
    """The maximum of A is 6 instead of 10 for this unit, so 26 of 30 can be reached."""
    tree = deepcopy(TREE)
    tree[0]["own_maximum"] = True
    office = Office(city, tree)
    measuring.set_own_maximum(
        actor=city.secretary,
        entry=office.entry,
        criterion=office.entry.scorecard.criteria.get(code="A"),
        maximum=Decimal(6),
        document="QĐ 12",
        at=timezone.now(),
    )
    page = words(sign_in(office.head).get(page_of(office)))
    assert "trong 26 điểm" in page
