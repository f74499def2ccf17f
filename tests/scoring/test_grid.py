"""The appraiser's grid: contents of cells, typed values, saves that lose nothing."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from campaigns.models import Criterion, Entry
from participants.models import Body
from scoring.models import Column, ScoreSheet, SheetStage
from scoring.services import filling
from scoring.services.filling import fill_appraisal, fill_cross, fill_self
from scoring.services.sheets import finish_appraisal, open_sheets, send_sheet
from scoring.sheets import cell_text
from scoring.sheets import grid as sheet_grid
from scoring.sheets.values import Cell, PartNumbers

from .test_pages import words
from .test_sheets import TREE, Office, cross_scored, judged, ratio

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(city) -> Office:
    return Office(city)


def address(office, name: str = "grid_detail") -> str:
    return reverse(f"scoring:{name}", args=[office.plan.slug, office.entry.cluster_id])


def typed(office, code: str, value: str, **more) -> dict:
    return {"sheet": office.sheet.pk, "leaf": office.leaf[code], "value": value} | more


def grid(office, user) -> sheet_grid.Grid:
    cluster = office.entry.cluster
    scorecards = sheet_grid.scorecards_in(office.plan, cluster)
    return sheet_grid.grid_of(user, office.plan, cluster, scorecards[0], scorecards)


def cell(office, user, code: str) -> sheet_grid.GridCell:
    rows = {row.node.code: row for row in grid(office, user).rows}
    return next(c for c in rows[code].cells if c.sheet.pk == office.sheet.pk)


# --- reading -----------------------------------------------------------------------------------


def test_a_cell_shows_the_value_and_points_of_every_column(office):
    office.appraised()
    again = office.cells(A=judged("7.5", "Biên bản bổ sung"))
    office.do(fill_appraisal, office.second, cells=again)
    shown = cell(office, office.second, "A")
    assert [(t.label, t.text, t.points, t.differs) for t in shown.values] == [
        ("Tự chấm", "9 điểm", 9, False),
        ("Lần 1", "7 điểm", 7, True),
        ("Lần 2", "7,5 điểm", Decimal("7.5"), True),
    ]
    head = next(h for h in grid(office, office.second).heads if h.sheet.pk == office.sheet.pk)
    assert head.line.total == Decimal("16.5")
    assert head.totals == [("Tự chấm", 18), ("Lần 1", 16)]


def test_cells_that_need_the_appraiser_are_marked(office):
    request = office.cells(B=Cell(state="not_applicable", reason="Không có kiến nghị nào"))
    office.do(fill_self, office.head, cells=request | office.cells(A=judged("9")))
    office.do(send_sheet, office.head)
    ScoreSheet.objects.filter(pk=office.sheet.pk).update(peer=office.round.entry_of_board(1))
    cross = office.cells(A=judged("8", "Biên bản số 3 thiếu"))
    office.do(fill_cross, office.peer_head, cells=cross)
    needs = {code: cell(office, office.city.secretary, code).needs for code in "ABC"}
    assert needs == {"A": "Chấm chéo khác", "B": "Đề nghị không áp dụng", "C": ""}


def test_cells_without_data_are_marked(office):
    office.do(fill_self, office.head, cells=office.cells(A=judged("9")))
    assert cell(office, office.second, "B").needs == ""  # nobody appraises yet
    office.do(send_sheet, office.head, with_blanks=True)
    assert cell(office, office.second, "B").needs == "Chưa có số liệu"


def test_only_the_current_appraiser_may_write(office):
    assert cell(office, office.city.secretary, "A").column is None  # not sent
    office.sent()
    assert cell(office, office.city.secretary, "A").column == Column.FIRST
    assert cell(office, office.city.leader, "A").column is None
    assert cell(office, office.city.secretary, "C").why_not == "Lấy từ báo cáo đã xác nhận."
    office.do(finish_appraisal, office.city.secretary)
    assert "do bạn thẩm định" in cell(office, office.city.secretary, "A").why_not
    assert cell(office, office.second, "A").column == Column.SECOND


def test_the_provisional_points_are_those_that_would_count(office):
    """The grid reads only; finishing the round writes the same total."""
    office.sent()
    findings = office.cells(
        A=judged("7", "Thiếu biên bản"), B=ratio(40, 50, "Bốn kiến nghị kê lặp")
    )
    office.do(fill_appraisal, office.city.secretary, cells=findings)
    head = next(h for h in grid(office, office.second).heads if h.sheet.pk == office.sheet.pk)
    assert office.total() == 18 and head.line.total == 15
    office.do(finish_appraisal, office.city.secretary)
    assert office.total() == 15


@pytest.mark.parametrize(
    ("name", "mark", "few"), [("grid_detail", "data-head=", 3), ("grid_finish", 'name="sheet"', 1)]
)
def test_a_grid_costs_the_same_for_few_and_for_many_sheets(office, sign_in, name, mark, few):
    office.appraised()
    client = sign_in(office.second)
    costs = []
    for extra in (0, 18):
        add_boards(office, extra)
        client.get(address(office, name))
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address(office, name)).content.decode()
        costs.append((page.count(mark), len(queries)))
    assert [shown for shown, _ in costs] == [few, few + 18]
    assert costs[0][1] == costs[1][1]


def add_boards(office, number: int) -> None:
    bodies = Body.objects.bulk_create(
        Body(
            council=office.city.council,
            kind="board",
            name=f"Ban số {n}",
            sort_key=f"{n:03}",
            valid_from=office.entry.body.valid_from,
        )
        for n in range(number)
    )
    entries = Entry.objects.bulk_create(
        Entry(
            plan=office.plan,
            body=body,
            kind="board",
            cluster=office.entry.cluster,
            list=office.entry.list,
            scorecard=office.entry.scorecard,
            name=body.name,
            sort_key=body.sort_key,
            registered_on=office.entry.registered_on,
            days_served=office.entry.days_served,
        )
        for body in bodies
    )
    open_sheets(actor=office.city.secretary, plan=office.plan)
    sheets = ScoreSheet.objects.filter(entry__in=entries)
    for sheet in sheets:
        filling.write_cells(
            office.head, sheet, Column.SELF, office.cells(A=judged("6")), office.plan.reports_due_at
        )
    sheets.update(stage=SheetStage.SENT, sent_at=office.plan.reports_due_at, sent_by=office.head)


# --- typing ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "text", "numbers"),
    [
        ("A", "9,5", PartNumbers(Decimal("9.5"))),
        ("B", "45/50", PartNumbers(Decimal(45), Decimal(50))),
        ("B", "1.045 / 1.050-5", PartNumbers(Decimal(1045), Decimal(1050), Decimal(5))),
        ("B", "40", PartNumbers(Decimal(40), Decimal(50))),  # over the denominator before
    ],
)
def test_numbers_are_read_as_people_type_them(office, code, text, numbers):
    leaf = Criterion.objects.get(pk=office.leaf[code])
    assert cell_text.parse(leaf, text, like=ratio(45, 50)).parts == (numbers,)


@pytest.mark.parametrize("text", ["45/50", "27/31-2", "KAD", "KCN", "1.045/1.050"])
def test_shown_texts_can_be_typed_again(office, text):
    leaf = Criterion.objects.get(pk=office.leaf["B"])
    assert cell_text.typed(leaf, cell_text.parse(leaf, text)) == text


def test_a_value_is_saved_and_answered_with_its_points(office, sign_in):
    office.sent()
    client = sign_in(office.city.secretary)
    data = typed(office, "B", "40", reason="Năm kiến nghị kê lặp")
    answer = client.post(address(office, "grid_save"), data)
    assert answer.status_code == 200
    assert office.cell_at(Column.FIRST, "B") == ratio(40, 50, "Năm kiến nghị kê lặp")
    assert answer.json()["points"][str(office.leaf["B"])] == "8"
    assert 'value="40/50"' in answer.json()["cell"]


@pytest.mark.parametrize(
    ("code", "value", "message", "field"),
    [
        ("B", "40/50", "Khác với tự chấm hoặc chấm chéo nên hãy ghi lý do.", "reason"),
        ("B", "51/50", "Tử số 51 lớn hơn mẫu số 50.", "count"),
        ("B", "mười", "“mười” không phải là số.", "count"),
        ("B", "KAD", "Hãy ghi văn bản cho phép không áp dụng.", "document"),
        ("A", "9,3", "Hãy ghi lý do cho điểm.", "reason"),
    ],
)
def test_a_refusal_names_its_field_and_saves_nothing(office, sign_in, code, value, message, field):
    office.sent()
    data = typed(office, code, value)
    answer = sign_in(office.city.secretary).post(address(office, "grid_save"), data)
    assert answer.json() == {"error": message, "field": field}
    assert office.cell_at(Column.FIRST, code) is None


def test_agreeing_copies_no_reason_and_emptying_a_cell_deletes_the_value(office, sign_in):
    office.sent()
    client = sign_in(office.city.secretary)
    answer = client.post(address(office, "grid_save"), typed(office, "A", "9"))
    assert "error" not in answer.json()
    assert office.cell_at(Column.FIRST, "A") == judged("9", "")
    seen = cell(office, office.city.secretary, "A").seen
    client.post(address(office, "grid_save"), typed(office, "A", "", seen=seen))
    assert office.cell_at(Column.FIRST, "A") is None


def test_the_peer_s_column_is_compared_and_a_difference_needs_a_decision(office, sign_in):
    cross_scored(office)
    shown = cell(office, office.city.secretary, "A")
    assert (shown.typed, shown.before, shown.needs) == ("", "8", "Chấm chéo khác")
    client = sign_in(office.city.secretary)
    finish = address(office, "grid_finish")
    page = words(client.get(finish))
    assert "1 ô chấm chéo khác tự chấm chưa quyết định" in page
    chosen = {"sheet": f"{office.sheet.pk}:crossed"}
    assert "Chấm chéo khác tự chấm" in words(client.post(finish, chosen, follow=True))
    answer = client.post(address(office, "grid_save"), typed(office, "A", "8"))
    assert answer.json()["field"] == "reason"
    typed_again = typed(office, "A", "8", reason="Đúng như chấm chéo")
    client.post(address(office, "grid_save"), typed_again)
    assert "1 phiếu" in words(client.post(finish, chosen, follow=True))


def test_a_repeated_save_is_stored_once_and_never_overwrites_another_person_s(office, sign_in):
    office.sent()
    first, second = (sign_in(user) for user in (office.city.secretary, office.second))
    data = typed(office, "A", "7", reason="Thiếu biên bản")
    answers = [first.post(address(office, "grid_save"), data).json() for _ in "ab"]
    assert not any("error" in answer for answer in answers)
    late = typed(office, "A", "6", reason="Thiếu hai biên bản")
    answer = second.post(address(office, "grid_save"), late).json()
    assert "vừa được ghi ở nơi khác" in answer["error"] and 'value="7"' in answer["cell"]
    assert office.cell_at(Column.FIRST, "A").parts[0].count == 7


def test_the_second_round_is_changed_by_another_person_only(office, sign_in):
    office.appraised()
    data = typed(office, "A", "8", reason="Xem lại")
    answer = sign_in(office.city.secretary).post(address(office, "grid_save"), data)
    assert "do bạn thẩm định" in answer.json()["error"]
    answer = sign_in(office.second).post(address(office, "grid_save"), data)
    assert "error" not in answer.json()


def test_a_grid_opened_in_the_first_round_does_not_write_the_second(office, sign_in):
    office.sent()
    client = sign_in(office.second)
    assert 'data-column="first"' in client.get(address(office)).text
    office.do(finish_appraisal, office.city.secretary)
    data = typed(office, "A", "8", reason="Xem lại", column="first")
    answer = client.post(address(office, "grid_save"), data).json()
    assert "đã chuyển sang bước “Đã thẩm định lần 1”" in answer["error"]
    assert office.cell_at(Column.SECOND, "A") is None


# --- ending a round, and Excel -----------------------------------------------------------------


def test_rounds_end_after_a_preview_and_only_once(office, sign_in):
    office.sent()
    client = sign_in(office.city.secretary)
    page = words(client.get(address(office, "grid_finish")))
    assert "0 ô thay đổi, 2 ô đồng ý vì để nguyên" in page
    chosen = {"sheet": f"{office.sheet.pk}:sent"}
    assert "1 phiếu" in words(client.post(address(office, "grid_finish"), chosen, follow=True))
    again = words(client.post(address(office, "grid_finish"), chosen, follow=True))
    assert "vừa chuyển bước" in again
    assert ScoreSheet.objects.get(pk=office.sheet.pk).stage == SheetStage.APPRAISED


def test_ending_a_round_early_names_who_loses_time_and_asks_for_a_reason(office, sign_in):
    office.appraised()
    client = sign_in(office.second)
    finish = address(office, "grid_finish")
    page = words(client.get(finish))
    assert "Trước hạn: Ban Pháp chế chưa giải trình" in page
    chosen = {"sheet": f"{office.sheet.pk}:appraised"}
    assert "thì ghi rõ lý do" in words(client.post(finish, chosen, follow=True))
    assert ScoreSheet.objects.get(pk=office.sheet.pk).stage == SheetStage.APPRAISED
    client.post(finish, chosen | {"early_reason": "Đơn vị đã trả lời là không giải trình"})
    assert ScoreSheet.objects.get(pk=office.sheet.pk).stage == SheetStage.CLOSED
    sheet = reverse("scoring:sheet_detail", args=[office.plan.slug, office.sheet.pk])
    assert "Đơn vị đã trả lời là không giải trình" in words(sign_in(office.head).get(sheet))


def test_a_level_named_by_a_digit_is_shown_and_read_by_its_name(city, sign_in):
    """Confirming or retyping the shown text changes nothing."""
    levels = [{"name_vi": name, "points": name} for name in ("0", "1", "2")]
    choice = {"shape": "choice", "params": {"levels": levels}, "max": "2"}
    office = Office(city, [TREE[0] | choice, *TREE[1:]])
    second = Cell(parts=(PartNumbers(Decimal(2)),))
    office.do(fill_self, office.head, cells=office.cells(A=second))
    office.do(send_sheet, office.head, with_blanks=True)
    shown = cell(office, office.city.secretary, "A")
    assert (shown.typed, shown.points) == ("1", 1)
    client = sign_in(office.city.secretary)
    assert "0; 1; 2" in words(client.get(address(office)))
    client.post(address(office, "grid_save"), typed(office, "A", shown.typed))
    assert office.cell_at(Column.FIRST, "A").parts == second.parts


def test_figures_of_the_workbook_read_back_as_the_counted_values(office, sign_in):
    office.sent()
    findings = office.cells(B=ratio(40, 50, "Năm kiến nghị kê lặp"))
    office.do(fill_appraisal, office.city.secretary, cells=findings)
    content = sign_in(office.city.leader).get(address(office, "grid_excel")).content
    page = load_workbook(BytesIO(content)).active
    place = [c.value for c in page[2]].index(office.entry.name)
    shown = {row[0].value: row[place].value for row in page.iter_rows()}
    for code, column in (("A", Column.SELF), ("B", Column.FIRST)):
        leaf = Criterion.objects.get(pk=office.leaf[code])
        assert cell_text.parse(leaf, shown[code]).figures == office.cell_at(column, code).figures


def test_the_workbook_keeps_numbers_as_numbers_and_text_as_text(office, sign_in):
    office.sent()
    findings = office.cells(A=judged("7", "=HYPERLINK(1)"))
    office.do(fill_appraisal, office.city.secretary, cells=findings)
    content = sign_in(office.city.leader).get(address(office, "grid_excel")).content
    page = load_workbook(BytesIO(content)).active
    cells = [c for row in page.iter_rows() for c in row if c.value is not None]
    assert not [c for c in cells if c.data_type == "f"]
    assert any("=HYPERLINK(1)" in str(c.value) for c in cells)
    names = [c.value for c in page[2]]
    row = next(row for row in page.iter_rows() if row[0].value == "A")
    assert row[names.index(office.entry.name) + 1].value == 7
