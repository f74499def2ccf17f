"""Documents with one fault: the upload page shows it at its place and never fails."""

import io
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from campaigns.models import Plan
from campaigns.scorecards.adjusting import blocks_of
from campaigns.scorecards.contradictions import contradictions, unexplained
from campaigns.scorecards.document import Document
from campaigns.scorecards.exchange.workbook.columns import TREE
from campaigns.scorecards.exchange.workbook.reading import read_workbook
from campaigns.scorecards.exchange.workbook.writing import write_workbook
from campaigns.scorecards.exchange.yaml_file import read_yaml, write_yaml
from campaigns.scorecards.faults import DocumentError
from campaigns.scorecards.preview import preview_of_data
from campaigns.scorecards.validator import checked_document
from campaigns.services import scorecards

from ..scoring.random_scorecards import seeded

NONSENSE = "không có"
NOT_NUMBERS = (True, [], {}, "NaN", "Infinity", "1e3", "9" * 40, "một", 0.5)
COMMUNE = Path(settings.BASE_DIR) / "demo" / "data" / "commune_2026.yaml"


@cache
def documents() -> list[dict]:
    """Valid documents with every kind of reference: random ones and the one of the communes."""
    random_ones = [document for seed in range(30) for document, _ in seeded(seed)]
    return [read_yaml(COMMUNE.read_bytes())[0], *random_ones]


def references(value, path=()) -> Iterator[tuple]:
    """Paths of everything in a document that refers to a node or a grade."""
    names = {"zeroes", "period_grade", "node", "grade", "otherwise", "criterion", "of", "overflow"}
    lists = {"also_deducted_in", "not_counted_with", "tie_break"}
    if isinstance(value, dict):
        for key, each in value.items():
            if key in lists:
                yield from ((*path, key, number) for number in range(len(each)))
            elif key in names and isinstance(each, str):
                yield (*path, key)
            elif key != "params":
                yield from references(each, (*path, key))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from references(each, (*path, number))


def replaced(document, path, value) -> dict:
    changed = deepcopy(document)
    place = changed
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = value
    return changed


def is_at(found, path) -> bool:
    """Whether one of the paths is that of the change or of its list."""
    return any(one in (path, path[:-1]) for one in found)


def faults_of(document) -> list:
    try:
        checked_document(document)
    except DocumentError as error:
        return error.faults
    return []


def test_every_unknown_reference_is_a_fault_at_its_path():
    kinds = set()
    for document in documents():
        assert not faults_of(document)
        for path in references(document):
            found = [fault.path for fault in faults_of(replaced(document, path, NONSENSE))]
            assert is_at(found, path), (document["name"], path, found)
            kinds.add(next(part for part in reversed(path) if isinstance(part, str)))
    assert kinds == {
        *("zeroes", "period_grade", "node", "grade", "otherwise", "criterion", "of", "overflow"),
        *("also_deducted_in", "not_counted_with", "tie_break"),
    }


def test_every_invalid_number_is_a_fault_at_its_path():
    for document in documents()[:6]:
        for number in (
            number for block in blocks_of(Document.read(document)) for number in block.numbers
        ):
            for value in NOT_NUMBERS:
                found = [fault.path for fault in faults_of(replaced(document, number.path, value))]
                assert is_at(found, number.path), (document["name"], number.path, value)


@pytest.mark.django_db
def test_every_wrong_document_has_a_preview(running):
    """Unknown and wrong references, and numbers that are far too large or too small."""
    plan = Plan.objects.select_related("campaign").get(pk=running.plan.pk)
    for document in documents()[:6]:
        others = sorted({document["criteria"][0]["code"], document["criteria"][-1]["code"]})
        for path in references(document):
            for value in (NONSENSE, *others):
                preview_of_data(plan=plan, data=replaced(document, path, value))
        for number in (
            number for block in blocks_of(Document.read(document)) for number in block.numbers
        ):
            for value in ("0", "-1", "100000"):
                preview_of_data(plan=plan, data=replaced(document, number.path, value))


