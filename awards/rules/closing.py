"""When a proposal may be changed, closed and submitted, and how long its notice must be."""

from datetime import date

from django.db.models import Max
from django.utils.timezone import localtime

from scoring.models import Ranking

from ..models import IN_PROPOSAL, Objection, Outcome, Proposal, ProposalChange, ProposalLine


def why_superseded(proposal: Proposal) -> str | None:
    """None if the proposal's ranking is the newest sealed one of its plan. 1 query."""
    if Ranking.objects.latest_sealed_of(proposal.ranking.plan) == proposal.ranking:
        return None
    return "Đề nghị này đã được thay bằng đề nghị theo bảng xếp hạng mới hơn."


def why_not_open(proposal: Proposal) -> str | None:
    """None if lines of the proposal may still change. 1 query."""
    if proposal.is_closed:
        return (
            f"Đề nghị đã chốt ngày {localtime(proposal.closed_at):%d/%m/%Y}, không thay đổi được "
            "nữa. Muốn lập lại thì khóa bảng xếp hạng mới."
        )
    return why_superseded(proposal)


def why_not_final(proposal: Proposal) -> str | None:
    """None if the list of the proposal is closed and the newest. 1 query."""
    if not proposal.is_closed:
        return "Đề nghị chưa được chốt. Hãy chốt đề nghị trước."
    return why_superseded(proposal)


def why_not_closable(proposal: Proposal, day: date) -> str | None:
    """None if an open proposal can be closed on `day`. 4 queries."""
    lines = ProposalLine.objects.filter(proposal=proposal)
    proposed = lines.in_proposal()
    obstacles = obstacles_to_closing(
        tied=lines.filter(outcome=Outcome.TIED).count(),
        waiting=ProposalChange.objects.waiting_in(proposal).count(),
        held=proposed.held_on(day).count(),
        proposed=proposed.count(),
    )
    return f"Chưa chốt được: {'; '.join(obstacles)}." if obstacles else None


def obstacles_to_closing(*, tied: int, waiting: int, held: int, proposed: int) -> list[str]:
    """What has to be done before closing, from numbers of lines and waiting changes."""
    obstacles = []
    if tied:
        obstacles.append(f"còn {tied} tập thể, cá nhân bằng điểm chờ chọn")
    if waiting:
        obstacles.append(f"còn {waiting} thay đổi bằng tay chờ người thứ hai")
    if held:
        obstacles.append(
            f"{held} trường hợp đang có việc chưa kết luận, phải đưa ra hoặc chờ kết luận"
        )
    if not obstacles and not proposed:
        obstacles.append("chưa có ai trong đề nghị")
    return obstacles


def notice_days_of(proposal: Proposal) -> int:
    """The longest notice in working days that a rule of the proposal requires, at least 1."""
    return max(_required_notice_days(proposal), 1)


def _required_notice_days(proposal: Proposal) -> int:
    quotas = proposal.quotas.filter(shares__lines__outcome__in=IN_PROPOSAL)
    return quotas.aggregate(longest=Max("rule__notice_days"))["longest"] or 0


def why_not_submittable(proposal: Proposal, day: date) -> str | None:
    """None if the public notice lets the list be submitted on `day`. 3 queries.

    A required notice must be over, and every objection answered.
    """
    newest = proposal.notices.order_by("-ends_on").first()
    days = _required_notice_days(proposal)
    if newest is None and days:
        return f"Phải công khai danh sách ít nhất {days} ngày làm việc rồi mới gửi tờ trình."
    if newest and newest.ends_on >= day:
        return f"Danh sách còn được công khai đến hết ngày {newest.ends_on:%d/%m/%Y}."
    if Objection.objects.filter(notice__proposal=proposal, is_upheld=None).exists():
        return "Còn kiến nghị về danh sách chưa được trả lời."
    return None
