"""The grading of a scorecard: what is read, defaults, and what is refused."""

from decimal import Decimal

import pytest

from campaigns.scorecards.faults import DocumentError
from campaigns.scorecards.grading import Gate, Grading, Level, Need, Quota, Sanction
from campaigns.scorecards.rules.rounding import Rounding

from .test_shapes import VIETNAMESE, changed

# The draft of Thanh Hóa, Điều 6: five grades, gates of innovation, sanctions, a quarter at most.
DRAFT = {
    "levels": [
        {"code": "xuat_sac", "name": "Xuất sắc", "from": "90"},
        {"code": "tot", "name": "Tốt", "from": "80"},
        {"code": "kha", "name": "Khá", "from": 65},
        {"code": "trung_binh", "name": "Trung bình", "from": "50"},
        {"code": "yeu", "name": "Yếu"},
    ],
    "gates": [
        {
            "grade": "tot",
            "needs": [{"node": "V", "share": "0.4"}, {"node": "V.1.a", "count": 1}],
        },
        {
            "grade": "xuat_sac",
            "needs": [{"node": "V", "share": "0.6"}, {"node": "I", "points": "12.5"}],
            "otherwise": "kha",
        },
    ],
    "sanctions": [
        {"criterion": "IX.1", "effect": "at_most", "grade": "tot"},
        {"criterion": "IX.9", "effect": "down"},
        {"criterion": "IX.9", "effect": "down", "by": 2},
        {"criterion": "IX.9", "from": 2, "effect": "lowest"},
        {"criterion": "IX.7", "effect": "not_considered"},
    ],
    "quotas": [
        {"grade": "xuat_sac", "share": "0.25", "per": "cluster"},
        {"grade": "tot", "number": 12, "per": "list", "overflow": "trung_binh"},
        {"grade": "xuat_sac", "share": "0.2", "of": "tot", "rounding": "half_up"},
        {"grade": "trung_binh", "number": 0, "per": "cluster_and_list"},
    ],
}
LEVELS = {"levels": DRAFT["levels"]}


def test_the_smallest_valid_grading():
    found = Grading.parse({"levels": [{"code": "a", "name": "A", "from": "0"}, DRAFT["levels"][4]]})
    assert found == Grading(
        levels=(Level("a", "A", Decimal(0)), Level("yeu", "Yếu", None)),
        rounding=None,
        minimum_days=0,
        gates=(),
        sanctions=(),
        not_above_organisation=False,
        quotas=(),
    )
    assert found.last == 1


def test_levels_are_numbered_from_the_best():
    found = Grading.parse(DRAFT)
    bounds = [Decimal(90), Decimal(80), Decimal(65), Decimal(50), None]
    assert [level.bound for level in found.levels] == bounds
    assert [found.number_of(level.code) for level in found.levels] == [0, 1, 2, 3, 4]
    assert found.last == 4


def test_the_other_settings():
    rounding = {"step": "0.5", "mode": "half_even"}
    more = {"rounding": rounding, "minimum_days": 180, "not_above_organisation": True}
    found = Grading.parse(LEVELS | more)
    assert found.rounding == Rounding(Decimal("0.5"), "half_even")
    assert (found.minimum_days, found.not_above_organisation) == (180, True)
    assert Grading.parse(LEVELS | {"rounding": {"step": 1}}).rounding.mode == "half_up"


def test_gates_are_sorted_from_the_best_grade_and_lead_to_the_next_lower():
    best, next_best = Grading.parse(DRAFT).gates
    needs = Need("V", Decimal("0.6"), None, None), Need("I", None, Decimal("12.5"), None)
    assert best == Gate(at=0, needs=needs, otherwise=2)
    needs = Need("V", Decimal("0.4"), None, None), Need("V.1.a", None, None, Decimal(1))
    assert next_best == Gate(at=1, needs=needs, otherwise=2)


