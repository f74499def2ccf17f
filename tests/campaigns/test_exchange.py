"""Scorecards in files: written and read without loss, and every fault with its place."""

import datetime
import io
import zipfile
from functools import cache
from pathlib import Path

import jsonschema
import pytest
import yaml
from django.conf import settings
from openpyxl import load_workbook

from campaigns.scorecards.contradictions import contradictions, unexplained
from campaigns.scorecards.document import Document
from campaigns.scorecards.exchange.places import located
from campaigns.scorecards.exchange.schema import FILE, scorecard_schema, written
from campaigns.scorecards.exchange.workbook.columns import TREE
from campaigns.scorecards.exchange.workbook.reading import read_workbook
from campaigns.scorecards.exchange.workbook.writing import write_workbook
from campaigns.scorecards.exchange.yaml_file import read_yaml, write_yaml
from campaigns.scorecards.faults import DocumentError
from campaigns.scorecards.validator import checked_document

from ..scoring.random_scorecards import seeded

DATA = Path(settings.BASE_DIR) / "demo" / "data"
COMMUNE = DATA / "commune_2026.yaml"
DRAFT = DATA / "commune_draft_2026.yaml"


def commune():
    return checked_document(read_yaml(COMMUNE.read_bytes())[0]).as_data()


def demo_cards():
    """The scorecards of the demonstration, without the keys that control its invented reports."""
    for name in ("ha_noi_2022", "hai_phong_2023"):
        for card in yaml.safe_load((DATA / f"{name}.yaml").read_text("utf-8"))["scorecards"]:
            yield {
                **{k: v for k, v in card.items() if k != "tree"},
                "criteria": [without_samples(node) for node in card["tree"]],
            }


def without_samples(node):
    node = {k: v for k, v in node.items() if k not in ("kinds", "sample")}
    if "items" in node:
        node["items"] = [without_samples(item) for item in node["items"]]
    return node


def documents():
    made = [document for seed in range(25) for document, _ in seeded(seed)]
    return [*made, *demo_cards(), commune()]


def messages(read, content):
    with pytest.raises(DocumentError) as error:
        read(content)
    return [fault.message for fault in error.value.faults]


# --- without loss ---------------------------------------------------------------------------------


def test_every_document_comes_back_the_same_from_both_files():
    for document in documents():
        plain = checked_document(document).as_data()
        assert checked_document(plain).as_data() == plain
        assert read_yaml(write_yaml(document))[0] == document
        assert read_workbook(write_workbook(plain))[0] == plain


def test_text_that_looks_like_another_type_stays_text():
    document = commune()
    for number, text in enumerate(("=1+1", "2,5", "1.10", "a | b", '"q"', "có (x)", "01/02")):
        document["criteria"][number]["name"] = text
    level = document["criteria"][0]["items"][0]["items"][0]["params"]["levels"][0]
    level["name_vi"] = 'Đủ | "mọi" kỳ = tốt'
    assert read_workbook(write_workbook(document))[0] == document
    assert read_yaml(write_yaml(document))[0] == document


def test_yaml_keeps_the_text_of_numbers_and_words():
    data, _ = read_yaml("a: 2.50\nb: 0.1\nc: 7\non: no\nd: 2026-01-02\ne: true\nf: 010\ng: .inf")
    assert data == {
        **{"a": "2.50", "b": "0.1", "c": 7, "on": "no"},
        **{"d": "2026-01-02", "e": True, "f": "010", "g": ".inf"},
    }


# --- schema ---------------------------------------------------------------------------------------


def test_the_schema_file_is_what_the_fields_say():
    assert FILE.read_text("utf-8") == written()


def test_every_document_fits_the_schema():
    jsonschema.Draft202012Validator.check_schema(scorecard_schema())
    validator = jsonschema.Draft202012Validator(scorecard_schema())
    drafts = [read_yaml(path.read_bytes())[0] for path in (COMMUNE, DRAFT)]
    for document in (*documents(), *drafts):
        assert list(validator.iter_errors(document)) == []
    assert list(validator.iter_errors({**commune(), "unknown": 1}))


# --- the scorecard of the communes ----------------------------------------------------------------


def test_the_resolved_scorecard_may_be_published():
    document = checked_document(read_yaml(COMMUNE.read_bytes())[0])
    assert [fault.code for fault in contradictions(document)] == ["VIII"]
    assert unexplained(document) == []


def test_the_draft_has_exactly_its_real_contradictions():
    data, places = read_yaml(DRAFT.read_bytes())
    with pytest.raises(DocumentError) as gates:
        checked_document(data)
    numberless = [("grading", "gates", n, "needs", 0) for n in (0, 1)]
    assert [fault.path for fault in gates.value.faults] == numberless
    assert "dòng 23, cột 33: Điều kiện về V" in str(located(gates.value.faults, places))
    del data["grading"]["gates"]
    with pytest.raises(DocumentError) as links:
        checked_document(data)
    found = [(fault.code, fault.path[-1]) for fault in links.value.faults]
    assert found == [("I.1.a", "also_deducted_in"), ("VI.1.a", "also_deducted_in")]
    found = unexplained(Document.read(data))
    assert [fault.code for fault in found] == ["III.3", "VIII", "IX.6"]


