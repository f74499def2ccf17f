"""Scorecards are drafted, plans launched, and participants registered as of a day."""

import copy
import datetime as dt

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Role
from campaigns.models import (
    Campaign,
    Criterion,
    Entry,
    EntryChange,
    Plan,
    PlanState,
    Scorecard,
    ScorecardState,
)
from campaigns.scorecards.document import Document
from campaigns.services import plans, registration, scorecards
from core.errors import DomainError, NotAllowedError
from participants import services as participant_services
from participants.models import (
    AdministrativeUnit,
    Appointment,
    Body,
    Cluster,
    ClusterMember,
    Council,
    Mandate,
    Membership,
)
from participants.services import Seat

from .. import cast
from ..cast import BOARD_TREE, DELEGATE_TREE, TERM_START, YEAR_START

DAY = dt.timedelta(days=1)


@pytest.fixture
def plan(city) -> Plan:
    """A draft plan with its content areas only."""
    campaign = Campaign.objects.create(
        organiser=city.council,
        name="Phong trào thử",
        slug="thu",
        theme="Đổi mới",
        starts_on=YEAR_START,
        ends_on=cast.YEAR_END,
    )
    plan = Plan.objects.create(
        campaign=campaign,
        name="Kế hoạch thử",
        slug="thu-2023",
        starts_on=YEAR_START,
        ends_on=cast.YEAR_END,
        reports_due_at=timezone.now() + DAY,
    )
    plans.set_content_areas(actor=city.secretary, plan=plan, names=["Một", "Hai"])
    return plan


def draft_card(city, plan, tree=DELEGATE_TREE, kinds=("delegate",), name="Đại biểu", actor=None):
    return scorecards.draft_scorecard(
        actor=actor or city.secretary,
        plan=plan,
        document=Document.read({"name": name, "kinds": list(kinds), "criteria": tree}),
    )


def publish(city, card):
    return scorecards.publish_scorecard(actor=city.secretary, scorecard=card)


# --- scorecards -----------------------------------------------------------------------------------


def test_criteria_are_stored_in_reading_order(city, plan):
    card = draft_card(city, plan)
    rows = card.criteria.values_list("position", "code", "parent__code", "maximum")
    assert list(rows) == [
        (1, "I", None, 40),
        (2, "I.1", "I", 20),
        (3, "I.2", "I", 30),
        (4, "II", None, 60),
        (5, "II.1", "II", 60),
    ]
    assert card.state == ScorecardState.DRAFT


def faulty(change) -> list[dict]:
    """The delegates' tree with its leaf II.1 changed."""
    tree = copy.deepcopy(DELEGATE_TREE)
    change(tree[1]["items"][0])
    return tree


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda leaf: leaf["params"].pop("per"), "Điểm mỗi đơn vị: còn thiếu mục “per”"),
        (lambda leaf: leaf["params"].update(cap="12"), "không được thấp hơn điểm của một đơn vị"),
        (lambda leaf: leaf["params"].update(bonus="1"), "Không có mục “bonus” ở đây"),
        (lambda leaf: leaf.update(shape="gấp đôi"), "Không có cách tính"),
        (lambda leaf: leaf.pop("shape"), "cần có cách tính, hoặc các mục con"),
        (lambda leaf: leaf.update(items=[{"code": "x"}]), "không phải cả hai"),
    ],
)
def test_a_fault_in_a_scorecard_names_its_code_and_saves_nothing(city, plan, change, message):
    with pytest.raises(DomainError, match=f"^Tiêu chí II.1: .*{message}"):
        draft_card(city, plan, faulty(change))
    assert not Scorecard.objects.exists()
    assert not Criterion.objects.exists()


def test_a_group_above_the_sum_of_its_items_is_not_published(city, plan):
    card = draft_card(city, plan, faulty(lambda leaf: leaf.update(max="59.5")))
    with pytest.raises(DomainError, match=r"Tiêu chí II: .* 59,5 điểm, thấp hơn mức tối đa 60"):
        publish(city, card)
    card.refresh_from_db()
    assert (card.state, card.published_at) == (ScorecardState.DRAFT, None)


def test_a_group_equal_to_the_sum_of_its_items_is_published(city, plan):
    card = publish(city, draft_card(city, plan))
    assert card.state == ScorecardState.PUBLISHED
    assert card.published_at


@pytest.mark.parametrize("who", ["leader", "delegate", "stranger"])
def test_only_the_secretary_draws_up_publishes_and_launches(city, other_city, plan, who):
    actor = {
        "leader": city.leader,
        "delegate": city.delegates[0],
        "stranger": other_city.secretary,
    }[who]
    with pytest.raises(NotAllowedError):
        draft_card(city, plan, actor=actor)
    card = draft_card(city, plan)
    with pytest.raises(NotAllowedError):
        scorecards.publish_scorecard(actor=actor, scorecard=card)
    publish(city, card)
    with pytest.raises(NotAllowedError):
        plans.launch_plan(actor=actor, plan=plan)
    with pytest.raises(NotAllowedError):
        register(city, plan, actor=actor)


