"""One history: every tracked model records, with its context, and nothing is changed afterwards."""

import re
from collections import defaultdict

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat

from campaigns.models import Pledge, PledgeState
from core.history.context import history_context
from core.history.records import HistoryRecord, Operation
from core.history.tracking import TRACKED
from core.models import CalendarDay, CalendarYear
from participants.models import Appointment
from scoring.models import Ranking
from tests import cast
from thidua.celery import app

pytestmark = pytest.mark.django_db


def calendar_year(year: int = 2031) -> CalendarYear:
    return CalendarYear.objects.create(year=year, document="Thông báo 1")


def triggers_by_table() -> dict[str, set[str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger "
            "WHERE tgname LIKE 'pgtrigger_history_%' AND tgname NOT LIKE '%stays%'"
        )
        triggers = defaultdict(set)
        for table, name in cursor.fetchall():
            triggers[table].add(re.search("_(update|delete)_", name)[1])
    return triggers


def test_every_tracked_model_has_its_triggers_and_no_other_table_has_any():
    expected = {
        model._meta.db_table: {operation.value for operation in tracking.operations}
        for model, tracking in TRACKED.items()
    }
    assert triggers_by_table() == expected
    assert expected[Ranking._meta.db_table] == {"delete"}, "rankings are recomputed all the time"


@pytest.mark.parametrize("model", TRACKED, ids=lambda model: model._meta.label)
def test_a_tracked_model_records_old_and_new(model):
    """On a copy of its table, which needs no other rows, with the triggers of the table itself."""
    table, copy = model._meta.db_table, f"copy_{model._meta.model_name}"
    column, kind = changeable_column(model)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {copy} (LIKE {table} INCLUDING GENERATED)")
        cursor.execute(
            "SELECT attname FROM pg_attribute "
            "WHERE attrelid = %s::regclass AND attnum > 0 AND attnotnull",
            [copy],
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {copy} ALTER "{name}" DROP NOT NULL')
        cursor.execute(
            "SELECT regexp_replace(pg_get_triggerdef(oid), %s, %s) FROM pg_trigger "
            "WHERE tgrelid = %s::regclass AND tgname ~ '_history_(update|delete)_'",
            [r" ON public\.\w+ ", f" ON {copy} ", table],
        )
        for (definition,) in cursor.fetchall():
            cursor.execute(definition)
        pk = model._meta.pk.column
        cursor.execute(f"INSERT INTO {copy} ({pk}) VALUES (7)")
        cursor.execute(f'UPDATE {copy} SET "{column}" = {VALUES[kind]}')
        cursor.execute(f'UPDATE {copy} SET "{column}" = "{column}"')
        cursor.execute(f"DELETE FROM {copy}")
    records = list(HistoryRecord.objects.filter(table_name=copy, row_id=7).order_by("pk"))
    expected = [operation for operation in Operation if operation in TRACKED[model].operations]
    assert [record.operation for record in records] == expected, "and none without a change"
    if Operation.UPDATE in expected:
        assert records[0].old[column] is None
        assert set(records[0].new) >= {column}
        assert records[0].new[column] is not None
        assert records[-1].old[column] == records[0].new[column]
    assert records[-1].new is None
    assert not set(TRACKED[model].secret) & set(records[-1].old)


VALUES = {
    "text": "'x'",
    "varchar": "'x'",
    "character varying": "'x'",
    "date": "'2023-05-06'",
    "boolean": "true",
}
VALUES |= dict.fromkeys(["bigint", "integer", "smallint", "numeric"], "1")
VALUES |= {"timestamp with time zone": "'2023-05-06T07:08:09+07'"}


def changeable_column(model) -> tuple[str, str]:
    """A column that is neither key nor secret nor generated, and its type."""
    for field in model._meta.concrete_fields:
        kind = re.sub(r"\(.*", "", field.db_type(connection))
        left_out = {*TRACKED[model].secret, *TRACKED[model].ignored, "id"}
        is_free = not (field.primary_key or field.generated or field.column in left_out)
        if is_free and kind in VALUES:
            return field.column, kind
    raise AssertionError(model)


def test_a_record_holds_the_row_before_and_the_columns_that_changed():
    year = calendar_year()
    CalendarYear.objects.filter(pk=year.pk).update(document="Thông báo 2")
    record = HistoryRecord.objects.of(year).get()
    assert record.operation == Operation.UPDATE
    assert record.old == {"year": 2031, "document": "Thông báo 1"}
    assert record.new == {"document": "Thông báo 2"}
    year.delete()
    record = HistoryRecord.objects.of(CalendarYear(pk=2031)).last()
    assert (record.operation, record.new) == (Operation.DELETE, None)
    assert record.old == {"year": 2031, "document": "Thông báo 2"}


def test_one_statement_records_each_row_in_the_order_of_keys():
    for number in (2033, 2031, 2032):
        calendar_year(number)
    CalendarYear.objects.update(document=F("document"))
    assert not HistoryRecord.objects.exists(), "nothing changed"
    CalendarYear.objects.exclude(pk=2032).update(document="khác")
    assert list(HistoryRecord.objects.order_by("pk").values_list("row_id", flat=True)) == [
        2031,
        2033,
    ]


def test_content_does_not_depend_on_the_time_zone_of_the_connection():
    user = cast.account("mot", "Một")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL timezone = 'Asia/Ho_Chi_Minh'")
        cursor.execute("UPDATE accounts_user SET full_name = 'Hai' WHERE id = %s", [user.pk])
    assert HistoryRecord.objects.of(user).get().old["created_at"].endswith("+00:00")


# --- context --------------------------------------------------------------------------------------


def test_a_page_is_recorded_with_its_user_and_view(administrator, sign_in):
    appointment = cast.found_city("sx", "Sông Xanh", delegates=1).secretary.appointments.get()
    page = f"/quan-tri/participants/appointment/{appointment.pk}/delete/"
    sign_in(administrator).post(page, {"post": "yes"})
    record = HistoryRecord.objects.of(Appointment(pk=appointment.pk)).get()
    assert record.user_id == administrator.pk
    assert record.cause == "admin:participants_appointment_delete"
    assert record.context_id is not None


def test_a_task_is_recorded_under_its_name_and_the_user_who_started_it():
    @app.task(name="tests.change")
    def change() -> None:
        CalendarYear.objects.update(document=Concat(F("document"), Value("+")))

    year = calendar_year()
    change()
    with history_context(user_id=5, cause="a page"):
        change()
        CalendarYear.objects.update(document="trang")
    alone, started, page = HistoryRecord.objects.of(year)
    assert (alone.user_id, alone.cause) == (None, "tests.change")
    assert (started.user_id, started.cause) == (5, "tests.change")
    assert (page.user_id, page.cause) == (5, "a page")
    assert started.context_id == page.context_id != alone.context_id


def test_a_change_without_a_context_is_recorded_too():
    year = calendar_year()
    with history_context(user_id=5):
        pass
    CalendarYear.objects.update(document="không ngữ cảnh")
    record = HistoryRecord.objects.of(year).get()
    assert (record.user_id, record.cause, record.context_id) == (None, "", None)


@pytest.mark.django_db(transaction=True)
def test_the_context_ends_with_the_transaction():
    with history_context(user_id=5):
        calendar_year()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('thidua.history', true)")
        assert cursor.fetchone() == ("",)


def test_values_with_percent_signs_and_quotes_pass_unharmed():
    with history_context(cause="100% 'của' \"trang\" \\ %s"):
        year = calendar_year()
        CalendarYear.objects.update(document="50% '%s'")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE core_calendaryear SET document = '7%'")
            cursor.executemany(
                "UPDATE core_calendaryear SET document = %s WHERE year = %s", [["8%", 2031]]
            )
    records = list(HistoryRecord.objects.of(year))
    assert [record.new["document"] for record in records] == ["50% '%s'", "7%", "8%"]
    assert {record.cause for record in records} == {"100% 'của' \"trang\" \\ %s"}


def test_the_number_of_changed_rows_is_that_of_the_statement():
    calendar_year()
    with history_context(user_id=5):
        assert CalendarYear.objects.update(document="đổi") == 1
        assert CalendarYear.objects.filter(pk=1).update(document="đổi") == 0
        assert CalendarDay.objects.all().delete() == (0, {})


# --- scope, secrets -------------------------------------------------------------------------------


def test_a_record_knows_its_plan_also_when_the_row_and_its_parents_go(running):
    entry = running.entry_of(running.city.delegates[2])
    entry.days_served = 100
    entry.save()
    assert HistoryRecord.objects.of(entry).get().plan_id == running.plan.pk
    plan = running.plan
    plan.note = "ghi chú"
    plan.save()
    assert HistoryRecord.objects.of(plan).last().plan_id == plan.pk


def test_changes_of_a_draft_are_marked_as_private(running):
    entry = running.entry_of(running.city.delegates[2])
    pledge = Pledge.objects.create(
        entry=entry,
        state=PledgeState.DRAFT,
        title="Một",
        written_by=running.city.secretary,
        written_at=running.plan.reports_due_at,
    )
    Pledge.objects.update(title="Hai")
    assert HistoryRecord.objects.of(pledge).get().is_private


def test_passwords_and_sign_ins_are_not_kept():
    user = cast.account("mot", "Một")
    user.last_login = user.created_at
    user.save()
    assert not HistoryRecord.objects.of(user).exists()
    user.set_password("mật khẩu khác")
    user.save()
    record = HistoryRecord.objects.of(user).get()
    assert "password" not in record.old
    assert record.new == {"password": None}


SECRETS = ("password", "token", "sealed", "sealed_share", "share", "secret", "private_key", "code")


def test_no_column_that_may_be_a_secret_is_kept():
    """Public keys of ballots and the printed codes of awards are no secrets."""
    kept = {
        f"{model._meta.label}.{field.column}"
        for model, tracking in TRACKED.items()
        for field in model._meta.concrete_fields
        if field.column in SECRETS and field.column not in tracking.secret
    }
    assert kept <= {"awards.Award.code", "awards.CommendationForm.code", "awards.AwardType.code"}
    untracked = {"BallotSeat", "SealedVote", "BallotKeeper", "SavedDraft"}
    assert not untracked & {model.__name__ for model in TRACKED}


# --- append-only ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE core_historyrecord SET cause = ''",
        "DELETE FROM core_historyrecord",
        "TRUNCATE core_historyrecord",
    ],
)
def test_the_history_is_append_only(sql):
    calendar_year()
    CalendarYear.objects.update(document="đổi")
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert HistoryRecord.objects.count() == 1
