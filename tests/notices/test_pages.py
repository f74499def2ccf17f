"""The inbox, the bell and the mail preferences."""

import pytest
from django.utils import timezone

from notices.models import Mailbox, Notice
from notices.services.sending import Message, notify
from scoring.models.notice_kinds import ScoringNotice

pytestmark = pytest.mark.django_db


def send_to(user, title, **fields) -> Notice:
    message = Message(
        fields.pop("kind", ScoringNotice.SHEET_DONE), title=title, key=title, **fields
    )
    notify(recipients=[user.pk], message=message, at=timezone.now())
    return Notice.objects.get(recipient=user, key=title)


@pytest.fixture
def an(person):
    return person("an")


def test_unread_notices_come_first_and_the_bell_counts_them(an, sign_in):
    for title in ("Cũ nhất", "Giữa", "Mới nhất"):
        notice = send_to(an, title)
    client = sign_in(an)
    client.post(f"/thong-bao/{notice.pk}/mo/")
    page = client.get("/thong-bao/").text
    assert page.index("Giữa") < page.index("Cũ nhất") < page.index("Mới nhất")
    assert 'aria-label="Thông báo, 2 chưa đọc"' in page
    assert 'aria-label="Thông báo, 2 chưa đọc"' in client.get("/phong-trao/").text


def test_opening_by_post_marks_it_read_and_leads_to_its_page(an, sign_in):
    notice = send_to(an, "Phiếu đã xong", path="/viec-cua-toi/")
    client = sign_in(an)
    assert client.get(f"/thong-bao/{notice.pk}/mo/").status_code == 405
    assert client.post(f"/thong-bao/{notice.pk}/mo/").url == "/viec-cua-toi/"
    notice.refresh_from_db()
    assert notice.read_at


def test_anothers_notice_is_not_found(an, person, sign_in):
    notice = send_to(an, "Riêng của An")
    binh = sign_in(person("binh"))
    assert binh.post(f"/thong-bao/{notice.pk}/mo/").status_code == 404
    assert "Riêng của An" not in binh.get("/thong-bao/").text


def test_all_shown_notices_are_marked_as_read(an, sign_in):
    send_to(an, "Đã thấy")
    client = sign_in(an)
    newest = client.get("/thong-bao/").context["newest"]
    send_to(an, "Chưa thấy")
    client.post("/thong-bao/da-doc/", {"newest": newest})
    assert Notice.objects.unread().get().title == "Chưa thấy"
    client.post("/thong-bao/da-doc/", {"newest": "9" * 40})
    assert Notice.objects.unread().count() == 1


def test_the_text_of_a_notice_is_never_markup(an, sign_in):
    send_to(an, "<script>x()</script>", body="<img src=x onerror=x()>\nhai dòng")
    page = sign_in(an).get("/thong-bao/").text
    assert "<script>x()" not in page and "<img src=x" not in page
    assert "hai dòng" in page


def test_the_inbox_has_pages(an, sign_in):
    for number in range(31):
        send_to(an, f"Tin thứ {number:02d}")
    client = sign_in(an)
    assert "Tin thứ 00" not in client.get("/thong-bao/").text
    assert "Tin thứ 00" in client.get("/thong-bao/?trang=2").text


def test_a_person_sets_the_address_and_what_is_mailed(an, sign_in):
    client = sign_in(an)
    Mailbox.objects.create(user=an, failures=5, last_error="SMTPRecipientsRefused")
    assert "Kiểm tra lại địa chỉ" in client.get("/thong-bao/").text
    assert "Đã thôi gửi thư tới an@xa.example sau 5 lần" in client.get("/thong-bao/thu/").text
    client.post("/thong-bao/thu/", {"address": "moi@xa.example"})
    an.refresh_from_db()
    box = Mailbox.objects.get()
    assert (an.email, box.wants_news, box.failures) == ("moi@xa.example", False, 0)


@pytest.mark.parametrize("wrong", ["khong-phai-thu", "a@b.vn\nBcc: c@d.vn", "a@b.vn, c@d.vn"])
def test_an_invalid_address_is_refused_at_its_field(an, sign_in, wrong):
    page = sign_in(an).post("/thong-bao/thu/", {"address": wrong}).text
    assert "Địa chỉ thư chưa đúng" in page
    an.refresh_from_db()
    assert an.email == "an@xa.example"


def test_the_administrator_sees_what_failed_and_tries_again(an, administrator, sign_in):
    box = Mailbox.objects.create(user=an, failures=5, last_error="550 No such mailbox")
    desk = sign_in(administrator)
    address = "/quan-tri/notices/mailbox/?thu=hong"
    assert "550 No such mailbox" in desk.get(address).text
    desk.post(address, {"action": "try_again", "_selected_action": [box.pk]})
    box.refresh_from_db()
    assert (box.failures, box.last_error) == (0, "")
