"""A what-if equals the result of a new version, and stores nothing."""

from copy import deepcopy

import pytest
from django.db import connection, transaction

from campaigns.scorecards.document import Document
from campaigns.scorecards.validator import checked_document
from campaigns.services import changes, scorecards
from scoring.models import RankingLine
from scoring.rankings.what_if import what_if
from tools.reference.notes import with_notes
from tools.reference.oracle import Participant

from .. import cast
from .against_oracle import add_reports, rank, seal_earlier, set_up
from .random_scorecards import seeded

pytestmark = pytest.mark.django_db

CARD = {
    "name": "Bảng thử",
    "kinds": ["board"],
    "grading": {
        "levels": [{"code": "a", "name": "Tốt", "from": "8"}, {"code": "b", "name": "Khá"}],
    },
    "criteria": [
        {
            "code": code,
            "name": code,
            "max": most,
            "shape": "per_unit_capped",
            "params": {"per": "2", "unit_vi": "việc"},
        }
        for code, most in (("A", "6"), ("B", "10"))
    ],
}


@pytest.fixture
def place(db):
    return cast.found_city("gia-dinh", "Giả Định", delegates=1)


@pytest.fixture
def stage(place):
    """Totals: An 6 + 0, Bình 2 + 8, Chi 4 + 4."""
    counts = {1: (3, 0), 2: (1, 4), 3: (2, 2)}
    people = [
        Participant(
            key, "Cụm 1", "collective", 365, reports=[{c: n for c, n in (("A", a), ("B", b)) if n}]
        )
        for key, (a, b) in counts.items()
    ]
    stage = set_up(place, [(CARD, people)])
    rank(stage)
    return stage


def supposing(stage, document):
    scorecard = stage.plan.scorecards.get(state="published")
    return what_if(stage.plan, scorecard, checked_document(document))


def test_the_same_rules_give_no_moves(stage):
    found = supposing(stage, CARD)
    assert (found.compared, found.rescored, found.moved, found.regraded) == (3, 0, 0, 0)
    assert found.moves == []


def test_it_lists_the_moves_with_old_and_new_places(stage):
    document = deepcopy(CARD)
    document["criteria"][1]["max"] = "3"
    found = supposing(stage, document)
    moves = {move.name: move for move in found.moves}
    binh = moves[stage.entries[2].name]
    assert (binh.now.total, binh.now.place, binh.now.grade) == (10, 1, "Tốt")
    assert (binh.then.total, binh.then.place, binh.then.grade) == (5, 3, "Khá")
    assert (found.compared, found.rescored, found.moved) == (3, 2, 3)
    assert found.moves[0].now.grade != found.moves[0].then.grade  # grades first


def test_nothing_is_written(stage):
    document = deepcopy(CARD)
    document["criteria"][0]["params"]["per"] = "1"
    lines = list(RankingLine.objects.order_by("pk").values())
    supposing(stage, document)
    assert list(RankingLine.objects.order_by("pk").values()) == lines
    assert not [name for name in connection.introspection.table_names() if "lines_" in name]
    assert stage.plan.scorecards.count() == 1


def test_a_new_criterion_has_no_counts(stage):
    document = deepcopy(CARD)
    document["criteria"][0]["code"] = "C"
    found = supposing(stage, document)
    moves = {move.name: move for move in found.moves}
    an, chi = (moves[stage.entries[key].name] for key in (1, 3))
    assert (chi.now.total, chi.then.total) == (8, 4)
    assert (an.then.place, an.then.total, an.then.grade) == (None, None, None)  # nothing is known
    assert found.rescored == 3


def test_pending_changes_do_not_count_as_an_effect_of_the_rules(stage):
    """The draft ranking is outdated, so both sides are computed from current data."""
    leaf = stage.plan.scorecards.get().criteria.get(code="B")
    add_reports(stage, [(stage.entries[1], {leaf: 4})])
    changes.note_changes(plan=stage.plan, entry_ids=[stage.entries[1].pk])
    assert supposing(stage, CARD).rescored == 0


@pytest.mark.parametrize("seed", range(9000, 9012))
def test_it_equals_the_result_of_a_published_version(place, seed):
    """A random plan, one scorecard with other numbers: first as a what-if, then published."""
    cards = seeded(seed)
    stage = set_up(place, cards)
    seal_earlier(stage)
    before = rank(stage)
    document = deepcopy(cards[0][0])
    first = document["criteria"][0]
    first["max"] = str(int(float(first["max"])) + 1)
    document.pop("base_maximum", None)
    checked = checked_document(document)
    scorecard = stage.plan.scorecards.get(name=document["name"])
    found = what_if(stage.plan, scorecard, checked)
    with transaction.atomic():
        version = scorecards.draft_scorecard(
            actor=place.secretary, plan=stage.plan, document=Document.read(with_notes(document))
        )
        scorecards.publish_scorecard(actor=place.secretary, scorecard=version)
        after = rank(stage)
    moved = [k for k in before if before[k].place != after[k].place]
    rescored = [k for k in before if before[k].total != after[k].total]
    assert (found.moved, found.rescored) == (len(moved), len(rescored))
    totals = {stage.entries[k].name: (before[k].total, after[k].total) for k in before}
    for move in found.moves:
        assert (move.now.total, move.then.total) == totals[move.name]
