"""Scorecards in and out: YAML files, Excel workbooks, and the JSON Schema of the document."""

from .places import Places, located
from .upload import ENDINGS, LARGEST_UPLOAD, read_upload
from .workbook import read_workbook, write_workbook
from .yaml_file import read_yaml, write_yaml

__all__ = [
    "ENDINGS",
    "LARGEST_UPLOAD",
    "Places",
    "located",
    "read_upload",
    "read_workbook",
    "read_yaml",
    "write_workbook",
    "write_yaml",
]
