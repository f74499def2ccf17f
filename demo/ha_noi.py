"""Hà Nội 2022 in the middle of the round: reports wait, some were returned, nothing is sealed.

Theme, kinds of participant and content areas are real (source_campaigns). People, reports, points
and the deadline are invented, so that users of the demonstration can still report.
"""

from datetime import timedelta
from random import Random

from campaigns.models import Plan
from campaigns.services import registration
from core.clock import today
from scoring.services import ranking

from .accounts import Cast, OfficeNames, open_accounts
from .blueprints import Blueprint, read_blueprint
from .city import Government, found_city
from .clusters import areas_by_number, arrange_clusters
from .delegates import elect_delegates
from .documents import read_document
from .office import Endings, Office
from .own_reports import RETURN, WAIT, OwnReports, entries_without_account
from .pledges import Pledges, Turnout
from .reports import Drafter, Pace, drafts_of_year, entries_of
from .rounds import draw_up_plan, end_of_day
from .steps import Step

NAME = "Hà Nội 2022"
PLAN = "ha-noi-2022"
SEED = "ha-noi-2022"
PACE = Pace(delegate=5, body=6)
ENDINGS = Endings(returned=25, refused=15, waiting=120)
TURNOUT = Turnout(never=14, late=3, returned=2, waiting=12)
OFFICE_NAMES = OfficeNames("Phùng Thị Kim Oanh", "Tạ Quang Vinh", "Đoàn Thị Bích Liên")
REPORTS_OPEN_DAYS = 90  # from the day of loading
DISTRICTS_AN_AREA = 5


def is_loaded() -> bool:
    return Plan.objects.filter(slug=PLAN).exists()


def load(
    step: Step,
    *,
    blueprint: Blueprint | None = None,
    pace: Pace = PACE,
    endings: Endings = ENDINGS,
    turnout: Turnout = TURNOUT,
) -> Plan:
    """Load the scenario, in the caller's transaction. Another blueprint makes it smaller."""
    with step("councils and delegates"):
        city = found_city(blueprint or read_blueprint("ha_noi"))
        elect_delegates(city, _rng("delegates"))
        cast = open_accounts(city, "hn", OFFICE_NAMES)
    with step("plan, clusters and entries"):
        plan = _launch(city, cast)
    with step("registrations"):
        pledges = Pledges(plan, read_document("ha_noi_2022"), cast, _rng("pledges"))
        pledges.register(turnout, group_waits=True)
    with step("activity reports"):
        _live_the_year(plan, cast, pace, endings)
    with step("ranking"):
        ranking.recompute(plan=plan, whole=True)
    return plan


def _rng(purpose: str) -> Random:
    return Random(f"{SEED}:{purpose}")


def _launch(city: Government, cast: Cast) -> Plan:
    plan = draw_up_plan(
        document=read_document("ha_noi_2022"),
        organiser=city.council,
        actor=cast.secretary,
        reports_due_at=end_of_day(today() + timedelta(days=REPORTS_OPEN_DAYS)),
    )
    clusters = arrange_clusters(
        city,
        district_kinds={("Quận", "Thị xã"): "quận, thị xã", ("Huyện",): "huyện"},
        areas=areas_by_number(city, DISTRICTS_AN_AREA),
    )
    registration.register_clusters(
        actor=cast.secretary, plan=plan, clusters=clusters, on=plan.starts_on
    )
    return plan


def _live_the_year(plan: Plan, cast: Cast, pace: Pace, endings: Endings) -> None:
    """Record the year's reports; the newest wait, also one of the demonstration's delegate."""
    drafter = Drafter(plan, read_document("ha_noi_2022"), _rng("reports"))
    office = Office(plan, cast.second_secretary, cast.secretary, _rng("office"))
    entries = entries_of(plan, entries_without_account(cast))
    office.work_through(drafts_of_year(drafter, entries, pace), endings)
    OwnReports(plan, cast, drafter, _rng("own reports")).send(last=[RETURN, WAIT])
