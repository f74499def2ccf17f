"""Reporting an activity and deciding about the report. Only these functions change its state."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils.timezone import localdate, localtime

from accounts.models import User
from campaigns.models import ActivityKind, Criterion, Entry, Plan, PlanState
from campaigns.permissions import require_run
from campaigns.services import note_changes
from core.errors import DomainError, NotAllowedError
from core.files import check_upload
from core.names import visible_text

from . import queries
from .models import TRANSITIONS, ActivityReport, EvidenceFile, ReportCount, ReportState
from .permissions import require_decide, require_report_for

FILES_PER_REPORT = 10


@dataclass(frozen=True)
class ReportDraft:
    """What a person fills in: the entry, what, when, where, and counts by criterion id."""

    entry: Entry
    kind: ActivityKind
    happened_on: date
    summary: str
    place: str = ""
    counts: Mapping[int, int] = field(default_factory=dict)
    token: UUID = field(default_factory=uuid4)


def deadline_problem(plan: Plan, at: datetime) -> str | None:
    """Why a plan takes no report at `at`, in Vietnamese; None when it does."""
    if plan.state != PlanState.RUNNING:
        return "Kế hoạch này hiện không nhận báo cáo."
    if at > plan.reports_due_at:
        return (
            f"Đã quá hạn nhận báo cáo ({_moment(plan.reports_due_at)}). "
            "Hãy liên hệ văn phòng để được nhận bổ sung."
        )
    return None


def resend_problem(report: ActivityReport, at: datetime) -> str | None:
    """Why a returned report is not taken again at `at`; None when it is."""
    if report.entry.plan.state != PlanState.RUNNING:
        return "Kế hoạch này hiện không nhận báo cáo."
    if report.resend_until and at > report.resend_until:
        return (
            f"Đã quá hạn sửa và gửi lại ({_moment(report.resend_until)}). "
            "Hãy liên hệ văn phòng để được nhận bổ sung."
        )
    return None


def _moment(at: datetime) -> str:
    return f"{localtime(at):%H:%M ngày %d/%m/%Y}"


def day_problem(plan: Plan, happened_on: date, today: date) -> str | None:
    """Why an activity of that day does not count in the plan; None when it does."""
    if happened_on > today:
        return "Ngày diễn ra ở tương lai. Chỉ báo hoạt động đã diễn ra."
    if not plan.starts_on <= happened_on <= plan.ends_on:
        return (
            f"Kế hoạch chỉ tính hoạt động từ {plan.starts_on:%d/%m/%Y} đến {plan.ends_on:%d/%m/%Y}."
        )
    return None


def count_problem(criterion: Criterion, count: int) -> str | None:
    """Why a count cannot be; None when it can."""
    if not 1 <= count <= criterion.largest_count:
        return f"Số lượng phải từ 1 đến {criterion.largest_count}. Hãy kiểm tra lại."
    return None


def _check(draft: ReportDraft, leaves: Mapping[int, Criterion], at: datetime) -> None:
    """Raises DomainError for the first thing wrong with what a draft says. No query."""
    if problem := day_problem(draft.entry.plan, draft.happened_on, localdate(at)):
        raise DomainError(problem, field="happened_on")
    if not visible_text(draft.summary):
        raise DomainError("Hãy viết nội dung, kết quả của hoạt động.", field="summary")
    if not draft.counts:
        raise DomainError("Hãy nhập số lượng cho ít nhất một tiêu chí.")
    for criterion_id, count in draft.counts.items():
        name = f"count_{criterion_id}"
        if criterion_id not in leaves:
            raise DomainError(
                "Có tiêu chí không thuộc bảng tiêu chí của bạn. Hãy chọn lại loại hoạt động.",
                field=name,
            )
        if problem := count_problem(leaves[criterion_id], count):
            raise DomainError(problem, field=name)


def _refuse(problem: str | None) -> None:
    if problem:
        raise DomainError(problem)


def _leaves(actor: User, draft: ReportDraft) -> dict[int, Criterion]:
    return queries.criteria_open_to(actor, draft.entry, draft.kind).in_bulk()


@transaction.atomic
def submit_report(*, actor: User, draft: ReportDraft, at: datetime) -> ActivityReport:
    """Send a report with the files kept under its token; sending twice makes one.

    Raises NotAllowedError for a stranger's entry and DomainError, with its field, for what
    cannot be (future day, day outside the plan, absurd count, foreign criterion, too late), and
    for other words under a token that was sent already.
    """
    require_report_for(actor, draft.entry)
    sent = ActivityReport.objects.filter(token=draft.token).first()
    if sent:
        return _same_again(actor, sent, draft)
    _refuse(deadline_problem(draft.entry.plan, at))
    _check(draft, _leaves(actor, draft), at)
    report, is_new = ActivityReport.objects.get_or_create(
        token=draft.token, defaults=_values(draft, actor, at)
    )
    if not is_new:  # the other of two clicks was quicker
        return _same_again(actor, report, draft)
    _write_counts([(report, draft)])
    _attach_files(actor, report, draft.token)
    return report


def _values(draft: ReportDraft, actor: User, at: datetime) -> dict:
    return {
        "entry": draft.entry,
        "kind": draft.kind,
        "happened_on": draft.happened_on,
        "place": draft.place,
        "summary": draft.summary,
        "reported_by": actor,
        "submitted_at": at,
    }


def _same_again(actor: User, report: ActivityReport, draft: ReportDraft) -> ActivityReport:
    """The report of a second click; raises when somebody else's, or when it says other things."""
    if report.reported_by_id != actor.pk:
        raise NotAllowedError("Báo cáo này do người khác gửi.")
    before = {row.criterion_id: row.count for row in report.counts.all()}
    said = (report.kind_id, report.happened_on, report.place, report.summary, before)
    if said != (draft.kind.pk, draft.happened_on, draft.place, draft.summary, dict(draft.counts)):
        raise DomainError(
            f"Báo cáo này đã gửi lúc {_moment(report.submitted_at)}; nội dung vừa sửa chưa được "
            "ghi. Muốn sửa, hãy nhờ văn phòng trả lại báo cáo."
        )
    return report


