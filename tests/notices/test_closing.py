"""A notice closes with its task: then it is neither unread nor mailed."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Stage
from campaigns.models.notice_kinds import PlanNotice
from campaigns.services import plans
from campaigns.services.pledges import accept_pledge, accept_pledges, return_pledge
from dashboards.notice_kinds import DashboardNotice
from dashboards.services import close_lapsed_notices, remind
from evidence.models.notice_kinds import ReportNotice
from evidence.services.deciding import return_report
from evidence.services.reporting import resubmit_report
from notices.kinds import OfficeNotice, due_kinds
from notices.models import Notice
from notices.queries import number_unread
from scoring.models import ScoreSheet
from scoring.models.notice_kinds import ScoringNotice
from scoring.services import draws, filling, post_checks, sheets

from .. import cast
from ..campaigns.test_pledges import promise
from ..campaigns.test_pledges import send as send_pledge
from ..dashboards.test_reminding import at_seven, last_day
from ..scoring.test_pages import words
from ..scoring.test_sheets import Office, judged

pytestmark = pytest.mark.django_db


def open_kinds(user) -> list[str]:
    unread = Notice.objects.visible_to(user).unread().filter(kind__in=due_kinds())
    return list(unread.values_list("kind", flat=True))


def returned(running, delegate):
    report = cast.send(running, delegate, "II.1")
    reason = "Ảnh không rõ ngày"
    secretary = running.city.secretary
    return return_report(actor=secretary, report=report, reason=reason, at=timezone.now())


def test_the_notice_of_a_returned_report_closes_when_it_is_sent_again(running, sign_in):
    delegate = running.city.delegates[2]
    report = returned(running, delegate)
    assert open_kinds(delegate) == [ReportNotice.RETURNED]
    draft = cast.content(running, delegate, "II.1")
    resubmit_report(actor=delegate, report=report, content=draft, at=timezone.now())
    assert open_kinds(delegate) == []
    assert number_unread(delegate) == 0
    page = words(sign_in(delegate).get(reverse("notices:inbox")))
    assert "Việc đã xong" in page
    assert "Đã đọc hết" in page


def test_closing_a_plan_closes_its_notices(running):
    delegate, other = running.city.delegates[2:4]
    returned(running, delegate)
    running.plan.reports_due_at = last_day(3)
    running.plan.save()
    remind(at=at_seven())
    assert open_kinds(delegate) == [ReportNotice.RETURNED]
    assert open_kinds(other) == [DashboardNotice.REMINDER]
    plans.close_plan(actor=running.city.secretary, plan=running.plan)
    assert (open_kinds(delegate), open_kinds(other)) == ([], [])


def test_each_stage_of_a_sheet_closes_the_notices_of_the_one_before(city):
    office = Office(city)
    office.sent()
    ScoreSheet.objects.filter(pk=office.sheet.pk).update(peer=office.round.entry_of_board(1))
    office.do(sheets.return_sheet, city.secretary, reason="Thiếu minh chứng mục B")
    assert open_kinds(office.head) == [ScoringNotice.SHEET_WAITING]
    office.do(sheets.send_sheet, office.head)
    assert open_kinds(office.head) == []
    assert open_kinds(office.peer_head) == [ScoringNotice.SHEET_WAITING]
    found = office.cells(A=judged("7", "Thiếu biên bản cuộc 3"))
    office.do(filling.fill_appraisal, city.secretary, cells=found)
    early = "Đơn vị chấm chéo xin không chấm"
    office.do(sheets.finish_appraisal, city.secretary, early_reason=early)
    assert open_kinds(office.peer_head) == []  # nobody waits for the cross-score any more
    assert open_kinds(office.head) == [ScoringNotice.SHEET_WAITING]
    office.do(sheets.explain, office.head, texts={office.leaf["A"]: "Biên bản ở hồ sơ số 3"})
    assert open_kinds(office.head) == []


def test_a_mailed_reminder_closes_when_nothing_is_owed(running):
    delegate = running.city.delegates[2]
    running.plan.reports_due_at = last_day(3)
    running.plan.save()
    remind(at=at_seven())
    Notice.objects.filter(recipient=delegate).update(mailed_at=at_seven())
    other = running.city.delegates[3]
    cast.send(running, delegate, "II.1")
    remind(at=at_seven(1))
    assert open_kinds(delegate) == []
    assert open_kinds(other) == [DashboardNotice.REMINDER]


# Notices to the office ----------------------------------------------------------------------------


def office_work(user) -> list[str]:
    """Titles of the open notices to the office, without the plan."""
    unread = Notice.objects.visible_to(user).unread().filter(kind=OfficeNotice.WORK)
    return [title.partition(": ")[2] for title in unread.values_list("title", flat=True)]


def test_the_office_is_asked_to_appraise_while_a_sheet_waits(city):
    office = Office(city)
    waits = ["có phiếu chấm điểm chờ thẩm định"]
    office.sent()
    assert office_work(office.second) == waits
    office.do(sheets.return_sheet, city.secretary, reason="Thiếu minh chứng mục B")
    assert office_work(office.second) == []
    office.do(sheets.send_sheet, office.head)
    assert office_work(office.second) == waits, "asked again on the same day"
    office.do(sheets.finish_appraisal, city.secretary)
    assert office_work(office.second) == []


def test_a_post_check_is_asked_for_until_every_drawn_sheet_is_checked(city):
    office = Office(city)
    office.appraised()
    draw = draws.draw_post_check(
        actor=city.secretary, plan=office.plan, number=1, at=timezone.now()
    )
    assert "đã bốc thăm phiếu để hậu kiểm" in office_work(office.second)
    note = "Đối chiếu sổ công văn đi."
    office.do(post_checks.confirm_sheet, office.second, draw=draw, note=note)
    assert "đã bốc thăm phiếu để hậu kiểm" not in office_work(office.second)


@pytest.fixture
def registering(city) -> cast.Round:
    due = timezone.now() + dt.timedelta(days=5)
    return cast.launch_round(city, "song-xanh-2023", registrations_due_at=due)


def test_the_office_is_asked_to_read_registrations_while_one_waits(registering):
    city, now = registering.city, timezone.now()
    first, second = (send_pledge(registering, user, at=now) for user in city.delegates[2:4])
    waits = ["có đăng ký thi đua chờ xem"]
    accept_pledge(actor=city.secretary, pledge=first, at=now)
    assert office_work(city.second_secretary) == waits, "the other one still waits"
    reason = "Chưa có chỉ tiêu"
    return_pledge(actor=city.secretary, pledge=second, reason=reason, at=now)
    assert office_work(city.second_secretary) == []
    send_again(registering, city.delegates[3], second)
    assert office_work(city.second_secretary) == waits
    plan = registering.plan
    accept_pledges(actor=city.secretary, plan=plan, pledge_ids=[second.pk], at=timezone.now())
    assert office_work(city.second_secretary) == []


# Registrations and reports that were returned -----------------------------------------------------


def send_again(registering, user, pledge):
    content = promise(registering, seen=pledge.token)
    return send_pledge(registering, user, at=timezone.now(), content=content)


def returned_pledge(registering, user, at):
    pledge = send_pledge(registering, user, at=at)
    secretary = registering.city.secretary
    return return_pledge(actor=secretary, pledge=pledge, reason="Chưa có chỉ tiêu", at=at)


def test_a_returned_registration_asks_its_people_until_it_is_sent_again(registering, sign_in):
    user, now = registering.city.delegates[2], timezone.now()
    pledge = returned_pledge(registering, user, now)
    assert open_kinds(user) == [PlanNotice.PLEDGE_RETURNED]
    notice = Notice.objects.get(kind=PlanNotice.PLEDGE_RETURNED)
    assert "Lý do: Chưa có chỉ tiêu" in notice.body
    form = sign_in(user).get(notice.path)
    assert 'name="send"' in form.text, "the notice leads to the form that sends it"
    send_again(registering, user, pledge)
    assert open_kinds(user) == []


def test_closing_the_plan_closes_the_notice_of_a_returned_registration(registering):
    user = registering.city.delegates[2]
    returned_pledge(registering, user, timezone.now())
    plans.close_plan(actor=registering.city.secretary, plan=registering.plan)
    assert open_kinds(user) == []


def test_notices_close_when_the_time_to_send_again_is_over(running, sign_in):
    delegate = running.city.delegates[2]
    report = returned(running, delegate)
    close_lapsed_notices(at=report.resend_until)
    assert open_kinds(delegate) == [ReportNotice.RETURNED]
    close_lapsed_notices(at=report.resend_until + dt.timedelta(seconds=1))
    assert open_kinds(delegate) == []
    page = words(sign_in(delegate).get(reverse("notices:inbox")))
    assert "Đã hết hạn" in page
    assert "Việc đã xong" not in page


def test_the_notice_of_a_returned_registration_stays_until_its_deadline(registering):
    now = timezone.now()
    users = registering.city.delegates[2:4]
    pledges = [returned_pledge(registering, user, now) for user in users]
    over = max(pledge.resend_until for pledge in pledges) + dt.timedelta(seconds=1)
    plans.grant_extension(
        actor=registering.city.secretary,
        entry=pledges[0].entry,
        stage=Stage.REGISTRATIONS,
        until=over + dt.timedelta(days=2),
        reason="Đi công tác dài ngày",
        at=now,
    )
    close_lapsed_notices(at=over)
    assert open_kinds(users[0]) == [PlanNotice.PLEDGE_RETURNED]
    assert open_kinds(users[1]) == []
