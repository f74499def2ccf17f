"""Two versions compared: each difference once, in words, and none if nothing differs."""

import copy

import pytest

from campaigns.models import Section
from campaigns.scorecards.comparison import Change, compare
from campaigns.scorecards.document import Document

CARD = {
    "name": "Đại biểu",
    "kinds": ["delegate"],
    "bonus_cap": "10",
    "tie_break": ["bonus", "I"],
    "grading": {
        "levels": [
            {"code": "tot", "name": "Tốt", "from": "80"},
            {"code": "kha", "name": "Khá"},
        ],
        "gates": [{"grade": "tot", "needs": [{"node": "I", "share": "0.5"}]}],
        "quotas": [{"grade": "tot", "share": "0.25", "per": "cluster"}],
    },
    "criteria": [
        {
            "code": "I",
            "name": "Kỳ họp",
            "max": "60",
            "items": [
                {
                    "code": "I.1",
                    "name": "Phát biểu",
                    "max": "30",
                    "shape": "per_unit_capped",
                    "params": {"per": "7.5", "unit_vi": "lượt"},
                },
                {
                    "code": "I.2",
                    "name": "Chất lượng",
                    "max": "30",
                    "shape": "choice",
                    "params": {
                        "levels": [
                            {"name_vi": "Đủ", "points": "30"},
                            {"name_vi": "Thiếu", "points": "0"},
                        ]
                    },
                    "source": "sheet",
                },
            ],
        },
        {"code": "II", "name": "Sáng kiến", "max": "40", "shape": "pass_fail", "source": "office"},
    ],
}


def compared(change):
    """CARD with itself changed: `change` gets the document and its first group's leaves."""
    newer = copy.deepcopy(CARD)
    change(newer, newer["criteria"][0]["items"])
    return compare(Document.read(CARD), Document.read(newer))


def test_defaults_written_out_are_no_change():
    def say_defaults(card, leaves):
        card |= {"base_maximum": "100.0", "highest_total": 110, "lowest_total": "0"}
        leaves[0]["params"] |= {"per": "7.50"}
        leaves[0] |= {"largest_count": 50, "several": "sum"}

    assert compared(say_defaults).is_empty


def test_added_and_removed_nodes():
    def change(card, leaves):
        leaves[1]["code"] = "I.3"

    found = compared(change)
    assert [node.code for node in found.added] == ["I.3"]
    assert [node.code for node in found.removed] == ["I.2"]
    assert found.changed == []


@pytest.mark.parametrize(
    ("change", "code", "expected"),
    [
        (
            lambda card, leaves: leaves[0]["params"].update(per="5"),
            "I.1",
            Change("Điểm mỗi đơn vị", "7,5", "5"),
        ),
        (
            lambda card, leaves: leaves[0].update(name="Phát biểu, chất vấn"),
            "I.1",
            Change("Nội dung", "Phát biểu", "Phát biểu, chất vấn"),
        ),
        (
            lambda card, leaves: leaves[1].update(source="office"),
            "I.2",
            Change("Nguồn số liệu", "Phiếu tự chấm", "Văn phòng ghi nhận"),
        ),
        (
            lambda card, leaves: leaves[1].update(
                interpretations={"unit_over_max": "Tính đến tối đa"}
            ),
            "I.2",
            Change(
                "Cách hiểu từng mâu thuẫn",
                "không ghi",
                "Cách hiểu khi một lần tính nhiều hơn điểm tối đa: Tính đến tối đa",
            ),
        ),
        (
            lambda card, leaves: leaves[0].update(not_counted_with=["II"]),
            "I.1",
            Change("Không tính trùng với", "không ghi", "II"),
        ),
        (
            lambda card, leaves: leaves[0].update(own_maximum=True),
            "I.1",
            Change("Điểm tối đa riêng", "không", "có"),
        ),
        (
            lambda card, leaves: leaves[1]["params"]["levels"][1].update(points="2.5"),
            "I.2",
            Change(
                "Các mức",
                "tên mức: Đủ, điểm của mức: 30; tên mức: Thiếu, điểm của mức: 0",
                "tên mức: Đủ, điểm của mức: 30; tên mức: Thiếu, điểm của mức: 2,5",
            ),
        ),
        (
            lambda card, leaves: leaves[1].update(shape="pass_fail", params={}),
            "I.2",
            Change(
                "Cách tính",
                "Đủ: 30 điểm; Thiếu: 0 điểm",
                "Đạt: 30 điểm; không đạt: 0 điểm",
            ),
        ),
        (
            lambda card, leaves: card["criteria"][0].update(combine="highest"),
            "I",
            Change("Cách gộp", "Cộng các mục con", "Chỉ tính mục con cao nhất"),
        ),
        (
            lambda card, leaves: card["criteria"][1].update(section="bonus"),
            "II",
            Change("Thuộc mục", Section.BASE.label, Section.BONUS.label),
        ),
    ],
)
def test_a_changed_key_is_described_in_words(change, code, expected):
    found = compared(change)
    assert [(row.node.code, row.changes) for row in found.changed] == [(code, [expected])]
    assert found.added == found.removed == found.grading_added == []


