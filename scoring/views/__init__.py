from .appeals import appeal_answer, appeal_file, appeal_list
from .exports import ranking_workbook, sheets_workbook
from .grid import grid_detail, grid_excel, grid_finish, grid_save
from .measures import grade_tie_decide, grade_ties, measure_list, measure_record
from .post_checks import draw_detail, post_check
from .ranking import (
    days_change,
    line_detail,
    ranking_detail,
    ranking_seal,
    what_if,
)
from .sheet_files import leaf_files, sheet_file_download, sheet_file_drop
from .sheet_list import peers_draw, post_check_draw, sheet_list, sheets_open
from .sheets import sheet_cell, sheet_detail, sheet_explain, sheet_return

__all__ = [
    "appeal_answer",
    "appeal_file",
    "appeal_list",
    "days_change",
    "draw_detail",
    "grade_tie_decide",
    "grade_ties",
    "grid_detail",
    "grid_excel",
    "grid_finish",
    "grid_save",
    "leaf_files",
    "line_detail",
    "measure_list",
    "measure_record",
    "peers_draw",
    "post_check",
    "post_check_draw",
    "ranking_detail",
    "ranking_seal",
    "ranking_workbook",
    "sheet_cell",
    "sheet_detail",
    "sheet_explain",
    "sheet_file_download",
    "sheet_file_drop",
    "sheet_list",
    "sheet_return",
    "sheets_open",
    "sheets_workbook",
    "what_if",
]
