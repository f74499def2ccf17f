"""Pages on which the office records measures, own maxima and tie decisions."""

import re

import pytest
from django.urls import reverse

from campaigns.models import Entry
from scoring.models import Measure, OwnMaximum, TieDecision

from .test_hard_cases import LEVELS, Office, card, judged, leaf, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    """Two entries tied for one seat of the best grade; B allows an own maximum."""
    grading = {"levels": LEVELS, "quotas": [{"grade": "xuat_sac", "number": 1}]}
    document = card(leaf("A", "100"), leaf("B", "15", own_maximum=True), grading=grading)
    office = Office(document, [person(1, judged("95")), person(2, judged("95"))])
    office.lines = office.rank()
    return office


def links_of(response) -> list[str]:
    return re.findall(r'href="([^"]+)"', response.text)


def way_to_leaf(office, client, code: str) -> str:
    """Follow links from the why-page to the form of one leaf."""
    slug, entry = office.stage.plan.slug, office.entry(1)
    why = client.get(reverse("scoring:line_detail", args=[slug, office.lines[1].pk]))
    record = reverse("scoring:measure_list", args=[slug, entry.pk])
    assert record in links_of(why)
    form = reverse("scoring:measure_record", args=[slug, entry.pk, office.criterion(code).pk])
    assert form in links_of(client.get(record))
    return form


def test_the_office_records_a_measure_from_the_why_page_and_withdraws_it(office, sign_in):
    client = sign_in(office.city.secretary)
    address = way_to_leaf(office, client, "B")
    leaf_pk = office.criterion("B").pk
    refused = client.post(address, {"action": "record", f"count_{leaf_pk}_1": "12"})
    assert "Hãy ghi lý do cho điểm" in refused.text or "hãy ghi lý do cho điểm" in refused.text
    assert 'value="12"' in refused.text, "what was typed stays"
    data = {"action": "record", f"count_{leaf_pk}_1": "12", f"reason_{leaf_pk}": "Biên bản 4"}
    client.post(address, data)
    assert office.rank()[1].total == 107
    client.post(address, {"action": "withdraw"})
    assert not Measure.objects.filter(criterion=leaf_pk).exists()
    assert office.rank()[1].total == 95


def test_the_office_sets_an_own_maximum_with_its_document(office, sign_in):
    client = sign_in(office.city.secretary)
    address = way_to_leaf(office, client, "B")
    refused = client.post(address, {"action": "maximum", "maximum": "20", "document": ""})
    assert "Hãy ghi văn bản duyệt" in refused.text
    client.post(address, {"action": "maximum", "maximum": "20", "document": "QĐ 12"})
    own = OwnMaximum.objects.get()
    assert (own.maximum, own.document) == (20, "QĐ 12")


def test_a_grade_tie_is_decided_from_the_ranking_page(office, sign_in):
    client, slug = sign_in(office.city.secretary), office.stage.plan.slug
    ranking = client.get(reverse("scoring:ranking_detail", args=[slug]) + "?ban=tam-tinh")
    ties = reverse("scoring:grade_ties", args=[slug])
    assert ties in links_of(ranking)
    page = client.get(ties)
    key = re.search(r'name="group" value="([^"]+)"', page.text)[1]
    first, second = office.entry(2), office.entry(1)
    places = {f"place_{first.pk}": "1", f"place_{second.pk}": "1", "group": key}
    decide = reverse("scoring:grade_tie_decide", args=[slug])
    refused = client.post(decide, places | {"reason": "Có sáng kiến được nhân rộng"})
    assert "Mỗi thứ tự chỉ chọn cho một" in refused.text
    assert "Có sáng kiến được nhân rộng" in refused.text
    places[f"place_{second.pk}"] = "2"
    client.post(decide, places | {"reason": "Có sáng kiến được nhân rộng"})
    assert TieDecision.objects.get(entry=first).position == 1
    office.rank()
    assert "Không có nhóm bằng điểm nào" in client.get(ties).text
    stale = client.post(decide, places | {"reason": "Thử lại lần nữa"}, follow=True)
    assert "vừa thay đổi" in stale.text


def test_nobody_records_figures_or_decides_a_tie_of_their_own(office, sign_in, monkeypatch):
    monkeypatch.setattr(
        "campaigns.models.entries.EntryQuerySet.reported_by", lambda entries, user: entries.all()
    )
    client, slug = sign_in(office.city.secretary), office.stage.plan.slug
    address = way_to_leaf(office, client, "B")
    leaf_pk = office.criterion("B").pk
    data = {"action": "record", f"count_{leaf_pk}_1": "12", f"reason_{leaf_pk}": "Biên bản 4"}
    assert client.post(address, data).status_code == 403
    first, second = Entry.objects.order_by("pk")
    decide = reverse("scoring:grade_tie_decide", args=[slug])
    key = f"{first.pk}-{second.pk}"
    places = {f"place_{first.pk}": "1", f"place_{second.pk}": "2", "group": key}
    assert client.post(decide, places | {"reason": "Của chính mình"}).status_code == 403
