"""Access to the admin site, and the search of its lists."""

import datetime as dt
import re

import pytest
from django.contrib.admin import site
from django.urls import reverse

from accounts.models import Role, User
from participants.models import Appointment, Person

from .. import cast

DESK = "Bàn làm việc"


@pytest.fixture
def newcomer(city):
    return cast.account("moi", "Người Mới")


def appoint(user, city, role=Role.SECRETARY, **dates):
    dates = {"valid_from": cast.TERM_START} | dates
    return Appointment.objects.create(user=user, council=city.council, role=role, **dates)


def opens_desk(client) -> bool:
    """Whether the admin site opens; the menu of the other pages must agree."""
    is_in_menu = f'href="{reverse("admin:index")}"' in client.get("/phong-trao/").text
    is_open = client.get(reverse("admin:index")).status_code == 200
    assert is_open == is_in_menu
    return is_open


def test_only_an_appointment_gives_access_to_the_admin_site(city, newcomer, sign_in):
    assert not opens_desk(sign_in(newcomer))
    appoint(newcomer, city)
    assert opens_desk(sign_in(newcomer))


def test_an_ended_appointment_ends_the_access(city, newcomer, sign_in):
    appoint(newcomer, city, valid_to=dt.date.today() - dt.timedelta(days=1))
    assert not opens_desk(sign_in(newcomer))


def test_leaders_have_no_access_and_superusers_have(city, newcomer, administrator, sign_in):
    appoint(newcomer, city, Role.LEADER)
    assert not opens_desk(sign_in(newcomer))
    assert opens_desk(sign_in(administrator))


def test_a_refused_user_reads_why(city, newcomer, sign_in):
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


def test_an_account_is_added_without_the_staff_flag(administrator, sign_in):
    page = sign_in(administrator).get(reverse("admin:accounts_user_add"))
    assert "bàn làm việc" not in page.text.split("</header>")[-1].split("<form")[-1].lower()
    assert not hasattr(User, "is_staff")


ENGLISH = re.compile(
    r"\b(skip|breadcrumbs|toggle|theme|add|change|delete|save|search|select|show|hide|counts|view"
    r"|history|home|error|filter|clear|remove|choose|today|now|entry|entries|added|changed|action"
    r"|link|sidebar|navigation|page|close|cancel|password|main|content)\b",
    re.IGNORECASE,
)
SPOKEN = re.compile(r'\b(?:title|alt|aria-label|placeholder|value)="([^"]*)"')


def spoken(page: str) -> str:
    """Text that a page shows and that a screen reader reads from attributes."""
    body = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", page)
    shown = [*SPOKEN.findall(re.sub(r'<input[^>]*type="hidden"[^>]*>', "", body))]
    return " ".join(
        [re.sub(r"<[^>]*>", " ", re.sub(r"(?s)<option.*?</option>", " ", body)), *shown]
    )


def test_the_stock_admin_pages_are_in_vietnamese(administrator, running, sign_in):
    """Lists, forms, history and deletion of every registered model."""
    client = sign_in(administrator)
    found = {}
    for model in site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        pages = [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
        if (row := model._default_manager.first()) is not None:
            pages += [reverse(f"{name}_{page}", args=[row.pk]) for page in ("change", "history")]
            pages.append(reverse(f"{name}_delete", args=[row.pk]))
        for address in pages:
            response = client.get(address)
            if response.status_code == 200 and (words := ENGLISH.findall(spoken(response.text))):
                found[address] = sorted(set(words))
    assert found == {}


def test_the_admin_scripts_are_in_vietnamese(administrator, sign_in):
    catalogue = sign_in(administrator).get(reverse("admin:jsi18n")).text
    for words in ("Choose all %s", "Remove all %s", "(click to clear)", "Sunday"):
        said = re.search(rf'"{re.escape(words)}": "([^"]*)"', catalogue)
        assert said, f"{words} has no translation"
