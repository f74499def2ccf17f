"""The reasons of a grade are exactly the gates and sanctions that lowered it."""

import pytest

from scoring.rankings.grade_steps import grades_of
from tools.reference.oracle import Measure, Numbers, Participant

from .. import cast
from . import against_oracle

pytestmark = pytest.mark.django_db


def graded(points: str, incidents: int, sanctions: list[dict]):
    """The reasons of one entry with some points and some incidents."""
    document = {
        "name": "Bảng thử",
        "kinds": ["council"],
        "grading": {
            "levels": [
                {"code": "tot", "name": "Tốt", "from": "80"},
                {"code": "kha", "name": "Khá", "from": "60"},
                {"code": "yeu", "name": "Yếu"},
            ],
            "sanctions": sanctions,
        },
        "criteria": [
            {
                "code": "A",
                "name": "Điểm",
                "max": "100",
                "shape": "judgement",
                "params": {"step": "1"},
                "source": "sheet",
            },
            {
                "code": "K",
                "name": "Kỷ luật",
                "max": "0",
                "section": "deduction",
                "shape": "deduction",
                "params": {"per": "0", "unit_vi": "lần"},
                "source": "office",
                "remark": "Chỉ để xét mức, không trừ điểm.",
            },
        ],
    }
    measures = {
        code: Measure("counted", (Numbers(number),))
        for code, number in (("A", int(points)), ("K", incidents))
    }
    city = cast.found_city("ly-do", "Lý Do", delegates=1)
    person = Participant(1, "Cụm 1", "collective", 365, measures=measures)
    stage = against_oracle.set_up(city, [(document, [person])])
    return grades_of(against_oracle.rank(stage)[1])


AT_MOST = {"criterion": "K", "effect": "at_most", "grade": "kha"}


def test_a_sanction_that_lowers_is_named():
    grades = graded("90", 1, [AT_MOST])
    assert (grades.earned, grades.given) == ("Tốt", "Khá")
    assert grades.reasons == [
        "Vi phạm ở tiêu chí K (Kỷ luật): 1 lần; từ 1 lần thì không xếp trên mức “Khá”."
    ]


def test_a_sanction_that_lowers_nothing_is_not():
    grades = graded("50", 1, [AT_MOST])
    assert (grades.earned, grades.given) == ("Yếu", "Yếu")
    assert grades.reasons == []


def test_of_two_sanctions_only_the_one_that_still_lowers_is_named():
    lowest = {"criterion": "K", "effect": "lowest"}
    assert graded("90", 1, [lowest, AT_MOST]).reasons == [
        "Vi phạm ở tiêu chí K (Kỷ luật): 1 lần; từ 1 lần thì xếp mức thấp nhất."
    ]
