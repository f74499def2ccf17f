"""An accepted scorecard can be computed: the estimate of its columns is never too low."""

import pytest
from django.db import connection

from campaigns.scorecards.document import Document
from campaigns.scorecards.faults import DocumentError
from campaigns.scorecards.validator import MOST_COLUMNS, checked_document, columns_of
from scoring.rankings.engine import CompiledScorecard
from scoring.rankings.engine.lines import graded_ctes
from scoring.rankings.engine.scope import Scope
from tools.reference.oracle import Measure, Numbers, Participant

from .. import cast
from .against_oracle import rank, set_up
from .random_scorecards import seeded

pytestmark = pytest.mark.django_db

SHAPES = {
    "pass_fail": {},
    "judgement": {"params": {"step": "1"}, "source": "sheet", "own_maximum": True},
    "pro_rata": {"params": {"step": "0.1", "unit_vi": "việc"}, "source": "sheet"},
    "relative_to_leader": {"params": {"step": "0.1"}, "source": "sheet"},
    "per_unit_capped": {"params": {"per": "1", "unit_vi": "việc"}, "none_arisen": "full"},
}


def wide(shape: str, number: int) -> dict:
    leaves = [
        {"code": f"L{n}", "name": f"Mục {n}", "max": "10", "shape": shape, **SHAPES[shape]}
        for n in range(number)
    ]
    return {"name": "Rộng", "kinds": ["council"], "criteria": leaves}


def most_of(shape: str) -> int:
    """The largest accepted number of leaves of a shape."""
    low, high = 1, 401
    while high - low > 1:
        middle = (low + high) // 2
        try:
            checked_document(wide(shape, middle))
            low = middle
        except DocumentError:
            high = middle
    return low


@pytest.fixture
def city(db):
    return cast.found_city("rong", "Rộng", delegates=1)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_widest_accepted_scorecard_is_computed(city, shape):
    number = most_of(shape)
    assert number >= 90
    counted = Measure("counted", (Numbers(1, 1),))
    if shape in ("pass_fail", "judgement"):
        counted = Measure("counted", (Numbers(1),))
    known = 1 if shape == "per_unit_capped" else number
    measures = {f"L{n}": counted for n in range(known)}
    person = Participant(1, "Cụm 1", "collective", 365, measures=measures)
    if shape == "judgement":
        person.maxima = {f"L{n}": 5 for n in range(number)}
    stage = set_up(city, [(wide(shape, number), [person])])
    assert rank(stage)[1].total is not None


@pytest.mark.parametrize("seed", range(7000, 7040))
def test_the_estimate_is_never_too_low(city, seed):
    stage = set_up(city, seeded(seed))
    for scorecard in stage.plan.scorecards.all():
        ctes, _ = graded_ctes(CompiledScorecard(scorecard), Scope(stage.plan.pk))
        with connection.cursor() as cursor:
            cursor.execute(f"WITH {ctes} SELECT * FROM graded LIMIT 0")
            used = len(cursor.description)
        document = Document.of(scorecard)
        assert used <= columns_of(document) <= MOST_COLUMNS


def nested(depth: int) -> list[dict]:
    """Nested means of leaves that may be left out; each level must not double the statement."""
    if depth == 0:
        leaf = {"max": "10", "shape": "pass_fail", "not_applicable": "left_out"}
        return [{"code": f"L{n}", "name": "Lá", **leaf} for n in range(2)]
    return [
        {
            "code": f"N{depth}",
            "name": "Nhóm",
            "max": "10",
            "combine": "mean",
            "rounding": {"step": "0.01", "mode": "half_even"},
            "items": nested(depth - 1),
        }
    ]


def test_a_deep_tree_of_means_makes_a_short_statement(city):
    document = {
        "name": "Sâu",
        "kinds": ["council"],
        "scaling": {"step": "0.01", "mode": "half_even"},
        "criteria": nested(7),
    }
    stage = set_up(city, [(document, [Participant(1, "Cụm 1", "collective", 365)])])
    ctes, _ = graded_ctes(CompiledScorecard(stage.plan.scorecards.get()), Scope(stage.plan.pk))
    assert len(ctes) < 60_000
    assert rank(stage)[1].best_total == 10


def test_many_gates_make_a_short_statement(city):
    levels = [{"code": f"c{n}", "name": f"Mức {n}", "from": str(90 - 5 * n)} for n in range(11)]
    levels.append({"code": "c11", "name": "Mức 11"})
    gates = [
        {"grade": f"c{n}", "needs": [{"node": "L0", "points": "1"}], "otherwise": f"c{n + 1 + k}"}
        for n in range(8)
        for k in range(4)
        if n + 1 + k <= 11
    ]
    document = wide("pass_fail", 10) | {"grading": {"levels": levels, "gates": gates}}
    measures = {"L0": Measure("counted", (Numbers(0),))}
    person = Participant(1, "Cụm 1", "collective", 365, measures=measures)
    stage = set_up(city, [(document, [person])])
    ctes, _ = graded_ctes(CompiledScorecard(stage.plan.scorecards.get()), Scope(stage.plan.pk))
    assert len(ctes) < 60_000
    assert rank(stage)[1].standing == "ranked"
