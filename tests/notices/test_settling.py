"""A notice closes with its task: it is neither unread nor mailed once nothing is left to do."""

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.services import close_plan
from dashboards.services import remind
from evidence.services import resubmit_report, return_report
from notices.models import DUE, Kind, Notice
from notices.queries import number_unread
from scoring import services
from scoring.models import ScoreSheet
from tests import cast
from tests.dashboards.test_reminding import at_seven, last_day
from tests.scoring.test_pages import words
from tests.scoring.test_sheets import Office, judged

pytestmark = pytest.mark.django_db


def open_kinds(user) -> list[str]:
    unread = Notice.objects.visible_to(user).unread().filter(kind__in=DUE)
    return list(unread.values_list("kind", flat=True))


def returned(running, delegate):
    report = cast.send(running, delegate, "II.1")
    reason = "Ảnh không rõ ngày"
    secretary = running.city.secretary
    return return_report(actor=secretary, report=report, reason=reason, at=timezone.now())


def test_a_returned_report_asks_for_nothing_once_it_was_sent_again(running, sign_in):
    delegate = running.city.delegates[2]
    report = returned(running, delegate)
    assert open_kinds(delegate) == [Kind.REPORT_RETURNED]
    draft = cast.draft(running, delegate, "II.1")
    resubmit_report(actor=delegate, report=report, draft=draft, at=timezone.now())
    assert open_kinds(delegate) == []
    assert number_unread(delegate) == 0
    page = words(sign_in(delegate).get(reverse("notices:inbox")))
    assert "Việc đã xong" in page
    assert "Đã đọc hết" in page


def test_closing_a_plan_closes_what_its_notices_ask_for(running):
    delegate, other = running.city.delegates[2:4]
    returned(running, delegate)
    running.plan.reports_due_at = last_day(3)
    running.plan.save()
    remind(at=at_seven())
    assert open_kinds(delegate) == [Kind.REPORT_RETURNED]
    assert open_kinds(other) == [Kind.REMINDER]
    close_plan(actor=running.city.secretary, plan=running.plan)
    assert (open_kinds(delegate), open_kinds(other)) == ([], [])


def test_each_stage_of_a_sheet_closes_what_the_one_before_asked_for(city):
    office = Office(city)
    office.sent()
    ScoreSheet.objects.filter(pk=office.sheet.pk).update(peer=office.round.entry_of_board(1))
    office.do(services.return_sheet, city.secretary, reason="Thiếu minh chứng mục B")
    assert open_kinds(office.head) == [Kind.SHEET_WAITING]
    office.do(services.send_sheet, office.head)
    assert open_kinds(office.head) == []
    assert open_kinds(office.peer_head) == [Kind.SHEET_WAITING]
    found = office.cells(A=judged("7", "Thiếu biên bản cuộc 3"))
    office.do(services.fill_appraisal, city.secretary, cells=found)
    early = "Đơn vị chấm chéo xin không chấm"
    office.do(services.finish_appraisal, city.secretary, early_reason=early)
    assert open_kinds(office.peer_head) == []  # nobody waits for the cross-score any more
    assert open_kinds(office.head) == [Kind.SHEET_WAITING]
    office.do(services.explain, office.head, texts={office.leaf["A"]: "Biên bản ở hồ sơ số 3"})
    assert open_kinds(office.head) == []


def test_a_mailed_reminder_closes_when_nothing_is_owed_any_more(running):
    delegate = running.city.delegates[2]
    running.plan.reports_due_at = last_day(3)
    running.plan.save()
    remind(at=at_seven())
    Notice.objects.filter(recipient=delegate).update(mailed_at=at_seven())
    other = running.city.delegates[3]
    cast.send(running, delegate, "II.1")
    remind(at=at_seven(1))
    assert open_kinds(delegate) == []
    assert open_kinds(other) == [Kind.REMINDER]
