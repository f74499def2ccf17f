"""A scorecard in words, except its rules, sentence by sentence."""

import copy

import pytest

from campaigns.scorecards.document import Document
from campaigns.scorecards.wording import (
    computation_in_words,
    grading_in_words,
    levels_in_words,
    links_in_words,
    section_maximum,
    ties_in_words,
)

LEAF = {"shape": "pass_fail", "source": "office"}
CARD = {
    "name": "Bảng thử",
    "kinds": ["board"],
    "grading": {
        "levels": [
            {"code": "a", "name": "Xuất sắc", "from": "90"},
            {"code": "b", "name": "Tốt", "from": "80.5"},
            {"code": "c", "name": "Khá"},
        ],
    },
    "criteria": [
        {
            "code": "I",
            "name": "Kỳ họp",
            "max": "60",
            "items": [
                {"code": "I.1", "name": "Một", "max": "30", **LEAF},
                {"code": "I.2", "name": "Hai", "max": "30", **LEAF},
            ],
        },
        {"code": "II", "name": "Giám sát", "max": "40", **LEAF},
    ],
}


def with_grading(**rows):
    card = copy.deepcopy(CARD)
    card["grading"] |= rows
    return Document.read(card)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            {"rounding": {"step": "0.5"}},
            "Tổng điểm được làm tròn đến 0,5 (từ nửa trở lên làm tròn lên) trước khi xếp loại.",
        ),
        (
            {"gates": [{"grade": "a", "needs": [{"node": "I", "points": "12.5"}]}]},
            "Muốn được xếp Xuất sắc phải có: mục I “Kỳ họp” đạt từ 12,5 điểm. Thiếu thì xếp Tốt.",
        ),
        (
            {
                "gates": [
                    {"grade": "b", "needs": [{"node": "I.1", "count": 2}], "otherwise": "c"},
                ]
            },
            "Muốn được xếp Tốt phải có: mục I.1 “Một” có số lượng từ 2. Thiếu thì xếp Khá.",
        ),
        (
            {"sanctions": [{"criterion": "II", "effect": "at_most", "grade": "b"}]},
            "Vi phạm mục II “Giám sát” từ 1 lần trở lên: không xếp trên mức Tốt.",
        ),
        (
            {"sanctions": [{"criterion": "II", "from": 3, "effect": "down", "by": 2}]},
            "Vi phạm mục II “Giám sát” từ 3 lần trở lên: hạ 2 mức.",
        ),
        (
            {"sanctions": [{"criterion": "II", "effect": "not_considered"}]},
            "Vi phạm mục II “Giám sát” từ 1 lần trở lên: không xét xếp loại, thứ hạng.",
        ),
        (
            {"quotas": [{"grade": "b", "number": 12, "per": "list"}]},
            "Số được xếp Tốt trở lên: nhiều nhất 12 trong từng danh sách; vượt thì xếp Khá.",
        ),
        (
            {"quotas": [{"grade": "a", "share": "0.2", "of": "b", "rounding": "up"}]},
            "Số được xếp Xuất sắc: nhiều nhất 20 % số được xếp Tốt trở lên trong cả bảng tiêu "
            "chí, làm tròn lên; vượt thì xếp Tốt.",
        ),
    ],
)
def test_each_step_of_the_grading_is_a_sentence(rows, sentence):
    assert grading_in_words(with_grading(**rows)) == [sentence]


def test_levels_have_ranges_of_totals():
    assert levels_in_words(with_grading().grading) == [
        ("Xuất sắc", "từ 90 điểm trở lên"),
        ("Tốt", "từ 80,5 đến dưới 90 điểm"),
        ("Khá", "dưới 80,5 điểm"),
    ]


@pytest.mark.parametrize(
    ("group", "words"),
    [
        ({}, "Cộng các mục con"),
        ({"max": "50"}, "Cộng các mục con, nhiều nhất 50 điểm"),
        ({"combine": "highest"}, "Chỉ tính mục con cao điểm nhất"),
        (
            {"combine": "mean", "rounding": {"step": "0.25", "mode": "down"}},
            "Trung bình các mục con, làm tròn đến 0,25 (luôn làm tròn xuống)",
        ),
        ({"combine": "mean"}, "Trung bình các mục con, chưa ghi cách làm tròn"),
    ],
)
def test_how_a_group_gets_its_points(group, words):
    card = copy.deepcopy(CARD)
    card["criteria"][0] |= group
    assert computation_in_words(Document.read(card).roots[0]) == words


def test_a_level_that_fails_is_named():
    card = copy.deepcopy(CARD)
    levels = [{"name_vi": "Đủ", "points": "30"}, {"name_vi": "Thiếu", "points": "0", "fails": True}]
    card["criteria"][0]["items"][0] |= {
        **{"shape": "choice", "params": {"levels": levels}, "zeroes": "I"},
    }
    document = Document.read(card)
    assert links_in_words(document, document.node("I.1")) == [
        "Ở mức “Thiếu” thì cả mục I được 0 điểm."
    ]
    assert links_in_words(document, document.node("I")) == ["Cả mục được 0 điểm khi không đạt I.1."]


def test_counting_the_earlier_plans_of_a_grade():
    card = copy.deepcopy(CARD)
    card["criteria"][1] |= {
        **{"shape": "per_unit_capped", "params": {"per": "10", "unit_vi": "kỳ"}},
        **{"source": "rankings", "period_grade": "b", "own_maximum": True},
    }
    document = Document.read(card)
    assert links_in_words(document, document.node("II")) == [
        "Điểm tối đa có thể được duyệt riêng cho từng nơi, từng người.",
        "Đếm số kỳ trước đạt loại Tốt trở lên.",
    ]


def test_ties_and_sections():
    document = Document.read({**CARD, "tie_break": ["deduction", "I"]})
    assert ties_in_words(document) == (
        "Bằng tổng điểm thì xét lần lượt: điểm trừ ít hơn; điểm mục I “Kỳ họp” cao hơn. "
        "Vẫn bằng nhau thì cùng hạng."
    )
    assert ties_in_words(Document.read(CARD)) == "Bằng tổng điểm thì cùng hạng."
    assert section_maximum(document, "base") == 100
    assert section_maximum(document, "bonus") == 0
