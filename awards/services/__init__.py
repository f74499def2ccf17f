"""What may happen between a sealed ranking and an honour."""

from .catalogue import load_catalogue
from .corrections import Words, correct_decision, record_recovery, revoke_awards
from .decisions import EarlierAward, record_decision, record_earlier_decision
from .proposals import decide_tie, draft_missing_proposals, draft_proposal, set_quota
from .submissions import answer_return, return_submission, send_submission

__all__ = [
    "EarlierAward",
    "Words",
    "answer_return",
    "correct_decision",
    "decide_tie",
    "draft_missing_proposals",
    "draft_proposal",
    "load_catalogue",
    "record_decision",
    "record_earlier_decision",
    "record_recovery",
    "return_submission",
    "revoke_awards",
    "send_submission",
    "set_quota",
]
