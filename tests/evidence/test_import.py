"""Reports from Excel: every fault with its cell, only good rows entered, and only once."""

import copy
import datetime as dt
import io
import threading
import zipfile
from collections import Counter
from dataclasses import dataclass

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from campaigns.models import ActivityKind, Entry
from core.errors import DomainError, NotAllowedError
from evidence import tasks
from evidence.exchange.layout import HEADER_ROW, REPORTS, layout_of
from evidence.exchange.preview import preview_of
from evidence.exchange.template import write_template
from evidence.models import ActivityReport, ImportedRow, Ratio, ReportImport, ReportState
from evidence.services import importing

from .. import cast

SPEAKING, MEETING = "Phát biểu, chất vấn", "Tiếp xúc cử tri"
HANDLING = "Giải quyết kiến nghị"
FIRST = HEADER_ROW + 1


@pytest.fixture
def counting(city) -> cast.Round:
    """A round whose delegates also report a ratio: handled petitions of all petitions."""
    tree = copy.deepcopy(cast.DELEGATE_TREE)
    tree[1]["interpretations"] = {"items_over_max": "Tính đến 60 điểm."}
    tree[1]["items"].append(
        {"code": "II.2", "name": "Kiến nghị đã giải quyết", "max": "10", "shape": "pro_rata"}
        | {"params": {"unit_vi": "kiến nghị", "step": "0.01", "mode": "half_up"}}
    )
    round_ = cast.launch_round(city, "song-xanh-2023", tree=tree)
    kind = ActivityKind.objects.create(plan=round_.plan, position=9, name=HANDLING)
    kind.criteria.set([round_.criterion("II.2")])
    return round_


@dataclass
class Filled:
    """A template to fill in: columns by the beginning of their headings."""

    round: cast.Round

    def __post_init__(self) -> None:
        layout = layout_of(self.card)
        self.book = load_workbook(io.BytesIO(write_template(layout)))
        self.sheet = self.book[REPORTS]
        self.next = FIRST

    @property
    def card(self):
        card = self.round.delegate_card
        card.plan = self.round.plan
        return card

    def letter(self, title: str) -> str:
        return next(
            cell.column_letter
            for cell in self.sheet[HEADER_ROW]
            if str(cell.value or "").startswith(title)
        )

    def put(self, row: int, title: str, value) -> None:
        cell = self.sheet[f"{self.letter(title)}{row}"]
        cell.value = value
        if isinstance(value, str) and not value.startswith(("=", "#N")):
            cell.data_type = "s"

    def add(self, name: str, kind: str, day, text: str, **numbers) -> int:
        """Add a row, with numbers as `II_1=3` or by heading; return its number."""
        row, self.next = self.next, self.next + 1
        words = {"Tập thể": name, "Loại": kind, "Ngày": day, "Nội dung": text}
        for title, value in words.items():
            self.put(row, title, value)
        for code, value in numbers.items():
            self.put(row, code.replace("_", "."), value)
        return row

    def good(self, number: int, who: int = 2) -> None:
        """Good rows of one delegate."""
        name = self.round.entry_of(self.round.city.delegates[who]).name
        for n in range(number):
            day = dt.date(2023, 5, 1) + dt.timedelta(days=n % 200)
            self.add(name, MEETING, day, f"Tiếp xúc cử tri lần {self.next}", II_1=1)

    def content(self) -> bytes:
        file = io.BytesIO()
        self.book.save(file)
        return file.getvalue()

    def preview(self):
        plan = self.round.plan
        return preview_of(plan=plan, content=self.content(), at=timezone.now())

    def keep(self, actor=None) -> ReportImport:
        return keep(self.round, self.content(), actor)


def keep(round_, content: bytes, actor=None, name="bao-cao.xlsx") -> ReportImport:
    return importing.keep_import(
        actor=actor or round_.city.secretary,
        plan=round_.plan,
        upload=SimpleUploadedFile(name, content),
        at=timezone.now(),
    )


def enter(source: ReportImport, actor) -> ReportImport:
    content = source.file.open("rb").read()
    source.file.close()
    preview = preview_of(plan=source.plan, content=content, at=timezone.now())
    return importing.import_reports(
        actor=actor, source=source, rows=preview.good, left_out=0, at=timezone.now()
    )


