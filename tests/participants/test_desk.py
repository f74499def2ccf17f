"""Who works at the secretariat's desk, and how its lists are searched."""

import datetime as dt

import pytest
from django.urls import reverse

from accounts.models import Role, User
from participants.models import Appointment, Person
from tests import cast

DESK = "Bàn làm việc"


@pytest.fixture
def newcomer(city):
    return cast.account("moi", "Người Mới")


def appoint(user, city, role=Role.SECRETARY, **dates):
    dates = {"valid_from": cast.TERM_START} | dates
    return Appointment.objects.create(user=user, council=city.council, role=role, **dates)


def opens_desk(client) -> bool:
    """Whether the desk opens; the menu of the other pages must agree."""
    is_in_menu = f'href="{reverse("admin:index")}"' in client.get("/phong-trao/").text
    is_open = client.get(reverse("admin:index")).status_code == 200
    assert is_open == is_in_menu
    return is_open


def test_an_appointment_alone_opens_the_desk(city, newcomer, sign_in):
    assert not opens_desk(sign_in(newcomer))
    appoint(newcomer, city)
    assert opens_desk(sign_in(newcomer))


def test_an_ended_appointment_closes_the_desk(city, newcomer, sign_in):
    appoint(newcomer, city, valid_to=dt.date.today() - dt.timedelta(days=1))
    assert not opens_desk(sign_in(newcomer))


def test_leaders_have_no_desk_and_superusers_have_one(city, newcomer, administrator, sign_in):
    appoint(newcomer, city, Role.LEADER)
    assert not opens_desk(sign_in(newcomer))
    assert opens_desk(sign_in(administrator))


def test_whoever_finds_the_desk_closed_reads_why(city, newcomer, sign_in):
    response = sign_in(newcomer).get(reverse("admin:index"), follow=True)
    assert response.status_code == 200
    assert "dành cho chuyên viên văn phòng đang được phân công" in response.text


@pytest.mark.parametrize("typed", ["nguyen thi", "Đào", "dao NGUYEN", "ĐÀO thị"])
def test_the_administrators_lists_are_searched_without_accents(administrator, city, sign_in, typed):
    person = Person(full_name="Nguyễn Thị Đào", gender="female")
    person.full_clean()
    person.save()
    page = sign_in(administrator).get(reverse("admin:participants_person_changelist"), {"q": typed})
    assert "Nguyễn Thị Đào" in page.text
    assert city.delegates[0].full_name not in page.text


def test_every_searchable_list_of_the_administrator_is_searched_without_accents(
    administrator, city, sign_in
):
    client = sign_in(administrator)
    found = {
        "participants_administrativeunit": "thanh pho song",
        "participants_council": "song xanh",
        "participants_body": "phap che",
        "participants_mandate": city.delegates[0].full_name,
        "participants_appointment": "thu ky mot",
        "participants_cluster": "cac ban",
        "accounts_user": "thu ky mot",
    }
    for model, typed in found.items():
        page = client.get(reverse(f"admin:{model}_changelist"), {"q": typed})
        assert page.context["cl"].result_count >= 1, model
        page = client.get(reverse(f"admin:{model}_changelist"), {"q": f"{typed} khong co"})
        assert page.context["cl"].result_count == 0, model


def test_an_account_is_added_without_a_switch_for_the_desk(administrator, sign_in):
    page = sign_in(administrator).get(reverse("admin:accounts_user_add"))
    assert "bàn làm việc" not in page.text.split("</header>")[-1].split("<form")[-1].lower()
    assert not hasattr(User, "is_staff")
