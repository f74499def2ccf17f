"""Withdrawing a report until the office has opened it, and sending it again."""

import datetime as dt
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from core.errors import DomainError, NotAllowedError
from evidence import queries
from evidence.models import ActivityReport, EvidenceFile, ReportState
from evidence.services import claims, deciding, files, reporting, withdrawing

from .. import cast
from ..pdf_files import one_page_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def delegate(running):
    return running.city.delegates[2]


@pytest.fixture
def report(running, delegate) -> ActivityReport:
    token = uuid.uuid4()
    upload = SimpleUploadedFile("a.pdf", one_page_pdf(1))
    files.keep_upload(actor=delegate, token=token, upload=upload)
    return cast.send(running, delegate, "II.1", 3, token=token, summary="Tiếp xúc cử tri")


def withdraw(report, actor=None) -> ActivityReport:
    return withdrawing.withdraw_report(actor=actor or report.reported_by, report=report)


def open_at_desk(report, user, at=None) -> None:
    claims.claim_report(actor=user, report=report, at=at or timezone.now())


def test_a_withdrawn_report_is_a_draft_of_its_author_and_not_counted(running, report):
    secretary = running.city.secretary
    assert withdraw(report).state == ReportState.WITHDRAWN
    assert queries.number_waiting(secretary, running.plan) == 0
    with pytest.raises(DomainError, match="Đã rút lại"):
        deciding.verify_report(actor=secretary, report=report, at=timezone.now())
    assert not report.files.exists()
    file = EvidenceFile.objects.get()
    assert (file.is_sent, file.token) == (False, report.token)
    files.drop_upload(actor=report.reported_by, file=file)


def test_files_of_a_withdrawn_report_are_not_purged(report):
    withdraw(report)
    assert files.purge_unsent_files(before=timezone.now() + dt.timedelta(days=1)) == 0
    assert EvidenceFile.objects.exists()


def test_it_is_sent_again_under_its_number_with_its_files(running, delegate, report):
    withdraw(report)
    draft = cast.content(running, delegate, "II.1", 2, token=report.token, summary="Sửa lại")
    sent = reporting.resubmit_report(
        actor=delegate, report=report, content=draft, at=timezone.now()
    )
    assert (sent.pk, sent.state, sent.summary) == (report.pk, ReportState.SENT, "Sửa lại")
    assert sent.counts.get().count == 2
    assert sent.files.get().name == "a.pdf"


def test_the_activity_of_a_withdrawn_report_may_be_reported_again(running, delegate, report):
    with pytest.raises(DomainError, match="giống hệt"):
        cast.send(running, delegate, "II.1", 3, summary="Tiếp xúc cử tri")
    withdraw(report)
    other = cast.send(running, delegate, "II.1", 3, summary="Tiếp xúc cử tri")
    draft = cast.content(running, delegate, "II.1", 3, summary="Tiếp xúc cử tri")
    with pytest.raises(DomainError, match=f"số {other.pk} giống hệt"):
        reporting.resubmit_report(actor=delegate, report=report, content=draft, at=timezone.now())


def test_sending_the_old_form_of_a_withdrawn_report_is_refused(running, delegate, report):
    withdraw(report)
    with pytest.raises(DomainError, match="đã được rút lại"):
        cast.send(running, delegate, "II.1", 3, token=report.token, summary="Tiếp xúc cử tri")


def test_a_report_opened_by_the_office_cannot_be_withdrawn(running, report):
    secretary = running.city.secretary
    open_at_desk(report, secretary)
    claims.take_next(actor=secretary, plan=running.plan, at=timezone.now(), after=report)
    open_at_desk(report, running.city.second_secretary)  # available to colleagues at once
    later = ActivityReport.objects.get(pk=report.pk)
    with pytest.raises(DomainError, match="đã mở xem"):
        withdraw(later)


def test_an_open_page_does_not_claim_a_withdrawn_report(running, report):
    withdraw(report)
    with pytest.raises(DomainError, match="Đã rút lại"):
        open_at_desk(report, running.city.secretary)


def test_a_decided_report_cannot_be_withdrawn(running, report):
    deciding.verify_report(actor=running.city.secretary, report=report, at=timezone.now())
    with pytest.raises(DomainError, match="Đã xác nhận"):
        withdraw(report)


def test_a_resubmitted_report_may_be_withdrawn(running, delegate, report):
    secretary = running.city.secretary
    open_at_desk(report, secretary)
    deciding.return_report(actor=secretary, report=report, reason="Ghi rõ ngày", at=timezone.now())
    draft = cast.content(running, delegate, "II.1", 2, summary="Ghi ngày 10/5")
    reporting.resubmit_report(actor=delegate, report=report, content=draft, at=timezone.now())
    assert withdraw(ActivityReport.objects.get(pk=report.pk)).state == ReportState.WITHDRAWN


