"""One digest a day at most, over a real SMTP socket; nothing lost, next to nothing twice."""

import datetime as dt
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connections
from django.urls import reverse

from dashboards.notice_kinds import DashboardNotice
from evidence.models.notice_kinds import ReportNotice
from notices.kinds import all_kinds, due_kinds
from notices.models import Mailbox, Notice
from notices.services.mailing import send_digests
from notices.services.preferences import choose_mail, unsubscribe
from notices.services.reading import mark_read
from notices.services.sending import Message, notify
from scoring.models.notice_kinds import ScoringNotice

pytestmark = pytest.mark.django_db

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
EVENING = dt.datetime(2026, 3, 2, 20, 0, tzinfo=VIETNAM)
MORNING = dt.datetime(2026, 3, 3, 7, 0, tzinfo=VIETNAM)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def told(
    user, title="Có kết quả", *, kind=ScoringNotice.SHEET_DONE, at=EVENING, **fields
) -> Notice:
    key = fields.pop("key", f"{title}{at}")
    message = Message(kind, title=title, key=key, **fields)
    notify(recipients=[user.pk], message=message, at=at)
    return Notice.objects.get(recipient=user, key=key)


def test_what_was_told_since_yesterday_goes_out_in_one_mail_at_the_hour(mail_server, person):
    an = person("an")
    told(an, "Phiếu đã xong", body="Số liệu < 5 & đủ", path="/viec-cua-toi/")
    told(an, "Báo cáo bị trả lại", kind=ReportNotice.RETURNED)
    assert send_digests(at=MORNING - dt.timedelta(seconds=1)) == 0
    assert send_digests(at=MORNING) == 1
    (letter,) = mail_server.mails
    assert letter.to == "an@xa.example"
    assert letter.subject == "2 thông báo mới · Thi đua HĐND"
    (text_type, text), (html_type, html) = letter.parts
    assert (text_type, html_type) == ("text/plain", "text/html")
    assert text.index("[CÓ HẠN] Báo cáo bị trả lại") < text.index("Phiếu đã xong")
    assert "Số liệu < 5 & đủ" in text
    assert "https://thidua.example.vn/viec-cua-toi/" in text
    assert "Số liệu &lt; 5 &amp; đủ" in html
    assert mail.outbox == []  # it went over the socket, not into Django's memory


def test_one_a_day_and_the_rest_tomorrow(mail_server, person):
    an = person("an")
    told(an, "Hôm trước")
    send_digests(at=MORNING)
    told(an, "Trong ngày", at=MORNING + HOUR)
    for hours in range(1, 16):
        assert send_digests(at=MORNING + hours * HOUR) == 0
    assert send_digests(at=MORNING + DAY) == 1
    assert [m.subject for m in mail_server.mails] == [
        "Hôm trước · Thi đua HĐND",
        "Trong ngày · Thi đua HĐND",
    ]


def test_what_came_after_the_hour_waits_for_the_next_day(mail_server, person):
    told(person("an"), at=MORNING + HOUR)
    assert send_digests(at=MORNING + 2 * HOUR) == 0
    assert send_digests(at=MORNING + DAY) == 1


def test_no_mail_to_who_has_no_address_has_left_or_has_read_it(mail_server, person):
    without, left, reader = person("khong"), person("nghi"), person("doc")
    for user in (without, left, reader):
        notice = told(user)
    mark_read(actor=reader, notice=notice, at=EVENING)
    without.email, left.is_active = "", False
    without.save()
    left.save()
    assert send_digests(at=MORNING) == 0
    assert mail_server.attempts == []


def test_what_is_old_or_past_its_end_is_not_mailed(mail_server, person):
    an = person("an")
    told(an, "Chuyện cũ", at=MORNING - 15 * DAY)
    told(an, "Hạn đã qua", kind=DashboardNotice.REMINDER, mail_until=MORNING - HOUR)
    assert send_digests(at=MORNING) == 0
    told(an, "Hạn chưa qua", kind=DashboardNotice.REMINDER, mail_until=MORNING + HOUR)
    send_digests(at=MORNING)
    assert [m.subject for m in mail_server.mails] == ["Hạn chưa qua · Thi đua HĐND"]


# --- the way out ----------------------------------------------------------------------------------


def test_unsubscribing_keeps_what_is_due(mail_server, person):
    an = person("an")
    for kind in all_kinds():
        told(an, kind.label, kind=kind)
    unsubscribe(user=an)
    send_digests(at=MORNING)
    ((_, text), _) = mail_server.mails[0].parts
    assert {kind for kind in all_kinds() if kind.label in text} == set(due_kinds())
    told(an, "Chỉ là tin", at=MORNING + HOUR)
    assert send_digests(at=MORNING + DAY) == 0


