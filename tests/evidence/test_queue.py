"""The queue of the office: one secretary has a report open at a time."""

import datetime as dt
import threading

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from core.errors import DomainError, NotAllowedError
from evidence.models import ActivityReport, ReportClaim, ReportState
from evidence.services import claims, deciding, reporting
from evidence.services.claims import CLAIM_LASTS

from .. import cast
from ..reading import one_line

now = timezone.now


@pytest.fixture
def reports(running) -> list[ActivityReport]:
    people = running.city.delegates[1:5]
    return [cast.send(running, user, "II.1") for user in people]


def take(running, user, **changes):
    return claims.take_next(**{"actor": user, "plan": running.plan, "at": now()} | changes)


def test_two_secretaries_are_given_two_reports(running, reports):
    city = running.city
    assert take(running, city.secretary) == reports[0]
    assert take(running, city.second_secretary) == reports[1]
    assert (
        take(running, city.secretary) == reports[0]
    )  # still the oldest report that nobody else has open


def test_a_claim_expires(running, reports):
    take(running, running.city.secretary)
    assert (
        take(
            running, running.city.second_secretary, at=now() + CLAIM_LASTS + dt.timedelta(seconds=1)
        )
        == reports[0]
    )


def test_the_next_one_comes_after_the_one_at_hand_and_then_from_the_start(running, reports):
    secretary = running.city.secretary
    assert take(running, secretary, after=reports[1]) == reports[2]
    assert take(running, secretary, after=reports[3]) == reports[0]
    assert ReportClaim.objects.filter(user=secretary, until__gt=now()).count() == 1


def test_a_report_opened_by_a_colleague_cannot_be_decided(running, reports):
    city, report = running.city, reports[0]
    take(running, city.secretary)
    deed = {"actor": city.second_secretary, "report": report}
    with pytest.raises(DomainError, match="đang xem"):
        deciding.verify_report(**deed, at=now())
    with pytest.raises(DomainError, match="đang xem"):
        claims.claim_report(**deed, at=now())
    with pytest.raises(DomainError, match="đang xem"):
        deciding.return_report(**deed, at=now(), reason="Thiếu ảnh")
    many = {"plan": running.plan, "report_ids": [r.pk for r in reports], "at": now()}
    assert deciding.verify_reports(actor=city.second_secretary, **many) == 3
    assert deciding.verify_report(actor=city.secretary, report=report, at=now()).state == "verified"
    assert not ReportClaim.objects.exists()


def test_nobody_is_given_or_holds_their_own(running):
    secretary, second = running.city.secretary, running.city.second_secretary
    entry = running.entry_of(running.city.delegates[1])
    own = reporting.submit_report(
        actor=secretary,
        content=cast.content(running, secretary, "II.1", entry=entry),
        at=timezone.now(),
    )
    assert take(running, secretary) is None
    with pytest.raises(NotAllowedError):
        claims.claim_report(actor=secretary, report=own, at=now())
    assert take(running, second) == own


@pytest.mark.django_db(transaction=True)
def test_eight_simultaneous_requests_get_eight_reports(running):
    for number in range(8):
        cast.send(running, running.city.delegates[1 + number % 4], "II.1")
    offices = [running.city.secretary, running.city.second_secretary]
    offices += [cast.account(f"thuky{n}.dong", f"Thư Ký {n}") for n in range(3, 9)]
    cast.appoint(running.city, *offices[2:])
    start, given = threading.Barrier(8), []

    def run(user) -> None:
        try:
            start.wait(timeout=20)
            given.append(take(running, user).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[user]) for user in offices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(given) == sorted(ActivityReport.objects.values_list("pk", flat=True))


def test_deciding_shows_and_claims_the_next_report(running, reports, sign_in):
    secretary = running.city.secretary
    desk = sign_in(secretary)
    start = reverse("admin:evidence_activityreport_next", args=[running.plan.pk])
    shown = desk.post(start, follow=True)
    assert shown.context["report"] == reports[0]
    assert ReportClaim.objects.get().report == reports[0]
    decide = reverse("admin:evidence_activityreport_decide", args=[reports[0].pk])
    seen = reports[0].submitted_at.isoformat()
    shown = desk.post(decide, {"decision": "verify", "seen": seen}, follow=True)
    assert shown.context["report"] == reports[1]
    assert ReportClaim.objects.get().report == reports[1]
    colleague = sign_in(running.city.second_secretary)
    change = reverse("admin:evidence_activityreport_change", args=[reports[1].pk])
    assert f"<strong>{secretary}</strong> đang xem báo cáo này" in colleague.get(change).text
    listed = colleague.get(reverse("admin:evidence_activityreport_changelist"))
    assert f"{secretary} đang xem" in listed.text


def test_opening_a_report_writes_nothing_and_claiming_it_is_a_post(running, reports, sign_in):
    desk = sign_in(running.city.secretary)
    desk.get(reverse("admin:evidence_activityreport_change", args=[reports[0].pk]))
    assert not ReportClaim.objects.exists()
    hold = reverse("admin:evidence_activityreport_claim", args=[reports[0].pk])
    assert desk.post(hold).json() == {}
    told = sign_in(running.city.second_secretary).post(hold).json()
    assert "đang xem" in told["held"]


def test_without_a_next_report_the_list_is_shown(running, reports, sign_in):
    ActivityReport.objects.update(
        state=ReportState.REFUSED, decided_by=running.city.leader, decided_at=now()
    )
    start = reverse("admin:evidence_activityreport_next", args=[running.plan.pk])
    assert "state__exact=sent" in sign_in(running.city.secretary).post(start).url


def test_the_page_names_earlier_reports_of_the_own_council_only(running, other_city, sign_in):
    elsewhere = cast.launch_round(other_city, "noi-khac")
    number = {"document_number": "12/BC-HĐND"}
    report = cast.send(running, running.city.delegates[1], "II.1", **number)
    same = cast.send(running, running.city.delegates[2], "II.1", **number)
    far = cast.send(elsewhere, other_city.delegates[1], "II.1", document_number="12 / bc-hđnd")
    desk = sign_in(running.city.secretary)
    page = desk.get(reverse("admin:evidence_activityreport_change", args=[report.pk])).text
    words = "Văn bản “12/BC-HĐND” được dùng ở 2 báo cáo khác, 1 trong đó ở HĐND khác."
    assert words in page
    assert f"Báo cáo số {same.pk}</a> của {same.entry.name}" in one_line(page)
    assert f"/{far.pk}/" not in page
