"""Sending, verifying, returning and refusing reports: transitions, permissions, effects."""

import datetime as dt
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from campaigns.models import EntryChange
from core.errors import DomainError, NotAllowedError
from evidence.models import ActivityReport, EvidenceFile, ReportState
from evidence.services import deciding, reporting, withdrawing
from evidence.services.files import keep_upload, purge_unsent_files
from participants.models import Appointment

from .. import cast
from ..cast import TERM_START
from ..pdf_files import one_page_pdf

REASON = "Ảnh không rõ ngày"
SENT, RETURNED, VERIFIED, REFUSED, WITHDRAWN = (
    ReportState.SENT,
    ReportState.RETURNED,
    ReportState.VERIFIED,
    ReportState.REFUSED,
    ReportState.WITHDRAWN,
)


def now() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def delegate(running):
    return running.city.delegates[2]


def act(step: str, round_, report, actor=None):
    """Do one step with a report, as the person who may do it."""
    secretary = actor or round_.city.secretary
    if step == "send again":
        user = actor or report.reported_by
        draft = cast.content(round_, user, "II.1", 3, entry=report.entry, summary="Viết lại")
        return reporting.resubmit_report(actor=user, report=report, content=draft, at=now())
    if step == "withdraw":
        return withdrawing.withdraw_report(actor=report.reported_by, report=report)
    if step == "verify":
        return deciding.verify_report(actor=secretary, report=report, at=now())
    do = {"return": deciding.return_report, "refuse": deciding.refuse_report}[step]
    return do(actor=secretary, report=report, reason=REASON, at=now())


def report_in(state: ReportState, round_, user) -> ActivityReport:
    report = cast.send(round_, user, "II.1", 2)
    steps = {VERIFIED: "verify", RETURNED: "return", REFUSED: "refuse", WITHDRAWN: "withdraw"}
    step = steps.get(state)
    return act(step, round_, report) if step else report


# --- what may follow what ------------------------------------------------------------------------

STEPS = ("verify", "return", "refuse", "withdraw", "send again")
ALLOWED = {
    (SENT, "verify"): VERIFIED,
    (SENT, "return"): RETURNED,
    (SENT, "refuse"): REFUSED,
    (SENT, "withdraw"): WITHDRAWN,
    (WITHDRAWN, "send again"): SENT,
    (VERIFIED, "return"): RETURNED,
    (RETURNED, "send again"): SENT,
}


@pytest.mark.parametrize(("state", "step"), ALLOWED, ids=str)
def test_allowed_transitions(running, delegate, state, step):
    report = act(step, running, report_in(state, running, delegate))
    assert ActivityReport.objects.get(pk=report.pk).state == ALLOWED[state, step]


FORBIDDEN = [(state, step) for state in ReportState for step in STEPS]
FORBIDDEN = [pair for pair in FORBIDDEN if pair not in ALLOWED]


@pytest.mark.parametrize(("state", "step"), FORBIDDEN, ids=str)
def test_a_forbidden_transition_changes_nothing(running, delegate, state, step):
    report = report_in(state, running, delegate)
    before = ActivityReport.objects.values().get(pk=report.pk)
    EntryChange.objects.all().delete()
    with pytest.raises(DomainError, match=r"không chuyển sang .* Hãy tải lại trang"):
        act(step, running, report)
    assert ActivityReport.objects.values().get(pk=report.pk) == before
    assert report.counts.get().count == 2
    assert not EntryChange.objects.exists()


def test_a_stale_copy_does_not_undo_a_decision(running, delegate):
    stale = cast.send(running, delegate, "II.1")
    act("refuse", running, ActivityReport.objects.get(pk=stale.pk))
    with pytest.raises(DomainError, match="Từ chối"):
        act("verify", running, stale)
    assert ActivityReport.objects.get().state == REFUSED


