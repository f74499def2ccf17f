"""Who may read and write what at the addresses of `scoring`."""

from ..permissions.desk_pages import office_pages
from ..permissions.roles import (
    BY_GET_ONLY,
    BY_POST_ONLY,
    DELEGATES,
    FORBIDDEN,
    HEAD,
    LEADER,
    MOVED,
    NOT_FOUND,
    OFFICE,
    OK,
    OTHER,
    OVERSEERS,
    OWNER,
    everyone,
    only,
)
from ..permissions.rows import Row, of_cluster, of_plan
from ..permissions.world import World


def of_sheet(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.sheet.pk}


def of_draw(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.draw.pk}


ROWS = [
    Row("scoring:ranking_detail", at=of_plan, get=only(DELEGATES, OVERSEERS), post=BY_GET_ONLY),
    Row(
        "scoring:ranking_detail",
        note="draft",
        at=of_plan,
        query=lambda w: {"ban": "tam-tinh"},
        get=only(OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row(
        "scoring:ranking_seal",
        at=of_plan,
        data={"seen_revision": "0", "confirmed": "on"},
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    Row(
        "scoring:line_detail",
        note="in the draft",
        at=lambda w: {"slug": w.plan.slug, "pk": w.own_line.pk},
        get=only(OWNER, OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row(
        "scoring:line_detail",
        note="sealed",
        at=lambda w: {"slug": w.plan.slug, "pk": w.sealed_line.pk},
        get=only(DELEGATES, OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row("scoring:grade_ties", at=of_plan, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row(
        "scoring:grade_tie_decide",
        note="no group of that name",
        at=of_plan,
        data={"group": "1-2"},
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    Row(
        "scoring:measure_list",
        at=lambda w: {"slug": w.plan.slug, "pk": w.owner_entry.pk},
        get=only(OFFICE),
        post=BY_GET_ONLY,
    ),
    Row(
        "scoring:measure_record",
        at=lambda w: {
            "slug": w.plan.slug,
            "pk": w.owner_entry.pk,
            "criterion_pk": w.round.criterion("II.1").pk,
        },
        data={"action": "record"},
        filled=lambda w: {f"count_{w.round.criterion('II.1').pk}_1": "3"},
        get=only(OFFICE),
        post=only(OFFICE, then=MOVED),
    ),
    Row(
        "scoring:days_change",
        at=lambda w: {"slug": w.plan.slug, "pk": w.own_line.pk},
        data={"days": "200", "note": "QĐ 1"},
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    Row("scoring:sheets_workbook", at=of_plan, get=only(DELEGATES, OVERSEERS), post=BY_GET_ONLY),
    Row("scoring:ranking_workbook", at=of_plan, get=only(DELEGATES, OVERSEERS), post=BY_GET_ONLY),
    Row(
        "scoring:ranking_workbook",
        note="draft",
        at=of_plan,
        query=lambda w: {"ban": "tam-tinh", "cum": "tat-ca"},
        get=only(OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row("scoring:sheet_list", at=of_plan, get=only(DELEGATES, OVERSEERS), post=BY_GET_ONLY),
    Row("scoring:sheets_open", at=of_plan, get=BY_POST_ONLY, post=only(OFFICE, then=MOVED)),
    Row(
        "scoring:peers_draw",
        at=of_plan,
        get=BY_POST_ONLY,
        post=everyone(NOT_FOUND),
        note="no cluster",
    ),
    Row(
        "scoring:post_check_draw",
        at=of_plan,
        data={"number": "1"},
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    Row("scoring:grid_detail", at=of_cluster, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row("scoring:grid_excel", at=of_cluster, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row(
        "scoring:grid_save",
        at=of_cluster,
        get=BY_POST_ONLY,
        post=only(OFFICE),
        note="a cell that is not there",
    ),
    Row("scoring:grid_finish", at=of_cluster, get=only(OFFICE), post=only(OFFICE, then=MOVED)),
    Row("scoring:draw_detail", at=of_draw, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row(
        "scoring:post_check",
        at=lambda w: of_draw(w) | {"sheet_pk": w.sheet.pk},
        get=only(OFFICE),
        post=only(OFFICE, then=OK),
        note="with nothing filled in",
    ),
    Row(
        "scoring:sheet_detail",
        at=of_sheet,
        get=only(OWNER, OVERSEERS),
        post=only(OWNER, OVERSEERS),
    ),
    Row(
        "scoring:sheet_cell",
        at=of_sheet,
        get=BY_POST_ONLY,
        post=only(OWNER, OFFICE) | dict.fromkeys(LEADER, FORBIDDEN),
        note="no criterion chosen; the office is told that the sheet is not at its stage",
    ),
    Row(
        "scoring:leaf_files",
        at=lambda w: of_sheet(w) | {"criterion_pk": w.sheet_file.criterion_id},
        get=only(OWNER, OVERSEERS),
        post=only(OWNER) | dict.fromkeys(OVERSEERS, FORBIDDEN),
        note="no file chosen",
    ),
    Row(
        "scoring:sheet_file_download",
        at=lambda w: of_sheet(w) | {"file_pk": w.sheet_file.pk},
        get=only(OWNER, OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row(
        "scoring:sheet_file_drop",
        at=lambda w: of_sheet(w) | {"file_pk": w.sheet_file.pk},
        get=BY_POST_ONLY,
        post=only(OWNER, then=MOVED) | dict.fromkeys(OVERSEERS, FORBIDDEN),
    ),
    Row(
        "scoring:sheet_return",
        at=of_sheet,
        data={"reason": "Thiếu minh chứng"},
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED) | dict.fromkeys(OWNER + LEADER, FORBIDDEN),
    ),
    Row(
        "scoring:sheet_explain",
        at=of_sheet,
        get=BY_POST_ONLY,
        post=only(OWNER, then=MOVED) | dict.fromkeys(OVERSEERS, FORBIDDEN),
    ),
    Row(
        "scoring:appeal_file",
        at=lambda w: {"slug": w.plan.slug, "pk": w.sealed_line.pk},
        get=BY_POST_ONLY,
        post=only(OWNER, then=MOVED) | dict.fromkeys(OTHER + HEAD + OVERSEERS, FORBIDDEN),
    ),
    Row("scoring:appeal_list", at=of_plan, get=only(DELEGATES, OVERSEERS), post=BY_GET_ONLY),
    Row(
        "scoring:appeal_answer",
        at=lambda w: {"slug": w.plan.slug, "pk": w.appeal.pk},
        get=only(OFFICE),
        post=only(OFFICE),
    ),
    Row("scoring:what_if", at=of_plan, get=only(OVERSEERS), post=only(OVERSEERS)),
    *office_pages("scoring_ranking", lambda w: w.sealed_line.ranking),
]