def test_sanctions_keep_their_order():
    assert Grading.parse(DRAFT).sanctions == (
        Sanction("IX.1", occurrences=1, effect="at_most", at_most=1, by=1),
        Sanction("IX.9", occurrences=1, effect="down", at_most=0, by=1),
        Sanction("IX.9", occurrences=1, effect="down", at_most=0, by=2),
        Sanction("IX.9", occurrences=2, effect="lowest", at_most=0, by=1),
        Sanction("IX.7", occurrences=1, effect="not_considered", at_most=0, by=1),
    )


def test_quotas_keep_their_order_and_overflow_to_the_next_lower():
    assert Grading.parse(DRAFT).quotas == (
        Quota(0, Decimal("0.25"), None, of=None, per="cluster", rounding="down", overflow=1),
        Quota(1, None, 12, of=None, per="list", rounding="down", overflow=3),
        Quota(0, Decimal("0.2"), None, of=1, per="scorecard", rounding="half_up", overflow=1),
        Quota(3, None, 0, of=None, per="cluster_and_list", rounding="down", overflow=4),
    )


GATE, SANCTION, QUOTA = ("gates", 0), ("sanctions", 0), ("quotas", 0)
UNKNOWN = "Không có mức xếp loại “{}” (xuat_sac, tot, kha, trung_binh, yeu)."
ONE_NUMBER = (
    "Điều kiện về V phải ghi đúng một con số: tỷ lệ (share), điểm (points) hoặc số lượng (count)."
)
ONE_OF_TWO = "Hạn mức ghi tỷ lệ (share) hoặc số lượng (number), một trong hai."
NOT_LOWEST = "Mức thấp nhất không cần điều kiện, hạn mức."
DESCENDING = "Các mức phải xếp từ điểm cao xuống điểm thấp."
ALIKE = "Hai mức xếp loại có cùng mã, hoặc mã trông giống nhau."
V = {"node": "V"}

