"""One digest a day at most, over a real SMTP socket; nothing is lost, hardly anything repeated."""

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


def send_to(
    user, title="Có kết quả", *, kind=ScoringNotice.SHEET_DONE, at=EVENING, **fields
) -> Notice:
    key = fields.pop("key", f"{title}{at}")
    message = Message(kind, title=title, key=key, **fields)
    notify(recipients=[user.pk], message=message, at=at)
    return Notice.objects.get(recipient=user, key=key)


def test_new_notices_are_mailed_together_at_the_digest_hour(mail_server, person):
    an = person("an")
    send_to(an, "Phiếu đã xong", body="Số liệu < 5 & đủ", path="/viec-cua-toi/")
    send_to(an, "Báo cáo bị trả lại", kind=ReportNotice.RETURNED)
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


def test_one_digest_a_day_and_later_notices_tomorrow(mail_server, person):
    an = person("an")
    send_to(an, "Hôm trước")
    send_digests(at=MORNING)
    send_to(an, "Trong ngày", at=MORNING + HOUR)
    for hours in range(1, 16):
        assert send_digests(at=MORNING + hours * HOUR) == 0
    assert send_digests(at=MORNING + DAY) == 1
    assert [m.subject for m in mail_server.mails] == [
        "Hôm trước · Thi đua HĐND",
        "Trong ngày · Thi đua HĐND",
    ]


def test_a_notice_after_the_digest_hour_waits_for_the_next_day(mail_server, person):
    send_to(person("an"), at=MORNING + HOUR)
    assert send_digests(at=MORNING + 2 * HOUR) == 0
    assert send_digests(at=MORNING + DAY) == 1


def test_no_mail_without_an_address_for_inactive_users_or_read_notices(mail_server, person):
    without, left, reader = person("khong"), person("nghi"), person("doc")
    for user in (without, left, reader):
        notice = send_to(user)
    mark_read(actor=reader, notice=notice, at=EVENING)
    without.email, left.is_active = "", False
    without.save()
    left.save()
    assert send_digests(at=MORNING) == 0
    assert mail_server.attempts == []


def test_an_old_or_expired_notice_is_not_mailed(mail_server, person):
    an = person("an")
    send_to(an, "Chuyện cũ", at=MORNING - 15 * DAY)
    send_to(an, "Hạn đã qua", kind=DashboardNotice.REMINDER, mail_until=MORNING - HOUR)
    assert send_digests(at=MORNING) == 0
    send_to(an, "Hạn chưa qua", kind=DashboardNotice.REMINDER, mail_until=MORNING + HOUR)
    send_digests(at=MORNING)
    assert [m.subject for m in mail_server.mails] == ["Hạn chưa qua · Thi đua HĐND"]


# --- unsubscribing --------------------------------------------------------------------------------


def test_unsubscribing_keeps_notices_with_a_deadline(mail_server, person):
    an = person("an")
    for kind in all_kinds():
        send_to(an, kind.label, kind=kind)
    unsubscribe(user=an)
    send_digests(at=MORNING)
    ((_, text), _) = mail_server.mails[0].parts
    assert {kind for kind in all_kinds() if kind.label in text} == set(due_kinds())
    send_to(an, "Chỉ là tin", at=MORNING + HOUR)
    assert send_digests(at=MORNING + DAY) == 0


def test_the_mail_has_a_signed_unsubscribe_link_for_one_click(mail_server, person, client):
    an, binh = person("an"), person("binh")
    send_to(an)
    send_digests(at=MORNING)
    message = mail_server.mails[0].message
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = message["List-Unsubscribe"].strip().strip("<>")
    assert link.startswith("https://thidua.example.vn/thong-bao/thoi-nhan/")
    path = link.removeprefix("https://thidua.example.vn")
    assert "Thôi nhận thư" in client.get(path).text
    assert not Mailbox.objects.filter(wants_news=False).exists()  # opening the link changes nothing
    answer = client.post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert Mailbox.objects.get(user=an).wants_news is False
    assert not Mailbox.objects.filter(user=binh).exists()


def test_a_forged_unsubscribe_link_is_refused(client, person):
    token = "MTA.aaaaaa:bbbbbbbbbbbbbbbbbbbbbbbbbbbb"
    address = reverse("notices:unsubscribe", args=[token])
    assert client.post(address).status_code == 404


# --- headers and trouble --------------------------------------------------------------------------


def test_a_title_cannot_inject_a_mail_header(mail_server, person):
    send_to(person("an"), "Họp\r\nBcc: ke-la@xa.example\r\n\r\n<b>thân</b>")
    send_digests(at=MORNING)
    (letter,) = mail_server.mails
    assert letter.message["Bcc"] is None
    assert letter.subject == "Họp Bcc: ke-la@xa.example <b>thân</b> · Thi đua HĐND"
    assert mail_server.attempts == ["an@xa.example"]
    assert "<b>" not in letter.parts[1][1]


def test_a_refused_address_blocks_nobody_and_is_finally_given_up(mail_server, person):
    bad, good = person("hong"), person("lanh")
    mail_server.refused = {bad.email}
    send_to(bad)
    send_to(good)
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


def test_an_unreachable_server_costs_no_try_and_loses_nothing(mail_server, person):
    send_to(person("an"))
    mail_server.stop()
    assert send_digests(at=MORNING) == 0
    assert Mailbox.objects.get().failures == 0
    mail_server.start()
    assert send_digests(at=MORNING + HOUR) == 1


def test_a_crash_after_the_handover_repeats_the_mail_and_loses_none(
    mail_server, person, monkeypatch
):
    an, binh = person("an"), person("binh")
    send_to(an)
    send_to(binh)
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
def test_two_workers_in_parallel_send_each_mail_once(mail_server, person):
    people = [person(f"nguoi{number}") for number in range(8)]
    for user in people:
        send_to(user)
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


def test_the_cost_of_a_mail_does_not_grow_with_its_notices(
    mail_server, person, django_assert_num_queries
):
    costs = []
    for name, number in (("it", 1), ("nhieu", 30)):
        user = person(name)
        for index in range(number):
            send_to(user, f"Tin {index}")
        with count_queries() as queries:
            send_digests(at=MORNING)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def count_queries():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return CaptureQueriesContext(connection)