def test_a_running_plan_accepts_no_new_scorecard(running):
    with pytest.raises(DomainError, match="phiên bản mới"):
        draft_card(running.city, running.plan, name="Khác")


# --- launching ------------------------------------------------------------------------------------


def launch(city, plan):
    return plans.launch_plan(actor=city.secretary, plan=plan)


def test_a_plan_without_scorecards_is_not_launched(city, plan):
    with pytest.raises(DomainError, match="ban hành đủ các bảng tiêu chí"):
        launch(city, plan)


def test_one_draft_scorecard_prevents_the_launch(city, plan):
    publish(city, draft_card(city, plan))
    draft_card(city, plan, BOARD_TREE, ["board"], "Ban")
    with pytest.raises(DomainError, match="ban hành đủ các bảng tiêu chí"):
        launch(city, plan)
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT


def test_a_plan_is_launched_once(city, plan):
    publish(city, draft_card(city, plan))
    assert launch(city, plan).state == PlanState.RUNNING
    with pytest.raises(DomainError, match="đã được phát động"):
        launch(city, plan)


# --- registering ----------------------------------------------------------------------------------


def register(city, plan, on=YEAR_START, actor=None) -> int:
    return registration.register_clusters(
        actor=actor or city.secretary, plan=plan, clusters=city.clusters, on=on
    )


@pytest.fixture
def ready(city, plan) -> Plan:
    """The same plan with both scorecards published."""
    publish(city, draft_card(city, plan))
    publish(city, draft_card(city, plan, BOARD_TREE, ["board"], "Ban"))
    return plan


def seat(city, name: str, valid_from, valid_to=None, **fields) -> None:
    seats = [Seat(full_name=name, gender="female", council=city.council, **fields)]
    participant_services.seat_delegates(seats=seats, valid_from=valid_from, valid_to=valid_to)


def names(plan) -> set[str]:
    return set(plan.entries.values_list("name", flat=True))


def test_each_entry_gets_the_list_and_scorecard_of_its_kind(city, ready):
    assert register(city, ready) == 3 + 5
    found = set(ready.entries.values_list("kind", "list", "scorecard__name", "cluster__name"))
    assert found == {
        ("board", "collective", "Ban", "Các Ban"),
        ("delegate", "full_time", "Đại biểu", "Đại biểu thành phố"),
        ("delegate", "part_time", "Đại biểu", "Đại biểu thành phố"),
    }
    assert ready.entries.filter(list="full_time").count() == 2
    assert set(ready.entries.values_list("registered_on", flat=True)) == {YEAR_START}


def test_only_delegates_on_that_day_are_registered(city, ready):
    seat(city, "Vừa Hết", TERM_START, YEAR_START - DAY)
    seat(city, "Ngày Cuối", TERM_START, YEAR_START)
    seat(city, "Ngày Đầu", YEAR_START)
    seat(city, "Chưa Tới", YEAR_START + DAY)
    register(city, ready)
    assert names(ready) & {"Vừa Hết", "Ngày Cuối", "Ngày Đầu", "Chưa Tới"} == {
        "Ngày Cuối",
        "Ngày Đầu",
    }


def test_a_delegate_is_in_the_list_of_that_day(city, ready):
    mandate = Mandate.objects.get(person__user=city.delegates[2])
    mandate.valid_to = YEAR_START - DAY
    mandate.save()
    Mandate.objects.create(
        person=mandate.person, council=city.council, is_full_time=True, valid_from=YEAR_START
    )
    register(city, ready)
    entry = ready.entries.get(mandate__person=mandate.person)
    assert (entry.list, entry.mandate.valid_from) == ("full_time", YEAR_START)


def test_a_dissolved_board_is_not_registered(city, ready):
    Body.objects.filter(pk=city.boards[0].pk).update(valid_to=YEAR_START - DAY)
    Body.objects.filter(pk=city.boards[1].pk).update(valid_to=YEAR_START)
    register(city, ready)
    assert "Ban Pháp chế" not in names(ready)
    assert "Ban Đô thị" in names(ready)


def test_a_kind_without_a_scorecard_stops_everything(city, plan):
    publish(city, draft_card(city, plan))
    draft_card(city, plan, BOARD_TREE, ["board"], "Ban")  # unpublished scorecards do not count
    with pytest.raises(DomainError, match=r"“Ban của HĐND” \(Ban Pháp chế\)"):
        register(city, plan)
    assert not Entry.objects.exists()


def test_registering_twice_is_refused_by_name(city, ready):
    register(city, ready)
    with pytest.raises(DomainError, match="đã có trong kế hoạch"):
        register(city, ready)
    assert ready.entries.count() == 8


def test_a_former_member_of_a_cluster_is_not_registered_in_it(city, ready):
    left = ClusterMember.objects.get(body=city.boards[2])
    left.valid_to = dt.date(2022, 6, 30)
    left.save()
    register(city, ready)
    assert not ready.entries.filter(body=city.boards[2]).exists()


