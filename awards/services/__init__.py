"""What may happen between a sealed ranking and an honour."""

from .proposals import draft_missing_proposals, draft_proposal
from .quotas import check_quota, check_terms, set_quota
from .ties import decide_tie

__all__ = [
    "check_quota",
    "check_terms",
    "decide_tie",
    "draft_missing_proposals",
    "draft_proposal",
    "set_quota",
]
