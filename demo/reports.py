"""Invent a year of activity reports for the entries of a plan. All numbers are invented."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from django.db.models import QuerySet

from campaigns.models import Criterion, Entry, EntryList, ParticipantKind, Plan
from evidence.content import ReportContent

from .rounds import Sample, samples_of
from .texts import Writer

OFFICE = "office"  # the kind of activity that the office records for deductions


@dataclass(frozen=True)
class Pace:
    """Activity in the invented year: most reports of an entry, and frequency of deductions."""

    delegate: int
    body: int
    office_share: float = 0.2


class Drafter:
    """Drafts reports that fit a plan: kinds, days and counts follow the samples of its document."""

    def __init__(self, plan: Plan, document: Mapping, rng: Random) -> None:
        self._plan, self._rng, self._writer = plan, rng, Writer(rng)
        names = {values["name"]: key for key, values in document["kinds"].items()}
        self._kinds = {names[kind.name]: kind for kind in plan.activity_kinds.all()}
        self._months = {key: values.get("months") for key, values in document["kinds"].items()}
        self._samples = _samples_by_kind(plan, document)

    def year_of(self, entry: Entry, pace: Pace) -> Iterator[ReportContent]:
        """The reports of one entry in a year; a few part-time delegates are very active."""
        rng = self._rng
        is_part_time = entry.list == EntryList.PART_TIME
        vigour = rng.betavariate(1.4, 2.8) if is_part_time else rng.betavariate(2, 2.2)
        most = pace.delegate if entry.kind == ParticipantKind.DELEGATE else pace.body
        yield from self.some_of(entry, 1 + int(vigour * most), vigour)
        if rng.random() < pace.office_share:
            yield self._draft(entry, OFFICE, 0)

    def some_of(self, entry: Entry, number: int, vigour: float = 0.5) -> Iterator[ReportContent]:
        """Reports of kinds that the entry itself may report."""
        kinds = [kind for kind in self._samples[entry.scorecard_id] if kind != OFFICE]
        for _ in range(number):
            yield self._draft(entry, self._rng.choice(kinds), vigour)

    def _draft(self, entry: Entry, kind: str, vigour: float) -> ReportContent:
        summary, place = self._writer.write(entry, kind)
        return ReportContent(
            entry=entry,
            kind=self._kinds[kind],
            happened_on=self._working_day(self._months[kind]),
            summary=summary,
            place=place,
            counts=self._counts(self._samples[entry.scorecard_id][kind], vigour),
            token=UUID(int=self._rng.getrandbits(128), version=4),
        )

    def _counts(self, samples: list[tuple[int, Sample]], vigour: float) -> dict[int, int]:
        """At least one count; more active entries get higher ones."""
        rng = self._rng
        chosen = [pair for pair in samples if rng.random() < pair[1].chance]
        return {
            criterion_id: sample.least
            + int(rng.random() ** (1.2 - vigour) * (sample.most - sample.least + 1))
            for criterion_id, sample in chosen or [rng.choice(samples)]
        }

    def _working_day(self, months: list[int] | None) -> date:
        """A day of the plan, Monday to Saturday, in one of `months` if given."""
        first, length = self._plan.starts_on, (self._plan.ends_on - self._plan.starts_on).days + 1
        while True:
            day = first + timedelta(days=int(self._rng.random() * length))
            if day.weekday() < 6 and (months is None or day.month in months):
                return day


def _samples_by_kind(plan: Plan, document: Mapping) -> dict[int, dict[str, list]]:
    """Scorecard id -> key of kind -> its leaves, each as (criterion id, sample)."""
    criteria = Criterion.objects.filter(scorecard__plan=plan).values_list(
        "scorecard__name", "code", "scorecard_id", "pk"
    )
    ids = {(name, code): (scorecard_id, pk) for name, code, scorecard_id, pk in criteria}
    found: dict[int, dict[str, list]] = defaultdict(lambda: defaultdict(list))
    for sample in samples_of(document):
        scorecard_id, pk = ids[sample.scorecard, sample.code]
        for kind in sample.kinds:
            found[scorecard_id][kind].append((pk, sample))
    return found


def entries_of(plan: Plan, among: QuerySet | None = None) -> list[Entry]:
    """Entries of a plan in order of founding, all with this plan object."""
    found = (Entry.objects.all() if among is None else among).filter(plan=plan)
    entries = list(found.order_by("body_id", "mandate_id"))
    for entry in entries:
        entry.plan = plan
    return entries


def drafts_of_year(drafter: Drafter, entries: Iterable[Entry], pace: Pace) -> list[ReportContent]:
    """All reports of a year, ordered by day."""
    drafts = [draft for entry in entries for draft in drafter.year_of(entry, pace)]
    return sorted(drafts, key=lambda draft: draft.happened_on)
