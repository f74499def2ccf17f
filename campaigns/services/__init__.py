"""What may happen to plans, scorecards and entries; whatever changes points notes it here."""

from .changes import close_cluster, note_changes, reopen_cluster
from .plans import (
    add_activity_kinds,
    close_plan,
    grant_extension,
    launch_plan,
    set_content_areas,
    set_timetable,
)
from .registration import change_days_served, days_within, register_clusters
from .scorecards import counts_alike, draft_problem, draft_scorecard, publish_scorecard

__all__ = [
    "add_activity_kinds",
    "change_days_served",
    "close_cluster",
    "close_plan",
    "counts_alike",
    "days_within",
    "draft_problem",
    "draft_scorecard",
    "grant_extension",
    "launch_plan",
    "note_changes",
    "publish_scorecard",
    "register_clusters",
    "reopen_cluster",
    "set_content_areas",
    "set_timetable",
]