@pytest.mark.django_db
def test_the_upload_page_names_the_place_in_the_file(running, sign_in):
    client = sign_in(running.city.secretary)
    seen = set()
    for document in documents():
        for path in references(document):
            kind = next(part for part in reversed(path) if isinstance(part, str))
            what = kind, path[1] if path[0] == "grading" else "", len(path) > 4
            if what in seen:
                continue
            seen.add(what)
            text = write_yaml(replaced(document, path, NONSENSE))
            page = client.post(
                reverse("campaigns:scorecard_import", args=[running.plan.slug]),
                {"file": SimpleUploadedFile("bang.yaml", text.encode())},
            )
            assert page.status_code == 200
            places = read_yaml(text)[1]
            lines = [places.place(end).split(",")[0].capitalize() for end in (path, path[:-1])]
            faults = page.context["preview"].faults
            assert any(fault.startswith(tuple(lines)) for fault in faults), (path, faults)


def need_of(node, **number) -> dict:
    levels = [{"code": "dat", "name": "Đạt", "from": "5"}, {"code": "khong", "name": "Không"}]
    return {"levels": levels, "gates": [{"grade": "dat", "needs": [{"node": node, **number}]}]}


def test_a_gate_on_an_unknown_node_is_a_fault(running):
    """Regression: contradictions read the maximum of the missing node and the page answered 500."""
    document = {
        "name": "B",
        "kinds": ["council"],
        "grading": need_of("Z", points="3"),
        "criteria": [{"code": "A", "name": "A", "max": "10", "shape": "pass_fail"}],
    }
    preview = preview_of_data(plan=running.plan, data=document)
    assert "Điều kiện: không có tiêu chí “Z”." in preview.faults


# --- accepted silently before ---------------------------------------------------------------------


def a_card(leaf, **more) -> dict:
    leaf = {"code": "A", "name": "A", "max": "10", "source": "office", **leaf}
    return {"name": "B", "kinds": ["council"], "criteria": [leaf], **more}


CHOICE = {
    "shape": "choice",
    "params": {"levels": [{"name_vi": "Đủ", "points": "10"}, {"name_vi": "Thiếu", "points": "0"}]},
}
COUNTED = {"shape": "choice", "params": {"levels": deepcopy(CHOICE["params"]["levels"])}}
COUNTED["params"]["levels"][1]["occurrences"] = 1
RATIOS = {
    "shape": "mean_of_ratios",
    "params": {"ratios": [{"name_vi": "một"}, {"name_vi": "hai"}], "step": "1"},
}
JUDGED = {"shape": "judgement", "params": {"step": "1"}}
NO_COUNT = (
    "Điều kiện: A không có một số lượng để so; hãy dùng điểm (points) hoặc tỷ lệ (share).",
    ("grading", "gates", 0, "needs", 0, "count"),
)


def sanctioned(**more) -> dict:
    levels = need_of("A", count=1)["levels"]
    return {"levels": levels, "sanctions": [{"criterion": "A", "effect": "lowest", **more}]}


def two_gates() -> dict:
    """Ordered from the lower grade up, with the fault in the first one."""
    grading = need_of("A", points="1")
    grading["levels"].insert(1, {"code": "kha", "name": "Khá", "from": "3"})
    grading["gates"].insert(0, {"grade": "kha", "needs": [{"node": "Z", "points": "1"}]})
    return grading


