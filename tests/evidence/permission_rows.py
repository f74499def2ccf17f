"""Who may read and write what at the addresses of `evidence`."""

from ..permissions.desk_pages import office_pages
from ..permissions.roles import (
    BY_GET_ONLY,
    BY_POST_ONLY,
    DELEGATES,
    FORBIDDEN,
    HEAD,
    MOVED,
    NOT_FOUND,
    OFFICE,
    OK,
    OVERSEERS,
    OWNER,
    desk,
    everyone,
    only,
)
from ..permissions.rows import Row, of_card, of_plan
from ..permissions.world import World


def of_import(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.imported.pk}


ROWS = [
    Row("evidence:report_create", get=everyone(OK), post=everyone(OK)),
    Row(
        "evidence:report_create",
        note="for the owner",
        query=lambda w: {"cho": w.owner_entry.pk},
        get=only(OWNER, OFFICE),
        post=only(OWNER, OFFICE),
    ),
    Row(
        "evidence:report_create",
        note="for a board",
        query=lambda w: {"cho": w.board_entry.pk},
        get=only(HEAD, OFFICE),
        post=only(HEAD, OFFICE),
    ),
    Row(
        "evidence:report_counts",
        query=lambda w: {"cho": w.owner_entry.pk},
        get=only(OWNER, OFFICE),
        post=BY_GET_ONLY,
    ),
    Row(
        "evidence:supplement_ask",
        query=lambda w: {"cho": w.owner_entry.pk},
        get=BY_POST_ONLY,
        post=only(OWNER, OFFICE),
    ),
    Row("evidence:entry_choose", at=of_plan, get=only(OFFICE), post=BY_GET_ONLY),
    Row(
        "evidence:report_withdraw",
        at=lambda w: {"pk": w.sent.pk},
        get=BY_POST_ONLY,
        post=only(OWNER, then=MOVED),
    ),
    Row("evidence:import_upload", at=of_plan, get=only(OFFICE), post=only(OFFICE)),
    Row("evidence:import_template", at=of_card, get=only(OFFICE), post=BY_GET_ONLY),
    *(
        Row(f"evidence:{name}", at=of_import, get=only(OFFICE), post=BY_GET_ONLY)
        for name in ("import_preview", "import_faults", "import_download")
    ),
    Row(
        "evidence:import_enter",
        at=of_import,
        filled=lambda w: {"choice": "all", "seen": "0"},
        get=BY_POST_ONLY,
        post=only(OFFICE),
    ),
    Row("evidence:report_list", at=of_plan, get=only(DELEGATES, OVERSEERS), post=BY_GET_ONLY),
    Row(
        "evidence:report_list",
        note="of one entry",
        at=lambda w: {"slug": w.plan.slug},
        query=lambda w: {"cho": w.sent.entry_id},
        get=only(OWNER, OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row("evidence:own_reports_workbook", get=everyone(OK), post=BY_GET_ONLY),
    Row("evidence:supplement_list", at=of_plan, get=only(OFFICE), post=BY_GET_ONLY),
    Row(
        "evidence:supplement_answer",
        at=lambda w: {"slug": w.plan.slug, "pk": w.supplement.pk},
        get=BY_POST_ONLY,
        post=only(OFFICE),
    ),
    Row(
        "evidence:report_detail",
        at=lambda w: {"pk": w.sent.pk},
        get=only(OWNER, OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row(
        "evidence:report_detail",
        note="of a board",
        at=lambda w: {"pk": w.of_board.pk},
        get=only(HEAD, OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row(
        "evidence:report_edit",
        at=lambda w: {"pk": w.returned.pk},
        get=only(OWNER),
        post=only(OWNER),
    ),
    Row(
        "evidence:report_edit",
        note="not returned",
        at=lambda w: {"pk": w.sent.pk},
        get=only(OWNER, then=MOVED),
        post=only(OWNER, then=MOVED),
    ),
    Row(
        "evidence:file_download",
        note="sent",
        at=lambda w: {"pk": w.attached.pk},
        get=only(OWNER, OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row(
        "evidence:file_download",
        note="only kept",
        at=lambda w: {"pk": w.kept.pk},
        get=only(OWNER),
        post=BY_GET_ONLY,
    ),
    Row(
        "evidence:file_drop",
        note="sent",
        at=lambda w: {"pk": w.attached.pk},
        get=BY_POST_ONLY,
        post=everyone(NOT_FOUND),
    ),
    Row(
        "evidence:file_drop",
        note="only kept",
        at=lambda w: {"pk": w.kept.pk},
        get=BY_POST_ONLY,
        post=only(OWNER),
    ),
    *(
        Row(
            f"evidence:{name}",
            note=note,
            at=lambda w, file=file, number=number: {"pk": getattr(w, file).pk} | number,
            get=only(OWNER, *readers),
            post=BY_GET_ONLY,
        )
        for name, number in (("file_preview", {}), ("file_page", {"number": 1}))
        for note, file, readers in (("sent", "attached", [OVERSEERS]), ("only kept", "kept", []))
    ),
    Row(
        "evidence:kept_files",
        query=lambda w: {"token": w.kept.token},
        get=everyone(OK),
        post=BY_GET_ONLY,
    ),
    Row("evidence:upload_begin", get=BY_POST_ONLY, post=everyone(NOT_FOUND), note="no form"),
    Row(
        "evidence:upload_begin",
        filled=lambda w: {"token": w.kept.token, "name": "a.pdf", "size": "9", "key": "k"},
        get=BY_POST_ONLY,
        post=everyone(OK),
    ),
    # somebody else's is answered as one that is gone; nothing is said of it
    Row(
        "evidence:upload_part",
        at=lambda w: {"pk": w.kept.pk},
        get=BY_POST_ONLY,
        post=everyone(OK),
    ),
    Row(
        "admin:evidence_activityreport_workbook",
        get=desk(OK, OK, FORBIDDEN),
        post=desk(MOVED, MOVED, FORBIDDEN),
    ),
    Row(
        "admin:evidence_activityreport_decide",
        at=lambda w: {"pk": w.sent.pk},
        data={"decision": "verify"},
        filled=lambda w: {"seen": w.sent.submitted_at.isoformat()},
        get=desk(MOVED, NOT_FOUND, NOT_FOUND),
        post=desk(MOVED, NOT_FOUND, NOT_FOUND),
    ),
    Row(
        "admin:evidence_activityreport_claim",
        at=lambda w: {"pk": w.sent.pk},
        get=desk(MOVED, NOT_FOUND, NOT_FOUND),
        post=desk(OK, NOT_FOUND, NOT_FOUND),
    ),
    Row(
        "admin:evidence_activityreport_next",
        at=lambda w: {"plan_id": w.plan.pk},
        get=desk(MOVED, NOT_FOUND, NOT_FOUND),
        post=desk(MOVED, NOT_FOUND, NOT_FOUND),
    ),
    *office_pages("evidence_activityreport", lambda w: w.sent),
    *office_pages("evidence_fileaccess", lambda w: w.access),
]
