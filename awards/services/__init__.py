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
from .calendar import (
    recompute_deadlines,
)
from .catalogue import (
    load_catalogue,
)
from .changes import (
    answer_change,
    ask_change,
    may_move,
)
from .closing import (
    close_proposal,
)
from .corrections import (
    Words,
    correct_decision,
    record_recovery,
    revoke_awards,
)
from .councils import (
    Outsider,
    establish_council,
    invite_outsider,
    seat_members,
    seat_outsider,
)
from .counting import (
    count_ballot,
    enter_paper_count,
)
from .decisions import (
    EarlierAward,
    record_decision,
    record_earlier_decision,
)
from .dossiers import (
    StaleDossierError,
    draft_dossier,
    draft_dossiers,
    save_dossier,
)
from .holds import (
    lift_hold,
    place_hold,
)
from .notices import (
    answer_objection,
    post_notice,
    record_objection,
)
from .paper_templates import (
    set_layout,
    upload_template,
    use_template,
    withdraw_template,
)
from .papers import (
    ask_paper,
    make_papers,
)
from .proposals import (
    draft_missing_proposals,
    draft_proposal,
)
from .quotas import (
    check_quota,
    check_terms,
    set_quota,
)
from .submissions import (
    answer_return,
    return_submission,
    send_submission,
)
from .ties import (
    decide_tie,
)
from .voting import (
    cast_vote,
    seal_vote,
)

__all__ = [
    "EarlierAward",
    "Outsider",
    "StaleDossierError",
    "Words",
    "admit_member",
    "annul_ballot",
    "answer_change",
    "answer_objection",
    "answer_return",
    "ask_change",
    "ask_paper",
    "cast_vote",
    "check_quota",
    "check_terms",
    "close_ballot",
    "close_proposal",
    "correct_decision",
    "count_ballot",
    "decide_tie",
    "draft_dossier",
    "draft_dossiers",
    "draft_missing_proposals",
    "draft_proposal",
    "drop_opinion",
    "enter_paper_count",
    "establish_council",
    "invite_outsider",
    "lift_hold",
    "load_catalogue",
    "make_papers",
    "may_move",
    "open_ballot",
    "place_hold",
    "post_notice",
    "prepare_ballot",
    "recompute_deadlines",
    "record_decision",
    "record_earlier_decision",
    "record_objection",
    "record_opinion",
    "record_recovery",
    "return_submission",
    "revoke_awards",
    "save_dossier",
    "seal_vote",
    "seat_members",
    "seat_outsider",
    "send_submission",
    "set_layout",
    "set_quota",
    "take_code",
    "upload_template",
    "use_template",
    "withdraw_template",
]
