"""Reporters of an entry, and the recipients of notices about changes by the office."""

import datetime as dt

import pytest
from django.utils import timezone

from campaigns.models import Entry, Stage
from campaigns.models.notice_kinds import PlanNotice
from campaigns.queries.entries import speakers_of
from campaigns.scorecards.document import Document
from campaigns.services import plans, scorecards
from core import clock
from notices.models import Notice
from participants.models import BodyPost, Membership

from .. import cast

pytestmark = pytest.mark.django_db


def test_speakers_of_an_entry_are_those_who_report_for_it(running, elsewhere):
    """Both directions agree, also for posts that ended, deputies and members."""
    city = running.city
    for user, post, valid_to in (
        (city.delegates[1], BodyPost.DEPUTY, None),
        (city.delegates[2], BodyPost.MEMBER, None),
        (city.delegates[3], BodyPost.HEAD, dt.date(2022, 1, 1)),
    ):
        Membership.objects.create(
            mandate=running.entry_of(user).mandate,
            body=city.boards[1],
            role=post,
            valid_from=cast.TERM_START,
            valid_to=valid_to,
        )
    gone = running.entry_of(city.delegates[4]).mandate
    gone.valid_to = dt.date(2024, 1, 1)
    gone.save()
    entries = Entry.objects.all()
    asked = {
        entry.pk: {
            user.pk
            for user in [*city.delegates, *elsewhere.city.delegates]
            if Entry.objects.reported_by(user).filter(pk=entry.pk).exists()
        }
        for entry in entries
    }
    found = speakers_of(entries, clock.today())
    assert {pk: users for pk, users in asked.items() if users} == found
    assert len(found[running.entry_of_board(1).pk]) == 1
    assert found[running.entry_of_board(0).pk] == {city.delegates[0].pk}


def test_an_extension_notifies_only_the_reporters_of_the_entry(running):
    head = running.city.delegates[0]
    until = timezone.now() + dt.timedelta(days=40)
    for _ in range(2):
        plans.grant_extension(
            actor=running.city.secretary,
            entry=running.entry_of_board(0),
            stage=Stage.REPORTS,
            until=until,
            reason="Bão số 3",
            at=timezone.now(),
        )
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind) == (head, PlanNotice.EXTENSION_GRANTED)
    assert notice.title == "Ban Pháp chế: được gia hạn báo cáo hoạt động"
    assert f"{timezone.localtime(until):%d/%m/%Y}" in notice.body


def test_a_renewed_scorecard_notifies_its_entries_once(running):
    """The head of a board, and no delegates, who are scored by another scorecard."""
    draft = scorecards.draft_scorecard(
        actor=running.city.secretary,
        plan=running.plan,
        document=Document.read({"name": "Ban", "kinds": ["board"], "criteria": cast.BOARD_TREE}),
    )
    scorecards.publish_scorecard(actor=running.city.secretary, scorecard=draft)
    notice = Notice.objects.get()
    assert notice.recipient == running.city.delegates[0]
    assert notice.title == "Bảng tiêu chí “Ban” có phiên bản 2"
    assert notice.path == f"/phong-trao/song-xanh-2023/tieu-chi/{draft.pk}/"
