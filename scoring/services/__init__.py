"""What may happen to scores: sheets filled in, measures recorded, rankings sealed, appeals."""

from .appeals import answer_appeal, appeal_problem, appeals_until, file_appeal
from .cells import StaleCellError, fill_cell, stamp_of
from .checks import PartNumbers
from .draws import assign_peers, draw_post_check
from .measuring import (
    decide_grade_tie,
    measures_at,
    record_measure,
    set_own_maximum,
    withdraw_measure,
)
from .post_checks import (
    confirm_sheet,
    may_post_check,
    record_fault,
    standing_cell,
    without_words,
)
from .ranking import recompute, recompute_changed, seal_ranking
from .sheet_files import FILES_PER_LEAF, attach_sheet_file, drop_sheet_file
from .sheets import (
    APPRAISED_SOURCES,
    COUNTING,
    Cell,
    CellsError,
    cell_from,
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
    "APPRAISED_SOURCES",
    "COUNTING",
    "FILES_PER_LEAF",
    "Cell",
    "CellsError",
    "PartNumbers",
    "StaleCellError",
    "answer_appeal",
    "appeal_problem",
    "appeals_until",
    "assign_peers",
    "attach_sheet_file",
    "cell_from",
    "cells_of",
    "confirm_sheet",
    "decide_grade_tie",
    "draw_post_check",
    "drop_sheet_file",
    "explain",
    "file_appeal",
    "fill_appraisal",
    "fill_cell",
    "fill_cross",
    "fill_self",
    "findings_of",
    "finish_appraisal",
    "may_post_check",
    "measures_at",
    "open_sheets",
    "recompute",
    "recompute_changed",
    "record_fault",
    "record_measure",
    "return_sheet",
    "seal_ranking",
    "send_cross",
    "send_sheet",
    "set_own_maximum",
    "stamp_of",
    "standing_cell",
    "withdraw_measure",
    "without_words",
]
