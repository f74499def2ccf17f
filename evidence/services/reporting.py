"""Sending a report, correcting it, and entering many on behalf of others."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.services import close_draft
from campaigns.models import Criterion, Extension, Plan
from campaigns.permissions import require_run, speaks_for
from core.errors import DomainError

from .. import queries
from ..models import VOID_STATES, ActivityReport, Ratio, ReportClaim, ReportCount, ReportState
from ..permissions import require_report_for
from .checks import (
    AlreadySentError,
    ReportDraft,
    check_draft,
    days_late,
    deadline_problem,
    require_transition,
    resend_problem,
)
from .files import attach_files
from .telling import settle_return


def _refuse(problem: str | None) -> None:
    if problem:
        raise DomainError(problem)


def _leaves(actor: User, draft: ReportDraft) -> dict[int, Criterion]:
    return queries.criteria_open_to(actor, draft.entry, draft.kind).in_bulk()


@transaction.atomic
def submit_report(*, actor: User, draft: ReportDraft, at: datetime) -> ActivityReport:
    """Send a report with the files kept under its token; sending twice makes one.

    Raises NotAllowedError for a stranger's entry, DomainError, with its field, for what cannot be
    (future day, day outside the plan, absurd count, foreign criterion, too late), and
    AlreadySentError for other content under a token that was sent already.
    """
    require_report_for(actor, draft.entry)
    sent = ActivityReport.objects.filter(token=draft.token).first()
    if sent:
        return _same_again(actor, sent, draft)
    extension = queries.report_extensions([draft.entry]).get(draft.entry.pk)
    _refuse(deadline_problem(draft.entry.plan, at, extension))
    check_draft(draft, _leaves(actor, draft), at)
    _refuse(_copy_problem(draft))
    values = _values(draft, actor, at) | _lateness(draft, extension, at)
    values["on_behalf"] = not speaks_for(actor, draft.entry)
    report, is_new = ActivityReport.objects.get_or_create(token=draft.token, defaults=values)
    if not is_new:  # the other of two clicks was quicker
        return _same_again(actor, report, draft)
    _write_counts([(report, draft)])
    attach_files(actor, report, draft.token)
    close_draft(actor=actor, key=f"report:{draft.entry.pk}", at=at)
    return report


def _copy_problem(draft: ReportDraft) -> str | None:
    """Whether the same was reported before: same kind, day and words, and still valid."""
    others = draft.entry.reports.exclude(token=draft.token)  # not what another click just sent
    copies = others.exclude(state__in=VOID_STATES).filter(
        kind=draft.kind, happened_on=draft.happened_on, summary=draft.summary
    )
    if copy := copies.order_by("pk").first():
        return (
            f"Đã có báo cáo số {copy.pk} giống hệt (cùng loại, cùng ngày, cùng nội dung). Nếu là "
            "hoạt động khác, hãy ghi rõ điểm khác trong nội dung."
        )
    return None


def _words(draft: ReportDraft) -> dict:
    return {
        "kind": draft.kind,
        "happened_on": draft.happened_on,
        "place": draft.place,
        "summary": draft.summary,
        "document_number": draft.document_number,
    }


def _values(draft: ReportDraft, actor: User, at: datetime) -> dict:
    return {
        "entry": draft.entry,
        **_words(draft),
        "reported_by": actor,
        "submitted_at": at,
    }


def _lateness(draft: ReportDraft, extension: Extension | None, at: datetime) -> dict:
    """How late a first sending is, and what allowed it; its price is the scorecard's affair."""
    late = days_late(draft.entry.plan, at)
    return {"days_late": late, "extension": extension if late else None}


