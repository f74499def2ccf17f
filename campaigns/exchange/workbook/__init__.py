"""A scorecard as an Excel workbook that an office can read, print and fill in.

Headers end with the key of the document in brackets; what is before it may be reworded. Columns
follow from the fields of the document, so a new parameter has its column. The sheet "Hướng dẫn"
explains all of it in the workbook itself, and is not read.
"""

from .columns import GRADING, INFO, TREE
from .reading import read_workbook
from .writing import write_workbook

__all__ = ["GRADING", "INFO", "TREE", "read_workbook", "write_workbook"]
