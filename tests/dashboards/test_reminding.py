"""Reminders go to those who still owe something, some days before the deadline."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from campaigns.models import Plan, Stage
from campaigns.pledge_content import PledgeContent
from campaigns.services import plans, pledges
from dashboards.notice_kinds import DashboardNotice
from dashboards.owing import debts_of
from dashboards.services import remind
from evidence.services import deciding
from notices.models import Notice
from notices.services.mailing import send_digests
from scoring.models import ScoreSheet
from scoring.services import filling, sheets
from scoring.sheets import columns

from .. import cast
from ..mail_server import mail_server  # noqa: F401 (a fixture)
from ..scoring.test_sheets import Office, judged, ratio

pytestmark = pytest.mark.django_db

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def last_day(days: int) -> dt.datetime:
    """23:59:59 in that many days."""
    day = timezone.localdate() + dt.timedelta(days=days)
    return dt.datetime.combine(day, dt.time(23, 59, 59), tzinfo=VIETNAM)


def at_seven(days: int = 0) -> dt.datetime:
    return last_day(days).replace(hour=7, minute=0, second=0)


def owing(plan, stage, at=None) -> set[str]:
    return {debt.name for debt in debts_of(plan, stage, at or timezone.now())}


def reminded() -> set[str]:
    return {n.recipient.username for n in Notice.objects.filter(kind=DashboardNotice.REMINDER)}


@pytest.fixture
def office(city) -> Office:
    """Boards 0 and 1 have a head; every stage ends in three days or later, one after another."""
    office = Office(city)
    stages = [stage for stage in Stage if stage != Stage.REGISTRATIONS]
    for number, stage in enumerate(stages, start=3):
        setattr(office.plan, f"{stage}_due_at", last_day(number))
    office.plan.save()
    return office


class TestRegistrations:
    @pytest.fixture(autouse=True)
    def due_in_three_days(self, running):
        running.plan.registrations_due_at = last_day(3)
        running.plan.reports_due_at = last_day(30)
        running.plan.save()

    def send(self, running, user):
        return pledges.send_pledge(
            actor=user,
            entry=running.entry_of(user),
            content=PledgeContent(commitment="Dự đủ các kỳ họp"),
            at=timezone.now(),
        )

    def test_entries_without_a_registration_or_with_a_returned_one_owe_it(self, running):
        city = running.city
        pledge = self.send(running, city.delegates[1])
        assert city.delegates[1].full_name not in owing(running.plan, Stage.REGISTRATIONS)
        assert city.delegates[2].full_name in owing(running.plan, Stage.REGISTRATIONS)
        pledges.return_pledge(
            actor=city.secretary, pledge=pledge, reason="Chưa rõ chỉ tiêu", at=timezone.now()
        )
        assert city.delegates[1].full_name in owing(running.plan, Stage.REGISTRATIONS)

    def test_reminded_in_time_and_never_after(self, running):
        self.send(running, running.city.delegates[1])
        remind(at=at_seven())
        assert running.city.delegates[2].username in reminded()
        assert running.city.delegates[1].username not in reminded()
        Notice.objects.all().delete()
        remind(at=at_seven(4))
        assert not reminded()


class TestReports:
    @pytest.fixture(autouse=True)
    def due_in_three_days(self, running):
        running.plan.reports_due_at = last_day(3)
        running.plan.save()

    def test_entries_without_a_report_or_with_a_returned_one_owe_it(self, running):
        city = running.city
        has_sent, has_returned, is_refused = city.delegates[1:4]
        cast.send_verified(running, has_sent, "II.1")
        for user, service in (
            (has_returned, deciding.return_report),
            (is_refused, deciding.refuse_report),
        ):
            service(
                actor=city.secretary,
                report=cast.send(running, user, "II.1"),
                reason="Không rõ ngày",
                at=timezone.now(),
            )
        names = owing(running.plan, Stage.REPORTS)
        assert has_sent.full_name not in names
        assert {has_returned.full_name, is_refused.full_name, city.delegates[4].full_name} < names
        assert "Ban Pháp chế" in names

    def test_a_returned_report_is_owed_until_its_own_last_moment(self, running):
        user = running.city.delegates[1]
        report = cast.send(running, user, "II.1")
        report = deciding.return_report(
            actor=running.city.secretary, report=report, reason="Không rõ", at=timezone.now()
        )
        ends = report.resend_until  # five days from now, after the plan's own end
        assert ends > running.plan.reports_due_at
        assert owing(running.plan, Stage.REPORTS, ends) == {user.full_name}
        assert owing(running.plan, Stage.REPORTS, ends + dt.timedelta(seconds=1)) == set()

    def test_reminders_are_sent_seven_three_and_one_days_before(self, running):
        """Counted to each entry's own deadline: board 0 has two days more."""
        plans.grant_extension(
            actor=running.city.secretary,
            entry=running.entry_of_board(0),
            stage=Stage.REPORTS,
            until=last_day(5),
            reason="Bão số 3",
            at=timezone.now(),
        )
        head, others = running.city.delegates[0], running.city.delegates[1:]
        days = {}
        for day in range(-5, 8):
            Notice.objects.all().delete()
            remind(at=at_seven(day))
            if names := reminded():
                days[day] = names
        everyone = {head.username, *(user.username for user in others)}
        assert days == {
            -4: everyone,
            -2: {head.username},
            0: everyone,
            2: everyone,
            4: {head.username},
        }

    def test_reminding_is_idempotent_within_a_day(self, running):
        for hour in range(6, 20):
            remind(at=at_seven().replace(hour=hour))
        assert Notice.objects.filter(kind=DashboardNotice.REMINDER).count() == len(
            running.city.delegates
        )

    def test_the_head_of_a_board_gets_one_reminder_for_both_entries(self, running):
        remind(at=at_seven())
        notice = Notice.objects.get(recipient=running.city.delegates[0])
        assert notice.title == "Còn 3 ngày: báo cáo hoạt động, Kế hoạch song-xanh-2023"
        assert notice.body.count("\n") == 1
        assert "Ban Pháp chế" in notice.body and "Lê Thử An" in notice.body

    def test_no_mail_to_those_who_have_done_the_work_meanwhile(self, running, mail_server):  # noqa: F811
        for user in running.city.delegates[1:3]:
            user.email = f"{user.username}@xa.example"
            user.save()
        quick, slow = running.city.delegates[1:3]
        remind(at=at_seven().replace(hour=6, minute=50))
        cast.send(running, quick, "II.1")
        remind(at=at_seven().replace(hour=6, minute=59))
        send_digests(at=at_seven())
        assert mail_server.recipients == [slow.email]

    def test_a_reminder_is_not_mailed_after_its_day(self, running, mail_server):  # noqa: F811
        user = running.city.delegates[1]
        user.email = "an@xa.example"
        user.save()
        remind(at=at_seven().replace(hour=20))
        assert send_digests(at=at_seven(1)) == 0

    def test_a_plan_that_is_not_running_reminds_nobody(self, running):
        Plan.objects.filter(pk=running.plan.pk).update(state="closed")
        assert remind(at=at_seven()) == 0