def faults_of(preview) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.message) for fault in preview.faults]


# --- every fault ----------------------------------------------------------------------------------


def plant(filled: Filled) -> list[tuple[int, str, str]]:
    """Plant 37 faults among good rows; return (row, heading, part of the message) of each."""
    round_, add, put = filled.round, filled.add, filled.put
    an, binh, cuc = (round_.entry_of(user).name for user in round_.city.delegates[:3])
    twin = round_.entry_of(round_.city.delegates[4])
    Entry.objects.filter(pk=round_.entry_of(round_.city.delegates[3]).pk).update(name=twin.name)
    day = dt.date(2023, 5, 10)
    faults: list[tuple[int, str, str]] = []

    def bad(heading, part, name=cuc, kind=MEETING, on=day, text=None, **numbers):
        numbers = {k: v for k, v in ({"II_1": 1} | numbers).items() if v is not None}
        row = add(name, kind, on, text or f"Nội dung {filled.next}", **numbers)
        faults.append((row, heading, part))
        return row

    who, what, when, words = "Tập thể", "Loại", "Ngày", "Nội dung"
    filled.good(3, who=0)
    bad(who, "không có “Người Lạ”", name="Người Lạ")
    bad(who, "Có phải", name="Le Thu An")
    bad(who, "có 2 tập thể, cá nhân tên", name=twin.name)
    bad(who, "chưa chọn tập thể", name=None)
    bad(who, "không có “999999999”", name="999999999")
    bad(what, "không có loại hoạt động “Họp báo”", kind="Họp báo")
    bad(what, "chưa chọn loại", kind=None)
    bad(what, "là công thức", kind='="Tiếp xúc"&" cử tri"')
    bad(when, "chưa ghi ngày", on=None)
    bad(when, "không phải là ngày", on="hôm qua")
    bad(when, "không có ngày 31/02/2023", on="31/02/2023")
    bad(when, "ở tương lai", on=dt.date(2099, 1, 1))
    bad(when, "chỉ tính hoạt động từ", on=dt.date(2022, 12, 31))
    bad(when, "không phải là ngày", on=20230510)
    bad(words, "chưa ghi nội dung", text="   ")
    bad(words, "dài 4.001 ký tự, tối đa 4.000", text="a" * 4001)
    bad(words, "ký tự điều khiển ẩn", text="Tiếp xúc_x0007_ cử tri")
    bad(words, "ký tự điều khiển ẩn", text="Tiếp xúc \u202e cử tri")
    bad("II.1", "2,5 không phải là số nguyên", II_1=2.5)
    bad("II.1", "từ 1 đến 50", II_1=-3)
    bad("II.1", "từ 1 đến 50", II_1=51)
    bad("II.1", "từ 1 đến 50", II_1=0)
    bad("II.1", "“hai” không phải là số nguyên", II_1="hai")
    bad("II.1", "“1 000” có dấu phân cách", II_1="1 000")
    bad("II.1", "“2.000” có dấu phân cách", II_1="2.000")
    bad("II.1", "là công thức", II_1="=1+1")
    bad("II.1", "báo lỗi #N/A", II_1="#N/A")
    bad("II.1", "kiểu ngày tháng", II_1=dt.date(2023, 5, 1))
    bad("II.1", "kiểu đúng/sai", II_1=True)
    bad("I.2", "tiêu chí I.2 không tính cho loại hoạt động", I_2=1)
    bad("", "chưa có số lượng", II_1=None)
    ratio = {"kind": HANDLING, "II_1": None}
    bad("II.2. Kiến nghị đã giải quyết - đã làm", "cả tổng số", **ratio, **{"II.2": 10})
    row = bad("II.2. Kiến nghị đã giải quyết - văn bản", "văn bản cho phép", **ratio)
    for end, value in (("tổng số", 10), ("đã làm", 5), ("không tính", 2)):
        put(row, f"II.2. Kiến nghị đã giải quyết - {end}", value)
    row = bad("Số, ký hiệu", "kiểu ngày tháng")
    put(row, "Số, ký hiệu", dt.date(2023, 12, 1))
    # two faults in one row, each with its own cell
    row = bad(when, "ở tương lai", on=dt.date(2099, 1, 1), II_1="nhiều")
    faults.append((row, "II.1", "“nhiều” không phải là số nguyên"))
    same = add(binh, MEETING, day, "Cùng một nội dung", II_1=1)
    bad(words, f"trùng với dòng {same}", name=binh, text="Cùng một nội dung")
    filled.good(2, who=1)
    assert an and len(faults) == 37
    return faults