# (path to change, new value, path of the fault, its message)
FAULTS = [
    # levels
    (("levels",), ..., ("levels",), "Các mức xếp loại: còn thiếu mục “levels”."),
    (("levels",), [], ("levels",), "Các mức xếp loại: cần từ 2 đến 12 dòng."),
    (("levels",), [{}] * 13, ("levels",), "Các mức xếp loại: cần từ 2 đến 12 dòng."),
    (("levels",), "xuat_sac", ("levels",), "Các mức xếp loại: phải là một danh sách."),
    (("levels", 1, "code"), ..., ("levels", 1, "code"), "Mã mức: còn thiếu mục “code”."),
    (("levels", 1, "name"), " ", ("levels", 1, "name"), "Tên mức: còn thiếu."),
    (("levels", 3, "code"), "yeu", ("levels",), ALIKE),
    (("levels", 3, "code"), "Yeu", ("levels",), ALIKE),
    (
        ("levels", 1, "from"),
        ...,
        ("levels", 1, "from"),
        "Mức “Tốt” thiếu điểm bắt đầu (from).",
    ),
    (
        ("levels", 4, "from"),
        "0",
        ("levels", 4, "from"),
        "Mức cuối “Yếu” phải nhận mọi điểm còn lại, không ghi from.",
    ),
    (("levels", 1, "from"), "90", ("levels", 1, "from"), DESCENDING),
    (("levels", 2, "from"), "80.0001", ("levels", 2, "from"), DESCENDING),
    (
        ("levels", 0, "from"),
        "-1",
        ("levels", 0, "from"),
        "Từ điểm: phải từ 0 đến 100.000, không phải -1.",
    ),
    (
        ("levels", 0, "from"),
        "NaN",
        ("levels", 0, "from"),
        "Từ điểm: “NaN” không phải là số (ví dụ đúng: 3 hoặc 2.5).",
    ),
    # head
    (("bonus",), 1, ("bonus",), None),
    (("rounding",), {}, ("rounding", "step"), "Bước làm tròn: còn thiếu mục “step”."),
    (
        ("rounding",),
        {"step": "0"},
        ("rounding", "step"),
        "Bước làm tròn: phải lớn hơn 0, đến 100.000, không phải 0.",
    ),
    (
        ("rounding",),
        {"step": 1, "mode": "nearest"},
        ("rounding", "mode"),
        "Cách làm tròn: “nearest” không có trong: half_up, half_even, half_down, up, down.",
    ),
    (("rounding",), "1", ("rounding",), "Chỗ này cần các mục có tên."),
    (("minimum_days",), -1, ("minimum_days",), "Số ngày tối thiểu: phải từ 0 đến 3.660."),
    (("minimum_days",), "nửa", ("minimum_days",), None),
    (
        ("not_above_organisation",),
        "yes",
        ("not_above_organisation",),
        "Không xếp trên tập thể: chỉ là true hoặc false.",
    ),
    # gates
    ((*GATE, "grade"), "gioi", (*GATE, "grade"), UNKNOWN.format("gioi")),
    ((*GATE, "grade"), ..., (*GATE, "grade"), "Mức: còn thiếu mục “grade”."),
    ((*GATE, "grade"), "yeu", (*GATE, "grade"), NOT_LOWEST),
    ((*GATE, "otherwise"), "gioi", (*GATE, "otherwise"), UNKNOWN.format("gioi")),
    ((*GATE, "otherwise"), "tot", (*GATE, "otherwise"), "Mức “tot” không thấp hơn “tot”."),
    (
        (*GATE, "otherwise"),
        "xuat_sac",
        (*GATE, "otherwise"),
        "Mức “xuat_sac” không thấp hơn “tot”.",
    ),
    ((*GATE, "needs"), [], (*GATE, "needs"), "Điều kiện cần có: cần từ 1 đến 50 dòng."),
    ((*GATE, "needs"), ..., (*GATE, "needs"), None),
    ((*GATE, "needs", 0), V, (*GATE, "needs", 0), ONE_NUMBER),
    ((*GATE, "needs", 0), V | {"share": 1, "count": 1}, (*GATE, "needs", 0), ONE_NUMBER),
    (
        (*GATE, "needs", 0),
        V | {"share": 1, "points": 0, "count": 1},
        (*GATE, "needs", 0),
        ONE_NUMBER,
    ),
    ((*GATE, "needs", 0, "node"), "", (*GATE, "needs", 0, "node"), "Tiêu chí: còn thiếu."),
    (
        (*GATE, "needs", 0, "share"),
        60,
        (*GATE, "needs", 0, "share"),
        "Phần của điểm tối đa: phải từ 0 đến 1, không phải 60.",
    ),
    ((*GATE, "needs", 1, "count"), 0.5, (*GATE, "needs", 1, "count"), None),
    ((*GATE, "needs", 1, "most"), 1, (*GATE, "needs", 1, "most"), None),
    # sanctions
    ((*SANCTION, "grade"), "gioi", (*SANCTION, "grade"), UNKNOWN.format("gioi")),
    ((*SANCTION, "grade"), ..., (*SANCTION, "grade"), None),
    (("sanctions", 1, "grade"), "tot", ("sanctions", 1, "grade"), None),
    (
        (*SANCTION, "effect"),
        "fine",
        (*SANCTION, "effect"),
        "Hậu quả: “fine” không có trong: at_most, down, lowest, not_considered.",
    ),
    ((*SANCTION, "effect"), ..., (*SANCTION, "effect"), "Hậu quả: còn thiếu mục “effect”."),
    ((*SANCTION, "criterion"), "x" * 21, (*SANCTION, "criterion"), "Tiêu chí: dài quá 20 chữ."),
    ((*SANCTION, "from"), 0, (*SANCTION, "from"), "Từ số lần: phải từ 1 đến 1.000.000."),
    ((*SANCTION, "from"), True, (*SANCTION, "from"), None),
    (("sanctions", 2, "by"), 0, ("sanctions", 2, "by"), "Số mức bị hạ: phải từ 1 đến 12."),
    # quotas
    ((*QUOTA, "grade"), "gioi", (*QUOTA, "grade"), UNKNOWN.format("gioi")),
    ((*QUOTA, "grade"), "yeu", (*QUOTA, "grade"), NOT_LOWEST),
    ((*QUOTA, "number"), 3, QUOTA, ONE_OF_TWO),
    ((*QUOTA, "share"), ..., QUOTA, ONE_OF_TWO),
    (
        (*QUOTA, "share"),
        "0",
        (*QUOTA, "share"),
        "Tỷ lệ: phải lớn hơn 0, đến 1, không phải 0.",
    ),
    ((*SANCTION, "grade"), "", (*SANCTION, "grade"), "Hãy ghi không được xếp trên mức nào."),
    ((*SANCTION, "by"), 2, (*SANCTION, "by"), "Chỉ ghi số mức bị hạ khi hậu quả là down."),
    (("levels", 1, "name"), "Xuất sắc", ("levels",), "Hai mức xếp loại có cùng tên."),
    (("levels", 1, "name"), "Xu\u1ea5t  S\u1eafc", ("levels",), "Hai mức xếp loại có cùng tên."),
    (("levels", 1, "name"), "Хuất sắc", ("levels",), "Hai mức xếp loại có cùng tên."),
    (
        ("quotas", 1, "of"),
        "xuat_sac",
        ("quotas", 1, "of"),
        "Hạn mức của “tot” không tính được trên mức cao hơn “xuat_sac”; hãy ghi “assessed”, “tot” "
        "hoặc một mức thấp hơn.",
    ),
    ((*QUOTA, "share"), "25", (*QUOTA, "share"), None),
    ((*QUOTA, "share"), 0.25, (*QUOTA, "share"), None),
    (("quotas", 1, "number"), "2.5", ("quotas", 1, "number"), None),
    (("quotas", 1, "number"), -1, ("quotas", 1, "number"), None),
    ((*QUOTA, "of"), "gioi", (*QUOTA, "of"), UNKNOWN.format("gioi")),
    ((*QUOTA, "per"), "district", (*QUOTA, "per"), None),
    ((*QUOTA, "rounding"), "half_even", (*QUOTA, "rounding"), None),
    ((*QUOTA, "overflow"), "gioi", (*QUOTA, "overflow"), UNKNOWN.format("gioi")),
    (
        (*QUOTA, "overflow"),
        "xuat_sac",
        (*QUOTA, "overflow"),
        "Mức “xuat_sac” không thấp hơn “xuat_sac”.",
    ),
]