def test_a_decision_records_who_when_and_why(running, delegate):
    at = now() - dt.timedelta(hours=1)
    report = cast.send(running, delegate, "II.1")
    deciding.return_report(
        actor=running.city.secretary, report=report, reason=f"  {REASON} ", at=at
    )
    report.refresh_from_db()
    assert report.decision_note == REASON
    assert (report.decided_by, report.decided_at) == (running.city.secretary, at)


@pytest.mark.parametrize("step", ["return", "refuse"])
@pytest.mark.parametrize("reason", ["", "    ", "sai", " mờ.  "])
def test_a_reason_is_needed(running, delegate, step, reason):
    report = cast.send(running, delegate, "II.1")
    do = {"return": deciding.return_report, "refuse": deciding.refuse_report}[step]
    with pytest.raises(DomainError, match="lý do") as refusal:
        do(actor=running.city.secretary, report=report, reason=reason, at=now())
    assert refusal.value.field == "reason"
    assert ActivityReport.objects.get().state == SENT


# --- by whom -------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["verify", "return", "refuse"])
@pytest.mark.parametrize("who", ["leader", "stranger", "delegate", "another delegate"])
def test_only_the_secretaries_of_the_plan_decide(running, elsewhere, delegate, step, who):
    report = cast.send(running, delegate, "II.1")
    actor = {
        "leader": running.city.leader,
        "stranger": elsewhere.city.secretary,
        "delegate": delegate,
        "another delegate": running.city.delegates[3],
    }[who]
    with pytest.raises(NotAllowedError):
        act(step, running, report, actor)
    assert ActivityReport.objects.get().state == SENT


@pytest.mark.parametrize("step", ["verify", "return", "refuse"])
def test_nobody_decides_on_their_own_report(running, delegate, step):
    secretary = running.city.secretary
    draft = cast.content(running, delegate, "II.1")
    report = reporting.submit_report(actor=secretary, content=draft, at=now())
    with pytest.raises(NotAllowedError, match="chính bạn"):
        act(step, running, report, secretary)
    assert act(step, running, report, running.city.second_secretary).state != SENT


def test_a_secretary_who_is_a_delegate_as_well_does_not_verify_their_own(running):
    from accounts.models import Role
    from participants.models import Appointment

    both = running.city.delegates[4]
    Appointment.objects.create(
        user=both, council=running.city.council, role=Role.SECRETARY, valid_from=cast.TERM_START
    )
    report = cast.send(running, both, "II.1")
    with pytest.raises(NotAllowedError, match="chính bạn"):
        act("verify", running, report, both)


def test_yesterdays_secretary_decides_nothing_today(running, delegate):
    report = cast.send(running, delegate, "II.1")
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    running.city.secretary.appointments.update(valid_to=yesterday)
    with pytest.raises(NotAllowedError):
        act("verify", running, report)
    running.city.secretary.appointments.update(valid_to=timezone.localdate())
    assert act("verify", running, report).state == VERIFIED


def test_nobody_reports_for_another_delegate(running, delegate):
    draft = cast.content(running, running.city.delegates[3], "II.1")
    with pytest.raises(NotAllowedError, match="thay cho"):
        reporting.submit_report(actor=delegate, content=draft, at=now())
    assert not ActivityReport.objects.exists()


def test_the_head_reports_for_the_board_and_a_member_does_not(running):
    head, member = running.city.delegates[:2]
    draft = cast.content(running, head, "A.1", entry=running.entry_of_board(0))
    with pytest.raises(NotAllowedError):
        reporting.submit_report(actor=member, content=draft, at=now())
    assert reporting.submit_report(actor=head, content=draft, at=now()).state == SENT


def test_nobody_resubmits_anothers_report_for_their_own_entry(running, delegate):
    report = report_in(RETURNED, running, delegate)
    other = running.city.delegates[3]
    with pytest.raises(NotAllowedError):
        reporting.resubmit_report(
            actor=other, report=report, content=cast.content(running, other, "II.1", 9), at=now()
        )
    assert ActivityReport.objects.get().state == RETURNED


