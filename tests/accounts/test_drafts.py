"""Drafts of forms on the server: saved, protected from other windows, closed once sent."""

import datetime as dt
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import SavedDraft
from accounts.services import drafts
from core.errors import DomainError

from .. import cast

pytestmark = pytest.mark.django_db

KEY = "report:7"


@pytest.fixture
def delegate(running):
    return running.city.delegates[2]


def save(user, based_on, key=KEY, **fields):
    return drafts.save_draft(
        actor=user, key=key, fields=fields, based_on=based_on, at=timezone.now()
    )


def test_a_draft_is_saved_and_saved_again(delegate):
    assert save(delegate, 0, summary="Một").revision == 1
    assert save(delegate, 1, summary="Hai").revision == 2
    assert SavedDraft.objects.get().fields == {"summary": "Hai"}


def test_another_window_is_not_overwritten(delegate):
    save(delegate, 0, summary="Một")
    save(delegate, 1, summary="Hai")
    with pytest.raises(drafts.DraftChangedError) as raised:
        save(delegate, 1, summary="Ba")
    assert raised.value.current.fields == {"summary": "Hai"}
    assert SavedDraft.objects.get().fields == {"summary": "Hai"}


def test_the_same_content_from_two_windows_is_no_conflict(delegate):
    save(delegate, 0, summary="Một")
    assert save(delegate, 0, summary="Một").revision == 2


@pytest.mark.parametrize("based_on", [0, 1, 2])
def test_a_late_save_does_not_restore_what_was_sent(delegate, based_on):
    save(delegate, 0, summary="Một")
    save(delegate, 1, summary="Hai")
    drafts.close_draft(actor=delegate, key=KEY, at=timezone.now())
    for fields in ({"summary": "Hai"}, {}):
        with pytest.raises(drafts.DraftChangedError):
            save(delegate, based_on, **fields)
    assert SavedDraft.objects.get().fields == {}
    assert save(delegate, 3, summary="Bản mới").fields == {"summary": "Bản mới"}


def test_a_first_save_that_arrives_after_sending_is_rejected_too(delegate):
    drafts.close_draft(actor=delegate, key=KEY, at=timezone.now())
    with pytest.raises(drafts.DraftChangedError):
        save(delegate, 0, summary="Một")


def test_a_draft_belongs_to_one_user(running, delegate):
    save(delegate, 0, summary="Một")
    save(running.city.delegates[3], 0, summary="Hai")
    assert SavedDraft.objects.get(user=delegate).fields == {"summary": "Một"}


def test_a_draft_is_bounded(delegate, monkeypatch):
    for fields in ({"summary": "a" * 300_001}, {f"f{n}": "" for n in range(2_001)}):
        with pytest.raises(DomainError, match="quá dài"):
            save(delegate, 0, **fields)
    with pytest.raises(DomainError, match="Không lưu được"):
        save(delegate, 0, key="../x", summary="Một")
    monkeypatch.setattr("accounts.services.drafts.MOST_DRAFTS", 3)
    for number in range(5):
        save(delegate, 0, key=f"report:{number}", summary="Một")
    kept = set(SavedDraft.objects.values_list("key", flat=True))
    assert kept == {"report:2", "report:3", "report:4"}


def test_old_drafts_are_purged(delegate):
    save(delegate, 0, summary="Một")
    assert drafts.purge_drafts(before=timezone.now() - dt.timedelta(days=1)) == 0
    assert drafts.purge_drafts(before=timezone.now() + dt.timedelta(days=1)) == 1


def test_a_report_that_was_sent_leaves_no_draft(running, delegate):
    key = f"report:{running.entry_of(delegate).pk}"
    save(delegate, 0, key=key, summary="Một")
    cast.send(running, delegate, "II.1")
    assert SavedDraft.objects.get().fields == {}
    with pytest.raises(drafts.DraftChangedError):
        save(delegate, 1, key=key, summary="Một")


# --- the page's script ----------------------------------------------------------------------------


def post(client, **values):
    values["fields"] = json.dumps(values.get("fields", {}))
    return client.post(reverse("accounts:draft_save"), {"key": KEY, **values})


def test_the_page_receives_what_another_window_saved(delegate, sign_in):
    client = sign_in(delegate)
    first = post(client, fields={"summary": "Một"}, based_on="0")
    assert (first.status_code, first.json()["revision"]) == (200, 1)
    second = post(client, fields={"summary": "Hai"}, based_on="0")
    assert second.json()["other"]["fields"] == {"summary": "Một"}
    assert post(client, drop="1").json()["revision"] == 2
    assert SavedDraft.objects.get().fields == {}


@pytest.mark.parametrize("based_on", ["-1", "²", "9" * 40, "x", ""])
def test_an_unreadable_revision_counts_as_none(delegate, sign_in, based_on):
    answer = post(sign_in(delegate), fields={"summary": "Một"}, based_on=based_on)
    assert answer.status_code == 200


def test_fields_that_are_not_an_object_are_refused(delegate, sign_in):
    for fields in ("", "[]", "{", "[" * 100_000):
        address = reverse("accounts:draft_save")
        answer = sign_in(delegate).post(address, {"key": KEY, "fields": fields})
        assert answer.status_code == 400


def test_an_unpaired_surrogate_does_not_prevent_saving(delegate, sign_in):
    """A length limit may cut an emoji in two; PostgreSQL cannot store one half."""
    answer = post(sign_in(delegate), fields={"a\ud83d": "Tốt \ud83d", "b": ["\udc4d", "\0x"]})
    assert answer.status_code == 200
    assert SavedDraft.objects.get().fields == {"a": "Tốt ", "b": ["", "x"]}


def test_nested_values_are_refused(delegate, sign_in):
    client, address = sign_in(delegate), reverse("accounts:draft_save")
    for value in ('{"b": 1}', "[[1]]", "[" * 900 + "]" * 900):
        answer = client.post(address, {"key": KEY, "fields": f'{{"a": {value}}}'})
        assert answer.status_code == 400


def test_a_draft_is_not_saved_for_the_next_user_of_the_browser(running, delegate, sign_in):
    stranger = sign_in(running.city.delegates[3])
    answer = post(stranger, fields={"summary": "Một"}, user=str(delegate.pk))
    assert answer.status_code == 409
    assert not SavedDraft.objects.exists()


def test_a_refused_form_keeps_its_draft_and_an_accepted_one_closes_it(running, delegate, sign_in):
    """The draft of any form is closed by the redirect that accepts it, not by one with an error."""
    entry = running.entry_of(delegate)
    running.plan.registrations_due_at = timezone.now() + dt.timedelta(days=5)
    running.plan.save()
    client, key = sign_in(delegate), f"pledge:{entry.pk}"
    address = reverse("campaigns:pledge_form", args=[running.plan.slug])
    save(delegate, 0, key=key, commitment="Dự đủ các kỳ họp")
    form = client.get(address).context["form"]
    assert "Dự đủ các kỳ họp" in client.get(address).text
    data = {"token": str(form["token"].value()), "send": "1", "kept_key": key}
    refused = client.post(address, data | {"commitment": ""})
    assert refused.status_code == 200 and SavedDraft.objects.get().fields
    accepted = client.post(address, data | {"commitment": "Dự đủ các kỳ họp"})
    assert accepted.status_code == 302
    assert SavedDraft.objects.get().fields == {}
    assert accepted.cookies["sent_draft"].value == f"{delegate.pk}:{key}"
