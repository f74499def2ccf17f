"""Properties of every scorecard: independent of order, repeatable bytes, caps."""

import os
from collections import Counter
from fractions import Fraction
from random import Random

import pytest
from django.db import connection, transaction

from campaigns.models import Entry
from scoring.models import RankingLine
from scoring.rankings import engine
from tools.reference.oracle import Participant

from .. import cast
from .against_oracle import add_reports, rank, seal_earlier, set_up
from .random_scorecards import seeded

pytestmark = pytest.mark.django_db

SEEDS = range(5000, 5012)
MANY = int(os.environ.get("TIED_ENTRIES", "5000"))  # `bin/drill ties` ranks 20,000


@pytest.fixture
def place(db):
    return cast.found_city("tinh-chat", "Tính Chất", delegates=1)


def results(lines: dict[int, RankingLine]) -> dict:
    return {
        key: (line.total, line.place, line.given_grade, line.points, line.states)
        for key, line in lines.items()
    }


def ranked(place, cards):
    stage = set_up(place, cards)
    seal_earlier(stage)
    return stage, rank(stage)


def test_the_order_of_entry_changes_nothing(place):
    for seed in SEEDS:
        found = []
        for shuffle in (False, True):
            cards = seeded(seed)
            if shuffle:
                for _, people in cards:
                    Random(seed).shuffle(people)
                    for person in people:
                        Random(seed).shuffle(person.reports)
            with transaction.atomic():
                _, lines = ranked(place, cards)
                found.append(results(lines))
                transaction.set_rollback(True)
        assert found[0] == found[1], seed


def test_recomputing_some_entries_gives_the_same_bytes_as_all(place):
    for seed in SEEDS:
        with transaction.atomic():
            stage, _ = ranked(place, seeded(seed))
            whole = engine.checksum(stage.ranking)
            keys = sorted(stage.entries)
            for some in (keys[:1], keys[::2], keys):
                if some:
                    rank(stage, some)
                    assert engine.checksum(stage.ranking) == whole, (seed, some)
            rank(stage)
            assert engine.checksum(stage.ranking) == whole, seed
            transaction.set_rollback(True)


def test_no_node_ever_passes_its_cap_and_equals_share_a_place(place):
    for seed in SEEDS:
        with transaction.atomic():
            _, lines = ranked(place, seeded(seed))
            places = {}
            for line in lines.values():
                for node in line.scorecard.criteria.all():
                    most = node.maximum
                    if node.own_maximum:
                        continue
                    assert line.points_at(node.position) <= most, (seed, node.code)
                if line.place:
                    key = (line.cluster_id, line.list, line.total, tuple(line.tie_keys))
                    assert places.setdefault(key, line.place) == line.place, seed
            transaction.set_rollback(True)


def monotone_card() -> dict:
    counted = {"shape": "per_unit_capped", "params": {"per": "1.3", "unit_vi": "việc"}}
    return {
        "name": "Đơn điệu",
        "kinds": ["board"],
        "criteria": [
            {"code": "A", "name": "A", "max": "6.5", **counted},
            {"code": "B", "name": "B", "max": "3.9", **counted},
        ],
    }


def test_one_more_activity_never_worsens_a_place(place):
    random = Random(7)
    people = [
        Participant(
            key=key,
            cluster="C",
            list="collective",
            days=365,
            reports=[{"A": random.randint(1, 4)}, {"B": random.randint(1, 3)}],
        )
        for key in range(1, 13)
    ]
    stage, before = ranked(place, [(monotone_card(), people)])
    leaf = before[1].scorecard.criteria.get(code="A")
    for key, entry in stage.entries.items():
        with transaction.atomic():
            add_reports(stage, [(entry, {leaf: 1})])
            after = rank(stage, [key])
            assert after[key].place <= before[key].place
            assert after[key].total >= before[key].total
            transaction.set_rollback(True)


def test_thousands_with_hundreds_of_exact_ties_and_none_is_split(place):
    """Times 40: the points are thirds of decimals that a float would not add equally."""
    leaves = [
        {
            "code": f"L{n}",
            "name": f"Tiêu chí {n}",
            "max": "10",
            "shape": "per_unit_capped",
            "params": {"per": ("0.1", "0.7", "1.1", "0.3")[n % 4], "unit_vi": "việc"},
        }
        for n in range(40)
    ]
    document = {"name": "Lớn", "kinds": ["board"], "criteria": leaves}
    stage = set_up(place, [(document, [Participant(1, "C", "collective", 365)])])
    first = stage.entries[1]
    _multiply(first, MANY)
    engine.compute(stage.ranking, stage.plan)
    rows = list(RankingLine.objects.values_list("total", "place", "tied_with"))
    assert len(rows) == MANY
    totals = [total for total, _, _ in rows]
    better = {}
    for position, total in enumerate(sorted(totals, reverse=True)):
        better.setdefault(total, position + 1)
    number = Counter(totals)
    assert sum(1 for n in number.values() if n > 1) > 200
    for total, found, tied in rows:
        assert (found, tied) == (better[total], number[total] - 1)
    expected = _expected_totals(document)
    assert sorted(map(Fraction, totals)) == sorted(expected)


# The second term makes hundreds of different totals, each of many entries.
COUNTS = "1 + (n * 7 + {leaf} * 13 + (n / 16) %% ({leaf} + 3)) %% 5"


def _multiply(first: Entry, number: int) -> None:
    """Copies of an entry with its own counts, written by the database."""
    criteria = list(first.scorecard.criteria.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "INSERT INTO campaigns_entry (plan_id, body_id, kind, list, cluster_id, scorecard_id, "
            "name, unit_name, sort_key, search_name, registered_on, days_served, days_note) "
            "SELECT plan_id, -n, kind, list, cluster_id, scorecard_id, name, unit_name, sort_key, "
            "search_name, registered_on, days_served, days_note FROM campaigns_entry, "
            "generate_series(2, %s) n WHERE id = %s",
            [number, first.pk],
        )
        for leaf, pk in enumerate(criteria):
            cursor.execute(
                "INSERT INTO evidence_reportcount (report_id, criterion_id, count, entry_id, "
                "is_verified, document) "
                f"SELECT -n * 100 - %s, %s, {COUNTS.format(leaf=leaf)}, id, true, '' "
                "FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM campaigns_entry "
                "WHERE plan_id = %s) e",
                [leaf, pk, first.plan_id],
            )
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def _expected_totals(document: dict) -> list[Fraction]:
    per = [Fraction(leaf["params"]["per"]) for leaf in document["criteria"]]
    return [
        sum(
            min((1 + (n * 7 + leaf * 13 + (n // 16) % (leaf + 3)) % 5) * per[leaf], Fraction(10))
            for leaf in range(40)
        )
        for n in range(1, MANY + 1)
    ]
