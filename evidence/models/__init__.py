"""Activity reports with their counts, files and imports."""

from .accesses import AccessKind, FileAccess
from .claims import ReportClaim
from .files import MOST_PAGES, MOST_PREVIEW_TRIES, EvidenceFile
from .imports import ImportedRow, ReportImport
from .notice_kinds import ReportNotice
from .reports import TRANSITIONS, VOID_STATES, ActivityReport, Ratio, ReportCount, ReportState
from .supplements import SupplementRequest
from .uploads import PART_BYTES, FileUpload

__all__ = [
    "MOST_PAGES",
    "MOST_PREVIEW_TRIES",
    "PART_BYTES",
    "TRANSITIONS",
    "VOID_STATES",
    "AccessKind",
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
]
