"""Accounts of the demonstration. Their password is public; production refuses them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.contrib.auth.hashers import make_password

from accounts.models import Role, User
from participants.models import Appointment, BodyPost, Council, Membership, Person

from .city import TERM_STARTS_ON, Government

PASSWORD = "thidua-2023"  # noqa: S105 (published on purpose)
ADMINISTRATOR = "quantri"
MAIL_DOMAIN = "hdnd.example"  # reserved by RFC 2606, so no mail can reach anybody


@dataclass(frozen=True)
class Guide:
    """One row of the output of `demo_accounts`."""

    role: str
    username: str
    look_at: str


GUIDES = [
    Guide("Secretary, Hà Nội", "thuky.hn", "the reports waiting to be verified"),
    Guide("Second secretary, Hà Nội", "thuky2.hn", "reports that the first recorded"),
    Guide("Leader, Hà Nội", "lanhdao.hn", "the overview of a running plan"),
    Guide("Delegate, Hà Nội", "daibieu.hn", "“Việc của tôi”: one report came back; report another"),
    Guide("Head of a group, Hà Nội", "totruong.hn", "reporting for oneself and for the group"),
    Guide("Secretary, Hải Phòng", "thuky.hp", "the sealed ranking and the proposal of 2023"),
    Guide("Second secretary, Hải Phòng", "thuky2.hp", "the communes: sealed ranking and draft"),
    Guide("Leader, Hải Phòng", "lanhdao.hp", "the overview of a closed plan; the communes' grades"),
    Guide("Delegate, Hải Phòng", "daibieu.hp", "one's own place and points of 2023"),
    Guide("Head of a group, Hải Phòng", "totruong.hp", "the group's place and points of 2023"),
    Guide("System administrator", ADMINISTRATOR, "accounts and settings in the admin"),
]


# Created with the communes, which score themselves.
SHEET_GUIDES = [
    Guide("Third secretary, Hải Phòng", "thuky3.hp", "the post-check: two sheets still wait"),
    Guide("Chair of a commune's council", "tucuong.hp", "one's own sheet; an answered appeal"),
]


# Created with the awards of Hải Phòng.
COUNCIL_GUIDES = [
    Guide("Chair of the award council", "hoidong1.hp", "the open ballot: vote in it"),
    Guide("Member of the award council", "hoidong2.hp", "the same ballot, on a phone"),
]


@dataclass(frozen=True)
class Cast:
    """The accounts of one city, by role."""

    secretary: User
    second_secretary: User
    leader: User
    delegate: User
    group_head: User


@dataclass(frozen=True)
class OfficeNames:
    """Invented names of people who are not delegates."""

    secretary: str
    second_secretary: str
    leader: str


def open_accounts(city: Government, suffix: str, names: OfficeNames) -> Cast:
    """Create accounts `thuky.hp`, `daibieu.hp`... for the office and two delegates of a city."""
    password = _password()
    if not User.objects.filter(username=ADMINISTRATOR).exists():
        _open(ADMINISTRATOR, "Quản trị hệ thống", password, is_superuser=True)
    cast = Cast(
        secretary=_open(f"thuky.{suffix}", names.secretary, password),
        second_secretary=_open(f"thuky2.{suffix}", names.second_secretary, password),
        leader=_open(f"lanhdao.{suffix}", names.leader, password),
        delegate=_open_for(_plain_delegate(city), f"daibieu.{suffix}", password),
        group_head=_open_for(_group_head(city), f"totruong.{suffix}", password),
    )
    _appoint(city.council, Role.SECRETARY, cast.secretary, cast.second_secretary)
    _appoint(city.council, Role.LEADER, cast.leader)
    return cast


def open_third_secretary(council: Council) -> User:
    """A secretary who has appraised nothing, for the post-check."""
    third = _open("thuky3.hp", "Bùi Thị Hồng Nhạn", _password())
    _appoint(council, Role.SECRETARY, third)
    return third


def open_member(values: Mapping) -> Person:
    """A member of the award council who is not a delegate: a person with an account."""
    person = Person(full_name=values["name"], gender=values["gender"])
    person.clean_fields()
    person.user = _open(values["account"], values["name"], _password())
    person.save()
    return person


def user_of(role: str, suffix: str) -> User:
    """The account of a role (`thuky`) in a city (`hp`)."""
    return User.objects.get(username=f"{role}.{suffix}")


@cache
def _password() -> str:
    """The hash of the password, computed once because it takes a second."""
    return make_password(PASSWORD)


def _open(username: str, full_name: str, password: str, **flags: bool) -> User:
    return User.objects.create(
        username=username,
        full_name=full_name,
        email=f"{username}@{MAIL_DOMAIN}",
        password=password,
        is_demonstration=True,
        **flags,
    )


def _open_for(person: Person, username: str, password: str) -> User:
    person.user = _open(username, person.full_name, password)
    person.save(update_fields=["user"])
    return person.user


def _appoint(council: Council, role: str, *users: User) -> None:
    Appointment.objects.bulk_create(
        Appointment(user=user, council=council, role=role, valid_from=TERM_STARTS_ON)
        for user in users
    )


def _group_head(city: Government) -> Person:
    return Person.objects.get(
        mandates__memberships__body=city.groups[0],
        mandates__memberships__role=BodyPost.HEAD,
    )


def _plain_delegate(city: Government) -> Person:
    """The first part-time delegate of the city's council without a post."""
    leading = Membership.objects.filter(body__council=city.council).exclude(role=BodyPost.MEMBER)
    people = Person.objects.filter(
        mandates__council=city.council, mandates__is_full_time=False
    ).exclude(mandates__in=leading.values("mandate"))
    return people.order_by("pk").first()
