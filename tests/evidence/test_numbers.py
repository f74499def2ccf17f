"""Numbers of reports: counts, ratios with exclusions, one activity for several criteria."""

import html
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.errors import DomainError
from evidence.content import ReportContent
from evidence.models import ActivityReport, Ratio, ReportCount
from evidence.services import deciding, reporting
from scoring.models import RankingLine
from scoring.services.ranking import recompute

from .. import cast
from ..reading import one_line

RATIO = {
    "code": "II.2",
    "name": "Kiến nghị của cử tri được trả lời",
    "max": "20",
    "shape": "pro_rata",
    "params": {"step": "0.25", "mode": "half_up", "unit_vi": "kiến nghị"},
}
ONCE = {
    "code": "II.3",
    "name": "Cuộc tiếp xúc có lãnh đạo xã cùng dự",
    "max": "10",
    "shape": "per_unit_capped",
    "params": {"per": "5", "unit_vi": "cuộc"},
    "not_counted_with": ["II.1"],
}
FIRST, SECOND = cast.DELEGATE_TREE
TREE = [
    FIRST,
    SECOND
    | {
        "items": [*SECOND["items"], RATIO, ONCE],
        "interpretations": {"items_over_max": "Cộng lại vượt 60 điểm thì chỉ tính 60 điểm."},
    },
]


@pytest.fixture
def round_(city):
    return cast.launch_round(city, "ty-le", tree=TREE, meeting=("II.1", "II.2", "II.3"))


@pytest.fixture
def delegate(round_):
    return round_.city.delegates[2]


def draft(round_, delegate, **counts) -> ReportContent:
    leaves = {round_.criterion(code.replace("_", ".")).pk: said for code, said in counts.items()}
    return ReportContent(
        entry=round_.entry_of(delegate),
        kind=round_.meeting,
        happened_on=cast.dt.date(2023, 5, 10),
        summary=f"Nội dung {uuid.uuid4().hex[:6]}",
        counts=leaves,
    )


def send(round_, delegate, **counts) -> ActivityReport:
    return reporting.submit_report(
        actor=delegate, content=draft(round_, delegate, **counts), at=timezone.now()
    )


def points(round_, delegate, *codes: str) -> list:
    """Points at some leaves, computed again."""
    ranking = recompute(plan=round_.plan)
    line = RankingLine.objects.get(ranking=ranking, entry=round_.entry_of(delegate))
    units = [line.points[round_.criterion(code).position - 1] for code in codes]
    return [value / round_.delegate_card.unit for value in units]


def test_numerators_and_denominators_of_several_reports_are_added(round_, delegate):
    said = [Ratio(3, 5), Ratio(4, 6, 2, "Công văn 12/CV-TT")]
    for ratio in said:
        report = send(round_, delegate, II_2=ratio)
        deciding.verify_report(actor=round_.city.secretary, report=report, at=timezone.now())
    # (3 + 4) of (5 + 6 - 2): 7/9 x 20 = 15.555..., in steps of 0.25
    assert points(round_, delegate, "II.2") == [15.5]
    assert [row.amount for row in ReportCount.objects.order_by("pk")] == said


@pytest.mark.parametrize(
    ("said", "field", "message"),
    [
        (Ratio(6, 5), "count", "từ 0 đến 5"),
        (Ratio(4, 5, 2, "Công văn 12"), "count", "từ 0 đến 3"),
        (Ratio(3, 5, 6, "Công văn 12"), "excluded", "từ 0 đến 5"),
        (Ratio(3, 5, 1), "document", "văn bản cho phép"),
        (Ratio(3, 5, 1, "x" * 201), "document", "tối đa 200"),
        (Ratio(0, 0), "denominator", "bằng 0"),
        (Ratio(-1, 5), "count", "từ 0 đến 5"),
        (Ratio(3, 10**13), "denominator", "từ 0 đến"),
        (3, "count", "đúng các số"),
    ],
)
def test_an_impossible_ratio_is_refused(round_, delegate, said, field, message):
    with pytest.raises(DomainError, match=message) as told:
        send(round_, delegate, II_2=said)
    assert told.value.field == f"{field}_{round_.criterion('II.2').pk}"
    assert not ActivityReport.objects.exists()


