"""Requesting a paper: a row, which a worker turns into files in the background."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from awards.models import Decision, Proposal, ProposalLine
from ballots.models import Ballot
from campaigns.permissions import require_run
from core.errors import DomainError
from core.queue import nudge

from .. import rules
from ..documents.achievement_reports import lines_reported
from ..documents.rows import awards_of
from ..models import Paper, PaperKind
from ..queries.templates import template_in_use


@transaction.atomic
def request_paper(
    *,
    actor: User,
    proposal: Proposal,
    kind: PaperKind,
    at: datetime,
    decision: Decision | None = None,
    ballot: Ballot | None = None,
    line: ProposalLine | None = None,
    has_background: bool = True,
) -> Paper:
    """Request a paper, or return the same paper if it is already being made.

    Minutes are of a counted ballot, money lists and certificates of a decision; achievement
    reports are of one line or, without it, of all. Raises DomainError for a draft or superseded
    ranking, and where there is nothing to write.
    """
    require_run(actor, proposal.ranking.plan)
    if problem := rules.paper_problem(proposal, kind, decision=decision, ballot=ballot, line=line):
        raise DomainError(problem)
    subject = {
        "proposal": proposal,
        "kind": kind,
        "decision": decision,
        "ballot": ballot,
        "line": line,
        "has_background": has_background,
    }
    Proposal.objects.select_for_update().get(pk=proposal.pk)
    if unfinished := Paper.objects.unfinished().filter(**subject).first():
        return unfinished
    ranking = proposal.ranking
    paper = Paper(
        **subject,
        template=template_in_use(ranking.plan.campaign.organiser_id, kind),
        ranking_number=ranking.number,
        ranking_checksum=ranking.checksum,
        asked_by=actor,
        asked_at=at,
    )
    if kind == PaperKind.CERTIFICATES:
        paper.total = len(awards_of(decision))
    elif kind.is_achievement_report:
        paper.total = len(lines_reported(paper))
    paper.save()
    nudge("paper_wanted")
    return paper
