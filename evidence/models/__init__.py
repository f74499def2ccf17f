"""Activity reports with their counts and files, and what is still being typed."""

from .drafts import SavedDraft
from .files import EvidenceFile, random_name
from .reports import (
    TRANSITIONS,
    ActivityReport,
    ReportClaim,
    ReportCount,
    ReportState,
    SupplementRequest,
)

__all__ = [
    "TRANSITIONS",
    "ActivityReport",
    "EvidenceFile",
    "ReportClaim",
    "ReportCount",
    "ReportState",
    "SavedDraft",
    "SupplementRequest",
    "random_name",
]
