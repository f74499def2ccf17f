"""What may happen between a sealed ranking and an honour."""

from .ballots import (
    admit_member,
    annul_ballot,
    close_ballot,
    drop_opinion,
    open_ballot,
    prepare_ballot,
    record_opinion,
    take_code,
)
from .councils import establish_council, seat_members
from .counting import count_ballot, enter_paper_count
from .proposals import decide_tie, draft_missing_proposals, draft_proposal, set_quota
from .voting import cast_vote, seal_vote

__all__ = [
    "admit_member",
    "annul_ballot",
    "cast_vote",
    "close_ballot",
    "count_ballot",
    "decide_tie",
    "draft_missing_proposals",
    "draft_proposal",
    "drop_opinion",
    "enter_paper_count",
    "establish_council",
    "open_ballot",
    "prepare_ballot",
    "record_opinion",
    "seal_vote",
    "seat_members",
    "set_quota",
    "take_code",
]
