from .scorecards import (
    scorecard_detail,
    scorecard_draft,
    scorecard_import,
    scorecard_list,
    scorecard_publish,
    scorecard_workbook,
    scorecard_yaml,
)
from .timetable import extension_grant, timetable

__all__ = [
    "extension_grant",
    "scorecard_detail",
    "scorecard_draft",
    "scorecard_import",
    "scorecard_list",
    "scorecard_publish",
    "scorecard_workbook",
    "scorecard_yaml",
    "timetable",
]
