"""From a sealed ranking to an award: catalogue, quotas, proposals, decisions, register."""

from .catalogue import (
    AwardType,
    AwardTypeKind,
    AwardTypeLevel,
    AwardTypeRule,
    BallotBase,
    BaseSalary,
    Recipient,
    Threshold,
)
from .decisions import Decision, DecisionKind, Refusal
from .dossiers import Dossier, Objection, PublicNotice
from .holds import Hold, HoldKind
from .lines import (
    IN_PROPOSAL,
    NEEDS_DECISION,
    Direction,
    Outcome,
    ProposalChange,
    ProposalLine,
    Reason,
)
from .notice_kinds import AwardNotice
from .proposals import Proposal, ProposalQuota, QuotaShare, TiePool
from .quotas import EqualMerit, PercentOf, Quota, QuotaRounding, QuotaTerms, Sharing, Subject
from .register import Award, Recovery
from .submissions import Submission, SubmissionLine, SubmissionReturn

__all__ = [
    "IN_PROPOSAL",
    "NEEDS_DECISION",
    "Award",
    "AwardNotice",
    "AwardType",
    "AwardTypeKind",
    "AwardTypeLevel",
    "AwardTypeRule",
    "BallotBase",
    "BaseSalary",
    "Decision",
    "DecisionKind",
    "Direction",
    "Dossier",
    "EqualMerit",
    "Hold",
    "HoldKind",
    "Objection",
    "Outcome",
    "PercentOf",
    "Proposal",
    "ProposalChange",
    "ProposalLine",
    "ProposalQuota",
    "PublicNotice",
    "Quota",
    "QuotaRounding",
    "QuotaShare",
    "QuotaTerms",
    "Reason",
    "Recipient",
    "Recovery",
    "Refusal",
    "Sharing",
    "Subject",
    "Submission",
    "SubmissionLine",
    "SubmissionReturn",
    "Threshold",
    "TiePool",
]
