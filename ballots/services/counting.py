"""Counting a closed ballot: two keepers' codes, or two typists' paper counts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from accounts.models import User
from awards.services import verdicts
from core.errors import DomainError, NotAllowedError

from .. import ballot_box, rules, thresholds
from ..ballot_box import BoxError
from ..models import (
    VOTE_KINDS,
    Attendance,
    Ballot,
    BallotQuestion,
    BallotState,
    Choice,
    PaperCount,
    PaperCountLine,
)
from ..permissions import can_count
from ..queries import paper_counts, results
from . import notifying
from .voting import rewrite_votes

Totals = Mapping[int, Mapping[str, int]]  # id of question -> kind of vote -> number


@sensitive_variables()
@transaction.atomic
def count_ballot(*, actor: User, ballot: Ballot, codes: Sequence[str], at: datetime) -> Ballot:
    """Open the box with two codes, store the totals and destroy the sealed votes.

    Raises DomainError for a wrong code, and for fewer than three votes, because their result would
    reveal each of them: the ballot is then annulled and repeated, or held on paper.
    """
    ballot = _closed_ballot(actor, ballot)
    if not ballot.is_electronic:
        raise DomainError("Cuộc này bỏ phiếu giấy: hai người cùng nhập số phiếu.")
    sealed = [bytes(vote) for vote in ballot.votes.values_list("sealed", flat=True)]
    if len(sealed) < rules.FEWEST_VOTES:
        raise DomainError(
            f"Chỉ có {len(sealed)} phiếu trong hòm. Dưới ba phiếu thì kết quả lộ lá phiếu của "
            "từng người, nên không kiểm. Hãy hủy cuộc này và bỏ phiếu lại hoặc bỏ phiếu giấy."
        )
    questions = list(ballot.questions.order_by("position"))
    shares = ballot.keepers.exclude(sealed_share=None)
    try:
        key = ballot_box.open_box(
            ballot.public_key,
            [(keeper.public_key, bytes(keeper.sealed_share)) for keeper in shares],
            codes,
        )
    except BoxError as error:
        raise DomainError(str(error)) from error
    votes, unreadable = ballot_box.unseal_all(key, sealed, len(questions))
    _store_results(ballot, _totals(questions, votes, unreadable), at)
    receipts = ballot.votes.values_list("receipt", flat=True)
    rewrite_votes(ballot, [(None, receipt) for receipt in receipts])
    ballot.keepers.update(sealed_share=None)
    return ballot


@sensitive_variables()
def _totals(questions: list[BallotQuestion], votes: list[list[str]], unreadable: int) -> Totals:
    """Votes of each question by kind; unreadable votes are invalid in every question."""
    totals = {}
    for index, question in enumerate(questions):
        counts = Counter(vote[index] for vote in votes)
        totals[question.pk] = {choice: counts[choice] for choice in Choice.values}
        totals[question.pk]["invalid"] = unreadable
    return totals


# --- paper --------------------------------------------------------------------------------------


@transaction.atomic
def enter_paper_count(
    *, actor: User, ballot: Ballot, issued: int, returned: int, totals: Totals, at: datetime
) -> bool:
    """Store one typist's count; count the ballot (True) once it equals the other typist's.

    Entering it again replaces one's own count. Raises DomainError for numbers that do not add up,
    and for a third typist.
    """
    ballot = _closed_ballot(actor, ballot)
    if ballot.is_electronic:
        raise DomainError("Cuộc này bỏ phiếu điện tử, không nhập phiếu giấy.")
    _require_consistent_count(ballot, issued, returned, totals)
    others = ballot.paper_counts.exclude(typist=actor)
    if others.count() > 1:
        raise DomainError("Đã có hai người nhập; chỉ hai người đó được sửa số của mình.")
    count, _ = PaperCount.objects.update_or_create(
        ballot=ballot, typist=actor, defaults={"issued": issued, "returned": returned}
    )
    count.lines.all().delete()
    PaperCountLine.objects.bulk_create(
        PaperCountLine(count=count, question_id=pk, **counts) for pk, counts in totals.items()
    )
    if not others.exists():
        notifying.ask_for_second_typist(count, at)
        return False
    notifying.close_second_typist_request(ballot, at)
    if paper_counts.differing_cells(ballot):
        return False
    ballot.issued, ballot.returned = issued, returned
    _store_results(ballot, totals, at)
    return True


def _require_consistent_count(ballot: Ballot, issued: int, returned: int, totals: Totals) -> None:
    """Raise DomainError, with its field, for numbers that cannot come from this ballot."""
    present = ballot.seats.present().count()
    if issued > present:
        raise DomainError(
            f"Số phiếu phát ra ({issued}) nhiều hơn số thành viên có mặt ({present}).",
            field="issued",
        )
    if returned > issued:
        raise DomainError(
            f"Số phiếu thu về ({returned}) nhiều hơn số phát ra ({issued}).", field="returned"
        )
    if set(totals) != set(ballot.questions.values_list("pk", flat=True)):
        raise DomainError("Hãy nhập số phiếu ở mọi nội dung.")
    with_present_candidate = set(
        ballot.questions.filter(candidate__attendance=Attendance.PRESENT).values_list(
            "pk", flat=True
        )
    )
    for pk, counts in totals.items():
        # A ballot from every present member includes the candidate's, which has no choice here.
        has_own_ballot = pk in with_present_candidate and returned == present
        if has_own_ballot and not counts["blank"] + counts["invalid"]:
            raise DomainError(
                "Phiếu của người được xét phải nằm ở “phiếu trắng” của nội dung về người đó.",
                field=f"q{pk}_blank",
            )
        if (total := sum(counts[kind] for kind in VOTE_KINDS)) != returned:
            raise DomainError(
                f"Bốn số cộng lại là {total}, phải bằng số phiếu thu về ({returned}).",
                field=f"q{pk}_yes",
            )


# --- both methods -------------------------------------------------------------------------------


def _closed_ballot(actor: User, ballot: Ballot) -> Ballot:
    """The ballot, locked and ready to be counted by `actor`."""
    if not can_count(actor, ballot):
        raise NotAllowedError("Chỉ tổ kiểm phiếu và văn phòng được kiểm phiếu.")
    ballot = Ballot.objects.select_for_update().get(pk=ballot.pk)
    if problem := rules.counting_problem(ballot):
        raise DomainError(problem)
    return ballot


def _store_results(ballot: Ballot, totals: Totals, at: datetime) -> None:
    """Store counts and result of every question, verdicts on the lines, and the new state."""
    participants = results.participants_of(ballot)
    questions = list(ballot.questions.select_related("candidate").prefetch_related("opinions"))
    for question in questions:
        question.ballot = ballot
        for kind in VOTE_KINDS:
            setattr(question, kind, totals[question.pk][kind])
        written = Counter(opinion.choice for opinion in question.opinions.all())
        question.written_yes, question.written_no = written[Choice.YES], written[Choice.NO]
        _subtract_candidate_ballot(question)
        result = thresholds.judge(
            results.pass_rule_of(question),
            results.vote_counts_of(question, participants=participants, total=ballot.total_members),
        )
        question.base, question.needed = result.base, result.needed
        question.is_passed = result.is_passed
    fields = [*VOTE_KINDS, "written_yes", "written_no", "base", "needed", "is_passed"]
    BallotQuestion.objects.bulk_update(questions, fields)
    verdicts.record_verdicts(
        verdicts={question.line_id: question.is_passed for question in questions}
    )
    ballot.state, ballot.counted_at = BallotState.COUNTED, at
    ballot.save()


def _subtract_candidate_ballot(question: BallotQuestion) -> None:
    """Leave out the candidate's ballot, which has a blank for their own line.

    ASSUMPTION for paper: a candidate who was present returned a ballot.
    """
    seat = question.candidate
    if seat is None or seat.attendance != Attendance.PRESENT:
        return
    if question.ballot.is_electronic and not seat.has_voted:
        return
    kind = "blank" if question.blank else "invalid"
    setattr(question, kind, max(0, getattr(question, kind) - 1))
