"""What may happen to plans, scorecards and entries; whatever changes points notes it here."""

from .changes import (
    close_cluster,
    frozen_problem,
    note_changes,
    reopen_cluster,
    require_not_frozen,
)
from .plans import (
    add_activity_kinds,
    close_plan,
    grant_extension,
    launch_plan,
    set_content_areas,
    set_timetable,
)
from .pledges import (
    Late,
    PledgeDraft,
    TargetsError,
    accept_pledge,
    accept_pledges,
    draft_of,
    last_moment,
    record_pledges,
    registration_problem,
    return_pledge,
    save_pledge,
    send_pledge,
)
from .registration import change_days_served, days_within, register_clusters
from .scorecards import counts_alike, draft_problem, draft_scorecard, publish_scorecard
from .telling import settle_lapsed_returns

__all__ = [
    "Late",
    "PledgeDraft",
    "TargetsError",
    "accept_pledge",
    "accept_pledges",
    "add_activity_kinds",
    "change_days_served",
    "close_cluster",
    "close_plan",
    "counts_alike",
    "days_within",
    "draft_of",
    "draft_problem",
    "draft_scorecard",
    "frozen_problem",
    "grant_extension",
    "last_moment",
    "launch_plan",
    "note_changes",
    "publish_scorecard",
    "record_pledges",
    "register_clusters",
    "registration_problem",
    "reopen_cluster",
    "require_not_frozen",
    "return_pledge",
    "save_pledge",
    "send_pledge",
    "set_content_areas",
    "set_timetable",
    "settle_lapsed_returns",
]
