"""What may happen between a sealed ranking and an honour."""

from .proposals import decide_tie, draft_missing_proposals, draft_proposal, set_quota

__all__ = ["decide_tie", "draft_missing_proposals", "draft_proposal", "set_quota"]
