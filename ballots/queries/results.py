"""Results of a ballot: the counts of its questions, and whether they pass."""

from fractions import Fraction

from .. import thresholds
from ..models import VOTE_KINDS, Attendance, Ballot, BallotQuestion, Choice
from ..thresholds import PassRule, VoteCounts
from .ballots import questions_of


def pass_rule_of(question: BallotQuestion) -> PassRule:
    """The rule that was stored with a question when the ballot opened."""
    return PassRule(
        ratio=Fraction(question.yes_numerator, question.yes_denominator),
        is_strict=question.is_strict,
        base=question.ballot_base,
        quorum=Fraction(question.quorum_numerator, question.quorum_denominator),
        candidate_in_base=question.candidate_in_base,
    )


def vote_counts_of(question: BallotQuestion, *, participants: int, total: int) -> VoteCounts:
    """The stored counts of a question; `candidate` and `opinions` should be loaded."""
    candidate = question.candidate
    blank_opinions = sum(opinion.choice == Choice.BLANK for opinion in question.opinions.all())
    return VoteCounts(
        total_members=total,
        participants=participants,
        **{kind: getattr(question, kind) for kind in VOTE_KINDS},
        written_yes=question.written_yes,
        written_no=question.written_no,
        written_blank=blank_opinions,
        has_candidate=candidate is not None,
        candidate_took_part=candidate is not None and _candidate_took_part(question),
    )


def _candidate_took_part(question: BallotQuestion) -> bool:
    """Whether the candidate voted electronically, was present at a paper ballot, or wrote."""
    seat = question.candidate
    if seat.attendance == Attendance.WRITTEN:
        return True
    is_paper = not question.ballot.is_electronic
    return seat.has_voted or (is_paper and seat.attendance == Attendance.PRESENT)


def participants_of(ballot: Ballot) -> int:
    """The number of returned ballots and of absent members who write."""
    return ballot.returned + ballot.seats.filter(attendance=Attendance.WRITTEN).count()


def results_of(ballot: Ballot) -> list[BallotQuestion]:
    """Counted questions, each with `rule` and `explanation` in words. 3 queries."""
    participants = participants_of(ballot)
    questions = list(questions_of(ballot).prefetch_related("opinions"))
    for question in questions:
        question.ballot = ballot
        rule = pass_rule_of(question)
        counts = vote_counts_of(question, participants=participants, total=ballot.total_members)
        question.rule = thresholds.in_words(rule)
        question.explanation = thresholds.explain(rule, thresholds.judge(rule, counts))
    return questions
