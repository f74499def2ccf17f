"""Reporting an activity and deciding about the report. Only these functions change its state."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate, localtime

from accounts.models import User
from campaigns.models import ActivityKind, Criterion, Entry, MeasureSource, Plan, PlanState
from campaigns.permissions import can_run, require_run
from campaigns.services import note_changes
from core.errors import DomainError, NotAllowedError
from core.files import check_upload

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
        due = localtime(plan.reports_due_at)
        return (
            f"Đã quá hạn nhận báo cáo ({due:%H:%M ngày %d/%m/%Y}). Nội dung bạn nhập vẫn còn "
            "trên trang này; hãy liên hệ văn phòng để được nhận bổ sung."
        )
    return None


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


def _check(draft: ReportDraft, open_criteria: Mapping[int, Criterion], at: datetime) -> None:
    """Raises DomainError for the first thing wrong with a draft. No query."""
    plan = draft.entry.plan
    if problem := deadline_problem(plan, at):
        raise DomainError(problem)
    if problem := day_problem(plan, draft.happened_on, localdate(at)):
        raise DomainError(problem, field="happened_on")
    if not draft.summary.strip():
        raise DomainError("Hãy viết nội dung, kết quả của hoạt động.", field="summary")
    if not draft.counts:
        raise DomainError("Hãy nhập số lượng cho ít nhất một tiêu chí.")
    for criterion_id, count in draft.counts.items():
        name = f"count_{criterion_id}"
        if criterion_id not in open_criteria:
            raise DomainError(
                "Có tiêu chí không thuộc bảng tiêu chí của bạn. Hãy chọn lại loại hoạt động.",
                field=name,
            )
        if problem := count_problem(open_criteria[criterion_id], count):
            raise DomainError(problem, field=name)


def _open_criteria(actor_runs: bool, entry: Entry, kind: ActivityKind) -> dict[int, Criterion]:
    leaves = Criterion.objects.filter(scorecard=entry.scorecard_id, activity_kinds=kind)
    if not actor_runs:
        leaves = leaves.filter(source=MeasureSource.REPORTS)
    return {criterion.pk: criterion for criterion in leaves.exclude(shape="")}


@transaction.atomic
def submit_report(*, actor: User, draft: ReportDraft, at: datetime) -> ActivityReport:
    """Send a report with the files kept under its token; sending twice makes one.

    Raises NotAllowedError for a stranger's entry and DomainError, with its field, for what
    cannot be (future day, day outside the plan, absurd count, foreign criterion, too late).
    """
    require_report_for(actor, draft.entry)
    sent = ActivityReport.objects.filter(token=draft.token, reported_by=actor).first()
    if sent:
        return sent
    open_criteria = _open_criteria(can_run(actor, draft.entry.plan), draft.entry, draft.kind)
    _check(draft, open_criteria, at)
    report, is_new = ActivityReport.objects.get_or_create(
        token=draft.token,
        defaults={
            "entry": draft.entry,
            "kind": draft.kind,
            "happened_on": draft.happened_on,
            "place": draft.place,
            "summary": draft.summary,
            "reported_by": actor,
            "submitted_at": at,
        },
    )
    if is_new:
        _write_counts(report, draft.counts)
        _attach_files(actor, report, draft.token)
    elif report.reported_by_id != actor.pk:
        raise NotAllowedError("Báo cáo này do người khác gửi.")
    return report


@transaction.atomic
def resubmit_report(
    *, actor: User, report: ActivityReport, draft: ReportDraft, at: datetime
) -> ActivityReport:
    """Send a returned report again with new content. Raises like `submit_report`."""
    report = ActivityReport.objects.select_for_update(of=["self"]).get(pk=report.pk)
    require_report_for(actor, report.entry)
    _require_transition(report, ReportState.SENT)
    open_criteria = _open_criteria(can_run(actor, draft.entry.plan), draft.entry, draft.kind)
    _check(draft, open_criteria, at)
    report.kind, report.happened_on = draft.kind, draft.happened_on
    report.place, report.summary = draft.place, draft.summary
    report.state, report.submitted_at, report.reported_by = ReportState.SENT, at, actor
    report.save()
    report.counts.all().delete()
    _write_counts(report, draft.counts)
    _attach_files(actor, report, draft.token)
    return report


def _write_counts(report: ActivityReport, counts: Mapping[int, int]) -> None:
    ReportCount.objects.bulk_create(
        ReportCount(report=report, criterion_id=criterion_id, count=count)
        for criterion_id, count in counts.items()
    )


def _attach_files(actor: User, report: ActivityReport, token: UUID) -> None:
    EvidenceFile.objects.kept_for(actor, token).update(report=report)


@transaction.atomic
def keep_upload(*, actor: User, token: UUID, upload) -> EvidenceFile:
    """Keep an uploaded file for the form with this token, whatever becomes of the form.

    The same content under one token is kept once. Raises DomainError when it is not accepted.
    """
    checked = check_upload(upload, max_mb=settings.EVIDENCE_MAX_MB)
    kept = EvidenceFile.objects.kept_for(actor, token)
    same = kept.filter(sha256=checked.sha256).first()
    if same:
        return same
    if kept.count() >= FILES_PER_REPORT:
        raise DomainError(f"Mỗi báo cáo nhận tối đa {FILES_PER_REPORT} tệp.")
    return EvidenceFile.objects.create(
        token=token,
        file=upload,
        name=checked.name,
        media_type=checked.media_type,
        size=checked.size,
        sha256=checked.sha256,
        uploaded_by=actor,
    )


@transaction.atomic
def drop_upload(*, actor: User, file: EvidenceFile) -> None:
    """Take away a file that has not become part of a report."""
    if file.report_id is not None or file.uploaded_by_id != actor.pk:
        raise NotAllowedError("Tệp đã gửi kèm báo cáo thì không bỏ được.")
    file.delete()
    transaction.on_commit(lambda: file.file.storage.delete(file.file.name))


def _require_transition(report: ActivityReport, to: ReportState) -> None:
    if to not in TRANSITIONS[ReportState(report.state)]:
        raise DomainError(
            f"Báo cáo đang ở tình trạng “{report.get_state_display()}”, không chuyển sang "
            f"“{to.label}” được. Hãy tải lại trang để xem tình trạng mới nhất."
        )


def _decide(actor: User, report: ActivityReport, to: ReportState, note: str, at: datetime):
    report = (
        ActivityReport.objects.select_for_update(of=["self"])
        .select_related("entry__plan__campaign")
        .get(pk=report.pk)
    )
    require_decide(actor, report)
    _require_transition(report, to)
    was_counted = report.state == ReportState.VERIFIED
    report.state, report.decision_note = to, note
    report.decided_by, report.decided_at = actor, at
    report.save(update_fields=["state", "decision_note", "decided_by", "decided_at"])
    if was_counted or to == ReportState.VERIFIED:
        note_changes(plan=report.entry.plan, entry_ids=[report.entry_id])
    return report


@transaction.atomic
def verify_report(*, actor: User, report: ActivityReport, at: datetime) -> ActivityReport:
    """Sent -> verified; from now on it counts. Nobody verifies their own."""
    return _decide(actor, report, ReportState.VERIFIED, "", at)


@transaction.atomic
def return_report(*, actor: User, report: ActivityReport, reason: str, at: datetime):
    """Back to the sender with a reason; a verified one stops counting."""
    return _decide(actor, report, ReportState.RETURNED, _reason(reason), at)


@transaction.atomic
def refuse_report(*, actor: User, report: ActivityReport, reason: str, at: datetime):
    """Sent -> refused, with a reason; it never counts."""
    return _decide(actor, report, ReportState.REFUSED, _reason(reason), at)


def _reason(text: str) -> str:
    if len(text.strip()) < 5:
        raise DomainError("Hãy ghi rõ lý do để người gửi biết phải làm gì.", field="reason")
    return text.strip()


@transaction.atomic
def verify_reports(*, actor: User, plan: Plan, report_ids: Iterable[int], at: datetime) -> int:
    """Verify many of one plan at once; gives how many. One's own and decided ones stay as they are.

    Three statements, whatever the number.
    """
    require_run(actor, plan)
    chosen = (
        ActivityReport.objects.in_plan(plan)
        .waiting()
        .filter(pk__in=list(report_ids))
        .exclude(reported_by=actor)
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
    leaves: dict[tuple[int, int], dict[int, Criterion]] = {}
    for number, draft in enumerate(drafts, start=1):
        if draft.entry.plan_id != plan.pk:
            raise DomainError(f"Dòng {number}: đơn vị không tham gia kế hoạch này.")
        key = (draft.entry.scorecard_id, draft.kind.pk)
        if key not in leaves:
            leaves[key] = _open_criteria(True, draft.entry, draft.kind)
        try:
            _check(draft, leaves[key], at)
        except DomainError as error:
            raise DomainError(f"Dòng {number}: {error.message}", field=error.field) from error
    reports = ActivityReport.objects.bulk_create(
        (
            ActivityReport(
                entry=draft.entry,
                kind=draft.kind,
                happened_on=draft.happened_on,
                place=draft.place,
                summary=draft.summary,
                token=draft.token,
                reported_by=actor,
                submitted_at=at,
            )
            for draft in drafts
        ),
        batch_size=2000,
    )
    ReportCount.objects.bulk_create(
        (
            ReportCount(report=report, criterion_id=criterion_id, count=count)
            for report, draft in zip(reports, drafts, strict=True)
            for criterion_id, count in draft.counts.items()
        ),
        batch_size=5000,
    )
    return reports
