"""Reports after the deadline: lateness, extensions, and the office's answers."""

import datetime as dt
import html

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.errors import DomainError, NotAllowedError
from evidence.models import ActivityReport, SupplementRequest
from evidence.rules import days_late
from evidence.services import deciding, reporting, supplements

from .. import cast
from ..reading import one_line

NOW = timezone.now().replace(microsecond=0)
WHY = "Đi công tác đảo, mất sóng"
ANSWER = "Theo ý kiến Thường trực ngày 05/01"


@pytest.fixture
def delegate(running):
    return running.city.delegates[2]


@pytest.fixture
def locked(running):
    """The round, two days and an hour after its deadline."""
    running.plan.reports_due_at = NOW - dt.timedelta(days=2, hours=1)
    running.plan.save()
    return running


def ask(round_, delegate, **changes) -> SupplementRequest:
    values = {"actor": delegate, "entry": round_.entry_of(delegate), "reason": WHY, "at": NOW}
    return supplements.ask_supplement(**values | changes)


def allow(round_, request, **changes) -> SupplementRequest:
    values = {
        "actor": round_.city.secretary,
        "request": request,
        "until": NOW + dt.timedelta(days=3),
        "answer": ANSWER,
        "at": NOW,
    }
    return supplements.allow_supplement(**values | changes)


@pytest.mark.parametrize(
    ("after", "days"),
    [
        (dt.timedelta(seconds=-1), 0),
        (dt.timedelta(0), 0),
        (dt.timedelta(microseconds=1), 1),
        (dt.timedelta(days=1), 1),
        (dt.timedelta(days=1, seconds=1), 2),
    ],
)
def test_a_started_day_counts_as_a_whole_day_late(running, after, days):
    assert days_late(running.plan, running.plan.reports_due_at + after) == days


def test_a_late_report_names_its_extension(locked, delegate):
    with pytest.raises(DomainError, match="Đã quá hạn"):
        cast.send(locked, delegate, "II.1")
    request = allow(locked, ask(locked, delegate))
    report = cast.send(locked, delegate, "II.1")
    assert (report.days_late, report.extension) == (3, request.extension)
    assert (request.answered_by, request.extension.granted_by) == (locked.city.secretary,) * 2
    # another delegate got nothing
    with pytest.raises(DomainError, match="Đã quá hạn"):
        cast.send(locked, locked.city.delegates[3], "II.1")
    # and it ends to the second
    draft = cast.content(locked, delegate, "II.1")
    last = request.extension.until
    with pytest.raises(DomainError, match="Đã quá hạn"):
        reporting.submit_report(actor=delegate, content=draft, at=last + dt.timedelta(seconds=1))
    reporting.submit_report(actor=delegate, content=draft, at=last)


def test_the_first_sending_decides_about_lateness(running, delegate):
    report = cast.send(running, delegate, "II.1")
    deciding.return_report(
        actor=running.city.secretary, report=report, reason="Thiếu ảnh", at=timezone.now()
    )
    running.plan.reports_due_at = timezone.now() - dt.timedelta(hours=1)
    running.plan.save()
    report.refresh_from_db()
    draft = cast.content(running, delegate, "II.1", entry=report.entry)
    again = reporting.resubmit_report(
        actor=delegate, report=report, content=draft, at=timezone.now()
    )
    assert again.days_late == 0


def test_the_database_refuses_a_late_report_without_an_extension(running, delegate):
    report = cast.send(running, delegate, "II.1")
    with pytest.raises(IntegrityError), transaction.atomic():
        ActivityReport.objects.filter(pk=report.pk).update(days_late=1)


def test_a_report_entered_on_behalf_is_marked(running, delegate):
    own = cast.send(running, delegate, "II.1")
    for_them = reporting.submit_report(
        actor=running.city.secretary,
        content=cast.content(running, delegate, "II.1", entry=own.entry),
        at=timezone.now(),
    )
    assert (own.on_behalf, for_them.on_behalf) == (False, True)


def test_a_request_before_the_deadline_is_refused(running, delegate):
    with pytest.raises(DomainError, match="Vẫn còn hạn"):
        ask(running, delegate)


def test_a_second_request_and_one_for_others_are_refused(locked, delegate):
    ask(locked, delegate)
    with pytest.raises(DomainError, match="đang chờ"):
        ask(locked, delegate)
    with pytest.raises(NotAllowedError):
        ask(locked, locked.city.delegates[3], actor=delegate)
    with pytest.raises(DomainError, match="từ 5 đến 1000"):
        ask(locked, locked.city.delegates[3], reason=" \u200b? ")


def test_nobody_answers_their_own_request_or_answers_twice(locked, delegate):
    asked = ask(locked, delegate, actor=locked.city.secretary)
    with pytest.raises(NotAllowedError, match="người khác"):
        allow(locked, asked)
    with pytest.raises(NotAllowedError):
        allow(locked, asked, actor=locked.city.leader)
    supplements.refuse_supplement(
        actor=locked.city.second_secretary, request=asked, answer="Đã nhắc hai lần", at=NOW
    )
    with pytest.raises(DomainError, match="đã được trả lời"):
        allow(locked, asked, actor=locked.city.second_secretary)
    ask(locked, delegate)  # with a better reason perhaps


def test_the_pages_from_the_request_to_the_report(locked, delegate, sign_in):
    client = sign_in(delegate)
    page = reverse("evidence:report_create", query={"cho": locked.entry_of(delegate).pk})
    assert "Xin gửi bổ sung sau hạn" in client.get(page).text
    asking = reverse("evidence:supplement_ask", query={"cho": locked.entry_of(delegate).pk})
    assert "Hãy ghi rõ lý do" in client.post(asking, {"reason": ""}).text
    assert "Đang chờ văn phòng trả lời" in client.post(asking, {"reason": WHY}, follow=True).text
    office = sign_in(locked.city.secretary)
    to_answer = reverse("evidence:supplement_list", args=[locked.plan.slug])
    assert WHY in office.get(to_answer).text
    one = reverse(
        "evidence:supplement_answer", args=[locked.plan.slug, SupplementRequest.objects.get().pk]
    )
    told = office.post(one, {"answer": "allow", "reason": ANSWER, "until": ""})
    assert "Hãy chọn ngày" in told.text and ANSWER in told.text
    told = office.post(one, {"answer": "allow", "reason": ANSWER, "until": "2023-01-01"})
    assert "phải sau lúc này" in told.text
    until = timezone.localdate() + dt.timedelta(days=3)
    office.post(one, {"answer": "allow", "reason": ANSWER, "until": until.isoformat()})
    given = SupplementRequest.objects.get().extension
    assert timezone.localtime(given.until) == dt.datetime.combine(
        until, dt.time(23, 59, 59), tzinfo=timezone.get_current_timezone()
    )
    shown = one_line(html.unescape(client.get(page).text))
    assert "cho nhận bổ sung đến" in shown and "ghi là nộp muộn" in shown


def test_the_requester_sees_the_request_and_its_answer(locked, delegate, sign_in):
    supplements.refuse_supplement(
        actor=locked.city.secretary, request=ask(locked, delegate), answer="Hết hạn", at=NOW
    )
    page = reverse("evidence:report_create", query={"cho": locked.entry_of(delegate).pk})
    assert "Văn phòng trả lời:</strong> Hết hạn" in one_line(sign_in(delegate).get(page).text)
