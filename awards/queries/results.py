"""Lines of a proposal that may be submitted to the deciding authority."""

from datetime import date

from django.db.models import Q

from ..models import IN_PROPOSAL, Proposal, ProposalLine
from ..models.lines import is_line_held_on


def lines_to_submit(proposal: Proposal, day: date):
    """Lines that may be submitted to the deciding authority on `day`.

    In the proposal, not held on that day, and passed by the council where the rule of the
    award type asks for a ballot. In the order of honour.
    """
    # A verdict of the council is binding even if the rule no longer asks for a ballot.
    needs_no_verdict = Q(share__quota__rule__needs_ballot=False, is_passed=None)
    return (
        ProposalLine.objects.filter(proposal=proposal, outcome__in=IN_PROPOSAL)
        .filter(needs_no_verdict | Q(is_passed=True))
        .filter(~is_line_held_on(day))
        .select_related("share__quota__award_type", "share__quota__rule", "share__cluster")
        .select_related("ranking_line__entry__mandate__person", "ranking_line__entry__body")
        .in_order_of_honour()
    )