# --- bad YAML -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: {c: 1, c: 2}", "dòng 2, cột 11: mục “c” ghi hai lần."),
        ("a: &x [1, *x]", "dòng 1, cột 4: phần này chứa chính nó"),
        ("a: [1\nb: 2", "dòng 2, cột "),
        ("a: !!python/object:os.system x", "dòng 1, cột 4: không dùng được nhãn"),
        ("[" * 60, "dòng 1, cột 41: tệp lồng nhau sâu quá 40 tầng."),
        ("a: " + "x" * 1_000_001, "Tệp lớn hơn 1 MB"),
        (b"\xff\xfe\xff", "Tệp không phải là chữ mã hóa UTF-8."),
        ("", "Tệp trống."),
        ("{a: 1}: 2", "dòng 1, cột 1: tên mục phải là chữ."),
        (
            "a: &a [1,1,1,1,1,1,1,1,1]\n"
            + "".join(
                f"{x}: &{x} [{','.join(['*' + y] * 9)}]\n"
                for x, y in zip("bcdefg", "abcdef", strict=True)
            ),
            "quá nhiều lần",
        ),
    ],
)
def test_bad_yaml_is_refused_with_its_place(text, message):
    assert message in messages(read_yaml, text)[0]


@pytest.mark.parametrize("number", [".nan", ".inf", "1e3", "0x10"])
def test_no_strange_number_passes_the_fields(number):
    text = write_yaml(commune()).replace("base_maximum: '100'", f"base_maximum: {number}")
    data, places = read_yaml(text)
    with pytest.raises(DocumentError) as error:
        checked_document(data)
    line = text.split("\n").index(f"base_maximum: {number}") + 1
    assert f"dòng {line}, cột 15: " in str(located(error.value.faults, places))


# --- bad workbooks --------------------------------------------------------------------------------


@cache
def commune_workbook() -> bytes:
    return write_workbook(commune())


def changed(change):
    book = load_workbook(io.BytesIO(commune_workbook()))
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def put(cell, value):
    def change(book):
        book[TREE][cell] = value

    return change


def merge(book):
    book[TREE].merge_cells("B2:B3")


def hide_row(book):
    book[TREE].row_dimensions[4].hidden = True


def hide_column(book):
    book[TREE].column_dimensions["E"].hidden = True


def hide_sheet(book):
    book["Xếp loại"].sheet_state = "hidden"


def many_rows(book):
    book[TREE]["A6000"] = "x"


def circle(book):
    book[TREE]["C2"], book[TREE]["C3"] = "I.1", "I"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (put("E5", "=1+1"), "ô E5 của trang “Tiêu chí”: ô này là công thức"),
        (put("E5", datetime.date(2026, 2, 5)), "ô E5 của trang “Tiêu chí”: đây là ô kiểu ngày"),
        (put("E5", "2/5"), "ô E5 của trang “Tiêu chí”: “2/5” giống ngày tháng"),
        (put("E5", "1,000"), "ô E5 của trang “Tiêu chí”: “1,000” có thể hiểu là hàng nghìn"),
        (put("E5", "1.000"), "ô E5 của trang “Tiêu chí”: “1.000” có thể hiểu là hàng nghìn"),
        (put("A5", 1.1), "ô A5 của trang “Tiêu chí”: đây là ô kiểu số (1.1)"),
        (put("A5", "I"), "ô A5 của trang “Tiêu chí”: mã “I” đã có ở ô A2."),
        (put("C5", "Z"), "ô C5 của trang “Tiêu chí”: không có mục “Z”."),
        (put("E1", "Điểm lạ"), "ô E1 của trang “Tiêu chí”: không có cột “Điểm lạ”."),
        (circle, "ô C2 của trang “Tiêu chí”: các mục chứa nhau thành vòng tròn."),
        (merge, "ô B2:B3 của trang “Tiêu chí”: các ô này bị gộp"),
        (hide_row, "dòng 4 của trang “Tiêu chí”: dòng bị ẩn"),
        (hide_column, "cột E của trang “Tiêu chí”: cột bị ẩn"),
        (hide_sheet, "trang “Xếp loại”: trang này bị ẩn"),
        (many_rows, "trang “Tiêu chí”: có 6000 dòng, nhiều hơn 5000."),
    ],
)
def test_a_bad_workbook_is_refused_with_its_cell(change, message):
    assert message in messages(read_workbook, changed(change))[0]


def test_all_faults_of_the_tree_are_told_at_once():
    def spoil(book):
        for cell, value in {"A6": "I", "C5": "Z", "E4": "2/5", "E6": "1.000"}.items():
            book[TREE][cell] = value

    found = [message.partition(":")[0] for message in messages(read_workbook, changed(spoil))]
    assert found == [f"ô {cell} của trang “Tiêu chí”" for cell in ("A6", "C5", "E4", "E6")]


@pytest.mark.parametrize("typed", ["2,5", "2.5", 2.5])
def test_a_decimal_is_read_exactly(typed):
    data, places = read_workbook(changed(put("E5", typed)))
    assert data["criteria"][0]["items"][0]["items"][1]["max"] == "2.5"
    path = ("criteria", 0, "items", 0, "items", 1, "max")
    assert places.place(path) == "ô E5 của trang “Tiêu chí”"


def test_a_field_at_fault_is_told_with_its_cell():
    data, places = read_workbook(changed(put("E5", "nhiều")))
    with pytest.raises(DocumentError) as error:
        checked_document(data)
    assert "ô E5 của trang “Tiêu chí”: " in str(located(error.value.faults, places))


def with_member(name, content):
    file = io.BytesIO(commune_workbook())
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return file.getvalue()


def test_what_is_no_plain_workbook_is_refused():
    assert messages(read_workbook, b"a,b") == ["Đây không phải là tệp Excel .xlsx."]
    assert "macro" in messages(read_workbook, with_member("xl/vbaProject.bin", b"x"))[0]
    bomb = with_member("xl/media/x.bin", b"\0" * 21_000_000)
    assert "lớn hơn 20 MB" in messages(read_workbook, bomb)[0]
    entity = with_member("xl/x.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>')
    assert "DOCTYPE" in messages(read_workbook, entity)[0]