WRONG = [
    (a_card(CHOICE, grading=need_of("A", count=2)), *NO_COUNT),
    (a_card(RATIOS, grading=need_of("A", count=2)), *NO_COUNT),
    (a_card(JUDGED, grading=need_of("A", count=2)), *NO_COUNT),
    (
        a_card({"shape": "pass_fail"}, grading=two_gates()),
        "Điều kiện: không có tiêu chí “Z”.",
        ("grading", "gates", 0, "needs", 0, "node"),
    ),
    (
        a_card(JUDGED, grading=sanctioned()),
        "Chế tài: A không đếm số lần vi phạm.",
        ("grading", "sanctions", 0, "criterion"),
    ),
    (
        a_card(CHOICE, grading=sanctioned()),
        "Chế tài: các mức của A chưa ghi số lần vi phạm (occurrences), nên không biết mức nào là "
        "vi phạm.",
        ("grading", "sanctions", 0, "criterion"),
    ),
    (
        a_card({"shape": "pro_rata", "params": {"step": "11"}}),
        "bước làm tròn 11 lớn hơn điểm tối đa 10 điểm.",
        ("criteria", 0, "params", "step"),
    ),
    (
        a_card(JUDGED | {"params": {"step": "10.5"}}),
        "bước làm tròn 10,5 lớn hơn điểm tối đa 10 điểm.",
        ("criteria", 0, "params", "step"),
    ),
    (
        a_card({"shape": "pass_fail"}, scaling={"step": "20"}),
        "Bước làm tròn 20 lớn hơn điểm tối đa 10 điểm.",
        ("scaling",),
    ),
    (
        a_card(
            {
                "shape": "choice",
                "params": {
                    "levels": [
                        {"name_vi": "Đủ", "points": "10"},
                        {"name_vi": "đủ ", "points": "5"},
                    ]
                },
            }
        ),
        "Có hai mức cùng tên “đủ”.",
        ("criteria", 0, "params", "levels", 1, "name_vi"),
    ),
    (
        a_card(
            {
                "shape": "mean_of_ratios",
                "params": {"ratios": [{"name_vi": "a"}, {"name_vi": "a"}], "step": "1"},
            }
        ),
        "Có hai tỷ lệ cùng tên “a”.",
        ("criteria", 0, "params", "ratios", 1, "name_vi"),
    ),
    (
        a_card({"shape": "pass_fail", "code": "А"}),
        "Mã: ký tự “А” (U+0410) không phải chữ cái La-tinh, chữ số hay dấu thường dùng; hãy gõ lại "
        "mã bằng bàn phím.",
        ("criteria", 0, "code"),
    ),
    (
        a_card({"shape": "pass_fail", "code": "A\u200b"}),
        "Mã: có ký tự không nhìn thấy (U+200B); hãy gõ lại mã bằng bàn phím.",
        ("criteria", 0, "code"),
    ),
]


@pytest.mark.parametrize(("document", "message", "path"), WRONG)
def test_ambiguous_values_are_refused(document, message, path):
    assert [(fault.message, fault.path) for fault in faults_of(document)] == [(message, path)]


def test_a_sanction_on_a_choice_with_occurrences_is_accepted():
    assert not faults_of(a_card(COUNTED, grading=sanctioned()))


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        ("A", "a", "Tiêu chí a: mã này trông giống mã “A”, hãy chọn mã khác hẳn."),
        ("Á", "A\u0301", "Tiêu chí Á: mã này đã dùng cho một tiêu chí khác."),
    ],
)
def test_codes_that_look_the_same_are_refused(first, second, message):
    document = a_card({"shape": "pass_fail", "code": first})
    document["criteria"].append({**document["criteria"][0], "code": second})
    assert [str(fault) for fault in faults_of(document)] == [message]


def test_more_days_than_the_plan_has_are_refused(running):
    grading = need_of("A", points="1") | {"minimum_days": 366}
    message = (
        "Số ngày tối thiểu 366 dài hơn kỳ của kế hoạch (365 ngày), nên không ai được xếp loại."
    )
    document = a_card({"shape": "pass_fail"}, grading=grading)
    assert message in preview_of_data(plan=running.plan, data=document).faults
    with pytest.raises(DocumentError, match="366"):
        scorecards.draft_scorecard(
            actor=running.city.secretary, plan=running.plan, document=Document.read(document)
        )


def test_quotas_of_another_grade_may_come_in_any_order():
    """As in the regulation of Thanh Hóa: the quota of Tốt, then Xuất sắc as a share of it."""
    grading = need_of("A", points="1")
    grading["levels"] = [
        {"code": "xuat_sac", "name": "Xuất sắc", "from": "9"},
        {"code": "dat", "name": "Đạt", "from": "5"},
        {"code": "khong", "name": "Không"},
    ]
    nested = {"grade": "xuat_sac", "share": "0.2", "of": "dat"}
    grading["quotas"] = [{"grade": "dat", "share": "0.5"}, nested]
    document = checked_document(a_card({"shape": "pass_fail"}, grading=grading))
    assert not contradictions(document)
    grading["quotas"][1] = {"grade": "xuat_sac", "share": "0.2"}
    document = checked_document(a_card({"shape": "pass_fail"}, grading=grading))
    assert [fault.path for fault in contradictions(document)] == [("grading", "quotas", 1)]


