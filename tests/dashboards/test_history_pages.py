"""Pages of recorded changes: who reads which, the filters, the workbook, bounded queries."""

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.text import camel_case_to_spaces

from campaigns.models import Pledge, PledgeState
from core.history import wording
from core.history.context import history_context
from core.history.records import HistoryRecord
from core.history.tracking import TRACKED
from core.models import CalendarYear
from tests.scoring.test_pages import words

pytestmark = pytest.mark.django_db
LIST = reverse("dashboards:history_list")


def row_page(row) -> str:
    return reverse("dashboards:row_history", args=[row._meta.label_lower, row.pk])


def rename(plan, name: str, user) -> None:
    plan.name = name
    with history_context(user_id=user.pk):
        plan.save()


def test_the_office_and_its_leader_read_the_changes_of_their_plans(running, elsewhere, sign_in):
    city = running.city
    rename(running.plan, "Kế hoạch mới của ta", city.secretary)
    rename(elsewhere.plan, "Kế hoạch mới nơi khác", elsewhere.city.secretary)
    for user in (city.secretary, city.leader):
        page = words(sign_in(user).get(LIST))
        assert "Kế hoạch mới của ta" in page
        assert city.secretary.full_name in page
        assert "Kế hoạch mới nơi khác" not in page
    for reader, status in ((city.delegates[2], 404), (elsewhere.city.secretary, 404)):
        assert sign_in(reader).get(row_page(running.plan)).status_code == status
    assert sign_in(city.delegates[2]).get(LIST).status_code == 404


def test_the_administrator_reads_what_administrators_keep_and_no_honours(
    running, administrator, sign_in
):
    year = CalendarYear.objects.create(year=2031, document="Thông báo 1")
    CalendarYear.objects.update(document="Thông báo 2")
    rename(running.plan, "Kế hoạch mới của ta", running.city.secretary)
    client = sign_in(administrator)
    page = words(client.get(LIST))
    assert "Thông báo 1 → Thông báo 2" in page
    assert "Kế hoạch mới của ta" not in page
    assert client.get(row_page(running.plan)).status_code == 404
    assert "Thông báo 1 → Thông báo 2" in words(client.get(row_page(year)))
    assert "Thông báo 2" not in words(sign_in(running.city.secretary).get(LIST))


def test_drafts_of_others_are_on_no_page(running, sign_in):
    entry = running.entry_of(running.city.delegates[2])
    pledge = Pledge.objects.create(
        entry=entry, title="Một", written_by=running.city.secretary, written_at=timezone.now()
    )
    Pledge.objects.update(title="Nháp riêng")
    client = sign_in(running.city.secretary)
    assert "Nháp riêng" not in words(client.get(LIST))
    assert client.get(row_page(pledge)).status_code == 404
    Pledge.objects.update(
        state=PledgeState.SENT, sent_at=timezone.now(), sent_by=running.city.secretary
    )
    assert "Chưa có thay đổi nào" in words(client.get(row_page(pledge)))
    Pledge.objects.update(title="Sau khi gửi")
    assert "Nháp riêng → Sau khi gửi" in words(client.get(row_page(pledge)))


def test_a_deleted_row_keeps_its_history(running, sign_in):
    entry = running.entry_of(running.city.delegates[2])
    extension = entry.extensions.create(
        stage="reports",
        until=timezone.now(),
        reason="Đi công tác",
        granted_by=running.city.secretary,
        granted_at=timezone.now(),
    )
    page = row_page(extension)
    extension.delete()
    shown = words(sign_in(running.city.secretary).get(page))
    assert "đã xóa" in shown
    assert "Lý do: Đi công tác" in shown
    assert entry.name in words(sign_in(running.city.secretary).get(LIST))


def test_filters_choose_and_what_is_not_valid_chooses_everything(running, sign_in):
    city, plan = running.city, running.plan
    rename(plan, "Tên hai", city.secretary)
    rename(plan, "Tên ba", city.second_secretary)
    entry = running.entry_of(city.delegates[2])
    entry.days_served = 100
    with history_context(user_id=city.secretary.pk):
        entry.save()
    client = sign_in(city.secretary)

    def number(**chosen) -> int:
        return len(client.get(LIST, chosen).context["changes"])

    whole = number()
    assert whole >= 3
    today = timezone.localdate()
    assert number(**{"ke-hoach": plan.slug}) == whole
    assert number(**{"ke-hoach": "khong-co"}) == whole
    assert number(loai="campaigns.plan") == HistoryRecord.objects.of(plan).count()
    assert number(loai="awards.khong-co") == whole
    assert number(nguoi=city.second_secretary.full_name) == 1
    assert number(nguoi="khong ai ten vay") == 0
    assert number(tu=today.isoformat(), den=today.isoformat()) == whole
    assert number(den=(today - dt.timedelta(days=1)).isoformat()) == 0
    assert number(tu=(today + dt.timedelta(days=1)).isoformat()) == 0
    assert number(tu="32/13", den="hôm nay") == whole


def test_the_workbook_has_one_row_for_each_changed_field(running, sign_in):
    plan = running.plan
    plan.name, plan.note = "Tên hai", "Ghi chú hai"
    before = HistoryRecord.objects.count()
    plan.save()
    assert HistoryRecord.objects.count() == before + 1
    url = reverse("dashboards:history_workbook")
    response = sign_in(running.city.secretary).get(url, {"loai": "campaigns.plan"})
    book = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    changed = {row[5]: row[7] for row in rows if "Tên hai" in row or "Ghi chú hai" in row}
    assert set(changed.values()) == {"Tên hai", "Ghi chú hai"}


@pytest.mark.parametrize("page", ["list", "row"])
def test_thirty_changes_cost_as_many_queries_as_one(running, sign_in, page):
    client, plan = sign_in(running.city.secretary), running.plan
    url = LIST + "?loai=campaigns.plan" if page == "list" else row_page(plan)
    rename(plan, "Tên 0", running.city.secretary)
    counts = []
    for number in (1, 29):
        for change in range(number):
            rename(plan, f"Tên {number}.{change}", running.city.secretary)
        with CaptureQueriesContext(connection) as queries:
            shown = words(client.get(url))
        counts.append(len(queries))
    assert shown.count("→ Tên 29.") == 29
    assert counts[0] == counts[1]


def test_fields_and_kinds_have_vietnamese_names():
    for model in TRACKED:
        assert wording.kind_label(model).lower() != camel_case_to_spaces(model._meta.object_name)
        for f in model._meta.concrete_fields:
            if wording.is_shown(f):
                label = wording.field_label(f).lower()
                assert label != f.name.replace("_", " "), f"{model._meta.label}.{f.name}"
                if f.is_relation:
                    assert label != camel_case_to_spaces(f.related_model._meta.object_name)
