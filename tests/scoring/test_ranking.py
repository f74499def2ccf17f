"""Points and places, compared with an independent oracle and with cases by hand."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from django.db import connection
from django.utils import timezone

from campaigns.models import Criterion, EntryChange
from campaigns.services import changes
from scoring.models import LeafState, Measure, Ranking, RankingLine, Standing
from scoring.rankings import engine
from scoring.services import measuring
from scoring.services.ranking import recompute, recompute_changed
from scoring.sheets.values import PartNumbers

from .. import cast


def line_of(entry) -> RankingLine:
    return RankingLine.objects.get(entry=entry, ranking__number__isnull=True)


# --- the oracle: plain fractions, written from the words of the rules, not from the engine -------


def oracle_points(criterion: Criterion, count: int | None) -> Fraction:
    params = {k: Fraction(v) for k, v in criterion.params.items() if k != "unit_vi"}
    top = Fraction(criterion.maximum)
    if criterion.shape == "per_unit_capped":
        return min((count or 0) * params["per"], params.get("cap", top))
    return max(top - (count or 0) * params["per"], params.get("floor", Fraction(0)))


def oracle_total(criteria: list[Criterion], counts: dict[int, int]) -> Fraction:
    def points(node: Criterion) -> Fraction:
        children = [c for c in criteria if c.parent_id == node.pk]
        if not children:
            return oracle_points(node, counts.get(node.pk))
        return min(max(sum(map(points, children)), Fraction(0)), Fraction(node.maximum))

    return sum((points(c) for c in criteria if c.parent_id is None), Fraction(0))


def oracle_places(totals: dict[int, Fraction]) -> dict[int, int]:
    return {key: 1 + sum(1 for t in totals.values() if t > total) for key, total in totals.items()}


def random_round(seed: int):
    """A city with random counts, recorded in random order."""
    random = Random(seed)
    city = cast.found_city(f"c{seed}", f"Ngẫu Nhiên {seed}", delegates=10)
    round_ = cast.launch_round(city, f"ngau-nhien-{seed}")
    entries = list(round_.plan.entries.select_related("scorecard"))
    leaves = {
        card.pk: [c for c in card.criteria.all() if c.is_leaf]
        for card in (round_.delegate_card, round_.board_card)
    }
    wanted = {
        (entry.pk, leaf.pk): random.randint(0, 6)
        for entry in entries
        for leaf in leaves[entry.scorecard_id]
    }
    rows = [(e, c, n) for e in entries for c in leaves[e.scorecard_id] if (n := wanted[e.pk, c.pk])]
    random.shuffle(rows)
    cast.record_all(round_, [(entry, criterion.code, count) for entry, criterion, count in rows])
    return round_, entries, wanted


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_total_and_place_agrees_with_the_oracle(db, seed):
    round_, entries, wanted = random_round(seed)
    recompute(plan=round_.plan)
    criteria = {
        card.pk: list(card.criteria.all()) for card in (round_.delegate_card, round_.board_card)
    }
    groups: dict[tuple, dict[int, Fraction]] = {}
    for entry in entries:
        counts = {leaf: n for (pk, leaf), n in wanted.items() if pk == entry.pk}
        if not any(counts.values()):  # nothing was recorded, which is not a record of 0
            assert (line_of(entry).standing, line_of(entry).place) == (Standing.NO_DATA, None)
            continue
        total = oracle_total(criteria[entry.scorecard_id], counts)
        assert Fraction(line_of(entry).total) == total, entry
        groups.setdefault((entry.cluster_id, entry.list), {})[entry.pk] = total
    for totals in groups.values():
        places = oracle_places(totals)
        found = dict(RankingLine.objects.filter(entry__in=totals).values_list("entry_id", "place"))
        assert found == places


def test_groups_are_capped_and_the_points_of_every_node_are_stored(running):
    delegate = running.city.delegates[2]
    cast.send_verified(running, delegate, "I.2", 4)  # 4 x 7.5 = 30
    cast.send_verified(running, delegate, "II.1", 5)  # 62.5, capped at 50
    recompute(plan=running.plan)
    line = line_of(running.entry_of(delegate))
    # position: I, I.1, I.2, II, II.1; group I: 20 + 30 = 50, capped at 40
    points = [line.points_at(position) for position in range(1, 6)]
    assert points == [Decimal(p) for p in ("40", "20", "30", "50", "50")]
    assert line.inputs == [None, Decimal(4), Decimal(5)]
    assert line.total == 90


def test_a_missing_report_is_not_a_count_of_zero(running):
    recompute(plan=running.plan, whole=True)
    line = line_of(running.entry_of(running.city.delegates[2]))
    assert line.inputs == [None] * 3
    assert [line.state_at(p) for p in (2, 3, 5)] == [LeafState.MISSING] * 3
    assert (line.standing, line.total, line.place) == (Standing.NO_DATA, None, None)
    assert (line.worst_total, line.best_total) == (20, 90)  # one criterion starts full


def test_an_entry_without_data_has_no_place_and_a_recorded_zero_has_one(running):
    known, unknown = running.city.delegates[2], running.city.delegates[3]
    cast.send_verified(running, known, "II.1", 1)
    measuring.record_measure(
        actor=running.city.secretary,
        entry=running.entry_of(running.city.delegates[4]),
        criterion=running.criterion("I.2"),
        parts=[PartNumbers(0)],
        at=timezone.now(),
    )
    recompute(plan=running.plan, whole=True)
    lines = [line_of(running.entry_of(delegate)) for delegate in running.city.delegates[2:5]]
    assert [(line.standing, line.place, line.total) for line in lines] == [
        (Standing.RANKED, 1, Decimal("32.5")),
        (Standing.NO_DATA, None, None),
        (Standing.RANKED, 2, Decimal(20)),
    ]
    cast.send_verified(running, unknown, "II.1", 2)
    recompute(plan=running.plan)
    places = [line_of(running.entry_of(delegate)).place for delegate in (unknown, known)]
    assert places == [1, 2]


def test_equal_totals_share_a_place_and_the_next_is_skipped(running):
    for index, count in ((2, 3), (3, 2), (4, 2)):
        cast.send_verified(running, running.city.delegates[index], "II.1", count)
    recompute(plan=running.plan)
    lines = [line_of(running.entry_of(running.city.delegates[i])) for i in (2, 3, 4)]
    assert [(line.place, line.tied_with) for line in lines] == [(1, 0), (2, 1), (2, 1)]
    cast.send_verified(running, running.city.delegates[4], "II.1", 2)
    recompute(plan=running.plan)
    lines = [line_of(running.entry_of(running.city.delegates[i])) for i in (2, 3, 4)]
    assert [line.place for line in lines] == [2, 3, 1]


def test_lists_of_one_cluster_are_ranked_separately(running):
    for list_ in ("collective", "full_time", "part_time"):
        entry = running.plan.entries.filter(list=list_).first()
        cast.record(running, entry, "A.1" if list_ == "collective" else "II.1", 1)
    recompute(plan=running.plan, whole=True)
    first = {line.list for line in RankingLine.objects.filter(place=1)}
    assert first == {"collective", "full_time", "part_time"}


def test_one_changed_entry_gives_the_same_bytes_as_the_whole_plan(db):
    round_, entries, _ = random_round(7)
    recompute(plan=round_.plan)
    cast.record(round_, entries[0], "A.1" if entries[0].kind == "board" else "II.1", 1)
    step = recompute(plan=round_.plan)
    narrow = engine.checksum(step)
    recompute(plan=round_.plan, whole=True)
    assert engine.checksum(step) == narrow


def test_a_verified_report_that_is_returned_stops_counting(running):
    from evidence.services.deciding import return_report

    delegate = running.city.delegates[2]
    report = cast.send_verified(running, delegate, "II.1", 2)
    recompute(plan=running.plan)
    assert line_of(running.entry_of(delegate)).total == 45
    return_report(
        actor=running.city.secretary,
        report=report,
        reason="Ảnh không rõ ngày",
        at=timezone.now(),
    )
    recompute(plan=running.plan)
    line = line_of(running.entry_of(delegate))
    assert (line.standing, line.total) == (Standing.NO_DATA, None)


def test_recomputing_without_changes_does_nothing(running):
    assert recompute(plan=running.plan) is not None
    assert recompute(plan=running.plan) is None
    assert not EntryChange.objects.exists()


def test_a_failure_in_the_middle_keeps_the_old_ranking_and_the_request(running, monkeypatch):
    delegate = running.city.delegates[2]
    recompute(plan=running.plan)
    before = engine.checksum(Ranking.objects.get())
    cast.send_verified(running, delegate, "II.1", 2)
    monkeypatch.setattr(engine.lines, "give_places", lambda *a: "SELECT 1/0")
    with pytest.raises(Exception, match="division by zero"):
        recompute(plan=running.plan)
    assert engine.checksum(Ranking.objects.get()) == before
    assert EntryChange.objects.filter(entry=running.entry_of(delegate)).exists()


def test_the_number_of_statements_does_not_grow_with_the_entries(db, django_assert_num_queries):
    from django.test.utils import CaptureQueriesContext

    numbers = []
    for delegates in (2, 9):
        city = cast.found_city(f"n{delegates}", f"Số {delegates}", delegates=delegates)
        round_ = cast.launch_round(city, f"so-{delegates}")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            recompute(plan=round_.plan, whole=True)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


def test_moving_to_another_list_updates_the_places_of_the_old_one(running):
    mover = running.entry_of(running.city.delegates[2])
    for index, count in ((2, 3), (3, 2), (4, 1)):
        cast.send_verified(running, running.city.delegates[index], "II.1", count)
    step = recompute(plan=running.plan)
    mover.list = "full_time"
    mover.save(update_fields=["list"])
    changes.note_changes(plan=running.plan, entry_ids=[mover.pk])
    recompute(plan=running.plan)
    assert [line_of(running.entry_of(running.city.delegates[i])).place for i in (3, 4)] == [1, 2]
    narrow = engine.checksum(step)
    recompute(plan=running.plan, whole=True)
    assert engine.checksum(step) == narrow


def test_a_plan_that_cannot_be_ranked_does_not_block_the_others(running, elsewhere, monkeypatch):
    bad, good = sorted([running.plan.pk, elsewhere.plan.pk])
    compute = engine.compute

    def fails_for_the_first(ranking, plan, entry_ids=None):
        if plan.pk == bad:
            raise RuntimeError
        compute(ranking, plan, entry_ids)

    monkeypatch.setattr(engine, "compute", fails_for_the_first)
    recompute_changed()
    assert Ranking.objects.filter(plan=good).exists()
    assert EntryChange.objects.waiting_plan_ids() == [bad]


def test_a_measure_replaces_the_reports(running):
    entry = running.entry_of(running.city.delegates[2])
    Measure.objects.create(
        entry=entry,
        criterion=running.criterion("II.1"),
        count=4,
        recorded_by=running.city.secretary,
        recorded_at=timezone.now(),
    )
    cast.send_verified(running, running.city.delegates[2], "II.1", 1)
    recompute(plan=running.plan)
    assert line_of(entry).inputs[2] == 4
