"""Absent members before the count: written opinion, none, or late arrival."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, Value, When

from accounts.models import User
from campaigns.permissions import require_run
from core.errors import DomainError

from .. import rules
from ..models import Attendance, Ballot, BallotSeat, WrittenOpinion
from . import notifying


@transaction.atomic
def record_opinion(
    *, actor: User, seat: BallotSeat, choices: Mapping[int, str], document: str, at: datetime
) -> None:
    """Record what an absent member wrote, by id of question, citing the document.

    Entering it again replaces the first. Candidates give no opinion on their own line.
    """
    ballot = _locked_ballot(actor, seat)
    if not document.strip():
        raise DomainError(rules.OPINION_DOCUMENT_MISSING, field="document")
    asked = set(ballot.questions.exclude(candidate=seat).values_list("pk", flat=True))
    if set(choices) != asked:
        raise DomainError("Hãy ghi ý kiến ở mọi nội dung.")
    seat.opinions.all().delete()
    WrittenOpinion.objects.bulk_create(
        WrittenOpinion(
            seat=seat, question_id=pk, choice=choice, document=document.strip(), recorded_by=actor
        )
        for pk, choice in sorted(choices.items())
    )
    BallotSeat.objects.filter(pk=seat.pk).update(attendance=Attendance.WRITTEN)


@transaction.atomic
def drop_opinion(*, actor: User, seat: BallotSeat, at: datetime) -> None:
    """Mark a member as absent without an opinion and delete what was entered for them."""
    _locked_ballot(actor, seat)
    seat.opinions.all().delete()
    BallotSeat.objects.filter(pk=seat.pk).update(attendance=Attendance.ABSENT)


@transaction.atomic
def admit_member(*, actor: User, seat: BallotSeat, at: datetime) -> None:
    """Mark an absent member as present while the ballot is open, and call them to vote."""
    ballot = _locked_ballot(actor, seat)
    if problem := rules.admission_problem(ballot, seat):
        raise DomainError(problem)
    # All seats are written, so that their row versions stay equal (docs/adr/0009).
    present = When(pk=seat.pk, then=Value(Attendance.PRESENT))
    ballot.seats.update(attendance=Case(present, default=F("attendance")))
    notifying.call_voters(ballot, at)


def _locked_ballot(actor: User, seat: BallotSeat) -> Ballot:
    """The ballot of a seat, locked, if its absent members may change.

    Raises DomainError otherwise.
    """
    require_run(actor, seat.ballot.proposal.ranking.plan)
    ballot = Ballot.objects.select_for_update().get(pk=seat.ballot_id)
    seat.refresh_from_db(fields=["attendance"])
    if problem := rules.opinion_problem(ballot, seat):
        raise DomainError(problem)
    return ballot
