"""After a test that committed, nothing of it is left, and nothing of the migrations is lost."""

import threading
import uuid

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from accounts.models import User
from evidence.services import files
from scoring.services import ranking

from . import cast
from .emptying import KEPT, empty_tables
from .pdf_files import one_page_pdf

pytestmark = pytest.mark.django_db(transaction=True)


def tables_with_rows() -> set[str]:
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}")')
            if cursor.fetchone()[0]:
                found.add(table)
    return found


def kinds_and_rights() -> tuple[list, list]:
    return list(ContentType.objects.order_by("pk")), list(Permission.objects.order_by("pk"))


def test_a_full_database_is_emptied_and_kinds_and_rights_stay(running, sign_in):
    user, before = running.city.delegates[2], kinds_and_rights()
    upload = SimpleUploadedFile("a.pdf", one_page_pdf(1))
    files.keep_upload(actor=user, token=uuid.uuid4(), upload=upload)
    cast.send_verified(running, user, "II.1")
    ranking.recompute(plan=running.plan)
    sign_in(user)
    assert len(tables_with_rows()) > 25
    empty_tables()
    assert tables_with_rows() == set(KEPT)
    assert kinds_and_rights() == before and len(before[0]) == len(apps.get_models())


def test_ids_go_on(city):
    first = city.secretary.pk
    empty_tables()
    assert cast.account("an", "Lê Thử An").pk > first
    assert User.objects.count() == 1


def test_a_writer_is_waited_for():
    """A page that is still being answered when its test ends leaves no row behind."""
    other = connection.copy()
    other.inc_thread_sharing()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute("INSERT INTO auth_group (name) VALUES ('Muộn')")
    late = threading.Timer(0.3, other.commit)
    late.start()
    empty_tables()
    late.join()
    other.close()
    assert not Group.objects.exists()
