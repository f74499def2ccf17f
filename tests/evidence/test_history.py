"""Lịch sử on the admin site: who changed what, when, from what to what."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.history.context import history_context
from evidence.services.deciding import return_report
from evidence.services.reporting import resubmit_report

from .. import cast
from ..scoring.test_pages import words

pytestmark = pytest.mark.django_db


def history_page(name: str, row) -> str:
    return reverse(f"admin:{name}_history", args=[row.pk])


def returned_and_sent_again(running, delegate):
    secretary = running.city.secretary
    report = cast.send(running, delegate, "II.1", 1)
    with history_context(user_id=secretary.pk):
        return_report(actor=secretary, report=report, reason="Ảnh không rõ ngày", at=timezone.now())
    with history_context(user_id=delegate.pk):
        draft = cast.content(running, delegate, "II.1", 3)
        resubmit_report(actor=delegate, report=report, content=draft, at=timezone.now())
    return report


def test_a_report_shows_who_changed_what_from_what_to_what(running, sign_in):
    delegate, secretary = running.city.delegates[2], running.city.secretary
    report = returned_and_sent_again(running, delegate)
    page = words(sign_in(secretary).get(history_page("evidence_activityreport", report)))
    assert "Tình trạng: Đã gửi → Trả lại" in page
    assert "Tình trạng: Trả lại → Đã gửi" in page
    assert "Lý do: (trống) → Ảnh không rõ ngày" in page
    assert "Số lượng: II.1: 1 → II.1: 3" in page
    assert page.count("Số lượng") == 1
    table = page.partition("Người thay đổi")[2]
    assert table.index(delegate.full_name) < table.index(secretary.full_name)  # the newest first


def test_a_plan_and_an_entry_show_their_history_to_their_own_office_only(running, sign_in):
    plan, entry = running.plan, running.entry_of(running.city.delegates[2])
    plan.name = "Kế hoạch đổi tên"
    plan.save()
    entry.days_served = 100
    entry.save()
    secretary = sign_in(running.city.secretary)
    page = words(secretary.get(history_page("campaigns_plan", plan)))
    assert "Kế hoạch song-xanh-2023 → Kế hoạch đổi tên" in page
    page = words(secretary.get(history_page("campaigns_entry", entry)))
    assert "→ 100" in page
    other = cast.found_city("khac", "Khác", delegates=1)
    assert sign_in(other.secretary).get(history_page("campaigns_plan", plan)).status_code == 404
    delegate = sign_in(running.city.delegates[2])
    assert delegate.get(history_page("campaigns_plan", plan)).status_code in (302, 403, 404)


def test_many_changes_cost_as_many_queries_as_one(running, sign_in):
    client, plan = sign_in(running.city.secretary), running.plan
    counts = []
    for number in (1, 9):
        for change in range(number):
            plan.name = f"Kế hoạch {number}.{change}"
            plan.save()
        with CaptureQueriesContext(connection) as queries:
            page = words(client.get(history_page("campaigns_plan", plan)))
        counts.append(len(queries))
    assert page.count("→ Kế hoạch 9.") == 9
    assert counts[0] == counts[1]
