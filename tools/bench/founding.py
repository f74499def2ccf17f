"""The council, the plan and the clusters of invented entries."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.utils import timezone

from accounts.models import Role, User
from campaigns.models import Campaign, Plan
from campaigns.scorecards.document import Document
from campaigns.services import plans, scorecards
from participants import services as participant_services
from participants.models import Appointment, Council, Level

START, END = dt.date(2023, 1, 1), dt.date(2023, 12, 31)
SLUG = "do"


def found_council() -> tuple[User, Council]:
    """A council with its secretary."""
    unit = participant_services.build_unit(
        code=SLUG, name="Thành phố Đo", level=Level.PROVINCE, valid_from=START
    )
    unit.save()
    council = participant_services.build_council(unit=unit, term="2021-2026", valid_from=START)
    council.save()
    actor = User.objects.create(username=SLUG, full_name="Người Đo")
    Appointment.objects.create(user=actor, council=council, role=Role.SECRETARY, valid_from=START)
    return actor, council


def launch_plan(
    *, actor: User, council: Council, document: dict, kinds: Mapping[str, Iterable[str]]
) -> Plan:
    """A running plan with one scorecard; `kinds` maps kinds of activity to leaves."""
    campaign = Campaign.objects.create(
        organiser=council,
        name="Đo",
        slug=SLUG,
        theme="Đo",
        starts_on=START.replace(year=START.year - 1),
        ends_on=END,
    )
    plan = add_plan(campaign, slug=SLUG, year=START.year)
    card = scorecards.draft_scorecard(actor=actor, plan=plan, document=Document.read(document))
    scorecards.publish_scorecard(actor=actor, scorecard=card)
    by_code = {criterion.code: criterion for criterion in card.criteria.all()}
    leaves = {name: [by_code[code] for code in codes] for name, codes in kinds.items()}
    plans.add_activity_kinds(actor=actor, plan=plan, kinds=leaves)
    plans.launch_plan(actor=actor, plan=plan)
    return plan


def add_plan(campaign: Campaign, *, slug: str, year: int) -> Plan:
    return Plan.objects.create(
        campaign=campaign,
        name=slug,
        slug=slug,
        starts_on=START.replace(year=year),
        ends_on=END.replace(year=year),
        reports_due_at=timezone.now() + dt.timedelta(days=30),
    )


def arrange_clusters(council: Council, numbers: Iterable[int]) -> dict[int, int]:
    """Ids of empty clusters, by number."""
    return {
        number: participant_services.arrange_cluster(
            organiser=council, name=f"Cụm {number}", position=number, valid_from=START, bodies=[]
        ).pk
        for number in numbers
    }
