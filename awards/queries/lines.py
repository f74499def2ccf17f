"""Everything said about one line of a proposal."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, prefetch_related_objects

from scoring.models import Ranking

from ..models import (
    IN_PROPOSAL,
    Award,
    Dossier,
    Hold,
    Objection,
    Proposal,
    ProposalChange,
    ProposalLine,
    ProposalQuota,
    Submission,
)
from .changes import changes_of, over_after, quotas_with_numbers
from .holds import holds_about, newest_proposals, on_their_way, what_follows


@dataclass
class LineInFull:
    """What the page of a line shows beside it."""

    proposal: Proposal
    is_newest: bool
    quota: ProposalQuota
    changes: list[ProposalChange]
    holds: list[Hold]
    is_held: bool
    awards: list[Award]
    objections: list[Objection]
    dossier: Dossier | None
    elsewhere: list[ProposalLine]
    sent: list[Submission] = field(default_factory=list)
    over_if_confirmed: int = 0

    @property
    def open_change(self) -> ProposalChange | None:
        return next((one for one in self.changes if one.is_confirmed is None), None)


def line_in_full(row: ProposalLine, day: date) -> LineInFull:
    """A constant number of queries, about twelve; fills in what `reason_of` reads of `row`."""
    prefetch_related_objects(
        [row],
        "share__quota__award_type",
        "share__quota__rule",
        "proposal__ranking__plan__campaign",
        "share__cluster",
        "share__pool",
        "ranking_line__entry__mandate__person",
        "ranking_line__entry__plan__campaign",
        "ranking_line__cluster",
        "changes__asked_by",
        "changes__answered_by",
        *on_their_way(),
    )
    proposal, entry = row.proposal, row.ranking_line.entry
    quotas = quotas_with_numbers(proposal)
    changes = list(changes_of(proposal).filter(line=row))
    holds = list(holds_about(entry).with_open_on(day))
    about = Q(body=entry.body_id) if entry.body_id else Q(person=entry.mandate.person_id)
    awards = Award.objects.filter(about).select_related("award_type", "decision", "ended_by")
    objections = row.objections.select_related("recorded_by", "answered_by", "notice")
    seen = LineInFull(
        proposal=proposal,
        is_newest=Ranking.objects.latest_sealed_of(entry.plan) == proposal.ranking,
        quota=next(quota for quota in quotas if quota.pk == row.share.quota_id),
        changes=changes,
        holds=holds,
        is_held=any(hold.is_open for hold in holds),
        awards=list(awards.order_by("-year", "award_type__precedence")),
        objections=list(objections),
        dossier=Dossier.objects.filter(line=row).first(),
        elsewhere=_elsewhere(row),
    )
    if seen.open_change:
        seen.over_if_confirmed = over_after(quotas, seen.open_change)
    if seen.is_held and (row.outcome in IN_PROPOSAL or row.given):
        row.what_follows = what_follows(row)
    return seen


def _elsewhere(row: ProposalLine) -> list[ProposalLine]:
    """Other live proposals, or other award types, in which the same person or body stands.

    One achievement may be commended once (Decree 152/2025/NĐ-CP, Art. 4), and a person may sit
    in two bodies or two councils: the office is warned, and decides.
    """
    entry = row.ranking_line.entry
    if entry.body_id:
        same = Q(ranking_line__entry__body=entry.body_id)
    else:
        same = Q(ranking_line__entry__mandate__person=entry.mandate.person_id)
    return list(
        ProposalLine.objects.filter(same, outcome__in=IN_PROPOSAL)
        .filter(proposal__in=newest_proposals())
        .exclude(pk=row.pk)
        .exclude(proposal__ranking__plan__ends_on__lt=entry.plan.starts_on)
        .exclude(proposal__ranking__plan__starts_on__gt=entry.plan.ends_on)
        .select_related("share__quota__award_type", "proposal__ranking__plan")
        .select_related("ranking_line__entry")
    )
