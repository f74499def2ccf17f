"""What may happen to scores: sheets filled in, measures recorded, rankings sealed, appeals."""

from .appeals import answer_appeal, appeal_problem, appeals_until, file_appeal
from .checks import PartNumbers
from .draws import assign_peers, draw_post_check
from .measuring import decide_grade_tie, record_measure, set_own_maximum
from .ranking import recompute, recompute_changed, seal_ranking
from .sheets import (
    Cell,
    CellsError,
    cells_of,
    explain,
    fill_appraisal,
    fill_cross,
    fill_self,
    findings_of,
    finish_appraisal,
    open_sheets,
    return_sheet,
    send_cross,
    send_sheet,
)

__all__ = [
    "Cell",
    "CellsError",
    "PartNumbers",
    "answer_appeal",
    "appeal_problem",
    "appeals_until",
    "assign_peers",
    "cells_of",
    "decide_grade_tie",
    "draw_post_check",
    "explain",
    "file_appeal",
    "fill_appraisal",
    "fill_cross",
    "fill_self",
    "findings_of",
    "finish_appraisal",
    "open_sheets",
    "recompute",
    "recompute_changed",
    "record_measure",
    "return_sheet",
    "seal_ranking",
    "send_cross",
    "send_sheet",
    "set_own_maximum",
]
