"""The cast of the tests: a small city with its office, boards and delegates, built by services.

Everything is invented. `found_city` makes a council; `launch_round` a running plan in it.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import uuid4

from django.utils import timezone

from accounts.models import Role, User
from campaigns.models import (
    ActivityKind,
    Campaign,
    Criterion,
    Entry,
    Plan,
    Scorecard,
)
from campaigns.scorecards.document import Document
from campaigns.services import plans, registration, scorecards
from evidence.content import ReportContent
from evidence.models import ActivityReport
from evidence.services import deciding, reporting
from participants import services as participant_services
from participants.models import Appointment, Body, BodyPost, Cluster, Council, Level
from participants.services import Seat
from scoring.services import measuring
from scoring.sheets.values import PartNumbers

TERM_START = dt.date(2021, 6, 1)
YEAR_START, YEAR_END = dt.date(2023, 1, 1), dt.date(2023, 12, 31)

DELEGATE_TREE = [
    {
        "code": "I",
        "name": "Hoạt động tại kỳ họp",
        "max": "40",
        "interpretations": {"items_over_max": "Cộng lại vượt 40 điểm thì chỉ tính 40 điểm."},
        "area": 1,
        "items": [
            {
                "code": "I.1",
                "name": "Dự kỳ họp",
                "max": "20",
                "shape": "max_minus_per_occurrence",
                "params": {"per": "5", "unit_vi": "lần vắng không lý do"},
                "source": "office",
            },
            {
                "code": "I.2",
                "name": "Phát biểu, chất vấn",
                "max": "30",
                "shape": "per_unit_capped",
                "params": {"per": "7.5", "unit_vi": "lượt"},
            },
        ],
    },
    {
        "code": "II",
        "name": "Tiếp xúc cử tri",
        "max": "60",
        "area": 2,
        "items": [
            {
                "code": "II.1",
                "name": "Cuộc tiếp xúc cử tri",
                "max": "60",
                "interpretations": {
                    "cap_differs_from_max": "Tối đa 60 nhưng mức trần 50: tính đến 50."
                },
                "shape": "per_unit_capped",
                "params": {"per": "12.5", "cap": "50", "unit_vi": "cuộc"},
            },
        ],
    },
]
BOARD_TREE = [
    {
        "code": "A",
        "name": "Giám sát",
        "max": "100",
        "area": 1,
        "items": [
            {
                "code": "A.1",
                "name": "Cuộc giám sát chuyên đề",
                "max": "100",
                "shape": "per_unit_capped",
                "params": {"per": "33.35", "unit_vi": "cuộc"},
            },
        ],
    },
]


@dataclass
class City:
    """A council with its office, boards and delegates, and the accounts of some of them."""

    council: Council
    secretary: User
    second_secretary: User
    leader: User
    boards: list[Body]
    delegates: list[User] = field(default_factory=list)
    clusters: list[Cluster] = field(default_factory=list)


@dataclass
class Round:
    """A running plan of a city."""

    city: City
    plan: Plan
    delegate_card: Scorecard
    board_card: Scorecard
    speaking: ActivityKind
    meeting: ActivityKind
    oversight: ActivityKind
    absence: ActivityKind

    def entry_of(self, user: User) -> Entry:
        return Entry.objects.get(plan=self.plan, mandate__person__user=user)

    def entry_of_board(self, number: int) -> Entry:
        return Entry.objects.get(plan=self.plan, body=self.city.boards[number])

    def criterion(self, code: str) -> Criterion:
        return Criterion.objects.get(scorecard__plan=self.plan, code=code)


def account(username: str, full_name: str, **fields) -> User:
    return User.objects.create_user(username, "mat-khau-thu", full_name=full_name, **fields)


def found_city(slug: str, name: str, *, delegates: int = 5) -> City:
    """A city council with two secretaries, a leader, three boards and some delegates.

    Delegate 0 heads board 0; delegates 0 and 1 are full-time. Each has an account.
    """
    unit = participant_services.build_unit(
        code=slug, name=f"Thành phố {name}", level=Level.PROVINCE, valid_from=TERM_START
    )
    unit.save()
    council = participant_services.build_council(unit=unit, term="2021-2026", valid_from=TERM_START)
    council.save()
    boards = [
        participant_services.build_body(
            council=council, kind="board", name=f"Ban {topic}", valid_from=TERM_START
        )
        for topic in ("Pháp chế", "Đô thị", "Văn hóa - Xã hội")
    ]
    Body.objects.bulk_create(boards)
    office = {
        key: account(f"{key}.{slug}", f"{label} {name}")
        for key, label, role in (
            ("thuky", "Thư Ký Một", Role.SECRETARY),
            ("thuky2", "Thư Ký Hai", Role.SECRETARY),
            ("lanhdao", "Lãnh Đạo", Role.LEADER),
        )
    }
    for key, user in office.items():
        role = Role.LEADER if key == "lanhdao" else Role.SECRETARY
        Appointment.objects.create(user=user, council=council, role=role, valid_from=TERM_START)
    city = City(council, office["thuky"], office["thuky2"], office["lanhdao"], boards)
    _seat_delegates(city, slug, delegates)
    city.clusters = [
        participant_services.arrange_cluster(
            organiser=council, name="Các Ban", position=1, valid_from=TERM_START, bodies=boards
        ),
        participant_services.arrange_cluster(
            organiser=council,
            name="Đại biểu thành phố",
            position=2,
            valid_from=TERM_START,
            delegates_of=[council],
        ),
    ]
    return city


def appoint(city: City, *users: User) -> None:
    """Secretaries of the city beside the two it has."""
    Appointment.objects.bulk_create(
        Appointment(user=u, council=city.council, role=Role.SECRETARY, valid_from=TERM_START)
        for u in users
    )


def _seat_delegates(city: City, slug: str, number: int) -> None:
    given = ["An", "Bình", "Cúc", "Đào", "Em", "Giang", "Hà", "Khoa", "Lan", "Minh"]
    seats = [
        Seat(
            full_name=f"Lê Thử {given[i % 10]}{'' if i < 10 else ' ' + str(i)}",
            gender="female" if i % 2 else "male",
            council=city.council,
            is_full_time=i < 2,
            posts=((city.boards[0], BodyPost.HEAD),) if i == 0 else (),
        )
        for i in range(number)
    ]
    mandates = participant_services.seat_delegates(seats=seats, valid_from=TERM_START)
    for index, mandate in enumerate(mandates):
        user = account(f"daibieu{index}.{slug}", mandate.person.full_name)
        mandate.person.user = user
        mandate.person.save(update_fields=["user"])
        city.delegates.append(user)


def launch_round(
    city: City, slug: str, *, tree=DELEGATE_TREE, meeting=("II.1",), **plan_fields
) -> Round:
    """A running plan with two scorecards and everyone registered; open for another 30 days.

    `tree` is the delegates' scorecard, `meeting` the leaves that a meeting with voters counts for.
    """
    actor = city.secretary
    campaign = Campaign.objects.create(
        organiser=city.council,
        name=f"Phong trào {slug}",
        slug=f"phong-trao-{slug}",
        theme="Đổi mới hoạt động",
        starts_on=YEAR_START,
        ends_on=YEAR_END,
    )
    fields = {
        "name": f"Kế hoạch {slug}",
        "starts_on": YEAR_START,
        "ends_on": YEAR_END,
        "reports_due_at": timezone.now() + dt.timedelta(days=30),
    }
    plan = Plan.objects.create(campaign=campaign, slug=slug, **(fields | plan_fields))
    plans.set_content_areas(actor=actor, plan=plan, names=["Kỳ họp", "Tiếp xúc cử tri"])
    cards = [
        scorecards.draft_scorecard(
            actor=actor,
            plan=plan,
            document=Document.read({"name": name, "kinds": [kind], "criteria": tree}),
        )
        for name, kind, tree in (
            ("Đại biểu", "delegate", tree),
            ("Ban", "board", BOARD_TREE),
        )
    ]
    for card in cards:
        scorecards.publish_scorecard(actor=actor, scorecard=card)
    by_code = {c.code: c for card in cards for c in card.criteria.all()}
    plans.add_activity_kinds(
        actor=actor,
        plan=plan,
        kinds={
            "Phát biểu, chất vấn": [by_code["I.2"]],
            "Tiếp xúc cử tri": [by_code[code] for code in meeting],
            "Giám sát chuyên đề": [by_code["A.1"]],
            "Vắng họp (văn phòng ghi)": [by_code["I.1"]],
        },
    )
    registration.register_clusters(actor=actor, plan=plan, clusters=city.clusters, on=YEAR_START)
    plans.launch_plan(actor=actor, plan=plan)
    return Round(city, plan, *cards, *plan.activity_kinds.order_by("position"))


def content(round_: Round, user: User, code: str, count: int = 1, **fields) -> ReportContent:
    """A sound draft of one activity of a delegate."""
    criterion = round_.criterion(code)
    own_words = f"Nội dung thử {uuid4().hex[:8]}"  # the same words twice would be a copy
    fields = {"happened_on": dt.date(2023, 5, 10), "summary": own_words} | fields
    return ReportContent(
        entry=fields.pop("entry", None) or round_.entry_of(user),
        kind=fields.pop("kind", None) or criterion.activity_kinds.get(),
        counts={criterion.pk: count},
        **fields,
    )


def send(round_: Round, user: User, code: str, count: int = 1, **fields) -> ActivityReport:
    """A delegate sends a report."""
    return reporting.submit_report(
        actor=user, content=content(round_, user, code, count, **fields), at=timezone.now()
    )


def send_verified(round_: Round, user: User, code: str, count: int = 1, **fields):
    """... and the secretary verifies it."""
    report = send(round_, user, code, count, **fields)
    return deciding.verify_report(actor=round_.city.secretary, report=report, at=timezone.now())


def measure_all(round_: Round, code: str, count: int) -> None:
    """The office records the same count for every entry that the criterion scores."""
    criterion = round_.criterion(code)
    for entry in round_.plan.entries.filter(scorecard=criterion.scorecard_id):
        measuring.record_measure(
            actor=round_.city.secretary,
            entry=entry,
            criterion=criterion,
            parts=[PartNumbers(count)],
            at=timezone.now(),
        )


def record(round_: Round, entry: Entry, code: str, count: int) -> None:
    """The office records and verifies a count for any entry."""
    record_all(round_, [(entry, code, count)])


def record_all(round_: Round, counted: Iterable[tuple[Entry, str, int]]) -> None:
    """... and many at once, as (entry, code of the criterion, count)."""
    drafts = []
    for entry, code, count in counted:
        criterion = round_.criterion(code)
        drafts.append(
            ReportContent(
                entry=entry,
                kind=criterion.activity_kinds.get(),
                happened_on=dt.date(2023, 5, 10),
                summary="Văn phòng nhập",
                counts={criterion.pk: count},
            )
        )
    at = timezone.now()
    reports = reporting.record_reports(
        actor=round_.city.second_secretary, plan=round_.plan, contents=drafts, at=at
    )
    deciding.verify_reports(
        actor=round_.city.secretary,
        plan=round_.plan,
        report_ids=[report.pk for report in reports],
        at=at,
    )
