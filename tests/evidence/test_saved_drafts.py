"""Drafts on the server: kept, told apart by window, gone once sent."""

import pytest
from django.urls import reverse
from django.utils import timezone

from core.errors import NotAllowedError
from evidence import services
from evidence.models import SavedDraft
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def delegate(running):
    return running.city.delegates[2]


def keep(running, user, based_on, **fields):
    return services.save_draft(
        actor=user,
        entry=running.entry_of(running.city.delegates[2]),
        fields=fields,
        based_on=based_on,
        at=timezone.now(),
    )


def test_a_draft_is_kept_and_kept_again(running, delegate):
    assert keep(running, delegate, 0, summary="Một").revision == 1
    assert keep(running, delegate, 1, summary="Hai").revision == 2
    assert SavedDraft.objects.get().fields == {"summary": "Hai"}


def test_another_window_is_not_written_over(running, delegate):
    keep(running, delegate, 0, summary="Một")
    keep(running, delegate, 1, summary="Hai")
    with pytest.raises(services.DraftChangedError) as told:
        keep(running, delegate, 1, summary="Ba")
    assert told.value.current.fields == {"summary": "Hai"}
    assert SavedDraft.objects.get().fields == {"summary": "Hai"}


def test_the_same_words_from_two_windows_are_no_conflict(running, delegate):
    keep(running, delegate, 0, summary="Một")
    assert keep(running, delegate, 0, summary="Một").revision == 2


def test_only_fields_of_the_form_are_kept_and_long_ones_cut(running, delegate):
    draft = keep(running, delegate, 0, summary="a" * 9_000, count_7="3", evil="x", count_x="1")
    assert set(draft.fields) == {"summary", "count_7"}
    assert len(draft.fields["summary"]) == 6_000


def test_nobody_keeps_drafts_for_strangers(running):
    with pytest.raises(NotAllowedError):
        keep(running, running.city.delegates[3], 0, summary="Một")


def test_a_report_that_was_sent_leaves_no_draft(running, delegate):
    keep(running, delegate, 0, summary="Một")
    cast.send(running, delegate, "II.1")
    assert not SavedDraft.objects.exists()


def test_the_page_is_told_what_stands_elsewhere(running, delegate, sign_in):
    entry = running.entry_of(delegate)
    address = f"{reverse('evidence:draft_save')}?cho={entry.pk}"
    client = sign_in(delegate)
    first = client.post(address, {"summary": "Một", "based_on": "0"})
    assert (first.status_code, first.json()["revision"]) == (200, 1)
    second = client.post(address, {"summary": "Hai", "based_on": "0"})
    assert second.json()["other"]["fields"] == {"summary": "Một"}
    assert client.post(address, {"drop": "1"}).json() == {"revision": 0}
    assert not SavedDraft.objects.exists()


@pytest.mark.parametrize("based_on", ["-1", "²", "9" * 40, "x", ""])
def test_a_senseless_revision_is_read_as_none(running, delegate, sign_in, based_on):
    address = f"{reverse('evidence:draft_save')}?cho={running.entry_of(delegate).pk}"
    answer = sign_in(delegate).post(address, {"summary": "Một", "based_on": based_on})
    assert answer.status_code == 200
