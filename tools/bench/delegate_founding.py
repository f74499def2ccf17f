"""A council whose delegates have accounts and some earlier reports, in a running plan."""

import datetime as dt

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from campaigns.models import Plan
from campaigns.services import registration
from evidence.content import ReportContent
from evidence.services import reporting
from participants import services as participant_services
from participants.models import Council, Person
from participants.services import Seat

from .country_scorecard import REPORTED, document
from .founding import START, found_council, launch_plan

PASSWORD = "mat-khau-do-toc-do"  # noqa: S105 (of a database that is thrown away)
REPORTS_BEFORE = 40
GROUPS = "ABCDFGH"


@transaction.atomic
def found_delegates(number: int) -> tuple[Plan, list[str]]:
    """Make a running plan of 40 leaves; return it and its delegates' user names.

    The password of all accounts is `PASSWORD`."""
    actor, council = found_council()
    kinds = {
        f"Việc nhóm {group}": [code for code in REPORTED if code.startswith(group)]
        for group in GROUPS
    }
    plan = launch_plan(actor=actor, council=council, document=document(), kinds=kinds)
    names = _seat_delegates(council, number)
    cluster = participant_services.arrange_cluster(
        organiser=council, name="Đại biểu", position=1, valid_from=START, delegates_of=[council]
    )
    registration.register_clusters(actor=actor, plan=plan, clusters=[cluster], on=START)
    _report_before(actor, plan)
    return plan, names


def _seat_delegates(council: Council, number: int) -> list[str]:
    seats = [
        Seat(full_name=f"Đại Biểu Đo {index}", gender="female", council=council)
        for index in range(number)
    ]
    mandates = participant_services.seat_delegates(seats=seats, valid_from=START)
    password = make_password(PASSWORD)  # only once, because it takes a third of a second
    users = User.objects.bulk_create(
        User(username=f"dai-bieu-{index}", full_name=seat.full_name, password=password)
        for index, seat in enumerate(seats)
    )
    for mandate, user in zip(mandates, users, strict=True):
        mandate.person.user = user
    Person.objects.bulk_update([mandate.person for mandate in mandates], ["user"])
    return [user.username for user in users]


def _report_before(actor: User, plan: Plan) -> None:
    kinds = [
        (kind, list(kind.criteria.values_list("pk", flat=True)))
        for kind in plan.activity_kinds.all()
    ]
    drafts = [
        ReportContent(
            entry=entry,
            kind=kinds[index % len(kinds)][0],
            happened_on=START + dt.timedelta(days=index),
            summary=f"Việc đã báo trước, số {index}",
            counts=dict.fromkeys(kinds[index % len(kinds)][1], 1),
        )
        for entry in plan.entries.select_related("plan")
        for index in range(REPORTS_BEFORE)
    ]
    reporting.record_reports(actor=actor, plan=plan, contents=drafts, at=timezone.now())
