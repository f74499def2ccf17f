"""Notices about reports: returns and refusals with their reason, nothing else."""

import pytest
from django.utils import timezone

from evidence.content import ReportContent
from evidence.models.notice_kinds import ReportNotice
from evidence.services import deciding, reporting
from notices.models import Notice

from .. import cast

pytestmark = pytest.mark.django_db


def test_a_returned_report_notifies_its_people_with_the_reason(running):
    city, delegate = running.city, running.city.delegates[2]
    report = cast.send(running, delegate, "II.1")
    deciding.return_report(
        actor=city.secretary, report=report, reason="Thiếu ảnh", at=timezone.now()
    )
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind, notice.is_due) == (
        delegate,
        ReportNotice.RETURNED,
        True,
    )
    assert "Thiếu ảnh" in notice.body
    assert notice.path == f"/bao-cao/{report.pk}/sua/"
    report.refresh_from_db()
    assert notice.mail_until == report.resend_until


def test_a_refusal_notifies_the_office_that_entered_it_and_the_entry(running):
    city = running.city
    criterion = running.criterion("II.1")
    draft = ReportContent(
        entry=running.entry_of(city.delegates[2]),
        kind=criterion.activity_kinds.get(),
        happened_on=cast.dt.date(2023, 5, 10),
        summary="Văn phòng nhập hộ",
        counts={criterion.pk: 1},
    )
    (report,) = reporting.record_reports(
        actor=city.second_secretary, plan=running.plan, contents=[draft], at=timezone.now()
    )
    deciding.refuse_report(
        actor=city.secretary, report=report, reason="Không đúng kỳ", at=timezone.now()
    )
    told = Notice.objects.filter(kind=ReportNotice.REFUSED)
    assert {notice.recipient for notice in told} == {city.delegates[2], city.second_secretary}


def test_a_verified_report_notifies_nobody(running):
    cast.send_verified(running, running.city.delegates[2], "II.1")
    assert not Notice.objects.exists()
