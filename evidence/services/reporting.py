"""Sending a report, correcting it, and entering many on behalf of others."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from accounts.models import User
from campaigns.models import Criterion, Plan, Stage
from campaigns.permissions import require_run
from campaigns.queries import due_at
from core.errors import DomainError, NotAllowedError

from .. import queries
from ..models import ActivityReport, ReportCount, ReportState
from ..permissions import require_report_for
from .checks import (
    ReportDraft,
    check_draft,
    deadline_problem,
    moment_in_words,
    require_transition,
    resend_problem,
)
from .drafts import drop_draft
from .files import attach_files


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
    _refuse(deadline_problem(draft.entry.plan, at, due_at(draft.entry, Stage.REPORTS)))
    check_draft(draft, _leaves(actor, draft), at)
    _refuse(_copy_problem(draft))
    report, is_new = ActivityReport.objects.get_or_create(
        token=draft.token, defaults=_values(draft, actor, at)
    )
    if not is_new:  # the other of two clicks was quicker
        return _same_again(actor, report, draft)
    _write_counts([(report, draft)])
    attach_files(actor, report, draft.token)
    drop_draft(actor=actor, entry=draft.entry)
    return report


def _copy_problem(draft: ReportDraft) -> str | None:
    """Whether the same was reported before: same kind, day and words, and not refused."""
    others = draft.entry.reports.exclude(token=draft.token)  # not what another click just sent
    copies = others.exclude(state=ReportState.REFUSED).filter(
        kind=draft.kind, happened_on=draft.happened_on, summary=draft.summary
    )
    if copy := copies.order_by("pk").first():
        return (
            f"Đã có báo cáo số {copy.pk} giống hệt (cùng loại, cùng ngày, cùng nội dung). Nếu là "
            "hoạt động khác, hãy ghi rõ điểm khác trong nội dung."
        )
    return None


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
            f"Báo cáo này đã gửi lúc {moment_in_words(report.submitted_at)}; nội dung vừa sửa "
            "chưa được ghi. Muốn sửa, hãy nhờ văn phòng trả lại báo cáo."
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
    require_transition(report, ReportState.SENT)
    draft = replace(draft, entry=report.entry)
    _refuse(resend_problem(report, at))
    check_draft(draft, _leaves(actor, draft), at)
    for name, value in _values(draft, actor, at).items():
        setattr(report, name, value)
    report.state, report.token = ReportState.SENT, draft.token
    report.save()
    report.counts.all().delete()
    _write_counts([(report, draft)])
    attach_files(actor, report, draft.token)
    drop_draft(actor=actor, entry=report.entry, report=report)
    return report


def _write_counts(pairs: Iterable[tuple[ActivityReport, ReportDraft]]) -> None:
    ReportCount.objects.bulk_create(
        (
            ReportCount(
                report=report,
                entry_id=report.entry_id,
                criterion_id=criterion_id,
                count=count,
                is_verified=report.state == ReportState.VERIFIED,
            )
            for report, draft in pairs
            for criterion_id, count in draft.counts.items()
        ),
        batch_size=5000,
    )


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
            check_draft(draft, leaves[key], at)
        except DomainError as error:
            raise DomainError(f"Dòng {number}: {error.message}", field=error.field) from error
