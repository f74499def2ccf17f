"""Who may read and write what at the addresses of `campaigns`."""

import uuid

from ..permissions.desk_pages import office_pages
from ..permissions.roles import (
    BY_GET_ONLY,
    BY_POST_ONLY,
    DELEGATES,
    FORBIDDEN,
    HEAD,
    LEADER,
    MOVED,
    OFFICE,
    OTHER,
    OVERSEERS,
    OWNER,
    only,
)
from ..permissions.rows import Row, of_card, of_cluster, of_plan, of_pledge
from ..permissions.world import World


def of_draft_card(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.draft_card.pk}


ROWS = [
    Row("campaigns:scorecard_list", at=of_plan, get=only(DELEGATES, OVERSEERS), post=BY_GET_ONLY),
    *(
        Row(f"campaigns:{name}", at=of_card, get=only(DELEGATES, OVERSEERS), post=BY_GET_ONLY)
        for name in ("scorecard_detail", "scorecard_yaml", "scorecard_workbook")
    ),
    *(
        Row(f"campaigns:{name}", note="draft", at=of_draft_card, get=only(OFFICE), post=BY_GET_ONLY)
        for name in ("scorecard_detail", "scorecard_yaml", "scorecard_workbook")
    ),
    Row("campaigns:scorecard_import", at=of_plan, get=only(OFFICE), post=only(OFFICE)),
    Row("campaigns:scorecard_draft", at=of_plan, get=BY_POST_ONLY, post=only(OFFICE)),
    Row(
        "campaigns:scorecard_publish",
        at=of_draft_card,
        data={"confirmed": "on"},
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    Row(
        "campaigns:pledges_record",
        at=of_plan,
        filled=lambda w: {f"commitment_{w.round.entry_of_board(1).pk}": "Dự đủ các kỳ họp"},
        get=only(OFFICE),
        post=only(OFFICE, then=MOVED),
    ),
    Row("campaigns:closing_list", at=of_plan, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row(
        "campaigns:cluster_close",
        at=of_cluster,
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    Row(
        "campaigns:cluster_reopen",
        note="refused, because it is not closed",
        at=of_cluster,
        filled=lambda w: {f"cum-{w.cluster.pk}-reason": "Sửa sót"},
        get=BY_POST_ONLY,
        post=only(OFFICE),
    ),
    Row(
        "campaigns:timetable",
        at=of_plan,
        get=only(DELEGATES, OVERSEERS),
        post=only(OFFICE) | dict.fromkeys(DELEGATES + LEADER, FORBIDDEN),
    ),
    Row(
        "campaigns:extension_grant",
        at=lambda w: {"slug": w.plan.slug, "pk": w.owner_entry.pk},
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED) | dict.fromkeys(DELEGATES + LEADER, FORBIDDEN),
    ),
    Row(
        "campaigns:pledge_form",
        note="one's own; who has none goes to the list",
        at=of_plan,
        get=only(OTHER, HEAD) | dict.fromkeys(OWNER + OVERSEERS, MOVED),
        post=only(DELEGATES) | dict.fromkeys(OVERSEERS, MOVED),
    ),
    Row(
        "campaigns:pledge_form",
        note="for the board",
        at=of_plan,
        query=lambda w: {"cho": w.board_entry.pk},
        data={"token": str(uuid.UUID(int=1)), "commitment": "Theo đến cùng", "send": "1"},
        get=only(HEAD, OFFICE),
        post=only(HEAD, OFFICE, then=MOVED),
    ),
    Row("campaigns:pledge_list", at=of_plan, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row(
        "campaigns:pledges_accept",
        at=of_plan,
        filled=lambda w: {"pledge": w.pledge.pk},
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    Row("campaigns:pledge_paper", at=of_pledge, get=only(OWNER, OVERSEERS), post=BY_GET_ONLY),
    Row(
        "campaigns:pledge_accept",
        at=of_pledge,
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    Row(
        "campaigns:pledge_return",
        at=of_pledge,
        data={"reason": "Chưa rõ chỉ tiêu"},
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    *office_pages("campaigns_plan", lambda w: w.plan),
    *office_pages("campaigns_scorecard", lambda w: w.round.delegate_card),
    *office_pages("campaigns_entry", lambda w: w.owner_entry),
]
