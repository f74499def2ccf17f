"""Who may report for an entry on a day, and what stays visible afterwards."""

import datetime as dt

import pytest

from campaigns.models import Entry, Plan
from participants.models import Body, Mandate, Membership

YESTERDAY = dt.date.today() - dt.timedelta(days=1)
LONG_AGO = dt.date(2022, 3, 1)


def end(queryset, day: dt.date) -> None:
    queryset.update(valid_to=day)


@pytest.fixture
def head(running):
    return running.city.delegates[0]


def test_a_head_reports_for_themselves_and_for_the_board(running, head):
    kinds = set(Entry.objects.reported_by(head).values_list("kind", flat=True))
    assert kinds == {"delegate", "board"}


@pytest.mark.parametrize("what", ["post", "mandate", "body"])
def test_an_ended_post_cannot_report_but_can_still_read(running, head, what):
    rows = {
        "post": Membership.objects.filter(mandate__person__user=head),
        "mandate": Mandate.objects.filter(person__user=head),
        "body": Body.objects.filter(pk=running.city.boards[0].pk),
    }[what]
    end(rows, YESTERDAY)
    board = running.entry_of_board(0)
    assert board not in Entry.objects.reported_by(head)
    assert board in Entry.objects.visible_to(head)
    assert running.plan in Plan.objects.visible_to(head)


def test_a_post_that_ended_before_the_plan_began_cannot_read_it(running, head):
    end(Membership.objects.filter(mandate__person__user=head), LONG_AGO)
    assert running.entry_of_board(0) not in Entry.objects.visible_to(head)


def test_a_name_typed_on_the_admin_site_gets_its_sort_key(city):
    board = Body(
        council=city.council, kind="board", name="Ban  Dân   tộc", valid_from=dt.date(2022, 1, 1)
    )
    board.full_clean()
    assert (board.name, bool(board.sort_key)) == ("Ban Dân tộc", True)
