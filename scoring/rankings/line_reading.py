"""The page "Vì sao điểm này?" of one line. Constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, F, Q

from accounts.models import User
from campaigns.models import Criterion, Entry, MeasureSource
from campaigns.queries.scorecards import ids_over_versions
from core.numbers import vietnamese
from evidence.models import ReportCount, ReportState

from ..models import Measure, OwnMaximum, RankingLine, ScoreSheet
from . import explanation, grade_steps

MOST_NEIGHBOURS = 12
# Order of reports beside a number: counted ones first, then those that may still count.
_STATES = (ReportState.VERIFIED, ReportState.SENT, ReportState.RETURNED, ReportState.REFUSED)


@dataclass(frozen=True)
class ReportNumber:
    """The number of reports in one state that name a criterion."""

    state: ReportState
    number: int


@dataclass(frozen=True)
class Period:
    """A sealed line of an earlier plan; `is_counted` None where its total is counted."""

    line: RankingLine
    grade: str | None
    is_counted: bool | None


@dataclass(frozen=True)
class LineRow:
    """One criterion: its score and the sources of the score."""

    score: explanation.Score
    reports: list[ReportNumber] = field(default_factory=list)
    record: Measure | None = None
    sheet: ScoreSheet | None = None
    periods: list[Period] = field(default_factory=list)
    own_maximum: OwnMaximum | None = None


@dataclass(frozen=True)
class Neighbour:
    """A line of the same list with its tie-break keys in order.

    `decided` is the sentence why it is before or behind the explained line; empty unless their
    totals are equal and a key of the chain differs.
    """

    line: RankingLine
    keys: list[Decimal]
    is_this: bool
    decided: str


def rows_of(line: RankingLine, user: User, *, with_sources: bool) -> list[LineRow]:
    """Every node in order; `with_sources` adds reports, measures and the sheet.

    Queries: the criteria, the leaders, the earlier lines; with sources four more, and one for
    each earlier version of the scorecard.
    """
    leaders = names_of(explanation.leaders_of(line))
    scores = explanation.scores_of(line, leaders)
    earlier = earlier_lines_of(line)
    maxima = own_maxima_of(line, scores)
    if not with_sources:
        return [
            LineRow(
                score,
                periods=_periods_of(score, earlier),
                own_maximum=maxima.get(score.criterion.pk),
            )
            for score in scores
        ]
    leaves = [score.criterion for score in scores if score.criterion.is_leaf]
    ids = ids_over_versions(leaves)
    reports = _reports_behind(line, ids)
    records = records_of(line, ids)
    sheet = ScoreSheet.objects.visible_to(user).filter(entry=line.entry_id).first()
    return [
        LineRow(
            score,
            reports=reports.get(score.criterion.pk, []),
            record=records.get(score.criterion.pk),
            sheet=sheet if score.criterion.source == MeasureSource.SHEET else None,
            periods=_periods_of(score, earlier),
            own_maximum=maxima.get(score.criterion.pk),
        )
        for score in scores
    ]


def own_maxima_of(line: RankingLine, scores: Iterable[explanation.Score]) -> dict[int, OwnMaximum]:
    """The approvals of own maxima that the line was computed with, by leaf.

    Leaves whose approval has changed since are left out. At most 1 query, and one for each
    earlier version of the scorecard.
    """
    by_leaf = {s.criterion: s.maximum for s in scores if s.has_own_maximum}
    if not by_leaf:
        return {}
    ids = ids_over_versions(by_leaf)
    approved = {own.criterion_id: own for own in OwnMaximum.objects.filter(entry=line.entry_id)}
    return {
        leaf.pk: approved[pk]
        for leaf, maximum in by_leaf.items()
        for pk in ids[leaf.pk]
        if pk in approved and approved[pk].maximum == maximum
    }


def names_of(entry_ids: set[int]) -> dict[int, str]:
    """Names of entries by id. At most 1 query."""
    if not entry_ids:
        return {}
    return dict(Entry.objects.filter(pk__in=entry_ids).values_list("pk", "name"))


def grades_of(line: RankingLine) -> grade_steps.Grades | None:
    """The line's grades with the names of organisations. 2 queries."""
    return grade_steps.grades_of(line, names_of(grade_steps.organisations_of(line)))


def _reports_behind(line: RankingLine, ids: dict[int, list[int]]) -> dict[int, list[ReportNumber]]:
    """Reports that name each leaf, by state, as they are now. 1 query."""
    leaf_of = {pk: leaf for leaf, pks in ids.items() for pk in pks}
    counted = (
        ReportCount.objects.filter(entry=line.entry_id, criterion__in=leaf_of)
        .order_by()
        .values_list("criterion", "report__state")
        .annotate(number=Count("report", distinct=True))
    )
    numbers: dict[tuple[int, str], int] = defaultdict(int)
    for criterion, state, number in counted:
        numbers[leaf_of[criterion], state] += number
    return {
        leaf: [ReportNumber(s, numbers[leaf, s]) for s in _STATES if numbers[leaf, s]]
        for leaf in ids
    }


