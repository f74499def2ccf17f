"""What the public notice of a proposal is, and who objected."""

from datetime import date

from django.db.models import Max

from core.working_days import load_calendar

from ..models import IN_PROPOSAL, Objection, Proposal, ProposalLine, PublicNotice


def notice_days_of(proposal: Proposal) -> int:
    """The longest notice in days that a rule of the proposal requires, at least 1. One query."""
    return max(_days_asked(proposal), 1)


def _days_asked(proposal: Proposal) -> int:
    asked = proposal.quotas.filter(shares__lines__outcome__in=IN_PROPOSAL)
    return asked.aggregate(most=Max("rule__notice_days"))["most"] or 0


def what_hinders_submitting(proposal: Proposal, day: date) -> str | None:
    """Why the list may not go out on `day` for the sake of its public notice. Three queries.

    A rule that asks for a notice wants one that is over, and every objection an answer.
    """
    newest = proposal.notices.order_by("-ends_on").first()
    days = _days_asked(proposal)
    if newest is None and days:
        return f"Phải công khai danh sách ít nhất {days} ngày làm việc rồi mới gửi tờ trình."
    if newest and newest.ends_on >= day:
        return f"Danh sách còn được công khai đến hết ngày {newest.ends_on:%d/%m/%Y}."
    if Objection.objects.filter(notice__proposal=proposal, is_upheld=None).exists():
        return "Còn kiến nghị về danh sách chưa được trả lời."
    return None


def working_days_left(notice: PublicNotice, day: date) -> int:
    """Working days from `day` on, that one included, until the notice ends; 0 afterwards."""
    calendar, first = load_calendar(), max(day, notice.posted_on)
    days = (date.fromordinal(n) for n in range(first.toordinal(), notice.ends_on.toordinal() + 1))
    return sum(1 for one in days if calendar.is_working_day(one) and one > notice.posted_on)


def notices_of(proposal: Proposal) -> list[PublicNotice]:
    """The newest first."""
    return list(proposal.notices.select_related("posted_by").order_by("-posted_on", "-pk"))


def posted_lines(proposal: Proposal):
    """The lines of the list that hangs out, in the order of honour."""
    return (
        ProposalLine.objects.filter(proposal=proposal, outcome__in=IN_PROPOSAL)
        .select_related("share__quota__award_type", "share__cluster", "ranking_line__entry")
        .in_order_of_honour()
    )


def objections_to(proposal: Proposal):
    """All objections, those without an answer first."""
    return (
        Objection.objects.filter(notice__proposal=proposal)
        .select_related(
            "line__ranking_line__entry__plan__campaign", "line__share__quota__award_type"
        )
        .select_related("recorded_by", "answered_by", "notice")
        .order_by("-is_upheld", "received_on", "pk")
    )
