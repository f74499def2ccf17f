"""Signing in: throttled, without hints, and back to the requested page."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.services.start import refuse_demonstration_accounts

from .. import cast

PASSWORD = "mat-khau-thu"
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng. Hãy thử lại."


@pytest.fixture
def user(db):
    return cast.account("le.thu.an", "Lê Thử An")


def sign_in(client, username="le.thu.an", password=PASSWORD, wanted=""):
    query = {"next": wanted} if wanted else None
    data = {"username": username, "password": password}
    return client.post(reverse("accounts:sign_in", query=query), data)


def is_signed_in(client) -> bool:
    return client.get(reverse("dashboards:my_work")).status_code == 200


def test_with_the_right_password(client, user):
    assert sign_in(client).url == reverse("dashboards:home")
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("username", "password"),
    [("le.thu.an", "sai"), ("khong.co.ai", "mat-khau-thu"), ("da.nghi", "mat-khau-thu")],
    ids=["wrong password", "wrong name", "no longer active"],
)
def test_a_wrong_name_and_a_wrong_password_get_the_same_message(client, user, username, password):
    cast.account("da.nghi", "Đã Nghỉ", is_active=False)
    response = sign_in(client, username, password)
    assert response.status_code == 200
    assert response.context["form"].errors.get_json_data() == {
        "__all__": [{"message": WRONG, "code": "invalid_login"}]
    }
    assert WRONG in response.text
    assert f'value="{username}"' in response.text
    assert password not in response.text
    assert not is_signed_in(client)


# --- the wanted page -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wanted",
    [
        "/viec-cua-toi/",
        "/bao-hoat-dong/?cho=7&loai=3",
        "/quan-tri/evidence/activityreport/?state__exact=sent&plan=1",
    ],
)
def test_signing_in_redirects_to_the_requested_page(client, user, wanted):
    door = client.get(wanted)
    assert door.url.startswith(reverse("accounts:sign_in") + "?next=")
    assert "trở lại đúng trang" in client.get(door.url).text
    response = client.post(door.url, {"username": user.username, "password": PASSWORD})
    assert response.url == wanted


@pytest.mark.parametrize(
    "wanted", ["https://lua.dao.example/", "//lua.dao.example/", "javascript:1"]
)
def test_signing_in_never_redirects_to_another_site(client, user, wanted):
    assert sign_in(client, wanted=wanted).url == reverse("dashboards:home")


def test_signing_out_ends_the_session(client, user):
    sign_in(client)
    assert client.post(reverse("accounts:sign_out")).url == reverse("accounts:sign_in")
    assert not is_signed_in(client)


# --- throttling ----------------------------------------------------------------------------------


@pytest.fixture
def throttled(settings):
    settings.AXES_ENABLED = True


def guess(client, times: int, username: str = "le.thu.an"):
    for number in range(times):
        response = sign_in(client, username, f"sai-{number}")
    return response


def test_five_wrong_passwords_lock_the_account_for_some_time(client, user, throttled):
    assert guess(client, 4).status_code == 200
    response = guess(client, 1)
    assert response.status_code == 429
    assert "Tạm khóa đăng nhập" in response.text
    assert "Hãy chờ 15 phút rồi thử lại" in response.text
    assert sign_in(client).status_code == 429, "the right password does not open it either"
    assert not is_signed_in(client)


def test_the_lock_ends_after_a_quarter_of_an_hour(client, user, throttled):
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        guess(client, 5)
        clock.move_to(start + dt.timedelta(minutes=14))
        assert sign_in(client).status_code == 429
        clock.move_to(start + dt.timedelta(minutes=14 + 16))
        assert sign_in(client).status_code == 302


def test_the_lock_is_for_that_name_only(client, user, throttled):
    cast.account("le.thu.binh", "Lê Thử Bình")
    guess(client, 5)
    assert sign_in(client, "le.thu.binh").status_code == 302


def test_an_unknown_name_is_locked_in_the_same_way(client, user, throttled):
    assert guess(client, 4, "khong.co.ai").status_code == 200
    assert guess(client, 1, "khong.co.ai").status_code == 429


def test_signing_in_resets_the_failed_attempts(client, user, throttled):
    guess(client, 4)
    assert sign_in(client).status_code == 302
    client.post(reverse("accounts:sign_out"))
    assert guess(client, 4).status_code == 200


# --- the demonstration's accounts ----------------------------------------------------------------


@pytest.fixture
def known_to_everyone(user):
    user.is_demonstration = True
    user.save()


def test_accounts_with_published_passwords_stop_the_start(known_to_everyone, settings):
    settings.IS_DEMONSTRATION = False
    with pytest.raises(ImproperlyConfigured, match="demonstration accounts"):
        refuse_demonstration_accounts()


def test_the_demonstration_starts_with_them(known_to_everyone, settings):
    settings.IS_DEMONSTRATION = True
    refuse_demonstration_accounts()


def test_a_database_without_them_starts(user, settings):
    settings.IS_DEMONSTRATION = False
    refuse_demonstration_accounts()


# --- a session that ended in the middle of something ----------------------------------------------


def test_after_a_post_signing_in_redirects_to_the_page_of_the_form(client, user):
    """A POST-only address opened after signing in used to answer with a bare 405."""
    button = reverse("notices:all_read")
    page = reverse("notices:inbox")
    answer = client.post(button, headers={"Referer": f"http://testserver{page}?trang=2"})
    wanted = answer.url.partition("?next=")[2]
    assert wanted == f"{page}%3Ftrang%3D2"
    assert sign_in(client, wanted=f"{page}?trang=2").url == f"{page}?trang=2"


@pytest.mark.parametrize(
    "referer",
    ["https://evil.example/x", "http://testserver/dang-nhap/", "//evil.example/", "http://[evil"],
)
def test_after_a_post_from_another_site_signing_in_redirects_home(client, user, referer):
    answer = client.post(reverse("notices:all_read"), headers={"Referer": referer})
    assert answer.url == f"{reverse('accounts:sign_in')}?next={reverse('dashboards:home')}"


@pytest.mark.parametrize("headers", [{"Accept": "application/json"}, {"HX-Request": "true"}])
def test_a_script_gets_401_instead_of_the_sign_in_page(client, user, headers):
    assert client.post(reverse("notices:all_read"), headers=headers).status_code == 401


def test_opening_a_post_only_address_shows_an_explanation(client, user):
    sign_in(client)
    answer = client.get(reverse("notices:all_read"))
    assert answer.status_code == 405
    assert "Về trang đầu" in answer.text


# --- capitals in names ---------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["Le.Thu.An", "LE.THU.AN"])
def test_case_of_the_name_does_not_matter(client, user, typed):
    assert sign_in(client, typed).url == reverse("dashboards:home")
    assert is_signed_in(client)


def test_two_names_that_differ_by_case_cannot_exist(user):
    with pytest.raises(IntegrityError), transaction.atomic():
        cast.account("Le.Thu.An", "Lê Thử An")


def test_another_case_gives_no_further_attempts(client, user, throttled):
    guess(client, 4)
    assert guess(client, 1, "LE.THU.AN").status_code == 429
