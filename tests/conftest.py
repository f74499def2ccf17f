"""Fixtures: the cast, a city with a running round, and clients signed in as its people."""

import pytest
from django.db import connection
from django.test import Client, TransactionTestCase

from . import cast
from .emptying import empty_tables


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Ids begin high, as in a busy office: 100.000 written for people breaks a link.

    At the end the sessions of servers that a test started are closed, so that the database can
    be dropped: a browser may keep a connection to the live server open for a moment.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 100000) "
            "FROM pg_sequences WHERE schemaname = 'public'"
        )
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session", autouse=True)
def quick_flush():
    """Tests with `transaction=True` end by emptying the tables that we have."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(TransactionTestCase, "_fixture_teardown", lambda test: empty_tables())
        yield


@pytest.fixture
def city(db) -> cast.City:
    return cast.found_city("sx", "Sông Xanh")


@pytest.fixture
def other_city(db) -> cast.City:
    return cast.found_city("nv", "Núi Vàng")


@pytest.fixture
def running(city) -> cast.Round:
    """A running round of the city."""
    return cast.launch_round(city, "song-xanh-2023")


@pytest.fixture
def elsewhere(other_city) -> cast.Round:
    """A running round of another city, none of our people's business."""
    return cast.launch_round(other_city, "nui-vang-2023")


@pytest.fixture
def administrator(db):
    return cast.account("quantri", "Quản Trị", is_superuser=True)


@pytest.fixture
def sign_in():
    """A client signed in as a user: `sign_in(user).get(...)`."""

    def signed_in(user) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


@pytest.fixture(autouse=True)
def media_apart(settings, tmp_path):
    """Uploads of a test live and die with it."""
    settings.MEDIA_ROOT = tmp_path / "media"
