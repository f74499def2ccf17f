"""An announcement goes once to those shown in the preview, as plain text."""

import re

import pytest
from django.utils import timezone

from campaigns.models import Plan
from core.errors import DomainError, NotAllowedError
from dashboards.notice_kinds import DashboardNotice
from dashboards.services import announce
from notices.models import Mailbox, Notice

from .. import cast
from ..reading import one_line

pytestmark = pytest.mark.django_db

WORDS = {"to": "all", "title": "Họp sơ kết", "text": "Mời dự họp lúc 8 giờ."}


def address(running, end="") -> str:
    return f"/phong-trao/{running.plan.slug}/thong-bao/{end}"


def preview(client, running, **words):
    return client.post(address(running), WORDS | words)


def carried(page) -> str:
    return re.search(r'name="carried" value="([^"]+)"', page.text)[1]


@pytest.fixture
def office(running, sign_in):
    return sign_in(running.city.secretary)


def test_the_preview_shows_recipients_and_mail_and_sends_nothing(running, office):
    with_mail, given_up = running.city.delegates[1:3]
    for user in (with_mail, given_up):
        user.email = f"{user.username}@xa.example"
        user.save()
    Mailbox.objects.create(user=given_up, failures=Mailbox.MOST_FAILURES)
    page = one_line(preview(office, running, title="Họp <b>gấp</b>").text)
    assert "<strong>5 người</strong> nhận" in page
    assert "3 người chưa có địa chỉ thư; 1 người có thư gửi không tới" in page
    assert [user.full_name in page for user in running.city.delegates] == [True] * 5
    assert "2 đơn vị, cá nhân chưa có tài khoản để báo" in page  # the boards without a head
    assert "Ban Đô thị" in page
    assert "Họp &lt;b&gt;gấp&lt;/b&gt; · Thi đua HĐND" in page and "<b>gấp" not in page
    assert not Notice.objects.exists()


def test_two_clicks_send_once_to_everyone_shown(running, office):
    secret = carried(preview(office, running))
    first = office.post(address(running, "gui/"), {"carried": secret}, follow=True)
    second = office.post(address(running, "gui/"), {"carried": secret}, follow=True)
    assert "Đã gửi thông báo tới 5 người." in first.text
    assert "Thông báo này đã gửi rồi." in second.text
    assert "5 người, 0 đã đọc" in second.text
    notices = Notice.objects.filter(kind=DashboardNotice.ANNOUNCEMENT)
    assert {n.recipient for n in notices} == set(running.city.delegates)
    assert notices[0].sent_by == running.city.secretary
    assert notices[0].body.startswith("Mời dự họp lúc 8 giờ.\n\nVăn phòng HĐND")
    again = carried(preview(office, running))  # a new preview is another announcement
    office.post(address(running, "gui/"), {"carried": again})
    assert Notice.objects.count() == 10


@pytest.mark.parametrize(
    ("to", "names"),
    [
        ("cluster", {"daibieu0.sx"}),  # the boards' cluster, where board 0 has its head
        ("owing", {"daibieu1.sx", "daibieu2.sx", "daibieu3.sx", "daibieu4.sx", "daibieu0.sx"}),
    ],
)
def test_only_the_chosen_audience_is_shown_and_notified(running, office, to, names):
    chosen = {"cluster": f"cluster-{running.city.clusters[0].pk}", "owing": "owing-reports"}[to]
    office.post(address(running, "gui/"), {"carried": carried(preview(office, running, to=chosen))})
    assert set(Notice.objects.values_list("recipient__username", flat=True)) == names


def test_nobody_who_owes_nothing_any_more_is_notified(running, office):
    secret = carried(preview(office, running, to="owing-reports"))
    quick = running.city.delegates[1]
    cast.send(running, quick, "II.1")
    office.post(address(running, "gui/"), {"carried": secret})
    assert not Notice.objects.filter(recipient=quick).exists()
    assert Notice.objects.count() == 4


def test_nobody_who_was_not_shown_is_notified(running, office):
    late = running.city.delegates[1]
    late.is_active = False
    late.save()
    secret = carried(preview(office, running))
    late.is_active = True
    late.save()
    office.post(address(running, "gui/"), {"carried": secret})
    assert Notice.objects.count() == 4


def test_a_preview_of_another_plan_or_none_sends_nothing(running, office, sign_in):
    other = cast.launch_round(running.city, "song-xanh-2024")
    for secret in (carried(preview(office, other)), "gia-mao", ""):
        answer = office.post(address(running, "gui/"), {"carried": secret}, follow=True)
        assert "Bản xem trước không còn dùng được" in answer.text
    assert not Notice.objects.exists()


def test_an_audience_of_nobody_offers_no_button(running, office):
    page = preview(office, running, to="owing-explanations").text
    assert "Không có ai để gửi" in page
    assert 'name="carried"' not in page


def test_title_and_text_are_required(running, office):
    page = preview(office, running, title=" \u202e ", text="").text
    assert "Hãy ghi tiêu đề." in page and "Hãy viết nội dung." in page
    assert 'name="carried"' not in page


def test_only_the_office_announces_and_not_for_a_draft(running):
    values = {
        "plan": running.plan,
        "to": "all",
        "title": "Họp",
        "text": "Họp",
        "shown": [user.pk for user in running.city.delegates],
        "token": "a",
        "at": timezone.now(),
    }
    with pytest.raises(NotAllowedError):
        announce(actor=running.city.leader, **values)
    Plan.objects.filter(pk=running.plan.pk).update(state="draft")
    running.plan.refresh_from_db()
    with pytest.raises(DomainError, match="dự thảo"):
        announce(actor=running.city.secretary, **values)
