"""Deadlines in working days: the warning about provisional years, and a calendar that changes."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from awards.models import PublicNotice
from awards.services import calendar
from core.errors import NotAllowedError
from core.models import CalendarDay, CalendarYear
from notices.models import Notice
from papers.documents.name_lists import notice as notice_paper
from papers.models import PaperKind
from papers.services.requesting import request_paper
from scoring.services import ranking

from .granting import ready

WARNING = "mới tính theo luật"


@pytest.fixture
def office(running):
    return ready(running)


def posted(office, day: dt.date, ends_on: dt.date, working_days: int = 10) -> PublicNotice:
    return PublicNotice.objects.create(
        proposal=office.proposal,
        place="Trụ sở",
        posted_on=day,
        working_days=working_days,
        ends_on=ends_on,
        posted_by=office.secretary,
    )


def confirm_2027(*extra_days_off: dt.date) -> None:
    year = CalendarYear.objects.create(year=2027, document="Văn bản 1/VPCP (giả định)")
    for day in extra_days_off:
        CalendarDay.objects.create(year=year, day=day)


@pytest.mark.parametrize(
    "page", ["awards:notice_detail", "dashboards:award_steps", "awards:decision_list"]
)
def test_every_page_warns_of_a_deadline_in_an_unconfirmed_year(office, sign_in, page):
    notice = posted(office, dt.date(2026, 6, 1), dt.date(2026, 6, 15))
    submission = office.send(issued_on=dt.date(2026, 6, 16))
    client = sign_in(office.secretary)
    address = reverse(page, args=[office.round.plan.slug])
    assert WARNING not in client.get(address).text
    notice.ends_on = submission.answer_due_on = dt.date(2027, 1, 12)
    notice.save()
    submission.save()
    assert WARNING in client.get(address).text
    confirm_2027()
    assert WARNING not in client.get(address).text


def test_participants_and_the_paper_are_warned_too(office, sign_in):
    today = timezone.localdate()
    posted(office, today, dt.date(2027, 1, 12))
    address = reverse("awards:notice_detail", args=[office.round.plan.slug])
    delegate = next(iter(office.round.city.delegates))
    seen_by_delegate = sign_in(delegate).get(address).text
    assert WARNING in seen_by_delegate
    assert "Lịch nghỉ ở bàn làm việc" not in seen_by_delegate
    assert "Lịch nghỉ ở bàn làm việc" in sign_in(office.secretary).get(address).text
    paper = request_paper(
        actor=office.secretary, proposal=office.proposal, kind=PaperKind.NOTICE, at=timezone.now()
    )
    assert "2027 mới tính theo luật" in notice_paper(paper, today)["thoi_gian"]


def test_the_sealing_notice_warns_of_the_last_day_of_appeals(running, time_machine):
    time_machine.move_to(dt.datetime(2026, 12, 30, 3, tzinfo=dt.UTC))
    draft = ranking.recompute(plan=running.plan)
    ranking.seal_ranking(
        actor=running.city.secretary, plan=running.plan, seen_revision=draft.revision
    )
    assert WARNING in Notice.objects.filter(key__startswith="ranking:").first().body


def test_a_changed_calendar_moves_the_deadlines_that_still_run(office, administrator):
    today = dt.date(2027, 2, 2)
    submission = office.send()
    running_notice = posted(office, dt.date(2027, 2, 1), dt.date(2027, 2, 22))
    submission.answer_due_on = dt.date(2026, 6, 19)  # stale: 22 June by the calendar of today
    submission.save()
    confirm_2027(dt.date(2027, 2, 11))
    assert calendar.recompute_deadlines(actor=administrator, today=today) == 2
    running_notice.refresh_from_db()
    submission.refresh_from_db()
    assert running_notice.ends_on == dt.date(2027, 2, 23)
    assert submission.answer_due_on == dt.date(2026, 6, 22)
    with pytest.raises(NotAllowedError):
        calendar.recompute_deadlines(actor=office.secretary, today=today)


def test_a_notice_that_ended_keeps_its_last_day(office, administrator):
    ended = posted(office, dt.date(2027, 2, 1), dt.date(2027, 2, 22))
    confirm_2027(dt.date(2027, 2, 11))
    calendar.recompute_deadlines(actor=administrator, today=dt.date(2027, 2, 23))
    ended.refresh_from_db()
    assert ended.ends_on == dt.date(2027, 2, 22)


def test_the_administrator_enters_a_year_in_the_admin_site_and_deadlines_move(
    office, administrator, sign_in
):
    running_notice = posted(office, dt.date(2027, 2, 1), dt.date(2027, 2, 22))
    client = sign_in(administrator)
    address = reverse("admin:core_calendaryear_add")
    assert "Mùng ba Tết Nguyên Đán" in client.get(address).text
    given = {
        "year": "2027",
        "document": "Văn bản 1/VPCP",
        "days-TOTAL_FORMS": "1",
        "days-INITIAL_FORMS": "0",
        "days-0-day": "11/02/2028",
        "days-0-reason": "nghỉ thêm",
    }
    assert "Ngày phải nằm trong năm 2027" in client.post(address, given).text
    page = client.post(address, given | {"days-0-day": "11/02/2027"}, follow=True)
    assert "Đã tính lại 1 hạn đang chạy" in page.text
    running_notice.refresh_from_db()
    assert running_notice.ends_on == dt.date(2027, 2, 23)


def test_deadlines_move_when_the_administrator_deletes_a_year(office, administrator, sign_in):
    submission = office.send()
    submission.answer_due_on = dt.date(2026, 6, 19)  # stale: 22 June by the calendar of today
    submission.save()
    confirm_2027(dt.date(2027, 2, 11))
    address = reverse("admin:core_calendaryear_delete", args=[2027])
    page = sign_in(administrator).post(address, {"post": "yes"}, follow=True)
    assert "Đã tính lại 1 hạn đang chạy" in page.text
    submission.refresh_from_db()
    assert submission.answer_due_on == dt.date(2026, 6, 22)
