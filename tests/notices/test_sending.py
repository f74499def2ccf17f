"""Notices are sent once, in the caller's transaction, in one statement."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from notices.models import Notice
from notices.services.reading import mark_all_read, mark_read
from notices.services.sending import Message, notify, withdraw_notices
from scoring.models.notice_kinds import ScoringNotice

pytestmark = pytest.mark.django_db

NOW = timezone.now()
LONG = "Một\r\nBcc: x@y.z\u202e " + "dài" * 99


def message(key="a", **fields) -> Message:
    return Message(
        ScoringNotice.SHEET_DONE, title=fields.pop("title", "Phiếu đã xong"), key=key, **fields
    )


def test_notifying_many_twice_creates_one_notice_each_in_one_statement(
    person, django_assert_num_queries
):
    people = [person(f"nguoi{number}").pk for number in range(5)]
    with django_assert_num_queries(1):
        notify(recipients=people, message=message(), at=NOW)
    notify(recipients=people, message=message(title="Nói lại"), at=NOW)
    assert set(Notice.objects.values_list("recipient", "title")) == {
        (pk, "Phiếu đã xong") for pk in people
    }


def test_a_rolled_back_change_notifies_nobody(person):
    an = person("an")
    with pytest.raises(RuntimeError), transaction.atomic():
        notify(recipients=[an.pk], message=message(), at=NOW)
        raise RuntimeError
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    "path",
    ["https://la.example/", "//la.example/", "viec-cua-toi/", "/\\la.example", "/a b", "/a\n/b"],
)
def test_a_path_to_another_site_is_refused_by_code_and_database(person, path):
    with pytest.raises(ValueError, match="not a path of this site"):
        message(path=path)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(
            recipient=person("an"), kind="appeal_answered", title="a", key="a", path=path,
            created_at=NOW,
        )  # fmt: skip


def test_a_title_is_one_line_of_bounded_length_without_hidden_marks(person):
    an = person("an")
    notify(recipients=[an.pk], message=message(title=LONG), at=NOW)
    title = Notice.objects.get().title
    assert title.startswith("Một Bcc: x@y.z dàidài")
    assert len(title) == 200 and title.endswith("…")


def test_only_its_recipient_marks_a_notice_read(person):
    an, binh = person("an"), person("binh")
    notify(recipients=[an.pk, binh.pk], message=message(), at=NOW)
    of_an = Notice.objects.get(recipient=an)
    with pytest.raises(Notice.DoesNotExist):
        mark_read(actor=binh, notice=of_an, at=NOW)
    mark_read(actor=an, notice=of_an, at=NOW)
    again = mark_read(actor=an, notice=of_an, at=NOW + dt.timedelta(days=1))
    assert again.read_at == NOW
    assert Notice.objects.unread().get().recipient == binh


def test_marking_all_as_read_leaves_newer_notices(person):
    an = person("an")
    notify(recipients=[an.pk], message=message("a"), at=NOW)
    shown = Notice.objects.get().pk
    notify(recipients=[an.pk], message=message("b"), at=NOW)
    assert mark_all_read(actor=an, up_to=shown, at=NOW) == 1
    assert Notice.objects.unread().get().key == "b"


def test_withdrawing_leaves_read_and_mailed_notices_and_exceptions(person):
    people = {name: person(name) for name in ("doc", "thu", "con", "het")}
    notify(recipients=[user.pk for user in people.values()], message=message(), at=NOW)
    Notice.objects.filter(recipient=people["doc"]).update(read_at=NOW)
    Notice.objects.filter(recipient=people["thu"]).update(mailed_at=NOW)
    withdraw_notices(key="a", except_for=[people["con"].pk])
    left = set(Notice.objects.values_list("recipient__username", flat=True))
    assert left == {"doc", "thu", "con"}
