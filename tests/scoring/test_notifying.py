"""Notices about sheets, appeals and sealed rankings."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from notices.kinds import OfficeNotice
from notices.models import Notice
from scoring.models import ScoreSheet
from scoring.models.notice_kinds import ScoringNotice
from scoring.services import appeals, draws, ranking
from scoring.services.filling import fill_appraisal
from scoring.services.sheets import finish_appraisal, return_sheet, send_sheet, take_back_sheet

from .. import cast
from .test_sheets import Office, judged

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(city) -> Office:
    office = Office(city)
    Notice.objects.all().delete()  # of the renewed scorecard
    return office


def new_notices() -> list[tuple]:
    """(recipient, kind, title) of new notices, without those of the office."""
    notices = Notice.objects.exclude(kind=OfficeNotice.WORK).order_by("pk")
    found = [(n.recipient, n.kind, n.title) for n in notices.select_related("recipient")]
    Notice.objects.all().delete()
    return found


def test_the_office_is_notified_once_a_day_of_waiting_sheets(office):
    office.sent()
    office.do(return_sheet, office.city.secretary, reason="Thiếu minh chứng mục A")
    office.do(send_sheet, office.head)
    notices = Notice.objects.filter(kind=OfficeNotice.WORK)
    assert set(notices.values_list("title", flat=True)) == {
        f"{office.plan}: có phiếu chấm điểm chờ thẩm định"
    }
    people = list(notices.values_list("recipient", flat=True))
    assert len(people) == len(set(people)) >= 2


def give_to_peer(office) -> None:
    sheets = ScoreSheet.objects.filter(pk=office.sheet.pk)
    sheets.update(peer=office.round.entry_of_board(1))


def test_everyone_is_notified_when_a_sheet_waits_for_them(office):
    secretary, second = office.city.secretary, office.second
    give_to_peer(office)
    office.sent()
    handed = "Phiếu của Ban Pháp chế chờ Ban Đô thị chấm chéo"
    assert new_notices() == [(office.peer_head, ScoringNotice.SHEET_WAITING, handed)]

    office.do(return_sheet, secretary, reason="Thiếu minh chứng mục A")
    returned = "Phiếu chấm điểm của Ban Pháp chế bị trả lại"
    assert new_notices() == [(office.head, ScoringNotice.SHEET_WAITING, returned)]

    office.do(send_sheet, office.head)
    assert new_notices() == [
        (office.peer_head, ScoringNotice.SHEET_WAITING, handed)
    ]  # sent again, notified again

    findings = office.cells(A=judged("7", "Thiếu biên bản cuộc 3"))
    office.do(fill_appraisal, secretary, cells=findings)
    early = {"early_reason": "Không chờ nữa theo thông báo số 5"}
    office.do(finish_appraisal, secretary, **early)
    wanted = "Phiếu của Ban Pháp chế: 1 tiêu chí chờ giải trình"
    assert new_notices() == [(office.head, ScoringNotice.SHEET_WAITING, wanted)]

    office.do(finish_appraisal, second, **early)
    done = "Phiếu của Ban Pháp chế đã thẩm định xong"
    assert new_notices() == [(office.head, ScoringNotice.SHEET_DONE, done)]


def test_a_peer_is_not_sent_to_a_sheet_that_was_taken_back(office):
    give_to_peer(office)
    office.sent()
    office.do(take_back_sheet, office.head)
    assert new_notices() == []


def test_an_appraisal_that_agrees_asks_for_nothing(office):
    office.sent()
    office.do(finish_appraisal, office.city.secretary)
    agreed = "Phiếu của Ban Pháp chế: đã thẩm định lần 1"
    assert new_notices() == [(office.head, ScoringNotice.SHEET_DONE, agreed)]


def test_a_draw_notifies_peers_of_sheets_that_were_already_sent(office):
    office.sent()
    draws.assign_peers(
        actor=office.city.secretary,
        plan=office.plan,
        cluster=office.entry.cluster,
        at=timezone.now(),
        seed="mot",
    )
    office.sheet.refresh_from_db()
    spoken_for = office.sheet.peer == office.round.entry_of_board(1)
    assert [who for who, *_ in new_notices()] == ([office.peer_head] if spoken_for else [])


def test_a_draw_takes_no_more_queries_for_three_sheets_than_for_one(office):
    give = {
        "actor": office.city.secretary,
        "plan": office.plan,
        "cluster": office.entry.cluster,
        "at": timezone.now(),
        "seed": "mot",
    }
    costs = []
    for number in (1, 3):
        sheets = ScoreSheet.objects.in_plan(office.plan).order_by("pk")[:number]
        ScoreSheet.objects.filter(pk__in=sheets.values("pk")).update(
            stage="sent", sent_at=timezone.now(), sent_by=office.head
        )
        with CaptureQueriesContext(connection) as queries:
            draws.assign_peers(**give)
        costs.append(sum("notices_notice" in q["sql"] for q in queries))
    assert costs[0] <= 1 and costs[1] == 1


def test_the_answer_to_an_appeal_is_sent_with_its_text(office):
    office.appraised()
    draft = ranking.recompute(plan=office.plan, whole=True)
    sealed = ranking.seal_ranking(
        actor=office.city.secretary, plan=office.plan, seen_revision=draft.revision
    )
    line = sealed.lines.get(entry=office.entry)
    appeal = appeals.file_appeal(
        actor=office.head,
        line=line,
        criterion=line.scorecard.criteria.get(code="A"),
        text="Biên bản cuộc 3 đã nộp đúng hạn.",
        at=timezone.now(),
    )
    new_notices()
    appeals.answer_appeal(
        actor=office.third, appeal=appeal, answer="Không có dấu công văn đến.", at=timezone.now()
    )
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind) == (office.head, ScoringNotice.APPEAL_ANSWERED)
    assert notice.title == "Kiến nghị của Ban Pháp chế: không chấp nhận"
    assert "Không có dấu công văn đến." in notice.body


@pytest.mark.parametrize("number", [3, 10])
def test_everyone_with_a_line_is_notified_once_of_a_sealed_ranking(db, number):
    """The head of a board has two lines and gets one notice; always three statements."""
    city = cast.found_city("sx", "Sông Xanh", delegates=number)
    round_ = cast.launch_round(city, "song-xanh-2023")
    draft = ranking.recompute(plan=round_.plan)
    with CaptureQueriesContext(connection) as queries:
        ranking.seal_ranking(actor=city.secretary, plan=round_.plan, seen_revision=draft.revision)
    notices = Notice.objects.filter(kind=ScoringNotice.RANKING_SEALED)
    assert sorted(n.recipient_id for n in notices) == sorted(u.pk for u in city.delegates)
    words = [
        q["sql"] for q in queries if "notices_notice" in q["sql"] or '"accounts_user"' in q["sql"]
    ]
    assert len(words) == 3