def faults_of(raw):
    with pytest.raises(DocumentError) as refusal:
        Grading.parse(raw)
    return refusal.value.faults


@pytest.mark.parametrize(("place", "value", "path", "message"), FAULTS)
def test_a_fault_has_its_path(place, value, path, message):
    found = faults_of(changed(DRAFT, place, value))
    assert path in [fault.path for fault in found]
    fault = next(fault for fault in found if fault.path == path)
    assert message in (None, fault.message)
    assert VIETNAMESE.search(fault.message)
    assert not fault.is_contradiction
    # Only a removed grade is missing elsewhere as well.
    is_lost = place[:1] == ("levels",)
    assert is_lost or [fault.path for fault in found] == [path]


@pytest.mark.parametrize("raw", [None, [], "levels", 3])
def test_anything_but_a_mapping_is_refused(raw):
    assert [fault.path for fault in faults_of(raw)] == [()]


def test_all_faults_are_reported_at_once():
    raw = changed(DRAFT, ("levels", 4, "from"), "10")
    raw = changed(raw, (*GATE, "grade"), "gioi")
    raw = changed(raw, (*SANCTION, "grade"), "gioi")
    raw = changed(raw, (*QUOTA, "of"), "gioi")
    found = [fault.path for fault in faults_of(raw)]
    assert found == [("levels", 4, "from"), (*GATE, "grade"), (*SANCTION, "grade"), (*QUOTA, "of")]