def test_a_delegate_cannot_report_criteria_of_the_office(running, delegate):
    draft = cast.content(running, delegate, "I.1")
    with pytest.raises(DomainError, match="không thuộc bảng tiêu chí"):
        reporting.submit_report(actor=delegate, content=draft, at=now())
    secretary = running.city.secretary
    assert reporting.submit_report(actor=secretary, content=draft, at=now()).state == SENT


def test_the_same_token_makes_one_report_and_only_of_its_sender(running, delegate):
    token = uuid.uuid4()
    first = cast.send(running, delegate, "II.1", token=token, summary="Như nhau")
    assert cast.send(running, delegate, "II.1", token=token, summary="Như nhau") == first
    with pytest.raises(reporting.AlreadySentError, match="khác với báo cáo đó"):
        cast.send(running, delegate, "II.1", 5, token=token, summary="Như nhau")
    assert first.counts.get().count == 1
    too_late = running.plan.reports_due_at + dt.timedelta(minutes=1)
    again = cast.content(running, delegate, "II.1", token=token, summary="Như nhau")
    assert reporting.submit_report(actor=delegate, content=again, at=too_late) == first
    with pytest.raises(DomainError, match="người khác"):
        cast.send(running, running.city.delegates[3], "II.1", token=token, summary="Như nhau")
    assert ActivityReport.objects.count() == 1


# --- what it sets off ----------------------------------------------------------------------------


def changes() -> list[int]:
    return list(EntryChange.objects.order_by("entry_id").values_list("entry_id", flat=True))


@pytest.mark.parametrize(
    ("state", "step", "noted"),
    [
        (SENT, "verify", 1),
        (SENT, "return", 0),
        (SENT, "refuse", 0),
        (VERIFIED, "return", 1),
        (RETURNED, "send again", 0),
    ],
    ids=str,
)
def test_only_changes_of_points_are_noted_and_once(running, delegate, state, step, noted):
    report = report_in(state, running, delegate)
    EntryChange.objects.all().delete()
    act(step, running, report)
    assert changes() == [running.entry_of(delegate).pk] * noted


def test_sending_a_report_moves_no_points(running, delegate):
    EntryChange.objects.all().delete()
    cast.send(running, delegate, "II.1")
    assert changes() == []


# --- many at once --------------------------------------------------------------------------------


def verify_all(round_, reports, actor=None) -> int:
    return deciding.verify_reports(
        actor=actor or round_.city.secretary,
        plan=round_.plan,
        report_ids=[report.pk for report in reports],
        at=now(),
    )


def test_many_are_verified_and_each_entry_is_noted_once(running):
    second, third = running.city.delegates[2:4]
    reports = [cast.send(running, user, "II.1") for user in (second, second, second, third)]
    EntryChange.objects.all().delete()
    assert verify_all(running, reports) == 4
    assert set(ActivityReport.objects.values_list("state", "decided_by")) == {
        (VERIFIED, running.city.secretary.pk)
    }
    assert changes() == sorted(running.entry_of(user).pk for user in (second, third))


def test_own_and_decided_reports_are_skipped(running, elsewhere, delegate):
    secretary = running.city.secretary
    own = reporting.submit_report(
        actor=secretary, content=cast.content(running, delegate, "II.1"), at=now()
    )
    left = [
        own,
        report_in(RETURNED, running, delegate),
        report_in(REFUSED, running, delegate),
        report_in(VERIFIED, running, delegate),
        cast.send(elsewhere, elsewhere.city.delegates[2], "II.1"),
    ]
    before = list(ActivityReport.objects.order_by("pk").values())
    waiting = cast.send(running, delegate, "II.1")
    assert verify_all(running, [*left, waiting]) == 1
    assert list(ActivityReport.objects.exclude(pk=waiting.pk).order_by("pk").values()) == before
    waiting.refresh_from_db()
    assert waiting.state == VERIFIED


