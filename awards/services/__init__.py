"""What may happen between a sealed ranking and an honour."""

from .changes import answer_change, ask_change, may_move
from .closing import close_proposal
from .dossiers import StaleDossierError, draft_dossier, draft_dossiers, save_dossier
from .holds import lift_hold, place_hold
from .notices import answer_objection, post_notice, record_objection
from .proposals import decide_tie, draft_missing_proposals, draft_proposal, set_quota

__all__ = [
    "StaleDossierError",
    "answer_change",
    "answer_objection",
    "ask_change",
    "close_proposal",
    "decide_tie",
    "draft_dossier",
    "draft_dossiers",
    "draft_missing_proposals",
    "draft_proposal",
    "lift_hold",
    "may_move",
    "place_hold",
    "post_notice",
    "record_objection",
    "save_dossier",
    "set_quota",
]
