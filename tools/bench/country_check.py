"""Compare the ranking of the country with the oracle, whole clusters at a time.

Leaders, places and quotas of a cluster depend on no other cluster.
"""

from collections import defaultdict
from fractions import Fraction

from campaigns.models import Entry, Plan
from evidence.models import ReportCount
from scoring.models import Measure, OwnMaximum, Ranking, RankingLine
from tools.reference import oracle
from tools.reference.comparison import differences

from .country_loading import EARLIER
from .country_scorecard import document


def wrong_lines(plan: Plan, clusters: list[int]) -> tuple[int, dict[int, list[str]]]:
    """Number of lines compared, and the differences by entry."""
    people = _participants(plan, clusters)
    expected = oracle.score_all([(document(), people)])
    lines = RankingLine.objects.filter(ranking__plan=plan, cluster__in=clusters)
    by_entry = {
        line.entry_id: line for line in lines.prefetch_related("scorecard", "scorecard__criteria")
    }
    differing = {
        key: differences(by_entry[key], result) if key in by_entry else ["no line"]
        for key, result in expected.items()
    }
    return len(expected), {key: texts for key, texts in differing.items() if texts}


def sample_of(plan: Plan, least: int = 300) -> list[int]:
    """Clusters spread over the country that have at least `least` entries together."""
    clusters = sorted(set(plan.entries.values_list("cluster_id", flat=True)))
    chosen, number = [], 0
    while clusters and number < least:
        chosen.append(clusters.pop(len(clusters) // 2))
        number += plan.entries.filter(cluster=chosen[-1]).count()
    return chosen


def _participants(plan: Plan, clusters: list[int]) -> list[oracle.Participant]:
    entries = list(plan.entries.filter(cluster__in=clusters))
    ids = [entry.pk for entry in entries]
    measures, reports = _measures(ids), _reports(ids)
    maxima, periods = _maxima(ids), _periods(plan, ids)
    return [
        oracle.Participant(
            key=entry.pk,
            cluster=str(entry.cluster_id),
            list=entry.list,
            days=entry.days_served,
            measures=measures[entry.pk],
            reports=reports[entry.pk],
            maxima=maxima[entry.pk],
            periods=periods[entry.pk],
        )
        for entry in entries
    ]


def _measures(ids: list[int]) -> dict[int, dict[str, oracle.Measure]]:
    rows = Measure.objects.filter(entry__in=ids).select_related("criterion").order_by("part")
    states, parts = {}, defaultdict(list)
    for row in rows:
        cell = row.entry_id, row.criterion.code
        states[cell] = row.state
        if row.state == "counted":
            parts[cell].append(_numbers(row))
    measures = defaultdict(dict)
    for (entry, code), state in states.items():
        measures[entry][code] = oracle.Measure(state, tuple(parts[entry, code]))
    return measures


def _numbers(row: Measure) -> oracle.Numbers:
    return oracle.Numbers(
        count=Fraction(row.count),
        denominator=None if row.denominator is None else Fraction(row.denominator),
        excluded=Fraction(row.excluded or 0),
        shared=Fraction(row.shared or 0),
        is_excepted=row.is_excepted,
    )


def _reports(ids: list[int]) -> dict[int, list[dict[str, int]]]:
    rows = ReportCount.objects.filter(entry__in=ids, is_verified=True)
    reports = defaultdict(dict)
    for entry, report, code, count in rows.values_list(
        "entry", "report", "criterion__code", "count"
    ):
        reports[entry, report][code] = count
    by_entry = defaultdict(list)
    for (entry, _), counts in reports.items():
        by_entry[entry].append(counts)
    return by_entry


def _maxima(ids: list[int]) -> dict[int, dict[str, Fraction]]:
    maxima = defaultdict(dict)
    rows = OwnMaximum.objects.filter(entry__in=ids)
    for entry, code, maximum in rows.values_list("entry", "criterion__code", "maximum"):
        maxima[entry][code] = Fraction(maximum)
    return maxima


def _periods(plan: Plan, ids: list[int]) -> dict[int, list[tuple]]:
    """(total, grade) of the year before, for the entries that were assessed then."""
    levels = [level["code"] for level in document()["grading"]["levels"]]
    earlier = Ranking.objects.exclude(plan=plan).get()
    lines = earlier.lines.filter(entry__in=[pk + EARLIER for pk in ids], total__isnull=False)
    periods = defaultdict(list)
    for entry, total, grade in lines.values_list("entry", "total", "given_grade"):
        periods[entry - EARLIER].append((Fraction(total), levels[grade]))
    return periods


def occurring(plan: Plan) -> dict[str, int]:
    """Frequency of each standing and grade in the measured data."""
    lines = RankingLine.objects.filter(ranking__plan=plan)
    states = defaultdict(int)
    for name in ("standing", "earned_grade", "own_grade", "given_grade"):
        for value in lines.values_list(name, flat=True):
            states[f"{name} {value}"] += 1
    return {"entries": Entry.objects.filter(plan=plan).count(), **states}
