"""Reads about ballots: who sits, what is asked, what came out. Never who voted before closing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When

from accounts.models import Role, User
from awards.models import IN_PROPOSAL, Proposal, ProposalLine
from awards.queries.holds import is_held_on
from campaigns.models import Plan
from core.names import person_sort_key, unaccented
from participants.models import Appointment, Mandate

from .. import thresholds
from ..ballot_box import grouped
from ..models import (
    Attendance,
    AwardCouncil,
    Ballot,
    BallotQuestion,
    BallotSeat,
    BallotState,
    CouncilMember,
    PaperCount,
)
from ..thresholds import Counted, Terms

KEEPERS_FOUND = 20
# A result of fewer secret votes would reveal each of them.
FEWEST_VOTES = 3
DELEGATE = "đại biểu"
HEAPS = ("yes", "no", "blank", "invalid")


def lines_to_vote(proposal: Proposal, day: date):
    """Lines the council votes on: in, not held on `day`, not counted before, in order of honour.

    Forms whose rule asks for no ballot are left out.
    """
    counted = BallotQuestion.objects.filter(line=OuterRef("pk"), ballot__state=BallotState.COUNTED)
    return (
        ProposalLine.objects.filter(share__quota__proposal=proposal, outcome__in=IN_PROPOSAL)
        .exclude(share__quota__rule__needs_ballot=False)
        .filter(~Exists(counted), ~is_held_on(day))
        .select_related("share__quota__award_type", "share__quota__rule", "line__entry__mandate")
        .in_order_of_honour()
    )


def ballots_of(plan: Plan):
    """The newest first, each with the number of its `questions_asked`."""
    return (
        Ballot.objects.filter(proposal__ranking__plan=plan)
        .select_related("council", "proposal__ranking")
        .annotate(questions_asked=Count("questions"))
        .order_by("-pk")
    )


def members_on(council: AwardCouncil, day: date):
    """Who sits in the council on `day`, in their order."""
    return CouncilMember.objects.on(day).filter(council=council).select_related("person")


def possible_keepers(plan: Plan, day: date):
    """Accounts that may count: members of the organiser's award councils, its office, delegates.

    Each with `known_as`, why the person may, in words.
    """
    organiser = plan.campaign.organiser_id
    office = Appointment.objects.on(day).filter(council=organiser)
    sitting = CouncilMember.objects.on(day).filter(council__organiser=organiser)
    delegates = Mandate.objects.on(day).filter(council=organiser)
    known = {
        "văn phòng": Q(pk__in=office.filter(role=Role.SECRETARY).values("user")),
        "lãnh đạo": Q(pk__in=office.values("user")),
        "Hội đồng khen thưởng": Q(person__in=sitting.values("person")),
        DELEGATE: Q(person__in=delegates.values("person")),
    }
    known_as = Case(*(When(who, then=Value(words)) for words, who in known.items()))
    users = User.objects.filter(is_active=True).annotate(known_as=known_as)
    return users.filter(known_as__isnull=False)


@dataclass(frozen=True)
class KeepersShown:
    """Who stands in the form as a possible keeper, by given name, and what a search found."""

    people: list[User]
    search: str
    number_found: int

    @property
    def has_more(self) -> bool:
        return self.number_found > KEEPERS_FOUND


def keepers_shown(
    plan: Plan, day: date, *, search: str = "", chosen: Collection[int] = ()
) -> KeepersShown:
    """The award council, the office, who is chosen already, and delegates named like `search`.

    All words of `search` stand in the name, accents or not; at most KEEPERS_FOUND are added.
    1 query.
    """
    possible = sorted(
        possible_keepers(plan, day), key=lambda user: person_sort_key(user.get_full_name())
    )
    words = unaccented(search).split()
    found = [user for user in possible if words and _is_named(user, words)]
    near = {user.pk for user in possible if user.known_as != DELEGATE}
    shown = near | set(chosen) | {user.pk for user in found[:KEEPERS_FOUND]}
    return KeepersShown([user for user in possible if user.pk in shown], search, len(found))


def _is_named(user: User, words: list[str]) -> bool:
    name = unaccented(user.get_full_name())
    return all(word in name for word in words)


def questions_of(ballot: Ballot):
    """In their order, with what a short dossier shows."""
    return ballot.questions.select_related(
        "line__line__entry", "line__share__quota__award_type", "line__share__cluster", "candidate"
    )


def seat_of(ballot: Ballot, user: User) -> BallotSeat | None:
    return ballot.seats.filter(person__user_id=user.pk).first()


@dataclass(frozen=True)
class Turnout:
    """How many of those present have voted; who, only the roll says, and after closing."""

    present: int
    voted: int

    @property
    def missing(self) -> int:
        return self.present - self.voted


def turnout(ballot: Ballot) -> Turnout:
    present = ballot.seats.filter(attendance=Attendance.PRESENT)
    return Turnout(present.count(), present.filter(has_voted=True).count())


def receipts_of(ballot: Ballot) -> list[str]:
    """As people read them, by the alphabet, which says nothing of who came when."""
    return [
        grouped(text) for text in ballot.votes.order_by("receipt").values_list("receipt", flat=True)
    ]


def written_without_opinion(ballot: Ballot):
    """Absent members who were to write and whose opinion is not entered yet."""
    return ballot.seats.filter(attendance=Attendance.WRITTEN, opinions__isnull=True)


# --- results ------------------------------------------------------------------------------------


def terms_of(question: BallotQuestion) -> Terms:
    return Terms(
        ratio=Fraction(question.yes_numerator, question.yes_denominator),
        is_strict=question.is_strict,
        base=question.ballot_base,
        quorum=Fraction(question.quorum_numerator, question.quorum_denominator),
        candidate_in_base=question.candidate_in_base,
    )


def counted_of(question: BallotQuestion, *, participants: int, total: int) -> Counted:
    """The stored numbers of a counted question; `candidate` must be at hand."""
    written = question.opinions.all()
    return Counted(
        total_members=total,
        participants=participants,
        **{heap: getattr(question, heap) for heap in HEAPS},
        written_yes=question.written_yes,
        written_no=question.written_no,
        written_blank=sum(opinion.choice == "blank" for opinion in written),
        has_candidate=question.candidate_id is not None,
        candidate_took_part=bool(question.candidate and _took_part(question)),
    )


def _took_part(question: BallotQuestion) -> bool:
    """Electronically who voted; on paper who was present; in writing who wrote."""
    seat = question.candidate
    if seat.attendance == Attendance.WRITTEN:
        return True
    is_paper = not question.ballot.is_electronic
    return seat.has_voted or (is_paper and seat.attendance == Attendance.PRESENT)


def participants_of(ballot: Ballot) -> int:
    """Ballots returned and absent members who wrote."""
    return ballot.returned + ballot.seats.filter(attendance=Attendance.WRITTEN).count()


def results_of(ballot: Ballot) -> list[BallotQuestion]:
    """Counted questions, each with `explanation` in words and `rule`. Three queries."""
    participants = participants_of(ballot)
    questions = list(questions_of(ballot).prefetch_related("opinions"))
    for question in questions:
        question.ballot = ballot
        terms = terms_of(question)
        found = counted_of(question, participants=participants, total=ballot.total_members)
        question.rule = thresholds.in_words(terms)
        question.explanation = thresholds.explain(terms, thresholds.judge(terms, found))
    return questions


# --- paper --------------------------------------------------------------------------------------


def paper_cells(count: PaperCount) -> dict[str, int]:
    """Everything one person typed: "issued", "returned", "<question id>_yes"..."""
    cells = {"issued": count.issued, "returned": count.returned}
    for line in count.lines.all():
        cells |= {f"{line.question_id}_{heap}": getattr(line, heap) for heap in HEAPS}
    return cells


def differing_cells(ballot: Ballot) -> set[str]:
    """Names of cells in which two typists differ; nothing while only one has typed."""
    counts = [paper_cells(count) for count in ballot.paper_counts.prefetch_related("lines")]
    if len(counts) != 2:
        return set()
    one, other = counts
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


_WHY_NOT = {
    BallotState.PREPARED: "Cuộc bỏ phiếu chưa mở.",
    BallotState.CLOSED: "Cuộc bỏ phiếu đã đóng, không nhận phiếu nữa.",
    BallotState.COUNTED: "Cuộc bỏ phiếu đã đóng và đã kiểm phiếu.",
    BallotState.ANNULLED: "Cuộc bỏ phiếu đã bị hủy.",
}


def why_not_vote(ballot: Ballot, seat: BallotSeat, *, again: bool = False) -> str:
    """Why a seat does not vote now, in Vietnamese; empty when it may. `again`: also once more."""
    if ballot.state != BallotState.OPEN:
        return _WHY_NOT[BallotState(ballot.state)]
    if not ballot.is_electronic:
        return "Cuộc này bỏ phiếu giấy tại cuộc họp."
    if seat.attendance != Attendance.PRESENT:
        return "Đồng chí được ghi là vắng mặt. Nếu chưa đúng, hãy báo thư ký Hội đồng khen thưởng."
    if seat.has_voted and not again:
        return "Đồng chí đã bỏ phiếu rồi. Mỗi người bỏ phiếu một lần."
    return ""
