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
from .ballots import (
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
