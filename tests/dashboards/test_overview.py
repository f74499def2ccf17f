"""The leader's overview: leaders, missing work and progress of a plan."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.models import EntryList
from dashboards.clusters import cluster_standings, slowest
from scoring.services import measuring, ranking
from scoring.sheets.progress import plan_progress
from scoring.sheets.values import PartNumbers

from .. import cast
from ..scoring.test_pages import words
from ..scoring.test_sheets import Office

pytestmark = pytest.mark.django_db


def of_list(standings, list_: EntryList):
    return next(row for row in standings if row.list == list_)


def page_of(client, plan) -> str:
    return words(client.get(reverse("dashboards:plan_overview", args=[plan.slug])))


def test_entries_without_data_are_in_no_mean_and_nobody_leads_without_points(running, sign_in):
    known = running.city.delegates[2]
    cast.send_verified(running, known, "II.1", 2)
    draft = ranking.recompute(plan=running.plan, whole=True)
    standings = cluster_standings(draft)
    part_time = of_list(standings, EntryList.PART_TIME)
    assert (part_time.ranked, part_time.without_data) == (1, part_time.size - 1)
    assert part_time.first.entry == running.entry_of(known)
    assert {part_time.lowest, part_time.average, part_time.highest} == {Decimal(45)}
    collective = of_list(standings, EntryList.COLLECTIVE)
    assert (collective.first, collective.average, collective.ranked) == (None, None, 0)
    page = page_of(sign_in(running.city.leader), running.plan)
    assert "Chưa ai có điểm" in page
    assert f"{part_time.size - 1} trong {part_time.size} chưa có số liệu" in page


def test_nobody_leads_a_list_in_which_everybody_has_0_points(running):
    board = running.entry_of_board(0)
    measuring.record_measure(
        actor=running.city.secretary,
        entry=board,
        criterion=running.criterion("A.1"),
        parts=[PartNumbers(0)],
        at=timezone.now(),
    )
    draft = ranking.recompute(plan=running.plan, whole=True)
    row = of_list(cluster_standings(draft), EntryList.COLLECTIVE)
    assert (row.ranked, row.highest, row.first) == (1, 0, None)


def test_progress_of_a_plan_scored_by_sheets_counts_sheets(city, sign_in):
    office = Office(city)
    boards = office.plan.entries.filter(list=EntryList.COLLECTIVE).count()
    delegates = office.plan.entries.count() - boards
    office.sent()
    progress = plan_progress(office.plan)
    assert (progress.scoring, progress.sent, progress.appraised) == (boards, 1, 0)
    assert progress.reporting == delegates + boards  # leaf C of the sheet is fed by reports
    draft = ranking.recompute(plan=office.plan, whole=True)
    row = of_list(cluster_standings(draft), EntryList.COLLECTIVE)
    assert (row.scoring, row.without_sheet) == (boards, boards - 1)
    assert row in slowest(cluster_standings(draft))
    page = page_of(sign_in(city.leader), office.plan)
    assert f"trong {boards} phải tự chấm (33 %)" in page
    assert "Chưa gửi phiếu tự chấm" in page