def test_the_mail_carries_a_signed_way_out_that_works_with_one_click(mail_server, person, client):
    an, binh = person("an"), person("binh")
    told(an)
    send_digests(at=MORNING)
    message = mail_server.mails[0].message
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = message["List-Unsubscribe"].strip().strip("<>")
    assert link.startswith("https://thidua.example.vn/thong-bao/thoi-nhan/")
    path = link.removeprefix("https://thidua.example.vn")
    assert "Thôi nhận thư" in client.get(path).text
    assert not Mailbox.objects.filter(wants_news=False).exists()  # looking does nothing
    answer = client.post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert Mailbox.objects.get(user=an).wants_news is False
    assert not Mailbox.objects.filter(user=binh).exists()


def test_a_forged_way_out_is_none(client, person):
    token = "MTA.aaaaaa:bbbbbbbbbbbbbbbbbbbbbbbbbbbb"
    address = reverse("notices:unsubscribe", args=[token])
    assert client.post(address).status_code == 404


# --- headers and trouble --------------------------------------------------------------------------


def test_a_title_cannot_smuggle_a_header_into_the_mail(mail_server, person):
    told(person("an"), "Họp\r\nBcc: ke-la@xa.example\r\n\r\n<b>thân</b>")
    send_digests(at=MORNING)
    (letter,) = mail_server.mails
    assert letter.message["Bcc"] is None
    assert letter.subject == "Họp Bcc: ke-la@xa.example <b>thân</b> · Thi đua HĐND"
    assert mail_server.attempts == ["an@xa.example"]
    assert "<b>" not in letter.parts[1][1]


def test_one_address_that_is_refused_holds_up_nobody_and_is_given_up_in_the_end(
    mail_server, person
):
    bad, good = person("hong"), person("lanh")
    mail_server.refused = {bad.email}
    told(bad)
    told(good)
    assert send_digests(at=MORNING) == 1
    assert mail_server.recipients == [good.email]
    box = Mailbox.objects.get(user=bad)
    assert (box.failures, box.next_try_at) == (1, MORNING + dt.timedelta(minutes=15))
    assert "No such mailbox" in box.last_error
    assert send_digests(at=MORNING + dt.timedelta(minutes=10)) == 0
    for day in range(5):
        for hour in (0, 1, 2, 6, 12):
            send_digests(at=MORNING + day * DAY + hour * HOUR)
    assert mail_server.attempts.count(bad.email) == Mailbox.MOST_FAILURES
    assert Mailbox.objects.get(user=bad).is_given_up
    mail_server.refused = set()
    choose_mail(actor=bad, address=bad.email, wants_news=True)
    assert send_digests(at=MORNING + 5 * DAY) == 1


def test_a_server_that_is_away_costs_nobody_a_try_and_loses_nothing(mail_server, person):
    told(person("an"))
    mail_server.stop()
    assert send_digests(at=MORNING) == 0
    assert Mailbox.objects.get().failures == 0
    mail_server.start()
    assert send_digests(at=MORNING + HOUR) == 1


def test_killed_after_the_server_took_it_the_same_mail_goes_again_never_none(
    mail_server, person, monkeypatch
):
    an, binh = person("an"), person("binh")
    told(an)
    told(binh)
    with monkeypatch.context() as patched:
        patched.setattr(Mailbox, "save", killed)
        with pytest.raises(KeyboardInterrupt):
            send_digests(at=MORNING)
    assert not Notice.objects.filter(mailed_at__isnull=False).exists()
    assert send_digests(at=MORNING + HOUR) == 2
    assert mail_server.recipients == [an.email, an.email, binh.email]
    first, second, third = (m.message["Message-ID"] for m in mail_server.mails)
    assert first == second != third  # so that the reader's own server may drop the copy


def killed(*args, **kwargs):
    raise KeyboardInterrupt


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_mail_once(mail_server, person):
    people = [person(f"nguoi{number}") for number in range(8)]
    for user in people:
        told(user)
    start, sent = Barrier(2), []

    def work() -> None:
        start.wait(5)
        sent.append(send_digests(at=MORNING))
        connections.close_all()

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sum(sent) == 8
    assert sorted(mail_server.recipients) == sorted(user.email for user in people)


def test_the_cost_of_a_mail_does_not_grow_with_what_stands_in_it(
    mail_server, person, django_assert_num_queries
):
    costs = []
    for name, number in (("it", 1), ("nhieu", 30)):
        user = person(name)
        for index in range(number):
            told(user, f"Tin {index}")
        with count_queries() as queries:
            send_digests(at=MORNING)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def count_queries():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return CaptureQueriesContext(connection)