def records_of(line: RankingLine, ids: dict[int, list[int]] | None = None) -> dict[int, Measure]:
    """The measure at each leaf, with its recorder, reason and document.

    For a sealed ranking only measures recorded before the sealing and unchanged since.
    """
    measures = Measure.objects.filter(entry=line.entry_id, part=1).select_related("recorded_by")
    if line.ranking.is_sealed:
        measures = measures.filter(recorded_at__lte=line.ranking.sealed_at)
    by_criterion = {measure.criterion_id: measure for measure in measures}
    if not by_criterion:
        return {}
    ids = ids or ids_over_versions(line.scorecard.criteria.exclude(shape=""))
    return {leaf: by_criterion[pk] for leaf, pks in ids.items() for pk in pks if pk in by_criterion}


def earlier_lines_of(line: RankingLine) -> list[RankingLine]:
    """The counted lines of earlier plans, the oldest first. At most 1 query."""
    if not line.earlier_lines:
        return []
    lines = RankingLine.objects.select_related("ranking__plan", "scorecard")
    by_id = lines.in_bulk(line.earlier_lines)
    return [by_id[pk] for pk in line.earlier_lines if pk in by_id]


def _periods_of(score: explanation.Score, earlier: list[RankingLine]) -> list[Period]:
    if score.criterion.source != MeasureSource.RANKINGS:
        return []
    return [_period(line, score.criterion.period_grade) for line in earlier]


def _period(line: RankingLine, wanted: str) -> Period:
    """An earlier line; `wanted` is the code of the grade it is counted for."""
    grading = line.scorecard.read_grading
    given = line.given_grade if grading else None
    grade = None if given is None else grading.levels[given].name
    if not wanted:
        return Period(line, grade, None)
    codes = [level.code for level in grading.levels] if grading else []
    is_counted = given is not None and wanted in codes and given <= codes.index(wanted)
    return Period(line, grade, is_counted)


def other_versions(line: RankingLine, user: User) -> list[RankingLine]:
    """The entry's other lines: draft and newest sealed ranking. 1 query.

    The draft first; only lines that `user` may see.
    """
    lines = (
        RankingLine.objects.visible_to(user)
        .filter(entry=line.entry_id)
        .select_related("ranking")
        .order_by(F("ranking__number").desc(nulls_first=True))
    )
    newest = list(lines[:2])
    if len(newest) == 2 and newest[0].ranking.is_sealed:
        newest = newest[:1]
    return [other for other in newest if other.pk != line.pk]


def neighbours_of(line: RankingLine) -> list[Neighbour]:
    """Lines around a place and of equal total, up to MOST_NEIGHBOURS. 1 query."""
    if not line.place:
        return []
    around = Q(place__range=(line.place - 1, line.place + line.tied_with + 1))
    lines = list(
        RankingLine.objects.filter(
            around | Q(total=line.total, place__isnull=False),
            ranking=line.ranking_id,
            cluster=line.cluster_id,
            list=line.list,
        )
        .select_related("entry")
        .order_by("place", "entry__sort_key")
    )
    here = next(index for index, each in enumerate(lines) if each.pk == line.pk)
    first = max(0, min(here - MOST_NEIGHBOURS // 2, len(lines) - MOST_NEIGHBOURS))
    signs = [-1 if code == "deduction" else 1 for code in line.scorecard.tie_break]
    return [
        Neighbour(
            each,
            [sign * key for sign, key in zip(signs, each.tie_keys, strict=False)],
            each.pk == line.pk,
            _decided(line, each),
        )
        for each in lines[first : first + MOST_NEIGHBOURS]
    ]


def _decided(line: RankingLine, other: RankingLine) -> str:
    """The sentence which key of the chain decided between two lines of equal total."""
    if other.total != line.total or other.place == line.place:
        return ""
    pairs = zip(line.scorecard.tie_break, line.tie_keys, other.tie_keys, strict=False)
    code, own, its = next((pair for pair in pairs if pair[1] != pair[2]), ("", 0, 0))
    if not code:
        return ""
    name = {"bonus": "điểm thưởng", "deduction": "điểm trừ"}.get(code, f"mục {code}")
    sign = -1 if code == "deduction" else 1
    comparison = "nhiều hơn" if sign * its > sign * own else "ít hơn"
    where = "trên" if its > own else "dưới"
    return (
        f"{other.entry.name} cũng {vietnamese(line.total)} điểm, đứng {where} vì {name} "
        f"{vietnamese(sign * its)} {comparison} {vietnamese(sign * own)}."
    )


def tie_key_names(line: RankingLine, nodes: list[Criterion]) -> list[str]:
    """Names of the keys of the chain, in order."""
    names = {"bonus": "Điểm thưởng", "deduction": "Điểm trừ (ít hơn đứng trước)"}
    names |= {node.code: f"Mục {node.code}" for node in nodes}
    return [names[code] for code in line.scorecard.tie_break]
