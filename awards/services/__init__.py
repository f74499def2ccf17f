"""What may happen between a sealed ranking and an honour."""

from .paper_templates import set_layout, upload_template, use_template, withdraw_template
from .papers import ask_paper, make_papers
from .proposals import decide_tie, draft_missing_proposals, draft_proposal, set_quota

__all__ = [
    "ask_paper",
    "decide_tie",
    "draft_missing_proposals",
    "draft_proposal",
    "make_papers",
    "set_layout",
    "set_quota",
    "upload_template",
    "use_template",
    "withdraw_template",
]