@pytest.mark.parametrize("who", ["leader", "stranger", "delegate"])
def test_only_the_secretaries_of_the_plan_verify_many(running, elsewhere, delegate, who):
    report = cast.send(running, delegate, "II.1")
    actor = {
        "leader": running.city.leader,
        "stranger": elsewhere.city.secretary,
        "delegate": delegate,
    }[who]
    with pytest.raises(NotAllowedError):
        verify_all(running, [report], actor)
    assert ActivityReport.objects.get().state == SENT


def record(round_, drafts, actor=None) -> list[ActivityReport]:
    return reporting.record_reports(
        actor=actor or round_.city.secretary, plan=round_.plan, contents=drafts, at=now()
    )


@pytest.mark.parametrize(
    ("fault", "message", "field"),
    [
        ({"happened_on": dt.date(2022, 12, 31)}, "Kế hoạch chỉ tính", "happened_on"),
        ({"happened_on": dt.date(2999, 1, 1)}, "tương lai", "happened_on"),
        ({"summary": "  "}, "nội dung", "summary"),
        ({"count": 51}, "từ 1 đến 50", "count"),
        ({"count": 0}, "từ 1 đến 50", "count"),
        ({"code": "A.1"}, "không thuộc bảng tiêu chí", "count"),
    ],
    ids=str,
)
def test_an_import_is_all_or_none_and_names_the_row(running, delegate, fault, message, field):
    fault = dict(fault)
    code, count = fault.pop("code", "II.1"), fault.pop("count", 1)
    drafts = [cast.content(running, delegate, "II.1") for _ in range(3)]
    drafts[1] = cast.content(running, delegate, code, count, **fault)
    with pytest.raises(DomainError, match=f"^Dòng 2: .*{message}") as refusal:
        record(running, drafts)
    assert refusal.value.field.startswith(field)
    assert not ActivityReport.objects.exists()


def test_an_import_names_the_row_of_another_plans_entry(running, elsewhere, delegate):
    stranger = elsewhere.entry_of(elsewhere.city.delegates[2])
    drafts = [cast.content(running, delegate, "II.1")] * 2
    drafts.append(cast.content(running, delegate, "II.1", entry=stranger))
    with pytest.raises(DomainError, match=r"^Dòng 3: đơn vị không tham gia"):
        record(running, drafts)
    assert not ActivityReport.objects.exists()


def test_an_import_waits_for_a_second_person(running, delegate):
    reports = record(running, [cast.content(running, delegate, "II.1", n) for n in (1, 2)])
    assert [report.counts.get().count for report in reports] == [1, 2]
    assert verify_all(running, reports) == 0
    assert verify_all(running, reports, running.city.second_secretary) == 2


def test_only_the_office_imports(running, delegate):
    with pytest.raises(NotAllowedError):
        record(running, [cast.content(running, delegate, "II.1")], actor=delegate)


# --- whose own ----------------------------------------------------------------------------------


def test_a_secretary_does_not_verify_a_report_about_themselves(running):
    """A delegate who also works in the office, and a colleague who entered the report."""
    delegate = running.city.delegates[2]
    Appointment.objects.create(
        user=delegate, council=running.city.council, role="secretary", valid_from=TERM_START
    )
    report = reporting.submit_report(
        actor=running.city.second_secretary,
        content=cast.content(running, delegate, "II.1"),
        at=timezone.now(),
    )
    with pytest.raises(NotAllowedError, match="của chính bạn"):
        deciding.verify_report(actor=delegate, report=report, at=timezone.now())
    many = deciding.verify_reports(
        actor=delegate, plan=running.plan, report_ids=[report.pk], at=timezone.now()
    )
    assert many == 0


# --- coming back after the deadline -------------------------------------------------------------