def test_nobody_is_in_two_clusters_of_one_plan(city, ready):
    second = participant_services.arrange_cluster(
        organiser=city.council,
        name="Cụm khác",
        position=3,
        valid_from=TERM_START,
        bodies=city.boards[:1],
    )
    city.clusters.append(second)
    with pytest.raises(DomainError, match="hai cụm"):
        register(city, ready)
    assert not ready.entries.exists()


def test_everyone_registered_is_noted_once_for_the_ranking(city, ready):
    register(city, ready)
    noted = EntryChange.objects.order_by("entry").values_list("entry", flat=True)
    assert list(noted) == list(ready.entries.order_by("pk").values_list("pk", flat=True))


def test_registering_costs_the_same_for_few_and_for_many(city, ready):
    costs = []
    for number in (1, 40):
        for index in range(number):
            seat(city, f"Thêm {number} {index}", TERM_START)
        with CaptureQueriesContext(connection) as queries:
            register(city, ready)
        costs.append(len(queries))
        EntryChange.objects.all().delete()
        ready.entries.all().delete()
    assert costs[0] == costs[1]


def test_a_search_finds_names_without_accents(city, ready):
    register(city, ready)
    assert [entry.name for entry in Entry.objects.named_like("  le   THU dao ")] == ["Lê Thử Đào"]
    assert Entry.objects.named_like("thanh pho song xanh").count() == 3 + 5
    assert not Entry.objects.named_like("%").exists() and not Entry.objects.named_like("_").exists()
    many = " ".join(f"w{number}" for number in range(2000))
    assert str(Entry.objects.named_like(many).query).count("LIKE") == 20


# --- dated rows never overlap ---------------------------------------------------------------------


def dated_rows(city) -> dict:
    """For each dated model, a function that adds a second row of the thing since TERM_START."""
    mandate = Mandate.objects.get(person__user=city.delegates[0])
    council, board = city.council, city.boards[0]
    return {
        "unit": (AdministrativeUnit, {"code": "sx", "name": "Khác", "level": "province"}),
        "council": (
            Council,
            {"unit": council.unit, "name": "Khác", "level": "province", "term": "x"},
        ),
        "body": (Body, {"council": council, "name": board.name, "kind": "board"}),
        "mandate": (Mandate, {"person": mandate.person, "council": council}),
        "membership": (Membership, {"mandate": mandate, "body": board, "role": "member"}),
        "appointment": (
            Appointment,
            {"user": city.leader, "council": council, "role": Role.LEADER},
        ),
        "cluster": (Cluster, {"organiser": council, "name": "Các Ban"}),
    }


DATED = ("unit", "council", "body", "mandate", "membership", "appointment", "cluster")
# the existing row: from TERM_START, without an end unless one is given
OVERLAPS = {
    "the same days": (None, TERM_START, None),
    "one day in common": (YEAR_START, YEAR_START, None),
    "inside it": (None, YEAR_START, YEAR_START),
    "around it": (YEAR_START, TERM_START - DAY, YEAR_START + DAY),
    "its first day": (None, TERM_START - DAY, TERM_START),
}


def end_and_add(city, name: str, ends, starts, until) -> None:
    model, fields = dated_rows(city)[name]
    if ends:
        unique = {k: v for k, v in fields.items() if k not in ("level", "term", "role", "kind")}
        if name in ("unit", "council"):
            unique.pop("name")
        standing = model.objects.get(**unique, valid_from=TERM_START)
        standing.valid_to = ends
        standing.save()
    model.objects.create(**fields, valid_from=starts, valid_to=until)


@pytest.mark.parametrize("overlap", OVERLAPS)
@pytest.mark.parametrize("name", DATED)
def test_two_rows_of_one_thing_on_one_day_are_refused(city, name, overlap):
    with pytest.raises(IntegrityError, match="conflicting key"), transaction.atomic():
        end_and_add(city, name, *OVERLAPS[overlap])


@pytest.mark.parametrize("name", DATED)
def test_the_next_row_begins_the_day_after(city, name):
    end_and_add(city, name, YEAR_START, YEAR_START + DAY, None)


@pytest.mark.parametrize("name", DATED)
def test_a_row_that_ends_before_it_starts_is_refused(city, name):
    model, fields = dated_rows(city)[name]
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**fields, valid_from=TERM_START - DAY, valid_to=TERM_START - 2 * DAY)


# --- published means frozen -----------------------------------------------------------------------


def test_a_published_scorecard_is_not_published_again(running):
    with pytest.raises(DomainError, match="đã ban hành"):
        scorecards.publish_scorecard(actor=running.city.secretary, scorecard=running.delegate_card)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE campaigns_criterion SET maximum = maximum + 1",
        "DELETE FROM campaigns_criterion",
        "INSERT INTO campaigns_criterion (scorecard_id, position, code, name, maximum, shape, "
        "params, source, largest_count) SELECT scorecard_id, 99, 'Z', name, maximum, shape, "
        "params, source, largest_count FROM campaigns_criterion LIMIT 1",
    ],
)
def test_the_database_keeps_the_criteria_of_a_published_scorecard(running, statement):
    with (
        pytest.raises(InternalError, match="frozen"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
