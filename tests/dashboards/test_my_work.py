"""Việc của tôi offers only work that can be done."""

from copy import deepcopy

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.scorecards.document import Document
from campaigns.services import plans, scorecards
from dashboards.queries import standings_of
from evidence.services.deciding import return_report, verify_report
from scoring.models import Ranking
from scoring.services import ranking

from .. import cast
from ..scoring.test_pages import words

pytestmark = pytest.mark.django_db


def test_a_closed_plan_asks_for_no_correction(running, sign_in):
    delegate, secretary = running.city.delegates[2], running.city.secretary
    report = cast.send(running, delegate, "II.1")
    return_report(actor=secretary, report=report, reason="Ảnh không rõ ngày", at=timezone.now())
    client = sign_in(delegate)
    assert "Cần sửa và gửi lại" in words(client.get(reverse("dashboards:my_work")))
    plans.close_plan(actor=secretary, plan=running.plan)
    assert "Cần sửa và gửi lại" not in words(client.get(reverse("dashboards:my_work")))
    page = client.get(reverse("evidence:report_edit", args=[report.pk]), follow=True)
    assert page.redirect_chain[0][0] == reverse("evidence:report_detail", args=[report.pk])
    assert "Kế hoạch đã tổng kết nên không nhận báo cáo nữa." in words(page)
    assert "báo cáo trả lại" not in words(sign_in(secretary).get(reverse("admin:index")))


def test_a_plan_scored_only_by_sheets_offers_no_report(running, sign_in):
    document = {"name": "Đại biểu", "kinds": ["delegate"], "criteria": deepcopy(cast.DELEGATE_TREE)}
    for group in document["criteria"]:
        for leaf in group["items"]:
            leaf["source"] = "sheet"
    secretary = running.city.secretary
    version = scorecards.draft_scorecard(
        actor=secretary, plan=running.plan, document=Document.read(document)
    )
    scorecards.publish_scorecard(actor=secretary, scorecard=version)
    page = words(sign_in(running.city.delegates[2]).get(reverse("dashboards:my_work")))
    assert "Báo hoạt động" not in page
    assert "Chưa có điểm. Điểm hiện ra khi có số liệu đầu tiên được ghi nhận" in page


def test_missing_data_is_not_a_total_of_0(running, sign_in):
    ranking.recompute(plan=running.plan, whole=True)
    page = words(sign_in(running.city.delegates[2]).get(reverse("dashboards:my_work")))
    assert "Chưa có số liệu" in page
    assert "– / 40" in page
    assert "0 điểm" not in page
    assert "Hạng" not in page


def test_the_worklist_shows_that_a_plan_has_no_ranking_yet(city, sign_in):
    cast.launch_round(city, "chua-xep-hang")
    page = words(sign_in(city.secretary).get(reverse("admin:index")))
    assert "Chưa có bảng xếp hạng" in page
    assert "Đã khóa" not in page


def test_points_are_read_by_the_version_that_the_line_was_computed_by(running, sign_in):
    """The newer version puts a group first; the sealed line keeps the positions of the older."""
    delegate, secretary = running.city.delegates[2], running.city.secretary
    verify_report(actor=secretary, report=cast.send(running, delegate, "II.1"), at=timezone.now())
    draft = ranking.recompute(plan=running.plan, whole=True)
    ranking.seal_ranking(actor=secretary, plan=running.plan, seen_revision=draft.revision)
    before = areas_of(delegate)
    assert sum(before.values()) > 0
    tree = deepcopy(cast.DELEGATE_TREE)
    leaf = {"code": "0.1", "name": "Mới thêm", "max": "1", "shape": "per_unit_capped"}
    leaf["params"] = {"per": "1", "unit_vi": "lần"}
    document = {"name": "Đại biểu", "kinds": ["delegate"]}
    group = {"code": "0", "name": "Mục mới", "max": "1", "combine": "sum", "items": [leaf]}
    document["criteria"] = [group, *tree]
    version = scorecards.draft_scorecard(
        actor=secretary, plan=running.plan, document=Document.read(document)
    )
    scorecards.publish_scorecard(actor=secretary, scorecard=version)
    Ranking.objects.filter(number__isnull=True).delete()
    assert areas_of(delegate) == before


def areas_of(user) -> dict:
    """Points by the name of their group, as the home page shows them."""
    (standing,) = standings_of(user)
    return {area.name: area.points for area in standing.areas}