def test_the_database_refuses_a_ratio_over_one(round_, delegate):
    report = send(round_, delegate, II_2=Ratio(3, 5))
    for values in ({"count": 6}, {"excluded": 3}, {"excluded": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            report.counts.update(**values)


def test_an_activity_counts_once_if_the_scorecard_demands_it(round_, delegate, sign_in):
    report = send(round_, delegate, II_1=2, II_3=2)
    deciding.verify_report(actor=round_.city.secretary, report=report, at=timezone.now())
    assert points(round_, delegate, "II.1", "II.3") == [25, 0]
    address = reverse(
        "evidence:report_counts",
        query={"cho": round_.entry_of(delegate).pk, "kind": round_.meeting.pk},
    )
    page = one_line(html.unescape(sign_in(delegate).get(address).text))
    assert "đã ghi ở “Cuộc tiếp xúc cử tri” thì không tính ở đây nữa" in page
    assert page.count("thì không tính ở đây nữa") == 1


def fields(round_, **changes) -> dict:
    pk = round_.criterion("II.2").pk
    sound = {
        "kind": round_.meeting.pk,
        "happened_on": "2023-05-10",
        "summary": "Tổng hợp kiến nghị",
        "document_number": "12/BC-HĐND",
        "token": str(uuid.uuid4()),
        f"denominator_{pk}": "6",
        f"count_{pk}": "3",
        f"excluded_{pk}": "1",
        f"document_{pk}": "Công văn 12",
    }
    return sound | {f"{name}_{pk}": value for name, value in changes.items()}


def test_the_form_takes_a_ratio_and_shows_it_everywhere(round_, delegate, sign_in):
    client = sign_in(delegate)
    address = reverse("evidence:report_create", query={"cho": round_.entry_of(delegate).pk})
    page = client.post(address, fields(round_), follow=True)
    assert "<strong>3</strong> trên 6, không tính 1 (Công văn 12)" in page.text
    assert "12/BC-HĐND" in page.text
    report = ActivityReport.objects.get()
    assert report.counts.get().amount == Ratio(3, 6, 1, "Công văn 12")
    desk = sign_in(round_.city.secretary)
    change = desk.get(reverse("admin:evidence_activityreport_change", args=[report.pk]))
    assert "<strong>3</strong> trên 6, không tính 1 (Công văn 12)" in change.text


def test_a_returned_ratio_is_filled_into_the_form(round_, delegate, sign_in):
    report = send(round_, delegate, II_2=Ratio(3, 6, 1, "Công văn 12"))
    deciding.return_report(
        actor=round_.city.secretary, report=report, reason="Thiếu tệp", at=timezone.now()
    )
    form = sign_in(delegate).get(reverse("evidence:report_edit", args=[report.pk])).context["form"]
    pk = round_.criterion("II.2").pk
    names = ("denominator", "count", "excluded", "document")
    assert [form[f"{name}_{pk}"].value() for name in names] == [6, 3, 1, "Công văn 12"]


@pytest.mark.parametrize(
    ("changes", "name", "message"),
    [
        ({"count": "7"}, "count", "từ 0 đến 5"),
        ({"denominator": ""}, "denominator", "cả hai số"),
        ({"count": ""}, "count", "cả hai số"),
        ({"document": ""}, "document", "văn bản cho phép"),
        ({"count": "50%"}, "count", "số nguyên"),
        ({"denominator": "6,5"}, "denominator", "số nguyên"),
    ],
)
def test_the_form_shows_each_fault_at_its_field(round_, delegate, sign_in, changes, name, message):
    address = reverse("evidence:report_create", query={"cho": round_.entry_of(delegate).pk})
    response = sign_in(delegate).post(address, fields(round_, **changes))
    field = f"{name}_{round_.criterion('II.2').pk}"
    errors = response.context["form"].errors
    assert message in errors[field][0], errors
    assert set(errors) == {field}
    assert not ActivityReport.objects.exists()


def test_an_empty_ratio_is_no_ratio(round_, delegate, sign_in):
    empty = dict.fromkeys(("count", "denominator", "excluded", "document"), "")
    meeting = {f"count_{round_.criterion('II.1').pk}": "2"}
    address = reverse("evidence:report_create", query={"cho": round_.entry_of(delegate).pk})
    sign_in(delegate).post(address, fields(round_, **empty) | meeting)
    assert [row.amount for row in ActivityReport.objects.get().counts.all()] == [2]
