"""Papers that a page offers for a proposal, with reasons where refused."""

from dataclasses import dataclass

from awards.models import IN_PROPOSAL, Decision, Proposal, ProposalLine, Recipient, Subject
from ballots.models import Ballot, BallotState

from ..models import PaperKind
from ..rules import proposal_problem
from .papers import decisions_of

REPORT_OF = {
    Recipient.COLLECTIVE: PaperKind.REPORT_COLLECTIVE,
    Recipient.INDIVIDUAL: PaperKind.REPORT_INDIVIDUAL,
}
# In the order in which an office needs them.
ORDER = (
    PaperKind.LIST,
    PaperKind.REPORT_COLLECTIVE,
    PaperKind.REPORT_INDIVIDUAL,
    PaperKind.NOTICE,
    PaperKind.MINUTES,
    PaperKind.SUBMISSION,
    PaperKind.DRAFT_DECISION,
    PaperKind.MONEY_LIST,
    PaperKind.CERTIFICATES,
    PaperKind.CLOSING_REPORT,
)


@dataclass(frozen=True)
class Offer:
    """A button: a kind of paper, its source, and why it cannot be made, if so."""

    kind: PaperKind
    refusal: str | None = None
    ballot: Ballot | None = None
    decision: Decision | None = None
    line: ProposalLine | None = None


def report_offer(line: ProposalLine) -> Offer:
    """The achievement report of one line. At most 2 queries."""
    quota = line.share.quota
    kind = REPORT_OF[Subject(quota.subject).recipient]
    if line.outcome not in IN_PROPOSAL:
        return Offer(kind, "Dòng này không có trong đề nghị nên không có báo cáo để soạn.")
    return Offer(kind, proposal_problem(quota.proposal, kind), line=line)


def offers_of(proposal: Proposal) -> list[Offer]:
    """Every kind of paper in the order in which they are needed. About 5 queries."""
    ballots = proposal.ballots.filter(state=BallotState.COUNTED).select_related("council")
    decisions = decisions_of(proposal)
    offers = []
    refusal = proposal_problem(proposal, PaperKind.LIST)
    refusal_of_closed = proposal_problem(proposal, PaperKind.NOTICE)
    for kind in ORDER:
        if kind == PaperKind.CLOSING_REPORT:
            offers.append(Offer(kind, proposal_problem(proposal, kind)))
        elif kind == PaperKind.MINUTES:
            offers += [Offer(kind, refusal_of_closed, ballot=ballot) for ballot in ballots]
            if not ballots:
                offers.append(Offer(kind, "Chưa có cuộc bỏ phiếu nào đã kiểm phiếu."))
        elif kind.is_of_decision:
            offers += [Offer(kind, decision=decision) for decision in decisions]
            if not decisions:
                offers.append(Offer(kind, "Chưa có quyết định khen thưởng."))
        else:
            offers.append(Offer(kind, refusal_of_closed if kind.needs_closed_proposal else refusal))
    return offers