def test_a_report_returned_after_the_deadline_may_be_sent_again_for_some_days(running):
    delegate = running.city.delegates[2]
    report = cast.send(running, delegate, "II.1")
    late = running.plan.reports_due_at + dt.timedelta(days=2)
    deciding.return_report(actor=running.city.secretary, report=report, reason="Thiếu ảnh", at=late)
    draft = cast.content(running, delegate, "II.1", 2)
    too_late = late + dt.timedelta(days=running.plan.resend_days, seconds=1)
    with pytest.raises(DomainError, match="quá hạn sửa và gửi lại"):
        reporting.resubmit_report(actor=delegate, report=report, content=draft, at=too_late)
    in_time = late + dt.timedelta(days=running.plan.resend_days)
    again = reporting.resubmit_report(actor=delegate, report=report, content=draft, at=in_time)
    assert (again.state, again.counts.get().count) == ("sent", 2)


# --- what was looked at -------------------------------------------------------------------------


def test_a_report_resubmitted_since_is_not_verified(running):
    delegate, office = running.city.delegates[2], running.city.secretary
    report = cast.send(running, delegate, "II.1")
    seen = report.submitted_at
    deciding.return_report(actor=office, report=report, reason="Thiếu ảnh", at=timezone.now())
    again = cast.content(running, delegate, "II.1", 5)
    reporting.resubmit_report(actor=delegate, report=report, content=again, at=timezone.now())
    with pytest.raises(DomainError, match="sau khi bạn mở trang"):
        deciding.verify_report(actor=office, report=report, at=timezone.now(), seen=seen)
    many = deciding.verify_reports(
        actor=office, plan=running.plan, report_ids=[report.pk], at=timezone.now(), looked_at=seen
    )
    assert many == 0


@pytest.mark.parametrize("text", ["\u200b\u200b", " \u202e ", "\ufeff"])
def test_invisible_text_counts_as_empty(running, text):
    with pytest.raises(DomainError, match="nội dung"):
        cast.send(running, running.city.delegates[2], "II.1", summary=text)


# --- files that never became a report -------------------------------------------------------------


def test_unsent_files_are_purged_and_sent_ones_kept(running):
    delegate = running.city.delegates[2]
    drafts = [cast.content(running, delegate, "II.1") for _ in range(2)]
    files = [
        keep_upload(
            actor=delegate, token=draft.token, upload=SimpleUploadedFile("a.pdf", one_page_pdf(1))
        )
        for draft in drafts
    ]
    reporting.submit_report(actor=delegate, content=drafts[0], at=timezone.now())
    assert purge_unsent_files(before=timezone.now()) == 1
    assert list(EvidenceFile.objects.all()) == [files[0]]
    assert files[0].file.storage.exists(files[0].file.name)
    assert not files[1].file.storage.exists(files[1].file.name)


def test_the_unsent_files_of_a_person_are_limited(running, settings):
    settings.EVIDENCE_UNSENT_MAX_MB = 0
    with pytest.raises(DomainError, match="chưa gửi"):
        keep_upload(
            actor=running.city.delegates[2],
            token=uuid.uuid4(),
            upload=SimpleUploadedFile("a.pdf", one_page_pdf(1)),
        )


def test_the_same_activity_is_not_reported_twice_in_the_same_words(running):
    delegate = running.city.delegates[2]
    first = cast.send(running, delegate, "II.1", summary="Tiếp xúc cử tri tổ 3")
    with pytest.raises(DomainError, match=f"báo cáo số {first.pk} giống hệt"):
        cast.send(running, delegate, "II.1", summary="Tiếp xúc cử tri tổ 3")
    cast.send(running, delegate, "II.1", summary="Tiếp xúc cử tri tổ 4")
    assert ActivityReport.objects.count() == 2


def test_a_photo_of_the_second_try_is_attached(running, delegate):
    draft = cast.content(running, delegate, "II.1")
    first = reporting.submit_report(actor=delegate, content=draft, at=now())
    keep_upload(
        actor=delegate, token=draft.token, upload=SimpleUploadedFile("ảnh.pdf", one_page_pdf(7))
    )
    assert reporting.submit_report(actor=delegate, content=draft, at=now()) == first
    assert first.files.get().name == "ảnh.pdf"
