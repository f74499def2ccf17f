"""Who may read and write what at the addresses of `dashboards`."""

from ..permissions.roles import (
    ADMINISTRATOR,
    BY_GET_ONLY,
    BY_POST_ONLY,
    MOVED,
    NOT_BY_THIS_METHOD,
    OFFICE,
    OK,
    OVERSEERS,
    OWNER,
    STRANGER,
    anybody,
    everyone,
    only,
)
from ..permissions.rows import Row, of_plan, of_pledge

ROWS = [
    Row("dashboards:announcement", at=of_plan, get=only(OFFICE), post=only(OFFICE)),
    Row(
        "dashboards:announcement_send",
        at=of_plan,
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    Row("dashboards:history_list", get=only(OVERSEERS, STRANGER, ADMINISTRATOR), post=BY_GET_ONLY),
    Row(
        "dashboards:history_workbook",
        get=only(OVERSEERS, STRANGER, ADMINISTRATOR),
        post=BY_GET_ONLY,
    ),
    Row(
        "dashboards:row_history",
        at=lambda world: {"kind": "campaigns.plan", "pk": world.plan.pk},
        get=only(OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row("dashboards:health", get=anybody(OK), post=anybody(NOT_BY_THIS_METHOD)),
    Row("dashboards:home", get=everyone(MOVED), post=BY_GET_ONLY),
    Row("dashboards:my_work", get=everyone(OK), post=BY_GET_ONLY),
    Row("dashboards:plan_list", get=everyone(OK), post=BY_GET_ONLY),
    Row("dashboards:plan_overview", at=of_plan, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row("dashboards:plan_close", at=of_plan, get=only(OFFICE), post=only(OFFICE)),
    Row("dashboards:pledge_detail", at=of_pledge, get=only(OWNER, OVERSEERS), post=BY_GET_ONLY),
    Row("dashboards:overview_workbook", at=of_plan, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row("dashboards:award_steps", at=of_plan, get=only(OVERSEERS), post=BY_GET_ONLY),
]
