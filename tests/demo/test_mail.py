"""The demonstration's mail server and its page: received by SMTP, shown as text."""

import smtplib
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from demo import kept_mail
from demo.mail_catcher import catcher
from notices.models import Notice
from notices.services.sending import Message, notify
from scoring.models.notice_kinds import ScoringNotice

from .. import cast
from ..mail_server import free_port, person, send_mail_to  # noqa: F401 (a fixture)

pytestmark = pytest.mark.django_db

MALICIOUS = (
    "From: a@xa.example\r\nTo: <b@xa.example>\r\nSubject: <script>x()</script>\r\n"
    "Date: khi nào đó\r\nContent-Type: text/html; charset=khong-co\r\n\r\n"
    "<script>alert(1)</script> Chào\r\n"
)


@pytest.fixture
def mail_server(settings, tmp_path) -> Iterator[Controller]:
    """The demonstration's mail server, running; Django's settings point at it."""
    settings.DEMO_MAIL_DIR = tmp_path / "mail"
    server = catcher(settings.DEMO_MAIL_DIR, free_port())
    server.start()
    send_mail_to(settings, server.port)
    yield server
    server.stop(no_assert=True)


@pytest.fixture
def reader(sign_in):
    return sign_in(cast.account("nguoi-xem", "Người Xem"))


def test_a_mail_is_received_by_smtp_and_shown_as_text(mail_server, reader):
    with smtplib.SMTP("127.0.0.1", mail_server.port) as server:
        server.sendmail("a@xa.example", ["b@xa.example"], MALICIOUS.encode())
    listed = reader.get("/thu-mau/").text
    assert "&lt;script&gt;x()" in listed and "<script>x()" not in listed
    name = kept_mail.names()[0]
    shown = reader.get(f"/thu-mau/{name}/").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; Chào" in shown
    assert "<script>alert" not in shown


def test_digests_can_be_sent_without_waiting_for_the_hour(mail_server, person, reader):  # noqa: F811
    an = person("an")
    notify(
        recipients=[an.pk],
        message=Message(ScoringNotice.SHEET_DONE, title="Phiếu đã xong", key="a"),
        at=timezone.now(),
    )
    answer = reader.post("/thu-mau/gui-ngay/", follow=True).text
    assert "Đã gửi 1 thư." in answer and "Phiếu đã xong · Thi đua HĐND" in answer
    assert "Hiện không có thư nào phải gửi." in reader.post("/thu-mau/gui-ngay/", follow=True).text
    assert Notice.objects.get().mailed_at


@pytest.mark.parametrize("name", ["khong-co", "20260101-000000-000000-aaaaaaaa"])
def test_an_unknown_mail_is_not_found(mail_server, reader, name):
    assert reader.get(f"/thu-mau/{name}/").status_code == 404