def test_37_planted_faults_are_reported_once_each_with_their_cell(counting):
    filled = Filled(counting)
    planted = plant(filled)
    preview = filled.preview()
    found = sorted(faults_of(preview))
    expected = sorted(
        (row, filled.letter(heading) if heading else "", part) for row, heading, part in planted
    )
    assert [fault[:2] for fault in found] == [fault[:2] for fault in expected]
    for (row, _, message), (_, _, part) in zip(found, expected, strict=True):
        assert part in message, f"row {row}: {message}"
    assert len(preview.faults) == 37
    assert {fault.sheet for fault in preview.faults} == {REPORTS}
    assert len(preview.good) == 6
    assert preview.faulty == 36  # one row has two


def test_good_rows_have_the_written_content(counting):
    filled = Filled(counting)
    name = counting.entry_of(counting.city.delegates[2]).name
    filled.add(f"  {name.upper()} ", "tiếp xúc cử tri", "9/5/2023", "=1+1 là nội dung", II_1="3")
    filled.sheet[f"F{FIRST}"].data_type = "s"
    row = filled.add(name, HANDLING, 45056, "Giải quyết", **{"II.2": 40})
    for end, value in (("đã làm", 35), ("không tính", 2), ("văn bản", "Thông báo 3")):
        filled.put(row, f"II.2. Kiến nghị đã giải quyết - {end}", value)
    filled.put(row, "Số, ký hiệu", 12)
    preview = filled.preview()
    assert faults_of(preview) == []
    first, second = (row.content for row in preview.good)
    assert first.happened_on == dt.date(2023, 5, 9)
    assert first.summary == "=1+1 là nội dung"
    assert first.counts == {counting.criterion("II.1").pk: 3}
    assert second.happened_on == dt.date(2023, 5, 10)
    assert second.counts == {counting.criterion("II.2").pk: Ratio(35, 40, 2, "Thông báo 3")}
    assert second.document_number == "12"


def test_columns_may_have_any_order_and_unused_ones_may_be_missing(counting):
    filled = Filled(counting)
    filled.good(2)
    sheet = filled.sheet
    filled.sheet.delete_cols(4)  # the place
    for row in range(HEADER_ROW, FIRST + 2):
        sheet.cell(row, 1).value, sheet.cell(row, 2).value = (
            sheet.cell(row, 2).value,
            sheet.cell(row, 1).value,
        )
    preview = filled.preview()
    assert faults_of(preview) == []
    assert len(preview.good) == 2


def test_a_renamed_a_doubled_and_a_missing_column_are_reported_once(counting):
    filled = Filled(counting)
    filled.good(3)
    filled.sheet[f"C{HEADER_ROW}"] = "Hôm nào"
    filled.sheet[f"D{HEADER_ROW}"] = "Nội dung, kết quả"
    filled.sheet.delete_cols(2)
    preview = filled.preview()
    assert [(column, message[:38]) for _, column, message in faults_of(preview)] == [
        ("", "thiếu cột “Ngày diễn ra”. Hãy giữ đủ c"),
        ("B", "không có cột “Hôm nào” trong mẫu, và t"),
        ("E", "cột “Nội dung, kết quả” đã có ở cột C;"),
    ]
    assert preview.good == []


def test_a_number_in_an_unknown_column_is_reported(counting):
    filled = Filled(counting)
    filled.good(2)
    last = filled.sheet.max_column + 1
    filled.sheet.cell(HEADER_ROW, last).value = "II.9 Tiêu chí lạ"
    filled.sheet.cell(FIRST, last).value = 5
    preview = filled.preview()
    assert len(preview.faults) == 1
    assert [row.number for row in preview.good] == [FIRST + 1]


