"""What became of a proposal's lines on their way."""

from django.db.models import Exists, OuterRef, Q

from ..models import IN_PROPOSAL, BallotQuestion, BallotState, Proposal, ProposalLine
from .holds import is_held_on


def lines_to_submit(proposal: Proposal, day):
    """Lines that may go out to the deciding authority on `day`.

    In the proposal, not held on that day, and passed by a counted ballot where the rule of the
    form asks for one. In the order of honour: form, collective before individual, place.
    """
    passed = BallotQuestion.objects.filter(
        line=OuterRef("pk"), ballot__state=BallotState.COUNTED, is_passed=True
    )
    counted = BallotQuestion.objects.filter(line=OuterRef("pk"), ballot__state=BallotState.COUNTED)
    return (
        ProposalLine.objects.filter(share__quota__proposal=proposal, outcome__in=IN_PROPOSAL)
        # whom the council has voted about is bound by it, whatever the rule has become
        .filter(Q(share__quota__rule__needs_ballot=False) & ~Exists(counted) | Exists(passed))
        .filter(~is_held_on(day))
        .select_related("share__quota__form", "share__quota__rule", "share__cluster")
        .select_related("line__entry__mandate__person", "line__entry__body")
        .in_order_of_honour()
    )
