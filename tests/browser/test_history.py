"""Pages of recorded changes, at a phone's and at a desk's size."""

import pytest
from django.urls import reverse

from core.history.context import history_context

from .conftest import faults_of_pages

pytestmark = pytest.mark.django_db(transaction=True)


def test_no_page_sticks_out_and_axe_finds_nothing(running, open_as):
    plan, secretary = running.plan, running.city.secretary
    with history_context(user_id=secretary.pk, cause="campaigns:timetable"):
        for name in ("Kế hoạch đổi tên", f"Kế hoạch có tên dài {'và dài hơn nữa ' * 12}"):
            plan.name, plan.note = name, "Ghi chú. " * 60
            plan.save()
        running.entry_of(running.city.delegates[2]).extensions.create(
            stage="reports",
            until=plan.reports_due_at,
            reason="Đi công tác",
            granted_by=secretary,
            granted_at=plan.reports_due_at,
        ).delete()
    row = reverse("dashboards:row_history", args=["campaigns.plan", plan.pk])
    assert faults_of_pages(open_as(secretary), [reverse("dashboards:history_list"), row]) == []
