"""Counting: electronic ballots (hard case 15), wrong codes, paper counts."""

import datetime as dt

import pytest
from django.utils import timezone

from awards.models import ProposalLine
from awards.queries.results import lines_to_submit
from ballots.models import Ballot, BallotMethod, BallotState, SealedVote
from ballots.queries import paper_counts, results
from ballots.services import attendance, councils, counting, ending, voting
from core.errors import DomainError, NotAllowedError

from .. import cast
from .ballot_setup import ballot_case, unrelated_code, vote


def stored_results(ballot: Ballot) -> list[tuple]:
    rows = ballot.questions.order_by("position")
    return [(q.yes, q.no, q.blank, q.invalid, q.base, q.needed, q.is_passed) for q in rows]


def test_an_electronic_ballot_from_codes_to_result(case):
    ballot = case.open()
    for user, words in zip(case.members, ["yy", "yn", "yn", "yb", "ny"], strict=True):
        vote(ballot, user, words)
    counted = case.count(case.close(ballot))
    assert counted.state == BallotState.COUNTED
    assert (counted.total_members, counted.issued, counted.returned) == (5, 5, 5)
    assert stored_results(ballot) == [(4, 1, 0, 0, 5, 4, True), (2, 2, 1, 0, 5, 4, False)]
    assert [q.explanation for q in results.results_of(counted)] == [
        "Cần 4 phiếu: 80 % × 5 = 4; được 4 (80 %) → thông qua",
        "Cần 4 phiếu: 80 % × 5 = 4; được 2 (40 %) → không thông qua",
    ]
    passed = lines_to_submit(case.proposal, dt.date(2024, 1, 1))
    assert [line.pk for line in passed] == [ballot.questions.get(position=1).line_id]


def test_hard_case_15_with_a_candidate_and_written_opinions(running):
    """15 members: 12 present with the candidate of line 1; 2 write; 1 is absent."""
    case = ballot_case(running, size=14)
    candidate = running.city.delegates[0]
    line = ProposalLine.objects.get(ranking_line__entry=running.entry_of(candidate))
    councils.seat_members(
        actor=case.secretary,
        council=case.council,
        members=[(candidate.person, "member")],
        valid_from=cast.TERM_START,
    )
    ballot = case.open(attendance={0: "written", 1: "written", 2: "absent"})
    own, other = ballot.questions.get(line=line), ballot.questions.exclude(line=line).get()
    assert own.candidate.person == candidate.person
    with pytest.raises(DomainError, match="ở mọi nội dung"):
        choices = {own.pk: "yes", other.pk: "yes"}
        voting.seal_vote(actor=candidate, ballot=ballot, choices=choices)
    assert vote(ballot, candidate, "y")
    words = {own.position: "yyyyyyyyynb", other.position: "yyyyyyyyyyn"}
    for user, *choices in zip(case.members[3:], words[1], words[2], strict=True):
        vote(ballot, user, "".join(choices))
    write = {0: ("yes", "yes"), 1: ("no", "yes")}
    for number, (about_own, about_other) in write.items():
        attendance.record_opinion(
            actor=case.secretary,
            seat=ballot.seats.get(person__user=case.members[number]),
            choices={own.pk: about_own, other.pk: about_other},
            document="Công văn 12/CV ngày 05/01/2024",
            at=timezone.now(),
        )
    case.count(case.close(ballot))
    own.refresh_from_db()
    other.refresh_from_db()
    # line 1: 11 ballots, 9 yes, 1 no, 1 blank; the candidate's own ballot is left out
    assert (own.yes, own.no, own.blank, own.invalid) == (9, 1, 1, 0)
    assert (own.written_yes, own.written_no) == (1, 1)
    assert (own.base, own.needed, own.is_passed) == (15, 12, False)
    assert (other.yes, other.no, other.written_yes, other.is_passed) == (11, 1, 2, True)


def test_wrong_codes_store_nothing(case):
    ballot = case.open()
    for user in case.members:
        vote(ballot, user, "yy")
    case.close(ballot)
    for codes in ([case.codes[0]] * 2, [case.codes[0], unrelated_code()]):
        with pytest.raises(DomainError):
            case.count(ballot, codes)
    ballot.refresh_from_db()
    assert ballot.state == BallotState.CLOSED
    assert stored_results(ballot) == [(None,) * 7] * 2


def test_fewer_than_three_votes_are_not_counted(case):
    ballot = case.open()
    for user in case.members[:2]:
        vote(ballot, user, "yn")
    case.close(ballot)
    with pytest.raises(DomainError, match="Chỉ có 2 phiếu trong hòm"):
        case.count(ballot)
    ending.annul_ballot(
        actor=case.secretary, ballot=ballot, reason="Không đủ ba phiếu", at=timezone.now()
    )
    assert not SealedVote.objects.exists()
    assert case.open(BallotMethod.PAPER).state == BallotState.OPEN


@pytest.fixture
def paper(case):
    return case.close(case.open(BallotMethod.PAPER, attendance={4: "absent"}))


def typed(case, ballot, actor, *, issued=4, returned=4, first=(4, 0, 0, 0), second=(2, 1, 1, 0)):
    kinds = ("yes", "no", "blank", "invalid")
    pks = ballot.questions.order_by("position").values_list("pk", flat=True)
    totals = {
        pk: dict(zip(kinds, row, strict=True)) for pk, row in zip(pks, (first, second), strict=True)
    }
    return counting.enter_paper_count(
        actor=actor,
        ballot=ballot,
        issued=issued,
        returned=returned,
        totals=totals,
        at=timezone.now(),
    )


def test_two_equal_paper_counts_count_the_ballot(case, paper):
    one, two = case.secretary, case.round.city.second_secretary
    assert not typed(case, paper, one)
    assert not typed(case, paper, one)  # the same person twice is one person
    assert typed(case, paper, two)
    paper.refresh_from_db()
    assert (paper.issued, paper.returned) == (4, 4)
    assert stored_results(paper) == [(4, 0, 0, 0, 5, 4, True), (2, 1, 1, 0, 5, 4, False)]


def test_different_paper_counts_show_the_cells_and_are_corrected(case, paper):
    one, two = case.secretary, case.round.city.second_secretary
    typed(case, paper, one)
    assert not typed(case, paper, two, first=(3, 1, 0, 0))
    pk = paper.questions.get(position=1).pk
    assert paper_counts.differing_cells(paper) == {f"{pk}_yes", f"{pk}_no"}
    third = cast.account("thuky3", "Thư Ký Ba")
    cast.appoint(case.round.city, third)
    with pytest.raises(DomainError, match="Đã có hai người nhập"):
        typed(case, paper, third)
    assert typed(case, paper, two)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"first": (3, 0, 0, 0)}, "Bốn số cộng lại là 3, phải bằng số phiếu thu về"),
        ({"issued": 5}, r"phát ra \(5\) nhiều hơn số thành viên có mặt \(4\)"),
        ({"issued": 3}, r"thu về \(4\) nhiều hơn số phát ra \(3\)"),
    ],
)
def test_a_paper_count_that_does_not_add_up_is_refused(case, paper, wrong, message):
    with pytest.raises(DomainError, match=message):
        typed(case, paper, case.secretary, **wrong)


def test_only_the_office_and_the_counting_team_enter_a_paper_count(case, paper):
    with pytest.raises(NotAllowedError):
        typed(case, paper, case.round.city.leader)
