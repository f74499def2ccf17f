"""The office's year: it records reports every fortnight, and a second secretary decides them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby
from random import Random

from django.utils.timezone import make_aware

from accounts.models import User
from campaigns.models import Plan
from evidence.content import ReportContent
from evidence.models import ActivityReport
from evidence.services.deciding import refuse_report, return_report, verify_reports
from evidence.services.reporting import record_reports

from .texts import Writer

# Days after the end of a fortnight.
RECORDED_AFTER, DECIDED_AFTER = 4, 7


@dataclass(frozen=True)
class Endings:
    """Numbers of recorded reports that are returned, refused, or still waiting at the end."""

    returned: int
    refused: int
    waiting: int = 0


@dataclass(frozen=True)
class Office:
    """Two secretaries, because nobody may verify their own records."""

    plan: Plan
    recorder: User
    verifier: User
    rng: Random

    def work_through(self, drafts: list[ReportContent], endings: Endings) -> int:
        """Record and decide all drafts (ordered by day); return the number verified.

        The newest `endings.waiting` stay undecided.
        """
        fates = self._fates(len(drafts), endings)
        verified, start = 0, 0
        for day, batch in _by_fortnight(drafts):
            reports = record_reports(
                actor=self.recorder,
                plan=self.plan,
                contents=batch,
                at=at_office(day, RECORDED_AFTER),
            )
            of_batch = fates[start : start + len(batch)]
            verified += self._decide(reports, of_batch, at_office(day, DECIDED_AFTER))
            start += len(batch)
        return verified

    def _fates(self, number: int, endings: Endings) -> list[str]:
        fates = ["verify"] * (number - endings.waiting) + ["wait"] * endings.waiting
        chosen = self.rng.sample(
            range(number - endings.waiting), endings.returned + endings.refused
        )
        for place, index in enumerate(chosen):
            fates[index] = "return" if place < endings.returned else "refuse"
        return fates

    def _decide(self, reports: list[ActivityReport], fates: list[str], at: datetime) -> int:
        writer = Writer(self.rng)
        for report, fate in zip(reports, fates, strict=True):
            if fate == "return":
                reason = writer.reason_to_return()
                return_report(actor=self.verifier, report=report, reason=reason, at=at)
            elif fate == "refuse":
                reason = writer.reason_to_refuse()
                refuse_report(actor=self.verifier, report=report, reason=reason, at=at)
        to_verify = [r.pk for r, fate in zip(reports, fates, strict=True) if fate == "verify"]
        return verify_reports(actor=self.verifier, plan=self.plan, report_ids=to_verify, at=at)


def _by_fortnight(drafts: list[ReportContent]) -> Iterator[tuple]:
    """(last day of the fortnight, its drafts); the second of a month has 13 to 16 days."""
    for _, batch in groupby(drafts, key=lambda draft: _fortnight(draft.happened_on)):
        batch = list(batch)
        yield batch[-1].happened_on, batch


def _fortnight(day) -> tuple[int, int, bool]:
    return day.year, day.month, day.day > 15


def at_office(day, days_later: int) -> datetime:
    """Nine in the morning, some days later."""
    return make_aware(datetime.combine(day + timedelta(days=days_later), time(9)))
