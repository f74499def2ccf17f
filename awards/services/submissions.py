"""Sending submission letters to the deciding authority, which may return the files."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import User
from campaigns.permissions import require_run
from core.errors import DomainError
from core.names import visible_text
from core.working_days import add_working_days

from ..models import Proposal, ProposalLine, Submission, SubmissionLine, SubmissionReturn
from ..queries import decisions
from ..rules import closing, entering
from ..wording.local_names import local_names_for
from .closing import require_closed

# Time for the authority to decide, or to refuse names with their legal ground
# (Decree 152/2025/NĐ-CP, procedure of commendation by the chair of the People's Committee).
ANSWER_WORKING_DAYS = 10


@transaction.atomic
def send_submission(
    *,
    actor: User,
    proposal: Proposal,
    number: str,
    issued_on: date,
    at: datetime,
    authority: str = "",
    lines: Iterable[int] | None = None,
) -> Submission:
    """Send the lines that `authority` decides about, and record which they were.

    `authority` as the award types name it (`decided_by`) may be empty if there is only one;
    `lines` (ids of ProposalLine) sends only these. Raises DomainError for a proposal that is open
    or superseded, an unknown or empty list, a number used twice or an impossible day.
    """
    require_run(actor, proposal.ranking.plan)
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    require_closed(proposal)
    number = _checked_number(proposal, number)
    _check_day(proposal, issued_on, at)
    if refusal := closing.why_not_submittable(proposal, issued_on):
        raise DomainError(refusal)
    authority, ready = _lines_for(proposal, issued_on, authority.strip())
    chosen = ready if lines is None else _chosen_among(ready, set(lines))
    submission = Submission.objects.create(
        proposal=proposal,
        number=number,
        issued_on=issued_on,
        authority=local_names_for(proposal.ranking.plan.campaign.organiser.unit).local(authority),
        sent_by=actor,
        sent_at=at,
        answer_due_on=add_working_days(issued_on, ANSWER_WORKING_DAYS),
    )
    SubmissionLine.objects.bulk_create(
        SubmissionLine(submission=submission, line=line) for line in chosen
    )
    return submission


def _checked_number(proposal: Proposal, number: str) -> str:
    number = " ".join(visible_text(number).split())
    if not number:
        raise DomainError(entering.NO_SUBMISSION_NUMBER, field="number")
    plan = proposal.ranking.plan_id
    if Submission.objects.filter(proposal__ranking__plan=plan, number=number).exists():
        raise DomainError(f"Tờ trình số {number} đã có trong kế hoạch này.", field="number")
    return number


def _check_day(proposal: Proposal, issued_on: date, at: datetime) -> None:
    if issued_on > localdate(at):
        raise DomainError("Ngày tờ trình còn ở phía trước. Hãy ghi lại ngày.", field="issued_on")
    if issued_on < localdate(proposal.closed_at):
        raise DomainError(
            f"Đề nghị được chốt ngày {localdate(proposal.closed_at):%d/%m/%Y}; "
            "tờ trình không thể có trước ngày đó.",
            field="issued_on",
        )


def _lines_for(proposal: Proposal, day: date, authority: str) -> tuple[str, list[ProposalLine]]:
    """The authority, found if empty and unambiguous, and the lines ready for it."""
    ready = decisions.ready_by_authority(proposal, day)
    if not ready:
        raise DomainError(
            "Không có tên nào gửi được: chưa có ai được Hội đồng khen thưởng thông qua, tất cả đã "
            "gửi, hoặc đang có việc chưa kết luận."
        )
    if not authority and len(ready) > 1:
        names = "; ".join(ready)
        raise DomainError(
            f"Đề nghị có nhiều nơi quyết định, hãy chọn một: {names}.", field="authority"
        )
    authority = authority or next(iter(ready))
    if authority not in ready:
        raise DomainError(f"Không có tên nào chờ gửi {authority}.", field="authority")
    return authority, ready[authority]


def _chosen_among(ready: list[ProposalLine], ids: set[int]) -> list[ProposalLine]:
    chosen = [line for line in ready if line.pk in ids]
    if len(chosen) != len(ids) or not chosen:
        raise DomainError("Có tên được chọn không thuộc danh sách gửi được. Hãy tải lại trang.")
    return chosen


# --- returned files -------------------------------------------------------------------------------


@transaction.atomic
def return_submission(
    *,
    actor: User,
    submission: Submission,
    returned_on: date,
    content: str,
    working_days: int,
    at: datetime,
) -> SubmissionReturn:
    """Record that the authority returned the files to be completed within some working days."""
    submission = _locked(actor, submission)
    if submission.decisions.exists():
        raise DomainError("Tờ trình này đã có quyết định.")
    if submission.returns.filter(answered_on__isnull=True).exists():
        raise DomainError("Lần trả lại trước chưa được ghi là đã bổ sung.")
    content = visible_text(content)
    if not content:
        raise DomainError(entering.NO_RETURN_CONTENT, field="content")
    if not 1 <= working_days <= 60:
        raise DomainError("Số ngày làm việc từ 1 đến 60.", field="working_days")
    if not submission.issued_on <= returned_on <= localdate(at):
        raise DomainError("Ngày trả lại phải từ ngày tờ trình đến hôm nay.", field="returned_on")
    return SubmissionReturn.objects.create(
        submission=submission,
        returned_on=returned_on,
        content=content,
        working_days=working_days,
        due_on=add_working_days(returned_on, working_days),
        recorded_by=actor,
    )


@transaction.atomic
def answer_return(
    *, actor: User, returned: SubmissionReturn, answered_on: date, answer: str, at: datetime
) -> SubmissionReturn:
    """Record that the completed files went out again; the authority's time restarts that day.

    ASSUMPTION: the decree counts the days from the arrival of complete files.
    """
    submission = _locked(actor, returned.submission)
    returned.refresh_from_db()
    if returned.answered_on:
        raise DomainError("Lần trả lại này đã được ghi là đã bổ sung.")
    answer = visible_text(answer)
    if not answer:
        raise DomainError(entering.NO_RETURN_ANSWER, field="answer")
    if not returned.returned_on <= answered_on <= localdate(at):
        raise DomainError("Ngày bổ sung phải từ ngày trả lại đến hôm nay.", field="answered_on")
    returned.answered_on, returned.answer = answered_on, answer
    returned.save(update_fields=["answered_on", "answer"])
    submission.answer_due_on = add_working_days(answered_on, ANSWER_WORKING_DAYS)
    submission.save(update_fields=["answer_due_on"])
    return returned


def _locked(actor: User, submission: Submission) -> Submission:
    require_run(actor, submission.proposal.ranking.plan)
    return Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
