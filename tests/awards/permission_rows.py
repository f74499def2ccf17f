"""Who may read and write what at the addresses of `awards`."""

from django.utils import timezone

from awards.models import (
    BaseSalary,
    Hold,
    Objection,
    ProposalChange,
)

from ..permissions.desk_pages import administrator_pages, office_keeps
from ..permissions.roles import (
    BY_GET_ONLY,
    BY_POST_ONLY,
    DELEGATES,
    FORBIDDEN,
    MOVED,
    NOT_BY_THIS_METHOD,
    NOT_FOUND,
    OFFICE,
    OK,
    OVERSEERS,
    OWNER,
    STRANGER,
    anybody,
    everyone,
    only,
)
from ..permissions.rows import Row, of_line, of_plan
from ..permissions.world import World


def of_submission(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.submission.pk}


def of_decision(world: World) -> dict:
    return {"pk": world.award.decision_id}


TRIED = {
    **{"so_luong": "2", "cua": "participants", "lam_tron": "down"},
    **{"chia": "one_list", "ngang_nhau": "women_first"},
}


def of_change(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": ProposalChange.objects.get().pk}


def of_objection(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": Objection.objects.get().pk}


ROWS = [
    Row("awards:proposal_workbook", at=of_plan, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row("awards:proposal_what_if", at=of_plan, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row(
        "awards:proposal_what_if",
        note="with terms",
        at=of_plan,
        query=lambda w: TRIED,
        get=only(OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row("awards:proposal_detail", at=of_plan, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row(
        "awards:tie_decide",
        at=lambda w: {"slug": w.plan.slug, "pk": w.pool.pk},
        get=BY_POST_ONLY,
        post=only(OFFICE),
    ),
    Row("awards:decision_list", at=of_plan, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row("awards:submission_send", at=of_plan, get=BY_POST_ONLY, post=only(OFFICE)),
    Row("awards:submission_return", at=of_submission, get=BY_POST_ONLY, post=only(OFFICE)),
    Row(
        "awards:return_answer",
        at=lambda w: {"slug": w.plan.slug, "pk": w.returned_files.pk},
        data={"answered_on": timezone.localdate().isoformat(), "answer": "Đã gửi"},
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    Row("awards:decision_record", at=of_submission, get=only(OFFICE), post=only(OFFICE)),
    *(
        Row(f"awards:{name}", at=of_decision, get=only(OVERSEERS), post=BY_GET_ONLY)
        for name in ("decision_detail", "decision_file", "money_workbook")
    ),
    Row("awards:decision_correct", at=of_decision, get=only(OFFICE), post=only(OFFICE)),
    Row("awards:decision_revoke", at=of_decision, get=only(OFFICE), post=only(OFFICE)),
    Row(
        "awards:recovery_record",
        at=lambda w: {"pk": w.recovery.pk},
        data={"recovered_on": timezone.localdate().isoformat()},
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    Row("awards:register", get=only(OVERSEERS, STRANGER), post=BY_GET_ONLY),
    Row("awards:register_workbook", get=only(OVERSEERS, STRANGER), post=BY_GET_ONLY),
    Row(
        "awards:earlier_record",
        at=lambda w: {"pk": w.round.city.council.pk},
        get=only(OFFICE),
        post=only(OFFICE),
    ),
    Row(
        "awards:person_awards",
        at=lambda w: {"pk": w.award.person_id},
        get=only(OVERSEERS, OWNER),
        post=BY_GET_ONLY,
    ),
    Row(
        "awards:body_awards",
        at=lambda w: {"pk": w.recovery.award.body_id},
        get=only(OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row("awards:my_awards", get=everyone(OK), post=BY_GET_ONLY),
    # whoever holds a certificate may ask whether it is genuine
    Row("awards:check_form", get=anybody(OK), post=anybody(NOT_BY_THIS_METHOD)),
    Row(
        "awards:award_check",
        at=lambda w: {"code": w.award.code},
        get=anybody(OK),
        post=anybody(NOT_BY_THIS_METHOD),
    ),
    Row(
        "awards:award_check",
        note="no such code",
        at=lambda w: {"code": "AAAAAAAAAA"},
        get=anybody(NOT_FOUND),
        post=anybody(NOT_BY_THIS_METHOD),
    ),
    Row(
        "awards:proposal_close",
        at=of_plan,
        get=only(OFFICE, then=MOVED),  # equals still wait for a choice
        post=only(OFFICE, then=MOVED),
    ),
    Row("awards:line_detail", at=of_line, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row("awards:change_ask", at=of_line, get=BY_POST_ONLY, post=only(OFFICE)),
    # who asked is refused, the other secretary is asked for the reason
    Row(
        "awards:change_answer",
        at=of_change,
        data={"decline": "1"},
        get=BY_POST_ONLY,
        post=only(OFFICE) | {OFFICE[0]: FORBIDDEN},
    ),
    Row("awards:dossier_list", at=of_plan, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row("awards:dossiers_draft", at=of_plan, get=BY_POST_ONLY, post=only(OFFICE, then=MOVED)),
    Row("awards:dossier_edit", at=of_line, get=only(OFFICE), post=only(OFFICE)),
    Row("awards:dossier_draft", at=of_line, get=BY_POST_ONLY, post=only(OFFICE, then=MOVED)),
    Row("awards:notice_detail", at=of_plan, get=only(DELEGATES, OVERSEERS), post=BY_GET_ONLY),
    Row("awards:notice_post", at=of_plan, get=BY_POST_ONLY, post=only(OFFICE, then=MOVED)),
    Row(
        "awards:objection_record",
        at=of_plan,
        get=BY_POST_ONLY,
        post=only(DELEGATES, OVERSEERS),
    ),
    Row("awards:objection_answer", at=of_objection, get=BY_POST_ONLY, post=only(OFFICE)),
    Row("awards:hold_list", get=only(OVERSEERS, STRANGER), post=BY_GET_ONLY),
    Row(
        "awards:hold_place",
        at=lambda w: {"pk": w.board_entry.pk},
        get=only(OFFICE),
        post=only(OFFICE),
    ),
    Row(
        "awards:hold_lift",
        at=lambda w: {"pk": Hold.objects.get(document="CV 5 (thử)").pk},
        get=only(OFFICE),
        post=only(OFFICE),
    ),
    *office_keeps("awards_quota", lambda w: w.plan.quotas.get(), everyone_adds=False),
    *office_keeps("awards_awardtyperule", lambda w: w.own_rule, everyone_adds=True),
    *administrator_pages("awards_awardtype", lambda w: w.pool.quota.award_type),
    *administrator_pages("awards_basesalary", lambda w: BaseSalary.objects.get()),
]
