"""Campaigns, their plans, scorecards and participants, independent of what anyone reported."""

from .changes import EntryChange
from .closings import ClusterClosing
from .criteria import (
    ActivityKind,
    Combination,
    Criterion,
    MeasureSource,
    NoneArisen,
    NotApplicable,
    Section,
    Several,
)
from .entries import Entry, EntryList, Extension, Stage
from .notice_kinds import PlanNotice
from .plans import Campaign, ContentArea, Plan, PlanState, Unregistered
from .pledges import Pledge, PledgeState, PledgeTarget
from .scorecards import ParticipantKind, Scorecard, ScorecardState

__all__ = [
    "ActivityKind",
    "Campaign",
    "ClusterClosing",
    "Combination",
    "ContentArea",
    "Criterion",
    "Entry",
    "EntryChange",
    "EntryList",
    "Extension",
    "MeasureSource",
    "NoneArisen",
    "NotApplicable",
    "ParticipantKind",
    "Plan",
    "PlanNotice",
    "PlanState",
    "Pledge",
    "PledgeState",
    "PledgeTarget",
    "Scorecard",
    "ScorecardState",
    "Section",
    "Several",
    "Stage",
    "Unregistered",
]
