"""Pages of the people who report, and of the files behind reports."""

from .exports import own_reports_workbook
from .files import (
    file_download,
    file_drop,
    file_page,
    file_preview,
    kept_files,
    serve_file,
    upload_begin,
    upload_part,
)
from .imports import (
    import_download,
    import_enter,
    import_faults,
    import_preview,
    import_template,
    import_upload,
)
from .lists import report_list
from .reports import (
    entry_choose,
    report_counts,
    report_create,
    report_detail,
    report_edit,
    report_withdraw,
    supplement_ask,
)
from .supplements import supplement_answer, supplement_list

__all__ = [
    "entry_choose",
    "file_download",
    "file_drop",
    "file_page",
    "file_preview",
    "import_download",
    "import_enter",
    "import_faults",
    "import_preview",
    "import_template",
    "import_upload",
    "kept_files",
    "own_reports_workbook",
    "report_counts",
    "report_create",
    "report_detail",
    "report_edit",
    "report_list",
    "report_withdraw",
    "serve_file",
    "supplement_answer",
    "supplement_ask",
    "supplement_list",
    "upload_begin",
    "upload_part",
]