def test_a_leaf_that_moved_to_another_group():
    def change(card, leaves):
        card["criteria"][1] = {
            **{"code": "II", "name": "Sáng kiến", "max": "40"},
            "items": [leaves.pop()],
        }

    found = compared(change)
    assert [(row.node.code, row.changes) for row in found.changed] == [
        ("II", [Change("Cách tính", "Đạt: 40 điểm; không đạt: 0 điểm", "Cộng các mục con")]),
        ("I.2", [Change("Thuộc mục", "I", "II")]),
    ]


def test_changes_of_the_scorecard_itself():
    def change(card, leaves):
        card |= {"bonus_cap": "5", "tie_break": ["bonus"], "kinds": ["delegate", "board"]}

    assert compared(change).card == [
        Change("Áp dụng cho", "Đại biểu HĐND", "Đại biểu HĐND, Ban của HĐND"),
        Change("Mức trần điểm thưởng", "10", "5"),
        Change("Tổng điểm cao nhất", "110", "105"),
        Change(
            "Khi bằng điểm",
            "điểm thưởng nhiều hơn; điểm mục I cao hơn",
            "điểm thưởng nhiều hơn",
        ),
    ]


def test_grading_is_compared_sentence_by_sentence():
    def change(card, leaves):
        card["grading"]["levels"][0]["from"] = "85"
        card["grading"]["quotas"][0]["share"] = "0.2"

    found = compared(change)
    assert found.grading_removed == [
        "Tốt: từ 80 điểm trở lên.",
        "Khá: dưới 80 điểm.",
        "Số được xếp Tốt: nhiều nhất 25 % số được xếp loại trong từng cụm, làm tròn xuống; "
        "vượt thì xếp Khá.",
    ]
    assert found.grading_added == [
        "Tốt: từ 85 điểm trở lên.",
        "Khá: dưới 85 điểm.",
        "Số được xếp Tốt: nhiều nhất 20 % số được xếp loại trong từng cụm, làm tròn xuống; "
        "vượt thì xếp Khá.",
    ]


def test_a_new_name_changes_no_sentence_of_the_grading():
    def change(card, leaves):
        card["criteria"][0]["name"] = "Kỳ họp, phiên họp"

    found = compared(change)
    assert [row.changes for row in found.changed] == [
        [Change("Nội dung", "Kỳ họp", "Kỳ họp, phiên họp")]
    ]
    assert (found.card, found.grading_removed, found.grading_added) == ([], [], [])


def test_a_repeated_sanction_and_reordered_quotas_are_changes():
    card = copy.deepcopy(CARD)
    card["grading"]["quotas"].append({"grade": "tot", "number": 3})
    card["grading"]["sanctions"] = [{"criterion": "II", "effect": "down"}]
    twice, turned = copy.deepcopy(card), copy.deepcopy(card)
    twice["grading"]["sanctions"] *= 2
    turned["grading"]["quotas"].reverse()
    found = compare(Document.read(card), Document.read(twice))
    assert found.grading_added == ["Vi phạm mục II từ 1 lần trở lên: hạ 1 mức."]
    found = compare(Document.read(card), Document.read(turned))
    assert found.is_grading_reordered and not found.is_empty
    assert (found.grading_removed, found.grading_added) == ([], [])


def test_a_new_order_is_only_flagged():
    def change(card, leaves):
        leaves.reverse()

    found = compared(change)
    assert found.is_reordered
    assert (found.card, found.added, found.removed, found.changed) == ([], [], [], [])