# --- contradictions and their notes ---------------------------------------------------------------


def contradicting(**notes) -> dict:
    """Two contradictions at one node, and one of the whole."""
    leaf = {"code": "A", "name": "A", "max": "10", "shape": "threshold", "source": "office"}
    steps = [{"bound": "3", "points": "5"}, {"bound": "2", "points": "6"}]
    leaf["params"] = {"on": "count", "steps": steps}
    return {
        "name": "B",
        "kinds": ["council"],
        "base_maximum": "12",
        "criteria": [leaf | notes],
    }


def found_in(document) -> list[tuple[str, str, str]]:
    return [(f.code, f.finding, f.note) for f in contradictions(checked_document(document))]


def test_a_note_explains_one_contradiction_and_all_are_always_reported():
    answer = "Tính theo từng ngưỡng như đã ghi."
    document = contradicting(interpretations={"steps_out_of_order": answer}, remark="Đọc kỹ.")
    assert found_in(document) == [
        ("", "base_sum_differs", ""),
        ("A", "best_step_below_max", ""),
        ("A", "steps_out_of_order", answer),
    ]
    document["interpretations"] = {"base_sum_differs": "Điểm chuẩn là 12."}
    assert [fault.finding for fault in unexplained(checked_document(document))] == [
        "best_step_below_max"
    ]


def test_a_note_without_contradiction_is_refused_at_its_path(running):
    document = contradicting(interpretations={"items_over_max": "Chỉ tính đến 10."})
    message = (
        "Tiêu chí A: ở đây không có mâu thuẫn “items_over_max” để trả lời (đang có: "
        "best_step_below_max, steps_out_of_order)."
    )
    assert message in preview_of_data(plan=running.plan, data=document).faults
    with pytest.raises(DocumentError, match="items_over_max"):
        scorecards.draft_scorecard(
            actor=running.city.secretary, plan=running.plan, document=Document.read(document)
        )


def test_the_old_key_is_refused_with_the_new_key_and_the_open_contradictions(running, sign_in):
    """All at once: places of old notes, how to write them, and the codes of contradictions."""
    document = contradicting(interpretation="Chỉ tính đến 10.") | {"interpretation": "Chung."}
    client = sign_in(running.city.secretary)
    for name, content in (
        ("bang.yaml", write_yaml(document).encode()),
        ("bang.xlsx", with_old_column(document)),
    ):
        page = client.post(
            reverse("campaigns:scorecard_import", args=[running.plan.slug]),
            {"file": SimpleUploadedFile(name, content)},
        )
        preview = page.context["preview"]
        assert any("“interpretation” không còn dùng" in fault for fault in preview.faults), name
        assert not preview.can_be_saved
        if name == "bang.yaml":
            assert "<code>steps_out_of_order</code>" in page.text


def with_old_column(document) -> bytes:
    """The workbook of the document without notes, with the column of older files."""
    plain = {key: value for key, value in document.items() if key != "interpretation"}
    leaf = {k: v for k, v in document["criteria"][0].items() if k != "interpretation"}
    book = load_workbook(io.BytesIO(write_workbook(plain | {"criteria": [leaf]})))
    sheet = book[TREE]
    sheet.cell(1, sheet.max_column + 1, "Cách hiểu (interpretation)")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("read", "write"), [(read_yaml, write_yaml), (read_workbook, write_workbook)]
)
def test_notes_are_read_back_from_every_kind_of_file(read, write):
    answers = {"steps_out_of_order": "Như đã ghi: 1 | 2", "best_step_below_max": "Tối đa là 6."}
    document = contradicting(interpretations=answers, remark="Ghi chú")
    document |= {"interpretations": {"base_sum_differs": "Là 12."}, "remark": "Cho cả bảng"}
    document = checked_document(document).as_data()
    assert checked_document(read(write(document))[0]).as_data() == document
    assert document["criteria"][0]["interpretations"] == answers
