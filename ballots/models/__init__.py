"""The award council, its members and its ballots."""

from .ballots import (
    Attendance,
    Ballot,
    BallotKeeper,
    BallotMethod,
    BallotQuestion,
    BallotSeat,
    BallotState,
    Choice,
    PaperCount,
    PaperCountLine,
    SealedVote,
    WrittenOpinion,
)
from .councils import AwardCouncil, CouncilMember, CouncilPost
from .notice_kinds import BallotNotice

__all__ = [
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
