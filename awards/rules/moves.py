"""Moving a line into or out of a proposal by hand: what its outcome and reasons allow."""

from ..models import IN_PROPOSAL, Direction, Outcome, ProposalLine, Reason

# Outcomes from which a person may move a line in. A line that misses a condition comes in only
# by a new ranking.
MAY_COME_IN = (
    Outcome.OVER_QUOTA,
    Outcome.NOT_CHOSEN,
    Outcome.NEEDS_DECISION,
    Outcome.REMOVED,
)
HELD = "Đang có việc chưa kết luận nên chưa bổ sung được."
MAY_GO_OUT = (*IN_PROPOSAL, Outcome.NEEDS_DECISION)


def direction_open_to(line: ProposalLine) -> Direction | None:
    """The direction in which the outcome of a line lets it be moved by hand; None for neither."""
    if line.outcome in IN_PROPOSAL:
        return Direction.OUT
    is_only_held = line.outcome == Outcome.NOT_ELIGIBLE and line.reasons == [Reason.HELD]
    return Direction.IN if line.outcome in MAY_COME_IN or is_only_held else None


def why_not_movable(line: ProposalLine, direction: Direction) -> str | None:
    """None if the outcome of a line lets it be moved in that direction."""
    if direction == Direction.OUT:
        if line.outcome in MAY_GO_OUT:
            return None
        return "Dòng này không nằm trong đề nghị nên không đưa ra được."
    if line.outcome == Outcome.TIED:
        return "Dòng này đang chờ chọn trong nhóm bằng điểm; hãy chọn ở đó."
    if direction_open_to(line) != Direction.IN:
        return (
            "Dòng này không bổ sung bằng tay được: đã ở trong đề nghị hoặc không đủ điều kiện. "
            "Số liệu sai thì sửa số liệu rồi khóa bảng xếp hạng mới."
        )
    return None
