"""A new version of a scorecard in a running plan: what it may change, and what it must keep."""

from copy import deepcopy

import pytest

from campaigns.models import ActivityKind, Scorecard
from campaigns.scorecards.document import Document
from campaigns.services import plans, scorecards
from core.errors import DomainError

from .. import cast

pytestmark = pytest.mark.django_db


def document(**values) -> dict:
    return {"name": "Ban", "kinds": ["board"], "criteria": deepcopy(cast.BOARD_TREE)} | values


def draft(running, **values) -> Scorecard:
    return scorecards.draft_scorecard(
        actor=running.city.secretary, plan=running.plan, document=Document.read(document(**values))
    )


def publish(running, scorecard) -> Scorecard:
    return scorecards.publish_scorecard(actor=running.city.secretary, scorecard=scorecard)


def test_nothing_is_published_once_the_plan_is_closed(running):
    version = draft(running)
    plans.close_plan(actor=running.city.secretary, plan=running.plan)
    with pytest.raises(DomainError, match="đã tổng kết"):
        publish(running, version)
    assert Scorecard.objects.get(pk=version.pk).state == "draft"


def test_a_new_version_must_cover_all_entries_of_the_old(running):
    version = draft(running, kinds=["delegate_group"])
    with pytest.raises(DomainError, match="bỏ sót người đang được chấm"):
        publish(running, version)


def test_a_version_never_has_fewer_decimals_than_the_one_before(running):
    before = running.board_card.decimals
    tree = deepcopy(cast.BOARD_TREE)
    tree[0]["items"][0]["params"]["per"] = "33"
    assert before == 2
    assert draft(running, criteria=tree).decimals == 2


def test_a_draft_that_is_replaced_keeps_its_kinds_of_activity(running):
    first = draft(running)
    kind = ActivityKind.objects.create(plan=running.plan, position=50, name="Khảo sát")
    kind.criteria.add(first.criteria.get(code="A.1"))
    second = draft(running)
    assert list(kind.criteria.all()) == [second.criteria.get(code="A.1")]


@pytest.mark.parametrize(
    "changed",
    [
        {"shape": "pass_fail", "params": {}},
        {"shape": "threshold", "params": {"on": "count", "steps": [{"bound": "1", "points": "1"}]}},
    ],
)
def test_counts_do_not_continue_where_their_meaning_changes(running, changed):
    tree = deepcopy(cast.BOARD_TREE)
    tree[0]["items"][0] |= changed
    version = draft(running, criteria=tree)
    assert version.criteria.get(code="A.1").previous is None


def test_a_threshold_on_a_ratio_is_not_one_on_a_count(running):
    steps = [{"bound": "40", "points": "100"}]
    leaf = {"shape": "threshold", "source": "sheet", "params": {"on": "ratio", "steps": steps}}
    tree = deepcopy(cast.BOARD_TREE)
    tree[0]["items"][0] |= leaf
    publish(running, draft(running, criteria=tree))
    tree[0]["items"][0]["params"] = {"on": "count", "steps": steps}
    assert draft(running, criteria=tree).criteria.get(code="A.1").previous is None


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"base_maximum": "100001"}, "100.000"),
        ({"tie_break": ["A", "A"]}, "hai lần"),
        ({"kinds": ["board", "board"]}, "hai lần"),
        ({"name": "Ba\x0bn"}, "không in được"),
    ],
)
def test_values_that_could_not_be_read_back_are_refused(running, values, message):
    with pytest.raises(DomainError) as refusal:
        draft(running, **values)
    assert message in str(refusal.value)


def test_a_name_from_another_keyboard_is_the_same_name(running):
    version = draft(running, name="Ban")
    assert version.version == 2
    decomposed = scorecards.draft_scorecard(
        actor=running.city.secretary,
        plan=running.plan,
        document=Document.read(
            {
                "name": "Đa\u0323i biê\u0309u",  # as some file systems write it
                "kinds": ["delegate"],
                "criteria": cast.DELEGATE_TREE,
            }
        ),
    )
    assert (decomposed.name, decomposed.version) == ("Đại biểu", 2)


def test_new_criteria_get_kinds_of_activity_to_report(running):
    tree = deepcopy(cast.BOARD_TREE)
    tree[0]["interpretations"] = {"items_over_max": "Vượt 100 điểm thì tính 100."}
    tree[0]["items"].append({**tree[0]["items"][0], "code": "A.2", "name": "Cuộc khảo sát"})
    version = publish(running, draft(running, criteria=tree))
    kinds = {c.code: list(c.activity_kinds.all()) for c in version.criteria.exclude(shape="")}
    assert [kind.name for kind in kinds["A.2"]] == ["Cuộc khảo sát"]
    assert [kind.name for kind in kinds["A.1"]] == ["Giám sát chuyên đề"]
