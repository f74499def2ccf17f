"""Reads about public notices and objections."""

from datetime import date

from core.working_days import load_calendar

from ..models import IN_PROPOSAL, Objection, Proposal, ProposalLine, PublicNotice


def working_days_left(notice: PublicNotice, day: date) -> int:
    """Working days from `day` on, that one included, until the notice ends; 0 afterwards."""
    calendar, first = load_calendar(), max(day, notice.posted_on)
    days = (date.fromordinal(n) for n in range(first.toordinal(), notice.ends_on.toordinal() + 1))
    return sum(1 for one in days if calendar.is_working_day(one) and one > notice.posted_on)


def notices_of(proposal: Proposal) -> list[PublicNotice]:
    """Notices of a proposal, the newest first."""
    return list(proposal.notices.select_related("posted_by").order_by("-posted_on", "-pk"))


def posted_lines(proposal: Proposal):
    """The published lines, in the order of honour."""
    return (
        ProposalLine.objects.filter(proposal=proposal, outcome__in=IN_PROPOSAL)
        .select_related("share__quota__award_type", "share__cluster", "ranking_line__entry")
        .in_order_of_honour()
    )


def objections_to(proposal: Proposal):
    """All objections to a proposal, unanswered ones first."""
    return (
        Objection.objects.filter(notice__proposal=proposal)
        .select_related(
            "line__ranking_line__entry__plan__campaign", "line__share__quota__award_type"
        )
        .select_related("recorded_by", "answered_by", "notice")
        .order_by("-is_upheld", "received_on", "pk")
    )
