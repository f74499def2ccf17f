"""The office's work in a round: verified reports and recorded measures that give the outcomes.

Reports where they count for the criterion, measures where neither reports nor sheets do.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from accounts.models import User
from campaigns.models import Criterion, Entry, MeasureSource, Plan
from evidence.content import ReportContent
from evidence.models import ActivityReport
from evidence.services.deciding import refuse_report, return_report, verify_reports
from evidence.services.reporting import record_reports
from scoring.services import measuring

from .outcomes import Outcome, Outcomes
from .reports import OFFICE
from .texts import Writer


class Appraisal:
    """One secretary records and another verifies, because nobody may verify their own records."""

    def __init__(
        self, plan: Plan, document: Mapping, recorder: User, verifier: User, rng: Random
    ) -> None:
        self._plan, self._recorder, self._verifier, self._rng = plan, recorder, verifier, rng
        self._allowed_by, self._writer = document["documents"]["excluded"], Writer(rng)
        criteria = Criterion.objects.filter(scorecard__plan=plan).select_related("scorecard")
        self._criteria = {criterion.code: criterion for criterion in criteria}
        by_name = {kind.name: kind for kind in plan.activity_kinds.all()}
        self._kinds = {key: by_name[kind["name"]] for key, kind in document["kinds"].items()}
        self._kind_of = {
            code: key for key, kind in document["kinds"].items() for code in kind["codes"]
        }

    def put_on_record(self, outcomes: Mapping[Entry, Outcomes], *, at: datetime) -> None:
        """Record all outcomes: a few statements for the reports, some for each measure."""
        drafts = [draft for entry in outcomes for draft in self._drafts(entry, outcomes[entry])]
        reports = self._record(drafts, at)
        ids = [report.pk for report in reports]
        verify_reports(actor=self._verifier, plan=self._plan, report_ids=ids, at=at)
        for entry, found in outcomes.items():
            for code, outcome in found.items():
                if not self._is_told_elsewhere(code, outcome):
                    self._measure(entry, self._criteria[code], outcome, at)

    def leave_open(
        self, entries: Iterable[Entry], *, returned: int, refused: int, at: datetime
    ) -> None:
        """One more report per entry that does not count: returned, refused, or waiting."""
        kinds = sorted(set(self._kinds) - {OFFICE})
        drafts = [self._any_draft(entry, self._rng.choice(kinds)) for entry in entries]
        decision = {"actor": self._verifier, "at": at}
        for number, report in enumerate(self._record(drafts, at)):
            if number < returned:
                return_report(report=report, reason=self._writer.reason_to_return(), **decision)
            elif number < returned + refused:
                refuse_report(report=report, reason=self._writer.reason_to_refuse(), **decision)

    def _is_told_elsewhere(self, code: str, outcome: Outcome) -> bool:
        """Whether reports or the unit's sheet provide the numbers."""
        return self._is_reported(code, outcome) or (
            self._criteria[code].source == MeasureSource.SHEET
        )

    def _is_reported(self, code: str, outcome: Outcome) -> bool:
        return outcome.done > 0 and code in self._kind_of

    def _record(self, drafts: Iterable[ReportContent], at: datetime) -> list[ActivityReport]:
        return record_reports(actor=self._recorder, plan=self._plan, contents=drafts, at=at)

    def _measure(self, entry: Entry, criterion: Criterion, outcome: Outcome, at: datetime) -> None:
        numbers = outcome.numbers
        measuring.record_measure(
            actor=self._recorder,
            entry=entry,
            criterion=criterion,
            at=at,
            state=outcome.state,
            parts=[numbers] if numbers else (),
            reason=outcome.reason,
            document=self._allowed_by if numbers and numbers.excluded else "",
        )

    def _drafts(self, entry: Entry, found: Outcomes) -> Iterator[ReportContent]:
        """As many reports of each kind as its largest number; each counts 1 where some is left."""
        done: dict[str, dict[int, int]] = {}
        for code, outcome in found.items():
            if self._is_reported(code, outcome):
                kind = outcome.reported_as or self._kind_of[code]
                done.setdefault(kind, {})[self._criteria[code].pk] = outcome.done
        for kind, numbers in done.items():
            for turn in range(max(numbers.values())):
                counts = {pk: 1 for pk, number in numbers.items() if number > turn}
                yield self._draft(entry, kind, counts)

    def _any_draft(self, entry: Entry, kind: str) -> ReportContent:
        codes = [code for code, its_kind in self._kind_of.items() if its_kind == kind]
        return self._draft(entry, kind, {self._criteria[self._rng.choice(codes)].pk: 1})

    def _draft(self, entry: Entry, kind: str, counts: dict[int, int]) -> ReportContent:
        summary, place = self._writer.write(entry, kind)
        days = (self._plan.ends_on - self._plan.starts_on).days
        return ReportContent(
            entry=entry,
            kind=self._kinds[kind],
            happened_on=self._plan.starts_on + timedelta(self._rng.randint(0, days)),
            summary=summary,
            place=place,
            counts=counts,
            token=UUID(int=self._rng.getrandbits(128), version=4),
        )
