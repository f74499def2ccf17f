"""Việc của tôi asks for nothing that cannot be done."""

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.services import close_plan
from evidence.services import return_report
from tests import cast
from tests.scoring.test_pages import words

pytestmark = pytest.mark.django_db


def test_a_closed_plan_asks_for_no_correction(running, sign_in):
    delegate, secretary = running.city.delegates[2], running.city.secretary
    report = cast.send(running, delegate, "II.1")
    return_report(actor=secretary, report=report, reason="Ảnh không rõ ngày", at=timezone.now())
    client = sign_in(delegate)
    assert "Cần sửa và gửi lại" in words(client.get(reverse("dashboards:my_work")))
    close_plan(actor=secretary, plan=running.plan)
    assert "Cần sửa và gửi lại" not in words(client.get(reverse("dashboards:my_work")))
    page = client.get(reverse("evidence:report_edit", args=[report.pk]), follow=True)
    assert page.redirect_chain[0][0] == reverse("evidence:report_detail", args=[report.pk])
    assert "Kế hoạch đã tổng kết nên không nhận báo cáo nữa." in words(page)
    assert "báo cáo trả lại" not in words(sign_in(secretary).get(reverse("admin:index")))


def test_the_desk_says_that_a_plan_has_no_ranking_yet(city, sign_in):
    cast.launch_round(city, "chua-xep-hang")
    page = words(sign_in(city.secretary).get(reverse("admin:index")))
    assert "Chưa có bảng xếp hạng" in page
    assert "Đã khóa" not in page