def _same_again(actor: User, report: ActivityReport, draft: ReportDraft) -> ActivityReport:
    """The report of a second click; raises when somebody else's, or when its content differs."""
    if report.reported_by_id != actor.pk:
        raise DomainError("Báo cáo này do người khác gửi.")
    if report.state == ReportState.WITHDRAWN:
        raise DomainError(
            f"Báo cáo số {report.pk} đã được rút lại. Mở báo cáo đó ở “Việc của tôi” để gửi lại."
        )
    before = {row.criterion_id: row.said for row in report.counts.all()}
    if (
        report.entry_id != draft.entry.pk
        or before != dict(draft.counts)
        or any(getattr(report, name) != value for name, value in _words(draft).items())
    ):
        raise AlreadySentError(report)
    if report.state == ReportState.SENT:
        attach_files(actor, report, draft.token)  # a photo that came with the second try only
    return report


@transaction.atomic
def resubmit_report(
    *, actor: User, report: ActivityReport, draft: ReportDraft, at: datetime
) -> ActivityReport:
    """Send a returned report again with new content, until `resend_until`; its entry stays.

    A withdrawn report counts as not sent, so how late it is depends on this sending. Raises like
    `submit_report`.
    """
    report = ActivityReport.objects.select_for_update(of=["self"]).get(pk=report.pk)
    require_report_for(actor, report.entry)
    require_transition(report, ReportState.SENT)
    draft = replace(draft, entry=report.entry)
    _refuse(resend_problem(report, at))
    check_draft(draft, _leaves(actor, draft), at)
    values = _values(draft, actor, at)
    if report.state == ReportState.WITHDRAWN and not report.resend_until:
        _refuse(_copy_problem(draft))
        extension = queries.report_extensions([report.entry]).get(report.entry_id)
        values |= _lateness(draft, extension, at)
    for name, value in values.items():
        setattr(report, name, value)
    report.state, report.token = ReportState.SENT, draft.token
    report.on_behalf = not speaks_for(actor, report.entry)
    report.save()
    ReportClaim.objects.filter(report=report).delete()  # nobody has seen the new content
    report.counts.all().delete()
    _write_counts([(report, draft)])
    attach_files(actor, report, draft.token)
    close_draft(actor=actor, key=f"report:{report.entry_id}:{report.pk}", at=at)
    settle_return(report, at)
    return report


def _write_counts(pairs: Iterable[tuple[ActivityReport, ReportDraft]]) -> None:
    ReportCount.objects.bulk_create(
        (
            ReportCount(
                report=report,
                entry_id=report.entry_id,
                criterion_id=criterion_id,
                **_numbers(said),
                is_verified=report.state == ReportState.VERIFIED,
            )
            for report, draft in pairs
            for criterion_id, said in draft.counts.items()
        ),
        batch_size=5000,
    )


def _numbers(said: int | Ratio) -> dict:
    return vars(said) if isinstance(said, Ratio) else {"count": said}


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
    extensions = queries.report_extensions(draft.entry for draft in drafts)
    _check_rows(plan, drafts, extensions, at)
    reports = ActivityReport.objects.bulk_create(
        (
            ActivityReport(
                token=draft.token,
                on_behalf=True,
                **_values(draft, actor, at),
                **_lateness(draft, extensions.get(draft.entry.pk), at),
            )
            for draft in drafts
        ),
        batch_size=2000,
    )
    _write_counts(zip(reports, drafts, strict=True))
    return reports


def _check_rows(
    plan: Plan, drafts: list[ReportDraft], extensions: Mapping[int, Extension], at: datetime
) -> None:
    leaves: dict[tuple[int, int], dict[int, Criterion]] = {}
    for number, draft in enumerate(drafts, start=1):
        key = (draft.entry.scorecard_id, draft.kind.pk)
        if key not in leaves:
            open_ones = queries.leaves_open(draft.entry, draft.kind, to_office=True)
            leaves[key] = open_ones.in_bulk()
        try:
            if draft.entry.plan_id != plan.pk:
                raise DomainError("đơn vị không tham gia kế hoạch này.")
            _refuse(deadline_problem(plan, at, extensions.get(draft.entry.pk)))
            check_draft(draft, leaves[key], at)
        except DomainError as error:
            raise DomainError(f"Dòng {number}: {error.message}", field=error.field) from error
