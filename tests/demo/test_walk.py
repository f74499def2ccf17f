"""Every page that a role may open is linked, within a few clicks from the first page.

The demonstration is walked breadth-first as each role. A page counts by its URL name; a few
representatives of each name are opened, downloads only have to be linked. The permission table
says what a role may open.
"""

import re
from collections import Counter, deque
from dataclasses import dataclass, field, replace
from functools import partial
from html.parser import HTMLParser
from types import SimpleNamespace
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.test import Client, override_settings
from django.urls import Resolver404, resolve

from accounts.models import User
from demo import commune, hai_phong, open_ballot, self_scores
from demo.blueprints import read_blueprint
from demo.office import Endings
from demo.reports import Pace

from ..permissions.roles import ADMINISTRATOR, DELEGATES, LEADER, OFFICE, OK
from ..permissions.table import TABLE
from .test_commune import city_of_communes

pytestmark = pytest.mark.django_db

MOST_CLICKS = 4
PER_NAME_AND_PLAN = 2  # representatives opened of one URL name in one plan
DOWNLOAD = re.compile(
    r"workbook|download|excel|yaml|_file$|_picture$|layout_test$|template_built_in$|preview|file_page$"
)

# Accounts of the demonstration that walk as a role of the permission table.
WALKERS = {
    DELEGATES: (
        "daibieu.hp",
        "daibieu.hn",
        "totruong.hn",
        "tucuong.hp",
        "hoidong1.hp",
        "hoidong8.hp",
    ),
    OFFICE: ("thuky.hp", "thuky3.hp", "thuky.hn"),
    LEADER: ("lanhdao.hp", "lanhdao.hn"),
    ADMINISTRATOR: ("quantri",),
}

BY_MAIL = "its address is handed over in a mail or on paper"
BY_MACHINE = "asked for by a script or a machine, not by a person"
BY_SENDING = "the answer to a form that was sent"
AT_THE_DESK = "pictures beside a report, which the desk loads when it shows one"
NOT_THERE = "the demonstration has no such object in this state"
OWN_WORK = "of people who take part themselves, which these do not"

# URL names that a role may open and that no link leads to, with the reason.
EVERYBODY = {
    "accounts:invitation": BY_MAIL,
    "dashboards:health": BY_MACHINE,
    "evidence:kept_files": BY_MACHINE,
    "notices:unsubscribe": BY_MAIL,
}
NOT_LINKED: dict[tuple[str, ...], dict[str, str]] = {
    DELEGATES: EVERYBODY
    | dict.fromkeys(["evidence:file_page", "evidence:file_preview"], AT_THE_DESK)
    | {
        "awards:award_check": "the code is typed from a certificate; linked from one's own awards",
        "ballots:ballot_count": NOT_THERE,
        "ballots:ballot_key": NOT_THERE,
        "awards:person_awards": "one's own awards have a page of their own",
        "scoring:sheet_file_download": NOT_THERE,
    },
    OFFICE: EVERYBODY
    | {
        "admin:awards_awardtyperule_delete": NOT_THERE,
        "admin:core_calendaryear_change": NOT_THERE,
        "admin:core_calendaryear_history": NOT_THERE,
        "admin:evidence_fileaccess_change": NOT_THERE,
        "admin:evidence_fileaccess_history": NOT_THERE,
        "admin:password_change_done": BY_SENDING,
        "ballots:ballot_count": NOT_THERE,
        "ballots:ballot_open": NOT_THERE,
        "ballots:ballot_opinion": NOT_THERE,
        "ballots:ballot_paper": NOT_THERE,
        "awards:decision_record": NOT_THERE,
        "papers:paper_download": NOT_THERE,
        "papers:paper_rows": BY_MACHINE,
        "papers:template_file": NOT_THERE,
        "campaigns:pledges_record": NOT_THERE,
        "evidence:file_preview": AT_THE_DESK,
        "evidence:import_download": NOT_THERE,
        "evidence:import_faults": NOT_THERE,
        "evidence:import_preview": NOT_THERE,
        "evidence:own_reports_workbook": OWN_WORK,
        "scoring:appeal_answer": NOT_THERE,
        "scoring:leaf_files": NOT_THERE,
        "scoring:sheet_file_download": NOT_THERE,
    },
    LEADER: EVERYBODY
    | dict.fromkeys(["evidence:file_page", "evidence:file_preview"], AT_THE_DESK)
    | dict.fromkeys(["evidence:own_reports_workbook", "evidence:report_create"], OWN_WORK)
    | {
        "papers:paper_download": NOT_THERE,
        "papers:paper_rows": BY_MACHINE,
        "evidence:file_download": NOT_THERE,
        "scoring:leaf_files": NOT_THERE,
        "scoring:sheet_file_download": NOT_THERE,
    },
    ADMINISTRATOR: EVERYBODY
    | dict.fromkeys(
        [
            *("awards:my_awards", "dashboards:my_work", "evidence:own_reports_workbook"),
            "evidence:report_create",
        ],
        OWN_WORK,
    )
    | {
        "admin:auth_group_change": NOT_THERE,
        "admin:auth_group_delete": NOT_THERE,
        "admin:auth_group_history": NOT_THERE,
        "admin:autocomplete": BY_MACHINE,
        "admin:core_calendaryear_change": NOT_THERE,
        "admin:core_calendaryear_delete": NOT_THERE,
        "admin:core_calendaryear_history": NOT_THERE,
        "admin:notices_mailbox_change": NOT_THERE,
        "admin:notices_mailbox_history": NOT_THERE,
        "admin:password_change_done": BY_SENDING,
        "awards:award_check": "the code is typed from a certificate",
    },
}


