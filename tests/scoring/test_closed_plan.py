"""In a closed plan figures change only by appeals filed in time and post-checks."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Stage
from campaigns.services import plans
from core.errors import DomainError
from scoring.models import Column, Explanation, ScoreSheet
from scoring.rankings import rules
from scoring.services import appeals, filling, measuring, sheets
from scoring.services.ranking import recompute, seal_ranking
from scoring.sheets.values import PartNumbers

from .test_pages import words
from .test_sheets import Office, judged

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(city) -> Office:
    return Office(city)


def close(office: Office) -> None:
    plans.close_plan(actor=office.city.secretary, plan=office.plan)
    office.sheet = ScoreSheet.objects.get(pk=office.sheet.pk)
    office.entry.plan.refresh_from_db()


def refused(call, *args, **values) -> None:
    with pytest.raises(DomainError, match="đã tổng kết"):
        call(*args, **values)


def test_a_sheet_can_be_neither_filled_in_nor_sent(office):
    secretary = office.city.secretary
    office.do(filling.fill_self, office.head, cells=office.cells(A=judged("9")))
    close(office)
    cells = office.cells(A=judged("8"))
    refused(office.do, filling.fill_self, office.head, cells=cells)
    refused(office.do, sheets.send_sheet, office.head, with_blanks=True)
    office.crossed_by_peer()
    ScoreSheet.objects.filter(pk=office.sheet.pk).update(
        stage="sent", sent_at=timezone.now(), sent_by=office.head
    )
    refused(office.do, sheets.take_back_sheet, office.head)
    refused(office.do, filling.fill_cross, office.peer_head, cells=cells)
    refused(office.do, sheets.send_cross, office.peer_head)
    refused(office.do, filling.fill_appraisal, secretary, cells=cells)
    refused(office.do, sheets.finish_appraisal, secretary, early_reason="Theo thông báo số 5")
    refused(office.do, sheets.return_sheet, secretary, reason="Thiếu minh chứng")
    ScoreSheet.objects.filter(pk=office.sheet.pk).update(stage="appraised")
    refused(office.do, sheets.explain, office.head, texts={office.leaf["A"]: "Ở hồ sơ số 3"})
    assert office.cell_at(Column.SELF, "A") == judged("9")
    assert not Explanation.objects.exists()
    refused(sheets.open_sheets, actor=secretary, plan=office.entry.plan)


def test_the_office_records_no_measure_and_grants_no_extension(office):
    close(office)
    leaf = office.entry.scorecard.criteria.get(code="C")
    record = {"actor": office.city.secretary, "entry": office.entry, "criterion": leaf}
    parts = [PartNumbers(Decimal(2))]
    refused(measuring.record_measure, **record, parts=parts, at=timezone.now())
    refused(measuring.withdraw_measure, **record)
    refused(
        plans.grant_extension,
        actor=office.city.secretary,
        entry=office.entry,
        stage=Stage.REPORTS,
        until=timezone.now() + dt.timedelta(days=3),
        reason="Bão số 3",
        at=timezone.now(),
    )


def test_an_appeal_within_its_days_is_filed_and_answered_after_closing(office, sign_in):
    office.appraised()
    draft = recompute(plan=office.plan, whole=True)
    ranking = seal_ranking(
        actor=office.city.secretary, plan=office.plan, seen_revision=draft.revision
    )
    page = reverse("dashboards:plan_close", args=[office.plan.slug])
    last = timezone.localtime(rules.appeals_until(ranking))
    assert f"nhận đến hết ngày {last:%d/%m/%Y}" in words(sign_in(office.city.secretary).get(page))
    close(office)
    appeal = appeals.file_appeal(
        actor=office.head,
        line=ranking.lines.get(entry=office.entry),
        criterion=office.entry.scorecard.criteria.get(pk=office.leaf["A"]),
        text="Đề nghị xem lại biên bản cuộc 3.",
        at=timezone.now(),
    )
    appeals.answer_appeal(
        actor=office.second,
        appeal=appeal,
        answer="Chấp nhận theo công văn 88.",
        cell=judged("8", "Công văn 88"),
        at=timezone.now(),
    )
    assert office.total() == 17


def test_the_pages_show_that_the_plan_is_closed_and_have_no_fields(office, sign_in):
    office.sent()
    slug, pk = office.plan.slug, office.sheet.pk
    sheet = reverse("scoring:sheet_detail", args=[slug, pk])
    close(office)
    for user in (office.head, office.city.secretary):
        page = sign_in(user).get(sheet)
        assert "Kế hoạch đã tổng kết" in words(page)
        assert 'name="take_back"' not in page.text
        assert 'name="send"' not in page.text
        assert "data-leaf=" not in page.text
    client = sign_in(office.city.secretary)
    assert reverse("scoring:sheet_return", args=[slug, pk]) not in client.get(sheet).text
    grid = client.get(reverse("scoring:grid_detail", args=[slug, office.entry.cluster_id]))
    assert "bảng chỉ để xem" in words(grid)
    leaf = office.entry.scorecard.criteria.get(code="C")
    record = reverse("scoring:measure_record", args=[slug, office.entry.pk, leaf.pk])
    page = client.get(record)
    assert "Kế hoạch đã tổng kết" in words(page)
    assert 'value="record"' not in page.text


def test_opening_sheets_from_an_older_page_of_the_plan_is_refused_with_a_message(office, sign_in):
    close(office)
    address = reverse("scoring:sheets_open", args=[office.plan.slug])
    page = sign_in(office.city.secretary).post(address, follow=True)
    assert page.status_code == 200
    assert "đã tổng kết" in page.text
