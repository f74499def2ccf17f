"""Rules of papers: each returns None, or the sentence why a paper is not made."""

from awards.models import Award, Decision, Proposal, ProposalLine
from ballots.models import Ballot, BallotState
from scoring.models import Ranking

from .models import PaperKind

NEEDS_COUNTED_BALLOT = "Biên bản chỉ soạn được từ cuộc bỏ phiếu đã kiểm phiếu."


def proposal_problem(proposal: Proposal, kind: PaperKind) -> str | None:
    """Papers before the decision need the newest sealed ranking.

    Outgoing ones also need a closed proposal. Papers of a decision cite the ranking it came from,
    and so does the closing report once there are awards. At most 2 queries.
    """
    ranking = proposal.ranking
    if not ranking.is_sealed:
        return "Bảng xếp hạng còn tạm tính. Hãy khóa bảng xếp hạng rồi soạn văn bản."
    if kind.is_of_decision:
        return None
    awards = Award.objects.in_force().filter(line__proposal=proposal)
    if kind == PaperKind.CLOSING_REPORT and awards.exists():
        return None
    newest = Ranking.objects.latest_sealed_of(ranking.plan_id)
    if newest.pk != ranking.pk:
        return (
            f"Đề nghị này theo bảng xếp hạng số {ranking.number}, đã được thay bằng bảng số "
            f"{newest.number}. Hãy soạn từ đề nghị theo bảng xếp hạng mới nhất."
        )
    if kind.needs_closed_proposal and not proposal.is_closed:
        return "Đề nghị chưa chốt. Hãy chốt danh sách đề nghị trước."
    return None


def paper_problem(
    proposal: Proposal,
    kind: PaperKind,
    *,
    decision: Decision | None,
    ballot: Ballot | None,
    line: ProposalLine | None,
) -> str | None:
    """A paper is made from the decision, ballot or line that its kind needs.

    All of them belong to the same proposal.
    """
    if problem := proposal_problem(proposal, kind):
        return problem
    if kind.is_of_decision:
        if decision is None:
            return "Hãy chọn quyết định khen thưởng."
        if _proposal_of(decision) != proposal:
            return "Quyết định này không theo đề nghị này."
    if kind == PaperKind.MINUTES and not (
        ballot and ballot.proposal_id == proposal.pk and ballot.state == BallotState.COUNTED
    ):
        return NEEDS_COUNTED_BALLOT
    if line is not None and line.proposal_id != proposal.pk:
        return "Dòng này không thuộc đề nghị."
    if line is not None and not kind.is_achievement_report:
        return "Chỉ báo cáo thành tích soạn riêng được cho một dòng."
    return None


def _proposal_of(decision: Decision) -> Proposal | None:
    """The proposal a decision came from; a correction came from the decision it corrects."""
    while decision.submission_id is None and decision.corrects_id is not None:
        decision = decision.corrects
    return decision.submission.proposal if decision.submission_id else None
