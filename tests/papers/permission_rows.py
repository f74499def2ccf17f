"""Who may read and write what at the addresses of `papers`."""

from ..permissions.roles import (
    BY_GET_ONLY,
    BY_POST_ONLY,
    MOVED,
    NOT_FOUND,
    OFFICE,
    OVERSEERS,
    everyone,
    only,
)
from ..permissions.rows import Row, of_line, of_plan
from ..permissions.world import World


def of_paper(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.paper.pk, "what": "word"}


def of_template(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.template.pk}


def of_award_type(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.pool.quota.award_type_id}


ROWS = [
    Row("papers:paper_list", at=of_plan, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row("papers:paper_rows", at=of_plan, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row(
        "papers:paper_request",
        at=of_plan,
        data={"kind": "list"},
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    Row(
        "papers:paper_request",
        note="the report of one line",
        at=of_plan,
        data={"kind": "report_collective"},
        filled=lambda w: {"line": of_line(w)["pk"]},
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    Row("papers:paper_download", at=of_paper, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row(
        "papers:paper_download",
        note="no PDF was made",
        at=lambda w: of_paper(w) | {"what": "pdf"},
        get=everyone(NOT_FOUND),
        post=BY_GET_ONLY,
    ),
    Row("papers:template_list", at=of_plan, get=only(OFFICE), post=BY_GET_ONLY),
    Row("papers:template_upload", at=of_plan, get=BY_POST_ONLY, post=only(OFFICE)),
    *(
        Row(f"papers:{name}", at=of_template, get=BY_POST_ONLY, post=only(OFFICE, then=MOVED))
        for name in ("template_use", "template_withdraw")
    ),
    Row(
        "papers:template_built_in",
        at=lambda w: of_plan(w) | {"kind": "submission"},
        get=only(OFFICE),
        post=BY_GET_ONLY,
    ),
    Row(
        "papers:template_file",
        at=lambda w: of_template(w) | {"what": "tep"},
        get=only(OFFICE),
        post=BY_GET_ONLY,
    ),
    Row("papers:layout_list", at=of_plan, get=only(OFFICE), post=BY_GET_ONLY),
    Row("papers:layout_edit", at=of_award_type, get=only(OFFICE), post=only(OFFICE)),
    *(
        Row(f"papers:{name}", at=of_award_type, get=only(OFFICE), post=BY_GET_ONLY)
        for name in ("layout_picture", "layout_test")
    ),
]
