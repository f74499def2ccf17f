from .appeals import appeal_answer, appeal_file, appeal_list
from .exports import ranking_workbook, sheets_workbook
from .ranking import (
    cluster_close,
    cluster_reopen,
    days_change,
    line_detail,
    ranking_detail,
    ranking_seal,
    what_if,
)
from .sheets import (
    peers_draw,
    post_check_draw,
    sheet_detail,
    sheet_explain,
    sheet_list,
    sheet_return,
    sheets_open,
)

__all__ = [
    "appeal_answer",
    "appeal_file",
    "appeal_list",
    "cluster_close",
    "cluster_reopen",
    "days_change",
    "line_detail",
    "peers_draw",
    "post_check_draw",
    "ranking_detail",
    "ranking_seal",
    "ranking_workbook",
    "sheet_detail",
    "sheet_explain",
    "sheet_list",
    "sheet_return",
    "sheets_open",
    "sheets_workbook",
    "what_if",
]
