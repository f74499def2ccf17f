"""Waiting work is on the worklist and the overview and notifies the secretaries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from awards.models import Objection, ProposalChange
from campaigns.models import Plan
from dashboards.waiting import waiting_in
from notices.kinds import OfficeNotice
from notices.models import Notice
from scoring.models import Appeal
from scoring.services import appeals

from .. import cast
from ..permissions import world as permission_world
from ..permissions.roles import LEADER, OFFICE, OWNER

pytestmark = pytest.mark.django_db

# One of everything, built once for this file.
world, media_apart = permission_world.world, permission_world.media_apart

KINDS = {
    "reports",
    "supplements",
    "pledges",
    "appeals",
    "post_checks",
    "award_ties",
    "changes",
    "objections",
    "returned_files",
    "returned",
    "ballots",
}


def waiting_of(world, user) -> dict:
    return {item.kind: item for item in waiting_in([world.plan], user)[world.plan.pk]}


def test_all_waiting_work_is_on_the_worklist_with_its_link(world, sign_in):
    secretary = world.people[OFFICE[0]]
    waiting = waiting_of(world, secretary)
    assert set(waiting) == KINDS
    client = sign_in(secretary)
    desk = client.get(reverse("admin:index")).text
    for item in waiting.values():
        assert item.address.replace("&", "&amp;") in desk, item.kind
        assert item.words in desk
        assert client.get(item.address).status_code == 200, item.kind


def test_work_for_another_person_is_marked(world, sign_in):
    secretary, second = (world.people[role] for role in OFFICE)
    assert waiting_of(world, secretary)["changes"].mine == 0  # the secretary asked for it
    assert waiting_of(world, second)["changes"].mine == 1
    assert waiting_of(world, secretary)["appeals"].mine == 1
    desk = sign_in(secretary).get(reverse("admin:index")).text
    assert "phải do người khác xử lý, không phải bạn" in desk


def test_finished_work_waits_no_longer(world):
    secretary = world.people[OFFICE[0]]
    ProposalChange.objects.all().delete()
    Objection.objects.all().delete()
    assert set(waiting_of(world, secretary)) == KINDS - {"changes", "objections"}


def test_a_leader_sees_it_on_the_overview_without_the_pages_of_the_office(world, sign_in):
    leader = world.people[LEADER[0]]
    client = sign_in(leader)
    page = client.get(reverse("dashboards:plan_overview", args=[world.plan.slug])).text
    for item in waiting_of(world, leader).values():
        if not item.is_for_office:
            continue
        assert item.words in page, item.kind
        if item.address:
            assert item.address in page
            assert client.get(item.address).status_code == 200, item.kind
    assert "evidence/activityreport" not in page


def test_the_cost_does_not_grow_with_plans(world):
    secretary = world.people[OFFICE[0]]
    cast.launch_round(world.round.city, "song-xanh-khac")
    costs = []
    for plans in ([world.plan], list(Plan.objects.run_by(secretary))):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            waiting_in(plans, secretary)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 15


def test_the_worklist_shows_draft_sealed_and_no_ranking(world, sign_in):
    other = cast.launch_round(world.round.city, "song-xanh-khac")
    Plan.objects.filter(pk=other.plan.pk).update(state="draft")
    desk = sign_in(world.people[OFFICE[0]]).get(reverse("admin:index")).text
    assert "<strong>Chưa có</strong> bảng xếp hạng" in desk
    assert "<strong>Tạm tính</strong> bảng xếp hạng" in desk


def test_the_secretaries_have_a_notice_of_an_appeal_until_it_is_answered(world):
    Appeal.objects.all().delete()
    owner, secretary, second = world.people[OWNER[0]], *(world.people[r] for r in OFFICE)
    line = world.sealed_line
    appeal = appeals.file_appeal(
        actor=owner,
        line=line,
        criterion=line.scorecard.criteria.get(code="II.1"),
        text="Đề nghị xem lại số cuộc họp.",
        at=timezone.now(),
    )
    notices = Notice.objects.filter(kind=OfficeNotice.WORK, key=f"appeal:{appeal.pk}:filed")
    assert {notice.recipient for notice in notices} == {secretary, second}
    assert notices[0].path == reverse("scoring:appeal_answer", args=[world.plan.slug, appeal.pk])
    appeals.answer_appeal(
        actor=second, appeal=appeal, answer="Không có căn cứ mới.", at=timezone.now()
    )
    assert not notices.all().exists()
