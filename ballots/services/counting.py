"""Counting a closed ballot: two keepers open the box, or two people agree about the paper."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from accounts.models import User
from awards.services import verdicts
from core.errors import DomainError, NotAllowedError

from .. import ballot_box, thresholds
from ..ballot_box import BoxError
from ..models import (
    Attendance,
    Ballot,
    BallotQuestion,
    BallotState,
    Choice,
    PaperCount,
    PaperCountLine,
)
from ..permissions import can_count
from ..queries import ballots
from ..queries.ballots import FEWEST_VOTES, HEAPS
from . import telling
from .voting import rewrite_votes

Totals = Mapping[int, Mapping[str, int]]  # id of question -> heap -> number


@sensitive_variables()
@transaction.atomic
def count_ballot(*, actor: User, ballot: Ballot, codes: Sequence[str], at: datetime) -> Ballot:
    """Open the box with two codes and store totals. What was sealed is then destroyed.

    Raises DomainError for a wrong code, and for fewer than three ballots, whose result would say
    what each of them was: annul it, or vote on paper.
    """
    ballot = _closed_ballot(actor, ballot)
    if not ballot.is_electronic:
        raise DomainError("Cuộc này bỏ phiếu giấy: hai người cùng nhập số phiếu.")
    sealed = [bytes(vote) for vote in ballot.votes.values_list("sealed", flat=True)]
    if len(sealed) < FEWEST_VOTES:
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
    votes, broken = ballot_box.unseal_all(key, sealed, len(questions))
    _store(ballot, _totals(questions, votes, broken), at)
    receipts = ballot.votes.values_list("receipt", flat=True)
    rewrite_votes(ballot, [(None, receipt) for receipt in receipts])
    ballot.keepers.update(sealed_share=None)
    return ballot


@sensitive_variables()
def _totals(questions: list[BallotQuestion], votes: list[list[str]], broken: int) -> Totals:
    totals = {}
    for place, question in enumerate(questions):
        heaps = Counter(vote[place] for vote in votes)
        totals[question.pk] = {choice: heaps[choice] for choice in Choice.values}
        totals[question.pk]["invalid"] = broken
    return totals


# --- paper --------------------------------------------------------------------------------------


@transaction.atomic
def enter_paper_count(
    *, actor: User, ballot: Ballot, issued: int, returned: int, totals: Totals, at: datetime
) -> bool:
    """What one person counted; where two people's counts agree the ballot is counted (True).

    Typed again it replaces one's own. Raises DomainError for heaps that do not add up.
    """
    ballot = _closed_ballot(actor, ballot)
    if ballot.is_electronic:
        raise DomainError("Cuộc này bỏ phiếu điện tử, không nhập phiếu giấy.")
    _require_sums(ballot, issued, returned, totals)
    others = ballot.paper_counts.exclude(typist=actor)
    if others.count() > 1:
        raise DomainError("Đã có hai người nhập; chỉ hai người đó được sửa số của mình.")
    count, _ = PaperCount.objects.update_or_create(
        ballot=ballot, typist=actor, defaults={"issued": issued, "returned": returned}
    )
    count.lines.all().delete()
    PaperCountLine.objects.bulk_create(
        PaperCountLine(count=count, question_id=pk, **heaps) for pk, heaps in totals.items()
    )
    if not others.exists():
        telling.tell_second_typist(count, at)
        return False
    telling.settle_second_typist(ballot, at)
    if ballots.differing_cells(ballot):
        return False
    ballot.issued, ballot.returned = issued, returned
    _store(ballot, totals, at)
    return True


def _require_sums(ballot: Ballot, issued: int, returned: int, totals: Totals) -> None:
    present = ballot.seats.filter(attendance=Attendance.PRESENT).count()
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
    own = set(
        ballot.questions.filter(candidate__attendance=Attendance.PRESENT).values_list(
            "pk", flat=True
        )
    )
    for pk, heaps in totals.items():
        if pk in own and returned == present and not heaps["blank"] + heaps["invalid"]:
            raise DomainError(
                "Phiếu của người được xét phải nằm ở “phiếu trắng” của nội dung về người đó.",
                field=f"q{pk}_blank",
            )
        if (total := sum(heaps[heap] for heap in HEAPS)) != returned:
            raise DomainError(
                f"Bốn số cộng lại là {total}, phải bằng số phiếu thu về ({returned}).",
                field=f"q{pk}_yes",
            )


# --- both ---------------------------------------------------------------------------------------


def _closed_ballot(actor: User, ballot: Ballot) -> Ballot:
    if not can_count(actor, ballot):
        raise NotAllowedError("Chỉ tổ kiểm phiếu và văn phòng được kiểm phiếu.")
    ballot = Ballot.objects.select_for_update().get(pk=ballot.pk)
    if ballot.state != BallotState.CLOSED:
        raise DomainError("Chỉ kiểm phiếu một cuộc đã đóng và chưa kiểm.")
    if waiting := ballots.written_without_opinion(ballot).values_list("name", flat=True):
        raise DomainError(
            f"Chưa nhập ý kiến bằng văn bản của: {', '.join(waiting)}. "
            "Hãy nhập, hoặc ghi là vắng không có ý kiến."
        )
    return ballot


def _store(ballot: Ballot, totals: Totals, at: datetime) -> None:
    """Numbers and results of every question, and the ballot is counted."""
    participants = ballots.participants_of(ballot)
    questions = list(ballot.questions.select_related("candidate").prefetch_related("opinions"))
    for question in questions:
        question.ballot = ballot
        for heap in HEAPS:
            setattr(question, heap, totals[question.pk][heap])
        written = Counter(opinion.choice for opinion in question.opinions.all())
        question.written_yes, question.written_no = written[Choice.YES], written[Choice.NO]
        _take_off_own_ballot(question)
        result = thresholds.judge(
            ballots.terms_of(question),
            ballots.counted_of(question, participants=participants, total=ballot.total_members),
        )
        question.base, question.needed = result.base, result.needed
        question.is_passed = result.is_passed
    names = [*HEAPS, "written_yes", "written_no", "base", "needed", "is_passed"]
    BallotQuestion.objects.bulk_update(questions, names)
    verdicts.record_verdicts(
        verdicts={question.line_id: question.is_passed for question in questions}
    )
    ballot.state, ballot.counted_at = BallotState.COUNTED, at
    ballot.save()


def _take_off_own_ballot(question: BallotQuestion) -> None:
    """The candidate's ballot says nothing about their own line; it lies with the blanks there.

    ASSUMPTION for paper: a candidate who was present handed in a ballot.
    """
    seat = question.candidate
    if seat is None or seat.attendance != Attendance.PRESENT:
        return
    if question.ballot.is_electronic and not seat.has_voted:
        return
    heap = "blank" if question.blank else "invalid"
    setattr(question, heap, max(0, getattr(question, heap) - 1))
