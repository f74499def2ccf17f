"""A closed cluster with a sealed ranking can be reopened from the refusal of a change."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.models import ClusterClosing
from campaigns.services import closings
from scoring.services import appeals
from scoring.services.ranking import recompute, seal_ranking

from .test_pages import words
from .test_sheet_pages import typed
from .test_sheets import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(city) -> Office:
    """An appraised sheet in a closed cluster with a sealed ranking and no draft."""
    office = Office(city)
    office.appraised()
    closings.close_cluster(
        actor=city.secretary, plan=office.plan, cluster=office.entry.cluster, at=timezone.now()
    )
    draft = recompute(plan=office.plan, whole=True)
    office.ranking = seal_ranking(
        actor=city.secretary, plan=office.plan, seen_revision=draft.revision
    )
    return office


def links_of(response) -> list[str]:
    return re.findall(r'href="([^"]+)"', response.text)


def accept_appeal(office, client, appeal):
    address = reverse("scoring:appeal_answer", args=[office.plan.slug, appeal.pk])
    data = typed(office, A_count="8", A_reason="Công văn 88")
    data |= {"answer": "Chấp nhận một phần theo công văn 88.", "accept": "1"}
    return client.post(address, data)


def test_an_accepted_appeal_leads_to_the_reopening_and_then_counts(office, sign_in):
    appeal = appeals.file_appeal(
        actor=office.head,
        line=office.ranking.lines.get(entry=office.entry),
        criterion=office.entry.scorecard.criteria.get(pk=office.leaf["A"]),
        text="Đề nghị xem lại biên bản cuộc 3.",
        at=timezone.now(),
    )
    second = sign_in(office.second)
    refused = accept_appeal(office, second, appeal)
    assert "đã chốt số liệu" in words(refused)
    assert "Chấp nhận một phần theo công văn 88." in refused.text, "what was typed stays"
    closings = reverse("campaigns:closing_list", args=[office.plan.slug])
    cluster = office.entry.cluster
    assert f"{closings}#cum-{cluster.pk}" in links_of(refused)
    assert "Mở lại cụm" in second.get(closings).text
    reopen = reverse("campaigns:cluster_reopen", args=[office.plan.slug, cluster.pk])
    reason = {f"cum-{cluster.pk}-reason": "Kiến nghị được chấp nhận"}
    page = words(second.post(reopen, reason, follow=True))
    assert "Đã mở lại" in page
    assert "Kiến nghị được chấp nhận" in page, "the history is shown"
    assert accept_appeal(office, second, appeal).status_code == 302
    assert office.total() == 17


def test_the_sealed_ranking_leads_to_the_reopening(office, sign_in):
    ranking = reverse("scoring:ranking_detail", args=[office.plan.slug])
    closings = reverse("campaigns:closing_list", args=[office.plan.slug])
    address = f"{closings}#cum-{office.entry.cluster.pk}"
    assert address in links_of(sign_in(office.second).get(ranking))
    assert closings not in sign_in(office.head).get(ranking).text


def test_a_reason_that_is_too_short_is_shown_again(office, sign_in):
    cluster = office.entry.cluster
    reopen = reverse("campaigns:cluster_reopen", args=[office.plan.slug, cluster.pk])
    page = sign_in(office.second).post(reopen, {f"cum-{cluster.pk}-reason": "abc"})
    assert "Hãy ghi rõ lý do mở lại" in page.text
    assert ">\nabc</textarea>" in page.text
    assert ClusterClosing.objects.get().reopened_at is None


def test_only_the_office_reopens_a_cluster(office, sign_in):
    page = sign_in(office.city.leader).get(
        reverse("campaigns:closing_list", args=[office.plan.slug])
    )
    assert page.status_code == 200
    assert "Mở lại cụm" not in page.text