@transaction.atomic
def resubmit_report(
    *, actor: User, report: ActivityReport, draft: ReportDraft, at: datetime
) -> ActivityReport:
    """Send a returned report again with new content, until `resend_until`; its entry stays.

    Raises like `submit_report`.
    """
    report = ActivityReport.objects.select_for_update(of=["self"]).get(pk=report.pk)
    require_report_for(actor, report.entry)
    _require_transition(report, ReportState.SENT)
    draft = replace(draft, entry=report.entry)
    _refuse(resend_problem(report, at))
    _check(draft, _leaves(actor, draft), at)
    for name, value in _values(draft, actor, at).items():
        setattr(report, name, value)
    report.state, report.token = ReportState.SENT, draft.token
    report.save()
    report.counts.all().delete()
    _write_counts([(report, draft)])
    _attach_files(actor, report, draft.token)
    return report


def _write_counts(pairs: Iterable[tuple[ActivityReport, ReportDraft]]) -> None:
    ReportCount.objects.bulk_create(
        (
            ReportCount(report=report, criterion_id=criterion_id, count=count)
            for report, draft in pairs
            for criterion_id, count in draft.counts.items()
        ),
        batch_size=5000,
    )


def _attach_files(actor: User, report: ActivityReport, token: UUID) -> None:
    kept = EvidenceFile.objects.kept_for(actor, token)
    if report.files.count() + kept.count() > FILES_PER_REPORT:
        raise DomainError(
            f"Mỗi báo cáo nhận tối đa {FILES_PER_REPORT} tệp, kể cả tệp đã gửi trước.",
            field="files",
        )
    kept.update(report=report)


@transaction.atomic
def keep_upload(*, actor: User, token: UUID, upload) -> EvidenceFile:
    """Keep an uploaded file for the form with this token, whatever becomes of the form.

    The same content under one token is kept once. Raises DomainError when it is not accepted.
    """
    checked = check_upload(upload, max_mb=settings.EVIDENCE_MAX_MB)
    unsent = EvidenceFile.objects.filter(uploaded_by=actor, report__isnull=True)
    kept_bytes = unsent.aggregate(total=Sum("size"))["total"] or 0
    if kept_bytes + checked.size > settings.EVIDENCE_UNSENT_MAX_MB * 1024 * 1024:
        raise DomainError("Bạn còn quá nhiều tệp chưa gửi. Hãy gửi hoặc bỏ bớt rồi tải tiếp.")
    mine = EvidenceFile.objects.filter(uploaded_by=actor, token=token)
    same = mine.filter(sha256=checked.sha256).first()
    if same:
        return same
    if mine.count() >= FILES_PER_REPORT:
        raise DomainError(f"Mỗi báo cáo nhận tối đa {FILES_PER_REPORT} tệp.")
    file, _ = EvidenceFile.objects.get_or_create(
        token=token,
        uploaded_by=actor,
        sha256=checked.sha256,
        defaults={
            "file": upload,
            "name": checked.name,
            "media_type": checked.media_type,
            "size": checked.size,
        },
    )
    return file


@transaction.atomic
def drop_upload(*, actor: User, file: EvidenceFile) -> None:
    """Take away a file that has not become part of a report."""
    if file.report_id is not None or file.uploaded_by_id != actor.pk:
        raise NotAllowedError("Tệp đã gửi kèm báo cáo thì không bỏ được.")
    file.delete()
    transaction.on_commit(lambda: file.file.storage.delete(file.file.name))


def purge_unsent_files(*, before: datetime) -> int:
    """Delete files kept since before `before` for forms that never became reports."""
    old = EvidenceFile.objects.filter(report__isnull=True, uploaded_at__lt=before)
    files = list(old)
    for file in files:
        file.delete()
        file.file.storage.delete(file.file.name)
    return len(files)


def _require_transition(report: ActivityReport, to: ReportState) -> None:
    if to not in TRANSITIONS[ReportState(report.state)]:
        raise DomainError(
            f"Báo cáo đang ở tình trạng “{report.get_state_display()}”, không chuyển sang "
            f"“{to.label}” được. Hãy tải lại trang để xem tình trạng mới nhất."
        )


