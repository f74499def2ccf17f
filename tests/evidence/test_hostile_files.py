"""Hostile files sent through the real form: refused with a clear message, or only downloadable.

None runs anything, and none costs the process its memory.
"""

import html
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from evidence.models import ActivityReport, EvidenceFile
from evidence.previews import page_image

from .. import cast
from .hostile import HOSTILE, SCRIPT, SOUND, Case

pytestmark = pytest.mark.django_db

KEPT = [case for case in HOSTILE if case.refused is None]
REFUSED = [case for case in HOSTILE if case.refused is not None]
# Enough for a form, a small file and a child process, and far less than a bomb needs.
MOST_GROWTH = 48 * 1024 * 1024


@pytest.fixture(autouse=True)
def media_apart():
    """The files of this module live as long as its city."""


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[cast.Round]:
    folder = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=folder), transaction.atomic():
        yield cast.launch_round(cast.found_city("sx", "Sông Xanh"), "song-xanh-2023")
        transaction.set_rollback(True)


def client_of(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def send_with(city: cast.Round, case: Case):
    """Send a report with the file; the answer, and the peak growth of the process."""
    delegate = city.city.delegates[2]
    criterion = city.criterion("II.1")
    data = {
        "kind": criterion.activity_kinds.get().pk,
        "happened_on": "2023-05-10",
        "place": "",
        "summary": f"Tiếp xúc cử tri: {case.what}",
        "token": str(uuid.uuid4()),
        f"count_{criterion.pk}": 1,
        "files": SimpleUploadedFile(case.name, case.make(), content_type="text/html"),
    }
    client = client_of(delegate)
    address = reverse("evidence:report_create", query={"cho": city.entry_of(delegate).pk})
    Path("/proc/self/clear_refs").write_text("5")  # the peak is measured from here
    before = _memory("VmRSS")
    answer = client.post(address, data)
    return answer, _memory("VmHWM") - before


def _memory(what: str) -> int:
    status = Path("/proc/self/status").read_text()
    return int(status.split(f"{what}:")[1].split()[0]) * 1024


def test_there_are_enough_of_them():
    assert len(HOSTILE) >= 40
    assert len({case.what for case in HOSTILE}) == len(HOSTILE)


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_hostile_files_are_refused_with_a_clear_message(city, case):
    before = EvidenceFile.objects.count(), ActivityReport.objects.count()
    answer, growth = send_with(city, case)
    assert answer.status_code == 200
    errors = answer.context["form"].errors["files"]
    assert any(case.refused in html.unescape(str(error)) for error in errors), errors
    assert SCRIPT.decode() not in answer.text
    assert (EvidenceFile.objects.count(), ActivityReport.objects.count()) == before
    assert growth < MOST_GROWTH
    assert Client().get(reverse("dashboards:health")).status_code == 200


@pytest.mark.parametrize("case", KEPT, ids=str)
def test_accepted_files_are_only_served_as_downloads(city, case):
    answer, growth = send_with(city, case)
    assert answer.status_code == 302, answer.context["form"].errors
    assert growth < MOST_GROWTH
    file = ActivityReport.objects.latest("pk").files.get()
    with file.file.open() as content:
        assert b"<script" not in content.read()
    assert len(file.name.encode()) <= 255
    assert not set(file.name) & set('/\\<>:"|?*\r\n\u202e')
    for reader in (city.city.delegates[2], city.city.secretary):
        answer = client_of(reader).get(reverse("evidence:file_download", args=[file.pk]))
        assert_harmless(answer)
        assert answer.getvalue()
        assert answer["Content-Disposition"].startswith("attachment;")
    page = page_image(file, 1)
    assert page is not None
    assert page.startswith(b"\xff\xd8\xff")
    assert b"<script" not in page


def assert_harmless(answer) -> None:
    assert answer.status_code == 200
    assert "X-Injected" not in answer
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert not answer["Content-Type"].startswith("text/")
    assert "svg" not in answer["Content-Type"]


@pytest.mark.parametrize("case", SOUND, ids=str)
def test_files_that_offices_really_send_are_kept(city, case):
    answer, _ = send_with(city, case)
    assert answer.status_code == 302, answer.context["form"].errors
    assert ActivityReport.objects.latest("pk").files.count() == 1
