"""What stands between an open proposal and its closing."""

from datetime import date

from ..models import IN_PROPOSAL, Outcome, Proposal, ProposalChange, ProposalLine
from .holds import is_held_on


def what_hinders_closing(proposal: Proposal, day: date) -> list[str]:
    """Each thing that has to be done first, as words; empty when it can be closed. 4 queries."""
    lines = ProposalLine.objects.filter(proposal=proposal)
    tied = lines.filter(outcome=Outcome.TIED).count()
    waiting = open_changes(proposal).count()
    proposed = lines.filter(outcome__in=IN_PROPOSAL)
    held = proposed.filter(is_held_on(day)).count()
    return hindrances_in_words(tied=tied, waiting=waiting, held=held, proposed=proposed.count())


def hindrances_in_words(*, tied: int, waiting: int, held: int, proposed: int) -> list[str]:
    """What these numbers of lines and changes leave to do before a proposal can be closed."""
    found = []
    if tied:
        found.append(f"còn {tied} tập thể, cá nhân bằng điểm chờ chọn")
    if waiting:
        found.append(f"còn {waiting} thay đổi bằng tay chờ người thứ hai")
    if held:
        found.append(f"{held} trường hợp đang có việc chưa kết luận, phải đưa ra hoặc chờ kết luận")
    if not found and not proposed:
        found.append("chưa có ai trong đề nghị")
    return found


def open_changes(proposal: Proposal):
    """Changes that wait for a second person."""
    return ProposalChange.objects.filter(line__proposal=proposal, is_confirmed__isnull=True)
