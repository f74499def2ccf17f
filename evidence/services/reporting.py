"""Send a report, correct it, and record many on behalf of others."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.services.drafts import close_draft
from campaigns.models import Criterion, Extension, Plan
from campaigns.permissions import require_run, speaks_for
from core.errors import DomainError, refuse_if

from .. import queries, rules
from ..content import ReportContent
from ..models import ActivityReport, Ratio, ReportClaim, ReportCount, ReportState
from ..permissions import require_report_for
from .files import attach_files
from .notifying import close_return_notices


class AlreadySentError(DomainError):
    """Other content under the token of a report that was sent; `report` is that report."""

    def __init__(self, report: ActivityReport) -> None:
        super().__init__(
            f"Báo cáo số {report.pk} đã gửi lúc {rules.moment_in_words(report.submitted_at)}; nội "
            "dung đang mở khác với báo cáo đó và chưa được gửi."
        )
        self.report = report


@transaction.atomic
def submit_report(*, actor: User, content: ReportContent, at: datetime) -> ActivityReport:
    """Create a report with the files kept under its token. Idempotent by token.

    Raises NotAllowedError for an entry the actor may not report for, AlreadySentError for other
    content under a token that was sent, and DomainError with its field for a content that breaks
    a rule (day, numbers, criteria, deadline, copy).
    """
    require_report_for(actor, content.entry)
    sent = ActivityReport.objects.filter(token=content.token).first()
    if sent:
        return _same_again(actor, sent, content)
    extension = queries.report_extensions([content.entry]).get(content.entry.pk)
    refuse_if(rules.deadline_problem(content.entry.plan, at, extension))
    _refuse_content(actor, content, at)
    refuse_if(rules.copy_problem(content))
    values = _values(content, actor, at) | _lateness(content, extension, at)
    values["on_behalf"] = not speaks_for(actor, content.entry)
    report, is_new = ActivityReport.objects.get_or_create(token=content.token, defaults=values)
    if not is_new:  # a second click was faster
        return _same_again(actor, report, content)
    _write_counts([(report, content)])
    attach_files(actor, report, content.token)
    close_draft(actor=actor, key=f"report:{content.entry.pk}", at=at)
    return report


def _refuse_content(actor: User, content: ReportContent, at: datetime) -> None:
    leaves = queries.criteria_open_to(actor, content.entry, content.kind).in_bulk()
    if problem := rules.content_problem(content, leaves, at):
        raise DomainError(problem.message, field=problem.field)


def _words(content: ReportContent) -> dict:
    return {
        "kind": content.kind,
        "happened_on": content.happened_on,
        "place": content.place,
        "summary": content.summary,
        "document_number": content.document_number,
    }


def _values(content: ReportContent, actor: User, at: datetime) -> dict:
    return {
        "entry": content.entry,
        **_words(content),
        "reported_by": actor,
        "submitted_at": at,
    }


def _lateness(content: ReportContent, extension: Extension | None, at: datetime) -> dict:
    """Days late of a first sending, and the extension that allowed it."""
    late = rules.days_late(content.entry.plan, at)
    return {"days_late": late, "extension": extension if late else None}


def _same_again(actor: User, report: ActivityReport, content: ReportContent) -> ActivityReport:
    """The report already sent under this token. Raises for another author or other content."""
    if report.reported_by_id != actor.pk:
        raise DomainError("Báo cáo này do người khác gửi.")
    if report.state == ReportState.WITHDRAWN:
        raise DomainError(
            f"Báo cáo số {report.pk} đã được rút lại. Mở báo cáo đó ở “Việc của tôi” để gửi lại."
        )
    before = {row.criterion_id: row.amount for row in report.counts.all()}
    if (
        report.entry_id != content.entry.pk
        or before != dict(content.counts)
        or any(getattr(report, name) != value for name, value in _words(content).items())
    ):
        raise AlreadySentError(report)
    if report.state == ReportState.SENT:
        attach_files(actor, report, content.token)  # files that arrived only with the second try
    return report


@transaction.atomic
def resubmit_report(
    *, actor: User, report: ActivityReport, content: ReportContent, at: datetime
) -> ActivityReport:
    """Send a returned or withdrawn report again with new content for the same entry.

    The lateness of a withdrawn report is that of this sending. Raises like `submit_report`.
    """
    report = ActivityReport.objects.select_for_update(of=["self"]).get(pk=report.pk)
    require_report_for(actor, report.entry)
    refuse_if(rules.transition_problem(report, ReportState.SENT))
    content = replace(content, entry=report.entry)
    refuse_if(rules.resend_problem(report, at))
    _refuse_content(actor, content, at)
    values = _values(content, actor, at)
    if report.state == ReportState.WITHDRAWN and not report.resend_until:
        refuse_if(rules.copy_problem(content))
        extension = queries.report_extensions([report.entry]).get(report.entry_id)
        values |= _lateness(content, extension, at)
    for name, value in values.items():
        setattr(report, name, value)
    report.state, report.token = ReportState.SENT, content.token
    report.on_behalf = not speaks_for(actor, report.entry)
    report.save()
    ReportClaim.objects.filter(report=report).delete()  # nobody has seen the new content
    report.counts.all().delete()
    _write_counts([(report, content)])
    attach_files(actor, report, content.token)
    close_draft(actor=actor, key=f"report:{report.entry_id}:{report.pk}", at=at)
    close_return_notices(report, at)
    return report


def _write_counts(pairs: Iterable[tuple[ActivityReport, ReportContent]]) -> None:
    ReportCount.objects.bulk_create(
        (
            ReportCount(
                report=report,
                entry_id=report.entry_id,
                criterion_id=criterion_id,
                **(vars(amount) if isinstance(amount, Ratio) else {"count": amount}),
                is_verified=report.state == ReportState.VERIFIED,
            )
            for report, content in pairs
            for criterion_id, amount in content.counts.items()
        ),
        batch_size=5000,
    )


@transaction.atomic
def record_reports(
    *, actor: User, plan: Plan, contents: Iterable[ReportContent], at: datetime
) -> list[ActivityReport]:
    """Create many reports on behalf of others, as the office does in an import. All or none.

    Raises DomainError with the number (from 1) of the first content at fault. The number of
    queries grows with the kinds of activity, not with the contents.
    """
    require_run(actor, plan)
    contents = list(contents)
    extensions = queries.report_extensions(content.entry for content in contents)
    _refuse_rows(plan, contents, extensions, at)
    reports = ActivityReport.objects.bulk_create(
        (
            ActivityReport(
                token=content.token,
                on_behalf=True,
                **_values(content, actor, at),
                **_lateness(content, extensions.get(content.entry.pk), at),
            )
            for content in contents
        ),
        batch_size=2000,
    )
    _write_counts(zip(reports, contents, strict=True))
    return reports


def _refuse_rows(
    plan: Plan, contents: list[ReportContent], extensions: Mapping[int, Extension], at: datetime
) -> None:
    leaves: dict[tuple[int, int], dict[int, Criterion]] = {}
    for number, content in enumerate(contents, start=1):
        key = (content.entry.scorecard_id, content.kind.pk)
        if key not in leaves:
            open_ones = queries.leaves_open(content.entry, content.kind, to_office=True)
            leaves[key] = open_ones.in_bulk()
        problem = _row_problem(plan, content, extensions.get(content.entry.pk), leaves[key], at)
        if problem:
            raise DomainError(f"Dòng {number}: {problem.message}", field=problem.field)


def _row_problem(
    plan: Plan,
    content: ReportContent,
    extension: Extension | None,
    leaves: Mapping[int, Criterion],
    at: datetime,
) -> rules.ContentProblem | None:
    if content.entry.plan_id != plan.pk:
        return rules.ContentProblem("đơn vị không tham gia kế hoạch này.")
    if too_late := rules.deadline_problem(plan, at, extension):
        return rules.ContentProblem(too_late)
    return rules.content_problem(content, leaves, at)
