"""Every URL by every role, by GET and by POST. A URL without a row fails, and a row without one.

The rows are in `tests/<app>/permission_rows.py`. `only(OFFICE)` reads: the office gets the page,
everybody else who is signed in a 404, and who is not signed in is sent to the sign-in. An object
of somebody else answers 404, as if it did not exist.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from .downloads import words_of_workbook
from .permissions import world as permission_world
from .permissions.roles import (
    ANONYMOUS,
    HEAD,
    MOVED,
    OFFICE,
    OK,
    OWNER,
    REFUSALS,
    ROLES,
    SIGN_IN,
    STRANGER,
)
from .permissions.rows import address_of
from .permissions.table import APPS, TABLE, rows_of
from .permissions.world import World

# The fixtures of this module: one world for all its tests.
world, media_apart = permission_world.world, permission_world.media_apart


def urls(resolver: URLResolver, namespace: str = "", route: str = "") -> Iterator[tuple[str, str]]:
    """Each URL of the project as (key, route): its name, or the route if it has none."""
    for pattern in resolver.url_patterns:
        path = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or path), path
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from urls(pattern, inner, path)


def test_every_url_has_a_row_and_every_row_a_url():
    known = [key for key, _ in urls(get_resolver())]
    assert len(known) == len(set(known)), "two URLs have one name, so the table would miss one"
    rows = {row.url for row in TABLE}
    assert set(known) - rows == set(), "URLs without a row in the permission table"
    assert rows - set(known) == set(), "rows without a URL"


def test_every_row_names_every_role():
    for row in TABLE:
        assert set(row.get) == set(row.post) == set(ROLES), row


@pytest.mark.parametrize("app", APPS)
def test_the_rows_beside_the_tests_of_an_app_are_about_that_app(app):
    labels = {"accounts": "accounts|auth"}.get(app, app)  # groups and passwords are Django's
    of_the_app = re.compile(rf"{app}:|admin:({labels})_|admin:quan-tri/({labels})/")
    assert [row.url for row in rows_of(app) if not of_the_app.match(row.url)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("row", TABLE, ids=str)
def test_who_gets_what(world, row):
    address = address_of(world, row)
    found = {"GET": {}, "POST": {}}
    written = rows_written()
    for role in ROLES:
        for method, expected in (("GET", row.get), ("POST", row.post)):
            found[method][role] = ask(world, role, method, address, row.data | row.filled(world))
            before, written = written, rows_written()
            may_write = method == "POST" and expected[role] not in REFUSALS
            # signing out ends the session and changes nothing else
            if not may_write and not row.url.endswith(("sign_out", "logout")):
                assert written == before, f"{method} {row} wrote something for {role}"
    assert found["GET"] == row.get
    assert found["POST"] == row.post


@pytest.mark.django_db
def test_no_page_of_another_citys_secretary_names_anything_of_ours(world):
    """In filters and choices, too: no page of Núi Vàng's office mentions Sông Xanh."""
    role = STRANGER[0]
    named = [
        str(row)
        for row in TABLE
        if row.get[role] == OK and is_named_in(open_page(world, role, address_of(world, row)))
    ]
    assert named == []


# Forms with a long text that no draft is kept of, by a piece of their address or content.
NOT_KEPT = ("sheet-form",)  # the score sheet keeps its own cells
FORMS = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [OWNER[0], HEAD[0], OFFICE[0]])
def test_every_form_with_a_long_text_keeps_a_draft(world, role):
    """Such forms carry `{% kept_form %}`; the stock forms of the desk do not."""
    client = Client()
    client.cookies["sessionid"] = world.sessions[role]
    bare = set()
    for row in TABLE:
        stock = row.url.startswith("admin:") and "activityreport" not in row.url
        if stock or row.get[role] != OK:
            continue
        response = client.get(address_of(world, row))
        is_page = response["Content-Type"].startswith("text/html")
        response.getvalue()  # a download is read to its end, so that its file is closed
        for form in FORMS.findall(response.text) if is_page else ():
            is_post = 'method="post"' in form and "<textarea" in form
            if is_post and "data-kept=" not in form and not any(n in form for n in NOT_KEPT):
                bare.add(f"{row.url}: {form[:120]}")
    assert bare == set()


def open_page(world: World, role: str, address: str) -> str:
    client = Client()
    client.cookies["sessionid"] = world.sessions[role]
    response = client.get(address)
    return words_of_workbook(response) if response.streaming else response.text


def is_named_in(page: str) -> bool:
    return any(name in page for name in ("song-xanh", "Sông Xanh"))


def ask(world: World, role: str, method: str, address: str, data: dict) -> int | str:
    """The outcome for a role; changes of a POST are rolled back."""
    client = Client(raise_request_exception=False)
    if role != ANONYMOUS:
        client.cookies["sessionid"] = world.sessions[role]
    if method == "GET":
        with connection.execute_wrapper(_refuse_writing):
            response = client.get(address)
            response.getvalue()  # a download is read to its end, so that its file is closed
        return outcome_of(response)
    with transaction.atomic():
        outcome = outcome_of(client.post(address, data))
        transaction.set_rollback(True)
    return outcome


def _refuse_writing(execute, sql, params, many, context):
    """Fail on any statement that writes, even if it changes no row.

    Sessions and the throttle of sign-in are written only when somebody signs in, and messages
    are kept in a cookie. The log of who opened a file is the only exception.
    """
    if WRITES.search(sql) and 'INTO "evidence_fileaccess"' not in sql:
        raise AssertionError(f"a GET wrote: {sql}")
    return execute(sql, params, many, context)


WRITES = re.compile(r'\b(insert\s+into|delete\s+from|update\s+"?\w+"?\s+set|truncate)\b', re.I)


def outcome_of(response) -> int | str:
    if response.status_code != 302:
        return response.status_code
    sign_in_pages = (reverse("accounts:sign_in"), reverse("admin:login"))
    return SIGN_IN if urlsplit(response.url).path in sign_in_pages else MOVED


def rows_written() -> int:
    """Rows inserted, updated and deleted since this transaction began, as PostgreSQL counts.

    Without the log of who opened a file, which reading writes.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint"
            " FROM pg_stat_xact_user_tables WHERE relname <> 'evidence_fileaccess'"
        )
        return cursor.fetchone()[0]
