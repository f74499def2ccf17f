"""Reporting an activity and deciding about the report. Only these functions change its state."""

from .checks import (
    AlreadySentError,
    ReportDraft,
    count_problems,
    day_problem,
    deadline_problem,
    resend_problem,
)
from .claims import claim_report, take_next
from .deciding import refuse_report, return_report, verify_report, verify_reports
from .files import (
    FILES_PER_REPORT,
    discard_sent,
    drop_upload,
    keep_sent,
    keep_upload,
    keep_uploads,
    move_kept_files,
    note_access,
    purge_unsent_files,
)
from .importing import ImportRow, import_reports, keep_import, purge_imports, row_key, sha256_of
from .previewing import prepare_previews
from .reporting import record_reports, resubmit_report, submit_report
from .supplements import allow_supplement, ask_supplement, refuse_supplement
from .uploads import begin_upload, finish_upload, purge_uploads, receive_part
from .withdrawing import resend_problem_after_withdrawal, withdraw_problem, withdraw_report

__all__ = [
    "FILES_PER_REPORT",
    "AlreadySentError",
    "ImportRow",
    "ReportDraft",
    "allow_supplement",
    "ask_supplement",
    "begin_upload",
    "claim_report",
    "count_problems",
    "day_problem",
    "deadline_problem",
    "discard_sent",
    "drop_upload",
    "finish_upload",
    "import_reports",
    "keep_import",
    "keep_sent",
    "keep_upload",
    "keep_uploads",
    "move_kept_files",
    "note_access",
    "prepare_previews",
    "purge_imports",
    "purge_unsent_files",
    "purge_uploads",
    "receive_part",
    "record_reports",
    "refuse_report",
    "refuse_supplement",
    "resend_problem",
    "resend_problem_after_withdrawal",
    "resubmit_report",
    "return_report",
    "row_key",
    "sha256_of",
    "submit_report",
    "take_next",
    "verify_report",
    "verify_reports",
    "withdraw_problem",
    "withdraw_report",
]
