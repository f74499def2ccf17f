"""Reports in and out: the template of a scorecard, reading it filled in, what it would become,
and reports as workbooks."""

from .exporting import report_sheets
from .findings import Fault
from .layout import Layout, layout_of
from .marking import marked_workbook
from .preview import Preview, preview_of
from .reading import read_reports
from .template import write_template

__all__ = [
    "Fault",
    "Layout",
    "Preview",
    "layout_of",
    "marked_workbook",
    "preview_of",
    "read_reports",
    "report_sheets",
    "write_template",
]
