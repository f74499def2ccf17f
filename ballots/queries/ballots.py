"""Lines to vote on, questions, turnout, receipts. None reveals votes.

Who has voted is shown by the roll only, after closing (docs/adr/0009).
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef

from accounts.models import User
from awards.models import IN_PROPOSAL, Proposal, ProposalLine
from awards.models.lines import is_line_held_on
from campaigns.models import Plan

from ..ballot_box import grouped
from ..models import AwardCouncil, Ballot, BallotQuestion, BallotSeat, BallotState, CouncilMember


def lines_to_vote(proposal: Proposal, day: date):
    """Proposed lines the council votes on, not held on `day` and not counted before.

    In the order of honour. Award types whose rule requires no ballot are left out.
    """
    counted = BallotQuestion.objects.filter(line=OuterRef("pk"), ballot__state=BallotState.COUNTED)
    return (
        ProposalLine.objects.filter(proposal=proposal, outcome__in=IN_PROPOSAL)
        .exclude(share__quota__rule__needs_ballot=False)
        .filter(~Exists(counted), ~is_line_held_on(day))
        .select_related(
            "share__quota__award_type", "share__quota__rule", "ranking_line__entry__mandate"
        )
        .in_order_of_honour()
    )


def ballots_of(plan: Plan):
    """Ballots of a plan, newest first, each with the number of its `questions_asked`."""
    return (
        Ballot.objects.filter(proposal__ranking__plan=plan)
        .select_related("council", "proposal__ranking")
        .annotate(questions_asked=Count("questions"))
        .order_by("-pk")
    )


def members_on(council: AwardCouncil, day: date):
    """Members of the council on `day`, in their order."""
    return CouncilMember.objects.on(day).filter(council=council).select_related("person")


def questions_of(ballot: Ballot):
    """Questions in their order, with their line, award type and candidate."""
    return ballot.questions.select_related(
        "line__ranking_line__entry",
        "line__share__quota__award_type",
        "line__share__cluster",
        "candidate",
    )


def seat_of(ballot: Ballot, user: User) -> BallotSeat | None:
    """The seat of `user` on the roll of a ballot."""
    return ballot.seats.filter(person__user_id=user.pk).first()


@dataclass(frozen=True)
class Turnout:
    """How many present members have voted. The roll shows who, after closing."""

    present: int
    voted: int

    @property
    def missing(self) -> int:
        return self.present - self.voted


def turnout(ballot: Ballot) -> Turnout:
    """The turnout of a ballot. 2 queries."""
    present = ballot.seats.present()
    return Turnout(present.count(), present.filter(has_voted=True).count())


def receipts_of(ballot: Ballot) -> list[str]:
    """Receipts in groups, in alphabetical order, which does not depend on who voted when."""
    receipts = ballot.votes.order_by("receipt").values_list("receipt", flat=True)
    return [grouped(receipt) for receipt in receipts]
