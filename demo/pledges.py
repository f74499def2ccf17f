"""Registrations with invented pledges: most in time through the office, a few late or missing."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from campaigns.models import Criterion, Entry, ParticipantKind, Plan, Pledge, Stage
from campaigns.pledge_content import LateApproval, PledgeContent
from campaigns.scorecards.targets import Target, TargetKind
from campaigns.services import plans, pledges
from core.clock import now

from .accounts import Cast
from .documents import read_document
from .reports import entries_of
from .rounds import Sample, samples_of

TARGETS = {"delegate": 1, "body": 2}
EXTENDED_DAYS = 60


@dataclass(frozen=True)
class Turnout:
    """Numbers of entries without an account whose pledge is missing, late, returned or waiting."""

    never: int
    late: int
    returned: int
    waiting: int = 0


class Pledges:
    """Registrations of a plan: the office enters those on paper, a second person accepts."""

    def __init__(self, plan: Plan, document: Mapping, cast: Cast, rng: Random) -> None:
        self._plan, self._cast, self._rng = plan, cast, rng
        self._words = read_document("pledges")
        self._samples = _countable(plan, document)
        self._sent_at = plan.registrations_due_at - timedelta(days=12, hours=15)
        self._decided_at = plan.registrations_due_at + timedelta(days=5, hours=10)

    def register(self, turnout: Turnout, *, group_waits: bool = False) -> None:
        """Register all. With `group_waits` the group of the demonstration has an extension."""
        cast = self._cast
        own = {
            user: entries_of(self._plan, Entry.objects.reported_by(user))
            for user in (cast.delegate, cast.group_head)
        }
        theirs = {entry.pk for entries in own.values() for entry in entries}
        entries = [entry for entry in entries_of(self._plan) if entry.pk not in theirs]
        chosen = self._rng.sample(entries, turnout.never + turnout.late)
        others = set(entries).difference(chosen)
        self._record([entry for entry in entries if entry in others], turnout)
        for entry in chosen[turnout.never :]:
            self._take_late(entry)
        for user, entries_of_user in own.items():
            for entry in entries_of_user:
                if group_waits and entry.body_id:
                    self._extend(entry)
                else:
                    self._send(user, entry)

    def _record(self, entries: list[Entry], turnout: Turnout) -> None:
        contents = {entry: self._content(entry) for entry in entries}
        recorded = pledges.record_pledges(
            actor=self._cast.second_secretary, plan=self._plan, contents=contents, at=self._sent_at
        )
        ids = [pledge.pk for pledge in recorded[: len(recorded) - turnout.waiting]]
        decision = {"actor": self._cast.secretary, "at": self._decided_at}
        pledges.accept_pledges(plan=self._plan, pledge_ids=ids, **decision)
        for pledge in self._rng.sample(recorded[: len(ids)], turnout.returned):
            pledges.return_pledge(pledge=pledge, reason=self._words["return_reason"], **decision)

    def _take_late(self, entry: Entry) -> None:
        words = self._words["late"]
        allowed_by = words["allowed_by"].format(leader=self._cast.leader.full_name)
        pledge = pledges.send_pledge(
            actor=self._cast.second_secretary,
            entry=entry,
            content=self._content(entry),
            at=self._decided_at,
            late=LateApproval(allowed_by, words["reason"]),
        )
        self._accept(pledge)

    def _send(self, user, entry: Entry) -> None:
        content = self._content(entry)
        self._accept(
            pledges.send_pledge(actor=user, entry=entry, content=content, at=self._sent_at)
        )

    def _accept(self, pledge: Pledge) -> None:
        at = self._decided_at + timedelta(days=1)
        pledges.accept_pledge(actor=self._cast.secretary, pledge=pledge, at=at)

    def _extend(self, entry: Entry) -> None:
        plans.grant_extension(
            actor=self._cast.secretary,
            entry=entry,
            stage=Stage.REGISTRATIONS,
            until=self._plan.reports_due_at - timedelta(days=EXTENDED_DAYS // 2),
            reason=self._words["extension_reason"],
            at=now(),
        )

    def _content(self, entry: Entry) -> PledgeContent:
        voice = "delegate" if entry.kind == ParticipantKind.DELEGATE else "body"
        samples = self._samples[entry.scorecard_id]
        chosen = self._rng.sample(samples, min(TARGETS[voice], len(samples)))
        commitment = self._rng.choice(self._words["commitments"][voice])
        return PledgeContent(
            targets={pk: Target(self._number(sample)) for pk, sample in chosen},
            commitment=commitment.format(unit=entry.unit_name.removeprefix("HĐND ")),
            title=self._rng.choice(self._words["titles"][voice]),
            token=UUID(int=self._rng.getrandbits(128), version=4),
        )

    def _number(self, sample: Sample) -> Decimal:
        return Decimal(sample.least + int(self._rng.random() * 2 * sample.most))


def _countable(plan: Plan, document: Mapping) -> dict[int, list[tuple[int, Sample]]]:
    """Scorecard id -> its leaves that reports count for, each as (criterion id, sample)."""
    criteria = Criterion.objects.filter(scorecard__plan=plan, source="reports").exclude(shape="")
    leaves = {(c.scorecard.name, c.code): c for c in criteria.select_related("scorecard")}
    found = defaultdict(list)
    for sample in samples_of(document):
        leaf = leaves.get((sample.scorecard, sample.code))
        if leaf and leaf.rule.target_kind is TargetKind.COUNT:
            found[leaf.scorecard_id].append((leaf.pk, sample))
    return found
