"""The page that closes a plan lists open work and needs a confirmation."""

import pytest
from django.urls import reverse

from campaigns.models import Plan, PlanState

from .. import cast

pytestmark = pytest.mark.django_db


def state_of(running) -> str:
    return Plan.objects.get(pk=running.plan.pk).state


def test_the_office_closes_a_plan_after_it_has_seen_what_is_open(running, sign_in):
    cast.send(running, running.city.delegates[2], "II.1")
    client = sign_in(running.city.secretary)
    overview = reverse("dashboards:plan_overview", args=[running.plan.slug])
    address = reverse("dashboards:plan_close", args=[running.plan.slug])
    assert address in client.get(overview).text
    page = client.get(address).text
    assert "1 báo cáo chờ xác nhận" in page
    assert "Chưa có bảng xếp hạng nào được khóa" in page
    refused = client.post(address)
    assert "Hãy đánh dấu là đã xem" in refused.text
    assert state_of(running) == PlanState.RUNNING
    done = client.post(address, {"confirmed": "on"}, follow=True)
    assert "Đã tổng kết" in done.text
    assert state_of(running) == PlanState.CLOSED
    assert address not in done.text
    assert "Kế hoạch này đã tổng kết" in client.get(address).text


def test_only_the_office_closes_a_plan(running, sign_in):
    address = reverse("dashboards:plan_close", args=[running.plan.slug])
    assert sign_in(running.city.leader).get(address).status_code == 404
