"""Post-checks: permissions, right and wrong sheets, the effect of a fault."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.services import closings
from core.errors import DomainError, NotAllowedError
from scoring.models import Column, PostCheck
from scoring.services import appeals, draws, post_checks, ranking
from scoring.sheets.values import Cell, CellsError

from .test_pages import words
from .test_sheets import Office, judged, ratio

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(city) -> Office:
    """The owner's sheet is appraised by the first secretary and drawn for the post-check."""
    office = Office(city)
    office.appraised()
    office.draw = draws.draw_post_check(
        actor=city.secretary, plan=office.plan, number=1, at=timezone.now(), seed="hat-giong"
    )
    return office


def right(office, actor) -> PostCheck:
    note = "Đối chiếu sổ công văn đi."
    return office.do(post_checks.confirm_sheet, actor, draw=office.draw, note=note)


def wrong(office, actor, code: str = "B", cell: Cell | None = None):
    cell = cell or Cell(
        parts=ratio(40, 50).parts, reason="Năm kiến nghị kê lặp", document="Sổ kiến nghị 2023"
    )
    leaf = office.entry.scorecard.criteria.get(code=code)
    return office.do(post_checks.record_fault, actor, draw=office.draw, criterion=leaf, cell=cell)


def address(office, name: str, *more) -> str:
    return reverse(f"scoring:{name}", args=[office.plan.slug, office.draw.pk, *more])


def test_a_fault_counts_and_has_its_own_column(office):
    assert office.total() == 16
    fault = wrong(office, office.second)
    assert office.total() == 15
    assert (fault.document, fault.post_check.is_right) == ("Sổ kiến nghị 2023", False)
    assert office.cell_at(Column.FIRST, "B") == ratio(45, 50)
    assert office.cell_at(Column.POST_CHECK, "B").parts == ratio(40, 50).parts


def test_two_faults_of_a_sheet_are_one_check(office):
    cell = Cell(parts=judged("6").parts, reason="Thiếu hai biên bản", document="Sổ giám sát")
    first, second = wrong(office, office.second), wrong(office, office.second, "A", cell)
    assert first.post_check == second.post_check
    assert office.total() == 14
    with pytest.raises(DomainError, match="đã được ghi"):
        wrong(office, office.second)


@pytest.mark.parametrize("check", [right, wrong])
def test_nobody_post_checks_what_they_appraised_or_scored(office, check):
    for user in (office.city.secretary, office.head):
        with pytest.raises(NotAllowedError):
            check(office, user)
    check(office, office.second)


def test_a_sheet_found_right_is_not_found_wrong_afterwards(office):
    right(office, office.second)
    with pytest.raises(DomainError, match="được ghi là đúng"):
        wrong(office, office.third)
    with pytest.raises(DomainError, match="đã có kết quả"):
        right(office, office.third)


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        (Cell(parts=ratio(40, 50).parts, reason="Kê lặp nhiều"), "tài liệu cho thấy"),
        (Cell(parts=ratio(40, 50).parts, document="Sổ"), "sai ở đâu"),
        (ratio(45, 50, "Như cũ thôi"), "tài liệu"),
        (
            Cell(parts=ratio(45, 50).parts, reason="Như cũ thôi", document="Sổ"),
            "không khác",
        ),
    ],
)
def test_a_fault_needs_a_document_a_reason_and_another_figure(office, cell, message):
    with pytest.raises(CellsError, match=message):
        wrong(office, office.second, cell=cell)
    assert not PostCheck.objects.exists()


def test_a_closed_cluster_is_reopened_with_a_reason_before_a_correction(office):
    change = {"actor": office.second, "plan": office.plan, "cluster": office.entry.cluster}
    closings.close_cluster(**change, at=timezone.now())
    with pytest.raises(DomainError, match="đã chốt số liệu"):
        wrong(office, office.second)
    assert not PostCheck.objects.exists()
    assert office.cell_at(Column.POST_CHECK, "B") is None
    closings.reopen_cluster(**change, reason="Hậu kiểm thấy sai", at=timezone.now())
    wrong(office, office.second)


def test_a_sealed_ranking_is_unchanged_and_the_next_has_the_correction(office):
    draft = ranking.recompute(plan=office.plan, whole=True)
    seal = {"actor": office.city.secretary, "plan": office.plan}
    sealed = ranking.seal_ranking(**seal, seen_revision=draft.revision)
    wrong(office, office.second)
    draft = ranking.recompute(plan=office.plan)
    after = ranking.seal_ranking(**seal, seen_revision=draft.revision)
    assert after.number == 2
    totals = [r.lines.get(entry=office.entry).total for r in (sealed, after)]
    assert totals == [16, 15]


def test_of_an_appeal_and_a_post_check_the_later_counts(office):
    wrong(office, office.second)
    draft = ranking.recompute(plan=office.plan, whole=True)
    sealed = ranking.seal_ranking(
        actor=office.city.secretary, plan=office.plan, seen_revision=draft.revision
    )
    line = sealed.lines.get(entry=office.entry)
    appeal = appeals.file_appeal(
        actor=office.head,
        line=line,
        criterion=line.scorecard.criteria.get(code="B"),
        text="Năm kiến nghị là của kỳ khác.",
        at=timezone.now(),
    )
    appeals.answer_appeal(
        actor=office.third,
        appeal=appeal,
        answer="Chấp nhận theo sổ kiến nghị.",
        cell=ratio(43, 50),
        at=timezone.now(),
    )
    assert office.total() == Decimal("15.6")


def test_the_page_records_a_fault_and_shows_the_share_of_wrong_ones(office, sign_in):
    client = sign_in(office.second)
    page = address(office, "post_check", office.sheet.pk)
    leaf = office.leaf["B"]
    assert "Ghi là đúng" in words(client.get(page))
    assert "Ghi sai sót và sửa điểm" in words(client.get(f"{page}?tieu-chi={leaf}"))
    data = {
        "fault": "1",
        "criterion": leaf,
        f"count_{leaf}_1": "40",
        f"denominator_{leaf}_1": "50",
        f"reason_{leaf}": "Năm kiến nghị kê lặp",
    }
    refused = client.post(page, data)
    assert "tài liệu cho thấy sai sót" in words(refused) and 'value="40"' in refused.text
    done = client.post(page, data | {f"document_{leaf}": "Sổ kiến nghị"}, follow=True)
    shown = words(done)
    assert "100 % số phiếu đã kiểm tra" in shown
    assert "đúng là 40 / 50. Năm kiến nghị kê lặp [Sổ kiến nghị]" in shown
    assert office.total() == 15


def test_the_page_records_a_right_sheet_and_refuses_the_appraiser(office, sign_in):
    page = address(office, "post_check", office.sheet.pk)
    turned = words(sign_in(office.city.secretary).get(page))
    assert "Việc hậu kiểm do người khác làm." in turned
    client = sign_in(office.second)
    assert "Hãy ghi đã đối chiếu" in words(client.post(page, {"right": "1", "note": "ok"}))
    note = {"right": "1", "note": "Đối chiếu sổ công văn đi."}
    assert "0 % số phiếu đã kiểm tra" in words(client.post(page, note, follow=True))