def test_hidden_content_is_reported(counting):
    filled = Filled(counting)
    filled.good(6)
    filled.sheet.row_dimensions[FIRST].hidden = True
    filled.sheet.merge_cells(f"A{FIRST + 1}:A{FIRST + 2}")
    filled.book.create_sheet("Thêm")["B7"] = "một dòng nữa"
    filled.book.create_sheet("Trống")
    faults = filled.preview().faults
    assert [(fault.place, fault.message[:22]) for fault in faults] == [
        ("Trang “Thêm”", "không đọc trang này; h"),
        (f"Dòng {FIRST}", "dòng này bị ẩn; hãy ch"),
        (f"Dòng {FIRST + 1}, cột A", f"các ô A{FIRST + 1}:A{FIRST + 2} bị gộp; hã"),
    ]
    assert [row.number for row in filled.preview().good] == list(range(FIRST + 3, FIRST + 6))


def plain_workbook() -> bytes:
    book, file = Workbook(), io.BytesIO()
    book.active["A1"] = "Tên"
    book.save(file)
    return file.getvalue()


def with_member(content: bytes, name: str, member: bytes) -> bytes:
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, member)
    return file.getvalue()


def test_an_unreadable_file_gets_one_sentence(counting):
    filled = Filled(counting)
    template = filled.content()
    filled.sheet["A2"] = "Mã mẫu: ha-noi-2022/1/1"
    of_another_plan = filled.content()
    wide = Filled(counting)
    wide.sheet.merge_cells("A10:T3010")
    cases = {
        "không theo mẫu": plain_workbook(),
        "không phải là tệp Excel": b"a,b",
        "kế hoạch khác": of_another_plan,
        "macro": with_member(template, "xl/vbaProject.bin", b"x"),
        "lớn hơn 60 MB": with_member(template, "xl/media/a.bin", b"\0" * 61_000_000),
        "DOCTYPE": with_member(template, "xl/x.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'),
        "quá nhiều ô bị gộp": wide.content(),
    }
    for part, content in cases.items():
        preview = preview_of(plan=counting.plan, content=content, at=timezone.now())
        assert [part in fault.message for fault in preview.faults] == [True], part
        assert preview.good == []


@pytest.mark.parametrize("name", ["a.xls", "a.xlsm", "a.csv", "a.pdf"])
def test_only_a_workbook_is_kept(counting, name):
    with pytest.raises(DomainError, match=r"Excel|macro"):
        keep(counting, b"%PDF-1.4", name=name)
    assert not ReportImport.objects.exists()


def test_after_the_deadline_only_entries_with_an_extension_are_imported(counting):
    plan = counting.plan
    filled = Filled(counting)
    filled.good(1, who=2)
    filled.good(1, who=3)
    plan.reports_due_at = timezone.now() - dt.timedelta(days=1)
    plan.save()
    assert [fault.place for fault in filled.preview().faults] == ["Cả tệp"]
    entry = counting.entry_of(counting.city.delegates[2])
    entry.extensions.create(
        stage="reports",
        until=timezone.now() + dt.timedelta(days=3),
        reason="Mất sóng",
        granted_by=counting.city.secretary,
        granted_at=timezone.now(),
    )
    preview = filled.preview()
    assert [(fault.place, fault.message[:7]) for fault in preview.faults] == [
        (f"Dòng {FIRST + 1}, cột A", "đã quá ")
    ]
    assert [row.number for row in preview.good] == [FIRST]


# --- entered once ---------------------------------------------------------------------------------


def test_the_same_file_twice_adds_nothing(counting):
    secretary, colleague = counting.city.secretary, counting.city.second_secretary
    filled = Filled(counting)
    filled.good(4)
    source = enter(filled.keep(), secretary)
    assert (source.added, ActivityReport.objects.count()) == (4, 4)
    assert enter(source, secretary).added == 4  # a second click
    assert ActivityReport.objects.count() == 4
    report = ActivityReport.objects.order_by("pk").first()
    assert (report.state, report.on_behalf, report.reported_by) == ("sent", True, secretary)
    assert (report.imported_row.number, report.imported_row.source) == (FIRST, source)

    # also when the reports were corrected or refused
    ActivityReport.objects.filter(pk=report.pk).update(
        state=ReportState.REFUSED, decided_by=colleague, decided_at=timezone.now()
    )
    ActivityReport.objects.exclude(pk=report.pk).update(summary="Đã sửa sau khi trả lại")
    filled.good(1, who=3)
    preview = filled.preview()
    assert [number for number, _ in preview.there] == [FIRST, FIRST + 1, FIRST + 2, FIRST + 3]
    assert enter(filled.keep(colleague), colleague).added == 1
    assert ActivityReport.objects.count() == 5


def test_what_was_reported_by_phone_is_not_entered_again(counting):
    user = counting.city.delegates[2]
    fields = {"happened_on": dt.date(2023, 5, 9), "summary": "Đã báo bằng điện thoại"}
    report = cast.send(counting, user, "II.1", 2, **fields)
    filled = Filled(counting)
    name = counting.entry_of(user).name
    filled.add(name, MEETING, dt.date(2023, 5, 9), "Đã báo bằng điện thoại", II_1=2)
    assert filled.preview().there == [(FIRST, report.pk)]
    filled.put(FIRST, "II.1", 3)
    [fault] = filled.preview().faults
    assert f"đã có báo cáo số {report.pk}" in fault.message
    assert "khác số lượng" in fault.message


@pytest.mark.django_db(transaction=True)
def test_two_simultaneous_confirmations_enter_each_row_once(counting):
    secretary = counting.city.secretary
    filled = Filled(counting)
    filled.good(5)
    sources = [filled.keep(), filled.keep()]
    rows = filled.preview().good
    start, outcomes = threading.Barrier(3), []

    def confirm(source) -> None:
        start.wait()
        try:
            fields = {"actor": secretary, "rows": rows, "left_out": 0, "at": timezone.now()}
            outcomes.append(importing.import_reports(source=source, **fields).added)
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm, args=[source]) for source in (*sources, sources[0])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(set(outcomes)) == 5
    assert ActivityReport.objects.count() == ImportedRow.objects.count() == 5