def test_a_report_decided_once_stays_visible_to_the_office(running, delegate, report, sign_in):
    """Else a counted report could be made to disappear with the office's reason."""
    secretary = running.city.secretary
    deciding.verify_report(actor=secretary, report=report, at=timezone.now())
    deciding.return_report(actor=secretary, report=report, reason="Không đúng", at=timezone.now())
    draft = cast.content(running, delegate, "II.1", 2, summary="Sửa lại")
    reporting.resubmit_report(actor=delegate, report=report, content=draft, at=timezone.now())
    withdraw(ActivityReport.objects.get(pk=report.pk))
    desk = sign_in(secretary)
    for name in ("change", "history"):
        address = reverse(f"admin:evidence_activityreport_{name}", args=[report.pk])
        assert "Không đúng" in desk.get(address).text
    page = desk.get(reverse("evidence:report_detail", args=[report.pk]))
    assert page.status_code == 200
    assert "Sửa và gửi lại" not in page.text
    assert queries.number_waiting(secretary, running.plan) == 0


def test_nobody_withdraws_for_another(running, report):
    for actor in (running.city.delegates[3], running.city.secretary):
        with pytest.raises(NotAllowedError):
            withdraw(report, actor)


def test_lateness_is_measured_by_the_second_sending(running, delegate, report):
    """Else an empty report sent in time would hide the lateness of a later one."""
    withdraw(report)
    at = running.plan.reports_due_at + dt.timedelta(days=2)
    draft = cast.content(running, delegate, "II.1", 2, token=report.token)
    with pytest.raises(DomainError, match="quá hạn"):
        reporting.resubmit_report(actor=delegate, report=report, content=draft, at=at)


# --- pages ----------------------------------------------------------------------------------------


def test_the_author_withdraws_corrects_and_sends_again(running, delegate, report, sign_in):
    client = sign_in(delegate)
    page = reverse("evidence:report_detail", args=[report.pk])
    assert f"Rút lại báo cáo số {report.pk}?" in client.get(page).text
    answer = client.post(reverse("evidence:report_withdraw", args=[report.pk]), follow=True)
    assert f"Đã rút lại báo cáo số {report.pk}." in answer.text
    assert "Tiếp xúc cử tri" in answer.text and "a.pdf" in answer.text
    assert "Báo cáo này đã rút lại" in client.get(page).text
    desk = sign_in(running.city.secretary)
    address = reverse("admin:evidence_activityreport_change", args=[report.pk])
    assert desk.get(address).status_code == 404  # not visible to the office any more
    assert desk.get(page).status_code == 404
    edit = reverse("evidence:report_edit", args=[report.pk])
    form = client.get(edit).context["form"]
    assert str(form.token_value) == str(report.token)


def test_the_page_says_why_it_cannot_be_withdrawn(running, delegate, report, sign_in):
    open_at_desk(report, running.city.secretary)
    client = sign_in(delegate)
    page = client.get(reverse("evidence:report_detail", args=[report.pk])).text
    assert "đã mở xem báo cáo này" in page and "Rút lại và sửa" not in page
    answer = client.post(reverse("evidence:report_withdraw", args=[report.pk]), follow=True)
    assert "đã mở xem báo cáo này" in answer.text


def test_the_office_finds_an_entry_without_accents_and_reports_on_its_behalf(running, sign_in):
    client, entry = sign_in(running.city.secretary), running.entry_of(running.city.delegates[2])
    overview = client.get(reverse("dashboards:plan_overview", args=[running.plan.slug]))
    choose = reverse("evidence:entry_choose", args=[running.plan.slug])
    assert choose in overview.text
    assert choose in client.get(reverse("admin:evidence_activityreport_changelist")).text
    found = client.get(choose, {"tim": entry.search_name.split()[0]})
    form = f"{reverse('evidence:report_create')}?cho={entry.pk}"
    assert form in found.text
    assert "Văn phòng nhập thay." in client.get(form).text
    assert form not in client.get(choose, {"tim": "khong co ai"}).text


def test_the_filter_offers_no_state_that_the_list_leaves_out(running, sign_in):
    page = sign_in(running.city.secretary).get(reverse("admin:evidence_activityreport_changelist"))
    assert ReportState.RETURNED.label in page.text
    assert ReportState.WITHDRAWN.label not in page.text