def hai_phong_with_communes():
    """Hải Phòng, complete, in a small city that has the communes of the trial."""
    blueprint = read_blueprint("hai_phong")
    wanted = city_of_communes().place.parts
    communes = {district.name: {part.name for part in district.parts} for district in wanted}
    for district in blueprint.place.parts[:6]:
        communes.setdefault(district.name, set()).update(p.name for p in district.parts[:4])
    kept = tuple(
        replace(district, parts=tuple(p for p in district.parts if p.name in names))
        for district in blueprint.place.parts
        if (names := communes.get(district.name))
    )
    blueprint = replace(blueprint, place=replace(blueprint.place, parts=kept))
    endings = Endings(returned=5, refused=4)
    load = partial(hai_phong.load, blueprint=blueprint, pace=Pace(6, 14), endings=endings)
    return SimpleNamespace(
        NAME=hai_phong.NAME, PLAN=hai_phong.PLAN, is_loaded=hai_phong.is_loaded, load=load
    )


@pytest.fixture(scope="module")
def demonstration(loaded_for_a_module, tiny_ha_noi, tmp_path_factory):
    scenarios = (hai_phong_with_communes(), tiny_ha_noi, commune, self_scores, open_ballot)
    folder = tmp_path_factory.mktemp("var")
    with override_settings(VAR_DIR=folder, IS_DEMONSTRATION=True), loaded_for_a_module(*scenarios):
        yield


class Links(HTMLParser):
    """Links, embedded pictures and fragments loaded by htmx of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.parts: list[str] = []  # loaded with the page, without a click
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])
        for part in (values.get("src"), values.get("hx-get")):
            if part and tag != "a":
                self.parts.append(part)


@dataclass
class Walk:
    """The walk of one account through the pages: URL name -> clicks from the first page."""

    client: Client
    clicks: dict[str, int] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def run(self) -> None:
        opened: Counter = Counter()
        seen = {"/"}
        waiting = deque([("/", 0)])
        while waiting:
            address, clicks = waiting.popleft()
            name, plan = name_of(address)
            if name is None or opened[name, plan] >= PER_NAME_AND_PLAN:
                continue
            opened[name, plan] += 1
            if DOWNLOAD.search(name):
                self.clicks.setdefault(name, clicks)
                continue
            response = self.client.get(address, follow=True)
            if response.status_code != OK:
                self.broken.append(f"{address}: {response.status_code}")
                continue
            here = response.redirect_chain[-1][0] if response.redirect_chain else address
            for reached in {name, name_of(here)[0]}:
                self.clicks.setdefault(reached, clicks)
            if "html" not in response.headers["Content-Type"]:
                continue
            page = Links(response.text)
            for more, links in ((0, page.parts), (1, page.links)):
                for link in links:
                    target = urldefrag(urljoin(here, link)).url
                    if target not in seen and not urlsplit(target).netloc:
                        seen.add(target)
                        add = waiting.append if more else waiting.appendleft
                        add((target, clicks + more))


def name_of(address: str) -> tuple[str | None, str]:
    """(URL name, slug of the plan or "") of an address of this site."""
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return None, ""
    return match.view_name or None, match.kwargs.get("slug", "")


def walk_as(usernames: tuple[str, ...]) -> tuple[dict[str, int], list[str]]:
    """Fewest clicks to each URL name over some accounts, and broken links."""
    clicks: dict[str, int] = {}
    broken: list[str] = []
    for username in usernames:
        client = Client()
        user = User.objects.get(username=username)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        walk = Walk(client)
        walk.run()
        broken += [f"{username} {line}" for line in walk.broken]
        for name, number in walk.clicks.items():
            clicks[name] = min(number, clicks.get(name, number))
    return clicks, broken


def pages_of(roles: tuple[str, ...]) -> set[str]:
    """URL names that one of the roles may open by GET."""
    named = {row.url for row in TABLE if any(row.get[role] == OK for role in roles)}
    return {name for name in named if not name.startswith("admin:quan-tri/")}


@pytest.mark.parametrize("roles", WALKERS, ids=lambda roles: roles[0])
def test_every_page_of_a_role_is_reached_by_links(demonstration, roles):
    clicks, broken = walk_as(WALKERS[roles])
    assert broken == [], "links that lead to no page"
    missing = pages_of(roles) - clicks.keys()
    assert missing == NOT_LINKED[roles].keys(), {
        "not reached, without a reason": sorted(missing - NOT_LINKED[roles].keys()),
        "reached or gone, take off the list": sorted(NOT_LINKED[roles].keys() - missing),
    }
    far = {name: n for name, n in clicks.items() if n > MOST_CLICKS and name in pages_of(roles)}
    assert far == {}, "pages further away than a few clicks"