def test_only_the_office_of_the_plan_imports(counting, other_city):
    filled = Filled(counting)
    filled.good(1)
    source = filled.keep()
    rows = filled.preview().good
    for actor in (other_city.secretary, counting.city.leader, counting.city.delegates[2]):
        with pytest.raises(NotAllowedError):
            filled.keep(actor)
        with pytest.raises(NotAllowedError):
            importing.import_reports(
                actor=actor, source=source, rows=rows, left_out=0, at=timezone.now()
            )
    assert not ActivityReport.objects.exists()


def test_the_number_of_queries_does_not_grow_with_the_rows(counting):
    spent = []
    for number in (2, 60):
        filled = Filled(counting)
        filled.good(number, who=2 + len(spent))
        source = filled.keep()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            enter(source, counting.city.secretary)
        spent.append(len(queries))
    assert spent[0] == spent[1]
    assert ActivityReport.objects.count() == 62


def test_a_workbook_that_was_never_entered_is_purged(counting, settings):
    filled = Filled(counting)
    filled.good(1)
    looked_at, entered = filled.keep(), enter(filled.keep(), counting.city.secretary)
    long_ago = timezone.now() - dt.timedelta(days=settings.EVIDENCE_UNSENT_DAYS + 1)
    ReportImport.objects.update(uploaded_at=long_ago)
    assert tasks.purge_unsent_files() == 1
    assert list(ReportImport.objects.all()) == [entered]
    assert not looked_at.file.storage.exists(looked_at.file.name)


# --- the page -------------------------------------------------------------------------------------


def upload(client, round_, content: bytes):
    address = reverse("evidence:import_upload", args=[round_.plan.slug])
    return client.post(address, {"file": SimpleUploadedFile("thang-5.xlsx", content)}, follow=True)


