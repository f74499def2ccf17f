"""Everything recorded about one line of a proposal."""

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
from .holds import holds_about, newest_proposals, what_follows, with_submissions_and_awards


@dataclass
class LineDetails:
    """What the page of a line shows."""

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
        return next((change for change in self.changes if change.is_confirmed is None), None)


def details_of(row: ProposalLine, day: date) -> LineDetails:
    """Details of a line; also loads what `reason_of` reads. About twelve queries."""
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
        *with_submissions_and_awards(),
    )
    proposal, entry = row.proposal, row.ranking_line.entry
    quotas = quotas_with_numbers(proposal)
    changes = list(changes_of(proposal).filter(line=row))
    holds = list(holds_about(entry).with_open_on(day))
    about = Q(body=entry.body_id) if entry.body_id else Q(person=entry.mandate.person_id)
    awards = Award.objects.filter(about).select_related("award_type", "decision", "ended_by")
    objections = row.objections.select_related("recorded_by", "answered_by", "notice")
    details = LineDetails(
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
    if details.open_change:
        details.over_if_confirmed = over_after(quotas, details.open_change)
    if details.is_held and (row.outcome in IN_PROPOSAL or row.given):
        row.what_follows = what_follows(row)
    return details


def _elsewhere(row: ProposalLine) -> list[ProposalLine]:
    """Lines of the same person or body in current proposals, under any award type.

    One achievement is commended once (Decree 152/2025/NĐ-CP, Art. 4), and a person may belong to
    two bodies or councils: the page warns the office, which decides.
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
