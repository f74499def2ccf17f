"""Activity reports with their counts and files, and what is still being typed."""

from .files import MOST_PAGES, PART_BYTES, EvidenceFile, FileAccess, FileUpload, random_name
from .imports import ImportedRow, ReportImport
from .notice_kinds import ReportNotice
from .reports import (
    TRANSITIONS,
    VOID_STATES,
    ActivityReport,
    Ratio,
    ReportClaim,
    ReportCount,
    ReportState,
    SupplementRequest,
)

__all__ = [
    "MOST_PAGES",
    "PART_BYTES",
    "TRANSITIONS",
    "VOID_STATES",
    "ActivityReport",
    "EvidenceFile",
    "FileAccess",
    "FileUpload",
    "ImportedRow",
    "Ratio",
    "ReportClaim",
    "ReportCount",
    "ReportImport",
    "ReportNotice",
    "ReportState",
    "SupplementRequest",
    "random_name",
]
