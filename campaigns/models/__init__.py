"""Campaigns, their plans, what is scored and who takes part. Knows nothing of what anyone did."""

from .entries import ClusterClosing, Entry, EntryChange, EntryList, Extension, Stage
from .notice_kinds import PlanNotice
from .plans import Campaign, ContentArea, Plan, PlanState, Unregistered
from .pledges import Pledge, PledgeState, PledgeTarget
from .scorecards import (
    ActivityKind,
    Combination,
    Criterion,
    MeasureSource,
    NoneArisen,
    NotApplicable,
    ParticipantKind,
    Scorecard,
    ScorecardState,
    Section,
    Several,
)

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