def _decide(actor, report, to: ReportState, note: str, at: datetime, seen: datetime | None):
    report = (
        ActivityReport.objects.select_for_update(of=["self"])
        .select_related("entry__plan__campaign")
        .get(pk=report.pk)
    )
    require_decide(actor, report)
    _require_transition(report, to)
    if seen is not None and seen != report.submitted_at:
        raise DomainError(
            "Người gửi đã sửa báo cáo này sau khi bạn mở trang. Hãy xem nội dung mới rồi xử lý."
        )
    was_counted = report.state == ReportState.VERIFIED
    report.state, report.decision_note = to, note
    report.decided_by, report.decided_at = actor, at
    if to == ReportState.RETURNED:
        days = dt.timedelta(days=report.entry.plan.resend_days)
        report.resend_until = max(report.entry.plan.reports_due_at, at + days)
    report.save(
        update_fields=["state", "decision_note", "decided_by", "decided_at", "resend_until"]
    )
    if was_counted or to == ReportState.VERIFIED:
        note_changes(plan=report.entry.plan, entry_ids=[report.entry_id])
    return report


@transaction.atomic
def verify_report(
    *, actor: User, report: ActivityReport, at: datetime, seen: datetime | None = None
) -> ActivityReport:
    """Sent -> verified; from now on it counts. Nobody verifies their own.

    `seen` is the `submitted_at` that the actor looked at: what was sent anew since is not
    decided about unseen.
    """
    return _decide(actor, report, ReportState.VERIFIED, "", at, seen)


@transaction.atomic
def return_report(
    *,
    actor: User,
    report: ActivityReport,
    reason: str,
    at: datetime,
    seen: datetime | None = None,
) -> ActivityReport:
    """Back to the sender with a reason; a verified one stops counting.

    It may be sent again until the plan's deadline, and `resend_days` from now at least.
    """
    return _decide(actor, report, ReportState.RETURNED, _reason(reason), at, seen)


@transaction.atomic
def refuse_report(
    *,
    actor: User,
    report: ActivityReport,
    reason: str,
    at: datetime,
    seen: datetime | None = None,
) -> ActivityReport:
    """Sent -> refused, with a reason; it never counts."""
    return _decide(actor, report, ReportState.REFUSED, _reason(reason), at, seen)


def _reason(text: str) -> str:
    text = visible_text(text)
    if len(text) < 5:
        raise DomainError("Hãy ghi rõ lý do để người gửi biết phải làm gì.", field="reason")
    return text


@transaction.atomic
def verify_reports(
    *,
    actor: User,
    plan: Plan,
    report_ids: Iterable[int],
    at: datetime,
    looked_at: datetime | None = None,
) -> int:
    """Verify many of one plan at once; gives how many.

    One's own, those decided already and those sent after `looked_at` stay as they are. Three
    statements, whatever the number.
    """
    require_run(actor, plan)
    chosen = (
        ActivityReport.objects.for_decision_by(actor)
        .in_plan(plan)
        .filter(pk__in=list(report_ids), submitted_at__lte=looked_at or at)
        .select_for_update(of=["self"])
    )
    rows = list(chosen.values_list("pk", "entry_id"))
    ActivityReport.objects.filter(pk__in=[pk for pk, _ in rows]).update(
        state=ReportState.VERIFIED, decided_by=actor, decided_at=at, decision_note=""
    )
    note_changes(plan=plan, entry_ids=sorted({entry_id for _, entry_id in rows}))
    return len(rows)


@transaction.atomic
def record_reports(
    *, actor: User, plan: Plan, drafts: Iterable[ReportDraft], at: datetime
) -> list[ActivityReport]:
    """The office enters many reports on behalf of others (an import). All or none.

    Raises DomainError naming the number of the first draft at fault, from 1. The number of
    queries grows only with the kinds of activity, not with the drafts.
    """
    require_run(actor, plan)
    drafts = list(drafts)
    _refuse(deadline_problem(plan, at))
    _check_rows(plan, drafts, at)
    reports = ActivityReport.objects.bulk_create(
        (ActivityReport(token=draft.token, **_values(draft, actor, at)) for draft in drafts),
        batch_size=2000,
    )
    _write_counts(zip(reports, drafts, strict=True))
    return reports


def _check_rows(plan: Plan, drafts: list[ReportDraft], at: datetime) -> None:
    leaves: dict[tuple[int, int], dict[int, Criterion]] = {}
    for number, draft in enumerate(drafts, start=1):
        key = (draft.entry.scorecard_id, draft.kind.pk)
        if key not in leaves:
            open_ones = queries.leaves_open(draft.entry, draft.kind, to_office=True)
            leaves[key] = open_ones.in_bulk()
        try:
            if draft.entry.plan_id != plan.pk:
                raise DomainError("đơn vị không tham gia kế hoạch này.")
            _check(draft, leaves[key], at)
        except DomainError as error:
            raise DomainError(f"Dòng {number}: {error.message}", field=error.field) from error