def confirm(client, page, choice: str):
    source, preview = page.context["source"], page.context["preview"]
    address = reverse("evidence:import_enter", args=[source.plan.slug, source.pk])
    return client.post(address, {"choice": choice, "seen": preview.seen}, follow=True)


def test_the_office_chooses_only_the_good_rows(counting, sign_in):
    client = sign_in(counting.city.secretary)
    filled = Filled(counting)
    plant(filled)
    page = upload(client, counting, filled.content())
    assert "37 lỗi cần sửa" in page.text
    assert "Chỉ ghi 6 dòng đúng" in page.text
    assert "Ghi cả" not in page.text

    refused = confirm(client, page, "all")
    assert "Tệp còn lỗi" in refused.text
    assert not ActivityReport.objects.exists()

    done = confirm(client, page, "good")
    assert "Đã ghi 6 báo cáo" in done.text
    assert ActivityReport.objects.waiting().count() == 6
    again = upload(client, counting, filled.content())
    assert again.context["preview"].good == []
    assert len(again.context["preview"].there) == 6
    report = ActivityReport.objects.first()
    shown = client.get(reverse("evidence:report_detail", args=[report.pk])).text
    assert f"thang-5.xlsx</a>, dòng {report.imported_row.number}" in shown
    listed = reverse("admin:evidence_activityreport_changelist", query={"imported": "x"})
    assert client.get(listed).status_code == 200
    of_file = reverse(
        "admin:evidence_activityreport_changelist",
        query={"imported": str(done.context["source"].pk)},
    )
    assert client.get(of_file).context["cl"].result_count == 6


def test_a_file_without_faults_is_entered_completely(counting, sign_in):
    client = sign_in(counting.city.secretary)
    filled = Filled(counting)
    filled.good(3)
    page = upload(client, counting, filled.content())
    assert "Ghi cả 3 dòng" in page.text
    assert "Đã ghi 3 báo cáo" in confirm(client, page, "all").text


def test_a_preview_that_changed_is_shown_again(counting, sign_in):
    client = sign_in(counting.city.secretary)
    filled = Filled(counting)
    filled.good(3)
    page = upload(client, counting, filled.content())
    enter(filled.keep(), counting.city.second_secretary)
    answer = confirm(client, page, "all")
    assert "dữ liệu đã thay đổi" in answer.text
    assert ActivityReport.objects.count() == 3


def test_the_marked_workbook_has_each_fault_and_can_be_uploaded_again(counting, sign_in):
    client = sign_in(counting.city.secretary)
    filled = Filled(counting)
    filled.good(1)
    name = counting.entry_of(counting.city.delegates[2]).name
    bad = filled.add(name, MEETING, "hôm qua", "Nội dung", II_1=99)
    page = upload(client, counting, filled.content())
    address = reverse(
        "evidence:import_faults", args=[counting.plan.slug, page.context["source"].pk]
    )
    marked = load_workbook(io.BytesIO(client.get(address).content))
    sheet = marked[REPORTS]
    last = sheet.max_column
    assert sheet.cell(HEADER_ROW, last).value == "Lỗi"
    assert sheet.cell(bad, last).value.count("\n") == 1
    assert sheet[f"C{bad}"].comment.text.startswith("“hôm qua” không phải là ngày")
    assert sheet.cell(FIRST, last).value is None

    sheet[f"C{bad}"], sheet[f"{filled.letter('II.1')}{bad}"] = "10/05/2023", 9
    file = io.BytesIO()
    marked.save(file)
    preview = preview_of(plan=counting.plan, content=file.getvalue(), at=timezone.now())
    assert faults_of(preview) == []
    assert len(preview.good) == 2


def test_many_rows_are_entered_and_too_many_are_refused(counting, monkeypatch):
    monkeypatch.setattr("evidence.exchange.reading.MOST_ROWS", 400)
    filled = Filled(counting)
    filled.good(401)
    [fault] = filled.preview().faults
    assert "hơn 400 dòng" in fault.message
    filled.sheet.delete_rows(FIRST + 400)
    assert enter(filled.keep(), counting.city.secretary).added == 400
    kinds = Counter(ActivityReport.objects.values_list("state", flat=True))
    assert kinds == {"sent": 400}
