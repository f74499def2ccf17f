"""Scorecards in and out: YAML files, Excel workbooks, and the JSON Schema of the document."""

from .places import Places, located
from .workbook import read_workbook, write_workbook
from .yaml_file import read_yaml, write_yaml

__all__ = [
    "Places",
    "located",
    "read_workbook",
    "read_yaml",
    "write_workbook",
    "write_yaml",
]
