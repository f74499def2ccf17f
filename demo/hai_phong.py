"""Hải Phòng 2023, complete: the quota of that year is 39 collectives and 64 individuals.

Theme, kinds of participant and quota are real (source_campaigns); people, reports, points and
the choice of recipients are invented.
"""

from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from awards.services import proposals
from campaigns.models import Plan
from campaigns.services import plans, registration
from scoring.services.ranking import recompute, seal_ranking

from .accounts import Cast, OfficeNames, open_accounts
from .blueprints import Blueprint, read_blueprint
from .city import Government, found_city
from .clusters import areas_by_district, arrange_clusters
from .delegates import elect_delegates
from .documents import read_document
from .honours import Honours
from .office import Endings, Office
from .own_reports import RETURN, OwnReports, entries_without_account
from .pledges import Pledges, Turnout
from .reports import Drafter, Pace, drafts_of_year, entries_of
from .rounds import draw_up_plan, end_of_day
from .steps import Step
from .ties import decide_ties

NAME = "Hải Phòng 2023"
PLAN = "hai-phong-2023"
SEED = "hai-phong-2023"
PACE = Pace(delegate=8, body=17)
ENDINGS = Endings(returned=170, refused=130)
TURNOUT = Turnout(never=24, late=4, returned=1)
# Invented days of January 2024, after the last report was decided.
SEALED_AT = datetime(2024, 1, 24, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
DECIDED_AT = datetime(2024, 1, 26, 15, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
OFFICE_NAMES = OfficeNames("Đào Thị Thanh Huyền", "Vũ Đình Khải", "Ngô Thế Nghĩa")


def is_loaded() -> bool:
    return Plan.objects.filter(slug=PLAN).exists()


def load(
    step: Step,
    *,
    blueprint: Blueprint | None = None,
    pace: Pace = PACE,
    endings: Endings = ENDINGS,
    turnout: Turnout = TURNOUT,
    to_the_end: bool = True,
) -> Plan:
    """Load the scenario, in the caller's transaction. Another blueprint makes it smaller.

    Unless `to_the_end`, it stops with the proposal and its decided ties.
    """
    with step("councils and delegates"):
        city = found_city(blueprint or read_blueprint("hai_phong"))
        elect_delegates(city, _rng("delegates"))
        cast = open_accounts(city, "hp", OFFICE_NAMES)
    with step("plan, clusters and entries"):
        plan = _launch(city, cast)
    with step("registrations"):
        pledges = Pledges(plan, read_document("hai_phong_2023"), cast, _rng("pledges"))
        pledges.register(turnout)
    with step("activity reports"):
        _live_the_year(plan, cast, pace, endings)
    with step("ranking"):
        ranking = recompute(plan=plan, whole=True)
        sealed = seal_ranking(
            actor=cast.secretary, plan=plan, seen_revision=ranking.revision, at=SEALED_AT
        )
    honours = Honours(plan, read_document("hai_phong_honours"), cast, _rng("honours"))
    with step("proposal"):
        honours.regulate(plan.quotas.first().award_type)
        honours.hold_one(sealed, at=SEALED_AT)
        proposal = proposals.draft_proposal(actor=cast.secretary, ranking=sealed, at=SEALED_AT)
        decide_ties(actor=cast.secretary, proposal=proposal, rng=_rng("ties"), at=DECIDED_AT)
    if to_the_end:
        with step("from the list to the decision"):
            honours.award(proposal)
    plans.close_plan(actor=cast.secretary, plan=plan)
    return plan


def _rng(purpose: str) -> Random:
    return Random(f"{SEED}:{purpose}")


def _launch(city: Government, cast: Cast) -> Plan:
    document = read_document("hai_phong_2023")
    plan = draw_up_plan(
        document=document,
        organiser=city.council,
        actor=cast.secretary,
        reports_due_at=end_of_day(document["plan"]["reports_due_on"]),
    )
    clusters = arrange_clusters(
        city,
        district_kinds={("Quận",): "quận", ("Huyện",): "huyện"},
        areas=areas_by_district(city),
    )
    registration.register_clusters(
        actor=cast.secretary, plan=plan, clusters=clusters, on=plan.starts_on
    )
    return plan


def _live_the_year(plan: Plan, cast: Cast, pace: Pace, endings: Endings) -> None:
    """Record the year's reports; none is left waiting, because the year is closed."""
    drafter = Drafter(plan, read_document("hai_phong_2023"), _rng("reports"))
    office = Office(plan, cast.secretary, cast.second_secretary, _rng("office"))
    entries = entries_of(plan, entries_without_account(cast))
    office.work_through(drafts_of_year(drafter, entries, pace), endings)
    OwnReports(plan, cast, drafter, _rng("own reports")).send(last=[RETURN])
