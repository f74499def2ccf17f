"""Activity reports with their counts and files, and what is still being typed."""

from .drafts import SavedDraft
from .files import EvidenceFile, random_name
from .reports import (
    TRANSITIONS,
    ActivityReport,
    Ratio,
    ReportClaim,
    ReportCount,
    ReportState,
    SupplementRequest,
)

__all__ = [
    "TRANSITIONS",
    "ActivityReport",
    "EvidenceFile",
    "Ratio",
    "ReportClaim",
    "ReportCount",
    "ReportState",
    "SavedDraft",
    "SupplementRequest",
    "random_name",
]
