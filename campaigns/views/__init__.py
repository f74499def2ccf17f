from .closings import closing_list, cluster_close, cluster_reopen
from .pledges import (
    pledge_accept,
    pledge_form,
    pledge_list,
    pledge_paper,
    pledge_return,
    pledges_accept,
    pledges_record,
)
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
    "closing_list",
    "cluster_close",
    "cluster_reopen",
    "extension_grant",
    "pledge_accept",
    "pledge_form",
    "pledge_list",
    "pledge_paper",
    "pledge_return",
    "pledges_accept",
    "pledges_record",
    "scorecard_detail",
    "scorecard_draft",
    "scorecard_import",
    "scorecard_list",
    "scorecard_publish",
    "scorecard_workbook",
    "scorecard_yaml",
    "timetable",
]
