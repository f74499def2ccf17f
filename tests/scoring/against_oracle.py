"""Store a random set of scorecards and data, rank it, and compare every number.

Only for tests: rows are written directly, so that hundreds of sets take seconds.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone

from campaigns.models import ActivityKind, Campaign, Criterion, Entry, Plan
from campaigns.scorecards.document import Document
from campaigns.services import scorecards
from core.names import text_sort_key
from evidence.models import ActivityReport, ReportCount, ReportState
from participants.models import Body, BodyKind, Cluster
from scoring.models import Measure, OwnMaximum, Ranking, RankingLine, TieDecision
from scoring.rankings import engine
from tools.reference.notes import with_notes
from tools.reference.oracle import Numbers, Participant

from ..cast import YEAR_END, YEAR_START, City


def decimal(value) -> Decimal | None:
    """A fraction as a Decimal; it must have a finite decimal form."""
    if value is None:
        return None
    fraction = Fraction(value)
    number = Decimal(fraction.numerator) / Decimal(fraction.denominator)
    assert Fraction(number) == fraction, value
    return number


@dataclass
class Stage:
    """A plan in a city, with its rows by the keys of the random set."""

    city: City
    plan: Plan
    ranking: Ranking
    entries: dict[int, Entry]
    kind: ActivityKind


def set_up(city: City, cards: list[tuple[dict, list[Participant]]]) -> Stage:
    """Store a random set in the database, without computing anything."""
    plan = _plan(city, "chinh", YEAR_START, YEAR_END)
    kind = ActivityKind.objects.create(plan=plan, position=1, name="Hoạt động")
    stage = Stage(city, plan, Ranking.objects.create(plan=plan), {}, kind)
    clusters: dict[str, Cluster] = {}
    for document, people in cards:
        scorecard = scorecards.draft_scorecard(
            actor=city.secretary, plan=plan, document=Document.read(with_notes(document))
        )
        scorecards.publish_scorecard(actor=city.secretary, scorecard=scorecard)
        for person in people:
            if person.cluster not in clusters:
                clusters[person.cluster] = Cluster.objects.create(
                    organiser=city.council,
                    name=person.cluster,
                    position=len(clusters) + 1,
                    valid_from=YEAR_START,
                )
        _enter(stage, scorecard, people, clusters)
    _name_organisations(stage, cards)
    return stage


def _plan(city: City, slug: str, starts_on: dt.date, ends_on: dt.date) -> Plan:
    campaign, _ = Campaign.objects.get_or_create(
        slug="phep-thu",
        defaults={
            "organiser": city.council,
            "name": "Phép thử",
            "theme": "Phép thử",
            "starts_on": YEAR_START - dt.timedelta(days=4000),
            "ends_on": YEAR_END,
        },
    )
    return Plan.objects.create(
        campaign=campaign,
        name=slug,
        slug=slug,
        starts_on=starts_on,
        ends_on=ends_on,
        reports_due_at=timezone.now(),
    )


def _enter(stage: Stage, scorecard, people: list[Participant], clusters) -> None:
    bodies = Body.objects.bulk_create(
        Body(
            council=stage.city.council,
            kind=BodyKind.BOARD,
            name=f"Ban thử {person.key}",
            sort_key=text_sort_key(f"Ban {person.key}"),
            valid_from=YEAR_START,
        )
        for person in people
    )
    for person, body in zip(people, bodies, strict=True):
        entry = _entry(stage.plan, scorecard, person, body, clusters[person.cluster])
        stage.entries[person.key] = entry
    Entry.objects.bulk_create(stage.entries[person.key] for person in people)
    record(stage, {c.code: c for c in scorecard.criteria.all()}, people)
    _earlier_plans(stage, scorecard, people)


def _entry(plan: Plan, scorecard, person: Participant, body: Body, cluster: Cluster) -> Entry:
    return Entry(
        plan=plan,
        body=body,
        kind=scorecard.kinds[0],
        list=person.list,
        cluster=cluster,
        scorecard=scorecard,
        name=body.name,
        unit_name="",
        sort_key=body.sort_key,
        search_name=body.name,
        registered_on=YEAR_START,
        days_served=person.days,
    )


def record(stage: Stage, criteria: dict[str, Criterion], people: list[Participant]) -> None:
    """Store measures, reports, own maxima and tie decisions of the participants of a scorecard."""
    by, now = stage.city.secretary, timezone.now()
    Measure.objects.bulk_create(
        Measure(
            entry=stage.entries[person.key],
            criterion=criteria[code],
            part=number,
            state=measure.state,
            document="VB 1",
            recorded_by=by,
            recorded_at=now,
            **_numbers(measure, numbers),
        )
        for person in people
        for code, measure in person.measures.items()
        for number, numbers in enumerate(measure.parts or (None,), start=1)
    )
    OwnMaximum.objects.bulk_create(
        OwnMaximum(
            entry=stage.entries[person.key],
            criterion=criteria[code],
            maximum=decimal(maximum),
            document="VB 2",
            recorded_by=by,
            recorded_at=now,
        )
        for person in people
        for code, maximum in person.maxima.items()
    )
    TieDecision.objects.bulk_create(
        TieDecision(
            entry=stage.entries[person.key],
            total=decimal(person.decision[0]),
            position=person.decision[1],
            reason="Họp bàn",
            decided_by=by,
            decided_at=now,
        )
        for person in people
        if person.decision
    )
    add_reports(
        stage,
        [
            (stage.entries[person.key], {criteria[code]: n for code, n in counts.items()})
            for person in people
            for counts in person.reports
        ],
    )


def _numbers(measure, numbers) -> dict:
    if measure.state != "counted":
        return {}
    return {
        "count": decimal(numbers.count),
        "denominator": decimal(numbers.denominator),
        "excluded": decimal(numbers.excluded),
        "shared": decimal(numbers.shared),
        "is_excepted": numbers.is_excepted,
    }


def add_reports(stage: Stage, reports: list[tuple[Entry, dict[Criterion, int]]]) -> None:
    """Store verified reports, each with its counts."""
    now = timezone.now()
    rows = ActivityReport.objects.bulk_create(
        ActivityReport(
            entry=entry,
            kind=stage.kind,
            happened_on=YEAR_START,
            summary="Hoạt động",
            state=ReportState.VERIFIED,
            reported_by=stage.city.secretary,
            submitted_at=now,
            decided_by=stage.city.secretary,
            decided_at=now,
        )
        for entry, _ in reports
    )
    ReportCount.objects.bulk_create(
        ReportCount(
            report=row, entry=row.entry, criterion=criterion, is_verified=True, **_brought(n)
        )
        for row, (_, counts) in zip(rows, reports, strict=True)
        for criterion, n in counts.items()
    )


def _brought(n: int | Numbers) -> dict:
    if isinstance(n, int):
        return {"count": n}
    return {
        "count": n.count,
        "denominator": n.denominator,
        "excluded": n.excluded,
        "document": "VB 3" if n.excluded else "",
    }


def _earlier_plans(stage: Stage, scorecard, people: list[Participant]) -> None:
    """Store sealed rankings of earlier years with one line a participant."""
    grading = scorecard.read_grading
    for number in range(1, max((len(person.periods) for person in people), default=0) + 1):
        plan = _earlier_plan(stage, number)
        had = [person for person in people if len(person.periods) >= number]
        entries = Entry.objects.bulk_create(
            _entry(plan, scorecard, person, now.body, now.cluster)
            for person in had
            for now in [stage.entries[person.key]]
        )
        results = [person.periods[number - 1] for person in had]
        RankingLine.objects.bulk_create(
            RankingLine(
                ranking=plan.rankings.get(),
                entry=entry,
                scorecard=scorecard,
                cluster=entry.cluster,
                list=entry.list,
                total=decimal(total),
                given_grade=grading.number_of(grade) if grading and grade else None,
                states=[],
                inputs=[],
                points=[],
            )
            for entry, (total, grade) in zip(entries, results, strict=True)
        )


def _earlier_plan(stage: Stage, number: int) -> Plan:
    slug = f"ky-{number}"
    plan = Plan.objects.filter(slug=slug).first()
    if plan is None:
        day = YEAR_START - dt.timedelta(days=365 * number)
        plan = _plan(stage.city, slug, day, day + dt.timedelta(days=300))
        Ranking.objects.create(plan=plan)
    return plan


def _name_organisations(stage: Stage, cards) -> None:
    for _, people in cards:
        for person in people:
            if person.organisation is not None:
                entry = stage.entries[person.key]
                entry.organisation = stage.entries[person.organisation]
                entry.save(update_fields=["organisation"])


def seal_earlier(stage: Stage) -> None:
    for ranking in Ranking.objects.exclude(pk=stage.ranking.pk):
        ranking.number, ranking.sealed_at = 1, timezone.now()
        ranking.sealed_by, ranking.checksum = stage.city.secretary, "0" * 64
        ranking.save()


def rank(stage: Stage, keys: list[int] | None = None) -> dict[int, RankingLine]:
    """Compute all or some entries; return the lines by key."""
    ids = None if keys is None else [stage.entries[key].pk for key in keys]
    engine.compute(stage.ranking, stage.plan, ids)
    lines = RankingLine.objects.filter(ranking=stage.ranking)
    by_entry = {
        line.entry_id: line for line in lines.prefetch_related("scorecard", "scorecard__criteria")
    }
    return {key: by_entry[entry.pk] for key, entry in stage.entries.items()}