class TestSheets:
    def test_a_self_score_is_owed_until_it_is_sent(self, office):
        assert "Ban Pháp chế" in owing(office.plan, Stage.SELF_SCORES)
        office.sent()
        assert "Ban Pháp chế" not in owing(office.plan, Stage.SELF_SCORES)

    def test_a_cross_score_is_owed_by_the_peer_until_the_peers_deadline(self, office):
        assert owing(office.plan, Stage.CROSS_SCORES) == set()
        office.sent()
        peer = office.round.entry_of_board(1)
        ScoreSheet.objects.filter(pk=office.sheet.pk).update(peer=peer)
        assert owing(office.plan, Stage.CROSS_SCORES) == {peer.name}
        late = last_day(8)
        assert owing(office.plan, Stage.CROSS_SCORES, late) == set()
        plans.grant_extension(
            actor=office.city.secretary,
            entry=peer,
            stage=Stage.CROSS_SCORES,
            until=late,
            reason="Bão số 3",
            at=timezone.now(),
        )
        assert owing(office.plan, Stage.CROSS_SCORES, late) == {peer.name}
        office.do(
            filling.fill_cross,
            office.peer_head,
            cells=office.cells(A=judged("9"), B=ratio(45, 50)),
        )
        office.do(sheets.send_cross, office.peer_head)
        assert owing(office.plan, Stage.CROSS_SCORES) == set()

    def test_an_explanation_is_owed_where_the_appraisal_found_something(self, office):
        office.appraised()
        assert owing(office.plan, Stage.EXPLANATIONS) == {"Ban Pháp chế"}
        texts = {office.leaf["A"]: "Biên bản cuộc 3 gửi kèm công văn 12."}
        office.do(sheets.explain, office.head, texts=texts)
        assert owing(office.plan, Stage.EXPLANATIONS) == set()

    @pytest.mark.parametrize("points", [None, "9", "7"])
    def test_findings_by_query_equal_those_of_the_sheet(self, office, points):
        """Untouched, the same number in other words, another number."""
        office.sent()
        if points:
            found = office.cells(A=judged(points, "Lý do khác"), C=judged("2", "Bổ sung"))
            cells = {pk: cell for pk, cell in found.items() if pk == office.leaf["A"]}
            office.do(filling.fill_appraisal, office.city.secretary, cells=cells)
        office.do(sheets.finish_appraisal, office.city.secretary)
        has_findings = bool(columns.findings_of(office.sheet))
        assert has_findings == (points == "7")
        assert bool(owing(office.plan, Stage.EXPLANATIONS)) == has_findings

    def test_each_stage_has_its_own_reminders(self, office):
        """Four stages end on four days; three days before each its own people are reminded."""
        office.sent()
        ScoreSheet.objects.filter(pk=office.sheet.pk).update(peer=office.round.entry_of_board(1))
        remind(at=at_seven(2))  # three days before the cross-scores end, one before the reports
        keys = {n.key.split(":")[3]: n.recipient.username for n in Notice.objects.filter(
            kind=DashboardNotice.REMINDER, key__contains="cross")}  # fmt: skip
        assert keys == {Stage.CROSS_SCORES: office.peer_head.username}

    def test_a_stage_without_a_day_is_owed_and_reminds_nobody(self, office):
        office.plan.self_scores_due_at = None
        office.plan.save()
        assert "Ban Pháp chế" in owing(office.plan, Stage.SELF_SCORES)
        for day in range(10):
            remind(at=at_seven(day))
        assert not Notice.objects.filter(key__contains=Stage.SELF_SCORES).exists()


@pytest.mark.parametrize("number", [2, 9])
def test_the_cost_of_reminding_does_not_grow_with_the_entries(number, django_assert_num_queries):
    city = cast.found_city("sx", "Sông Xanh", delegates=number)
    round_ = cast.launch_round(city, "song-xanh-2023", reports_due_at=last_day(3))
    assert round_.plan.entries.count() == number + 3
    # plans, savepoint and release; five stages query and delete; the reports also notify
    with django_assert_num_queries(2 + 2 + 5 * 2 + 3):
        assert remind(at=at_seven()) == number
