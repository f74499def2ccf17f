"""Deadlines of the stages: set on one page, exact to the second, extended for one entry."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Extension, Plan, Stage
from campaigns.services import plans, registration
from core.errors import DomainError, NotAllowedError
from participants.models import Appointment

from .. import cast

pytestmark = pytest.mark.django_db


def in_days(number: int) -> str:
    return (timezone.localdate() + dt.timedelta(days=number)).isoformat()


def typed(**values) -> dict:
    days = {"reports": in_days(10), "self_scores": in_days(15), "appeal_days": "5"}
    return days | values


def address_of(running) -> str:
    return reverse("campaigns:timetable", args=[running.plan.slug])


def test_a_stage_ends_with_the_last_second_of_its_day(running, sign_in):
    sign_in(running.city.secretary).post(address_of(running), typed())
    plan = Plan.objects.get(pk=running.plan.pk)
    last = timezone.localtime(plan.self_scores_due_at)
    assert (last.date().isoformat(), last.time()) == (in_days(15), dt.time(23, 59, 59))
    assert plan.cross_scores_due_at is None


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        ({"self_scores": in_days(9)}, "self_scores", "Tự chấm phải kết thúc sau bước"),
        ({"reports": ""}, "reports", "Hãy chọn ngày."),
        ({"self_scores": "31/02/2026"}, "self_scores", "Ngày chưa đúng."),
        ({"appeal_days": "61"}, "appeal_days", "60"),
    ],
)
def test_a_wrong_day_is_reported_at_its_field_and_nothing_changes(
    running, sign_in, values, field, message
):
    before = Plan.objects.get(pk=running.plan.pk).reports_due_at
    answer = sign_in(running.city.secretary).post(address_of(running), typed(**values))
    assert message in answer.context["form"].errors[field][0]
    assert Plan.objects.get(pk=running.plan.pk).reports_due_at == before


def test_an_extended_entry_may_still_report(running):
    delegate = running.city.delegates[2]
    entry = running.entry_of(delegate)
    Plan.objects.filter(pk=running.plan.pk).update(
        reports_due_at=timezone.now() - dt.timedelta(days=1)
    )
    running.plan.refresh_from_db()
    with pytest.raises(DomainError, match="Đã quá hạn nhận báo cáo"):
        cast.send(running, delegate, "II.1")
    plans.grant_extension(
        actor=running.city.secretary,
        entry=entry,
        stage=Stage.REPORTS,
        until=timezone.now() + dt.timedelta(days=2),
        reason="Đi công tác dài ngày",
        at=timezone.now(),
    )
    assert cast.send(running, delegate, "II.1").state == "sent"
    with pytest.raises(DomainError):
        cast.send(running, running.city.delegates[3], "II.1")


def test_an_extension_is_granted_on_the_page_and_read_by_the_one_it_is_for(running, sign_in):
    entry = running.entry_of(running.city.delegates[2])
    address = reverse("campaigns:extension_grant", args=[running.plan.slug, entry.pk])
    data = {"stage": "reports", "until": in_days(60), "reason": "Nghỉ ốm dài ngày"}
    page = sign_in(running.city.secretary).post(address, data, follow=True).content.decode()
    assert "Đã gia hạn cho" in page
    assert Extension.objects.get().until == entry.due_at(Stage.REPORTS)
    own = sign_in(running.city.delegates[2]).get(address_of(running)).content.decode()
    other = sign_in(running.city.delegates[3]).get(address_of(running)).content.decode()
    assert "Nghỉ ốm dài ngày" in own
    assert "Nghỉ ốm dài ngày" not in other


@pytest.mark.parametrize(
    "data", [{}, {"stage": "moon", "until": "x"}, {"stage": "reports", "until": in_days(-1)}]
)
def test_a_senseless_extension_is_refused(running, sign_in, data):
    entry = running.entry_of(running.city.delegates[2])
    address = reverse("campaigns:extension_grant", args=[running.plan.slug, entry.pk])
    data = {"reason": "Lý do dài"} | data
    assert sign_in(running.city.secretary).post(address, data, follow=True).status_code == 200
    assert not Extension.objects.exists()


def test_a_secretary_who_takes_part_changes_neither_their_own_time_nor_their_days(running):
    secretary = running.city.delegates[2]
    Appointment.objects.create(
        user=secretary, council=running.city.council, role="secretary", valid_from=cast.TERM_START
    )
    now, entry = timezone.now(), running.entry_of(secretary)
    later = {"stage": Stage.REPORTS, "until": now + dt.timedelta(days=60), "reason": "Nghỉ ốm"}
    with pytest.raises(NotAllowedError, match="chính bạn"):
        plans.grant_extension(actor=secretary, entry=entry, at=now, **later)
    with pytest.raises(NotAllowedError, match="chính bạn"):
        registration.change_days_served(
            actor=secretary, entry=entry, days=100, note="Nghị quyết 1/NQ-HĐND"
        )
    other = running.entry_of(running.city.delegates[3])
    assert plans.grant_extension(actor=secretary, entry=other, at=now, **later)
