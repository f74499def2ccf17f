"""The award council, its members and its ballots."""

from .ballots import (
    Attendance,
    Ballot,
    BallotKeeper,
    BallotMethod,
    BallotSeat,
    BallotState,
)
from .councils import AwardCouncil, CouncilMember, CouncilPost
from .notice_kinds import BallotNotice
from .paper_counts import PaperCount, PaperCountLine
from .questions import VOTE_KINDS, BallotQuestion, Choice, WrittenOpinion
from .votes import SealedVote

__all__ = [
    "VOTE_KINDS",
    "Attendance",
    "AwardCouncil",
    "Ballot",
    "BallotKeeper",
    "BallotMethod",
    "BallotNotice",
    "BallotQuestion",
    "BallotSeat",
    "BallotState",
    "Choice",
    "CouncilMember",
    "CouncilPost",
    "PaperCount",
    "PaperCountLine",
    "SealedVote",
    "WrittenOpinion",
]
