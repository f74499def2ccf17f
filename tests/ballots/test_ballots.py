"""The ballot of an award council, from its preparation to its result (hard case 15)."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from awards.models import AwardType, AwardTypeRule, Hold, ProposalLine
from awards.queries.results import lines_to_submit
from ballots.models import Ballot, BallotMethod, BallotSeat, BallotState, SealedVote
from ballots.models.notice_kinds import BallotNotice
from ballots.queries import ballots, paper_counts, results
from ballots.services import attendance, councils, counting, ending, opening, preparing, voting
from core.errors import DomainError, NotAllowedError
from notices.models import Notice

from .. import cast
from .ballot_cast import code_of_nobody, found_chamber, vote


@pytest.fixture
def chamber(running):
    return found_chamber(running)


def stored_results(ballot: Ballot) -> list[tuple]:
    rows = ballot.questions.order_by("position")
    return [(q.yes, q.no, q.blank, q.invalid, q.base, q.needed, q.is_passed) for q in rows]


# --- from preparation to result -------------------------------------------------------------------


def test_an_electronic_ballot_from_codes_to_result(chamber):
    ballot = chamber.open()
    for user, words in zip(chamber.members, ["yy", "yn", "yn", "yb", "ny"], strict=True):
        vote(ballot, user, words)
    counted = chamber.count(chamber.close(ballot))
    assert counted.state == BallotState.COUNTED
    assert (counted.total_members, counted.issued, counted.returned) == (5, 5, 5)
    assert stored_results(ballot) == [(4, 1, 0, 0, 5, 4, True), (2, 2, 1, 0, 5, 4, False)]
    assert [q.explanation for q in results.results_of(counted)] == [
        "Cần 4 phiếu: 80 % × 5 = 4; được 4 (80 %) → thông qua",
        "Cần 4 phiếu: 80 % × 5 = 4; được 2 (40 %) → không thông qua",
    ]
    passed = lines_to_submit(chamber.proposal, dt.date(2024, 1, 1))
    assert [line.pk for line in passed] == [ballot.questions.get(position=1).line_id]


def test_hard_case_15_with_a_candidate_and_written_opinions(running):
    """15 members: 12 present, one of them the candidate of line 1; 2 write; 1 is absent."""
    chamber = found_chamber(running, size=14)
    candidate = running.city.delegates[0]
    line = ProposalLine.objects.get(line__entry=running.entry_of(candidate))
    councils.seat_members(
        actor=chamber.secretary,
        council=chamber.council,
        members=[(candidate.person, "member")],
        valid_from=cast.TERM_START,
    )
    ballot = chamber.open(attendance={0: "written", 1: "written", 2: "absent"})
    own, other = ballot.questions.get(line=line), ballot.questions.exclude(line=line).get()
    assert own.candidate.person == candidate.person
    with pytest.raises(DomainError, match="ở mọi nội dung"):
        vote_with(ballot, candidate, {own.pk: "yes", other.pk: "yes"})
    assert vote(ballot, candidate, "y")
    words = {own.position: "yyyyyyyyynb", other.position: "yyyyyyyyyyn"}
    for user, *said in zip(chamber.members[3:], words[1], words[2], strict=True):
        vote(ballot, user, "".join(said))
    write = {0: ("yes", "yes"), 1: ("no", "yes")}
    for number, (about_own, about_other) in write.items():
        attendance.record_opinion(
            actor=chamber.secretary,
            seat=ballot.seats.get(person__user=chamber.members[number]),
            choices={own.pk: about_own, other.pk: about_other},
            document="Công văn 12/CV ngày 05/01/2024",
            at=timezone.now(),
        )
    chamber.count(chamber.close(ballot))
    own.refresh_from_db()
    other.refresh_from_db()
    # line 1: 11 ballots, 9 yes, 1 no, 1 blank; the candidate's own lies in no heap
    assert (own.yes, own.no, own.blank, own.invalid) == (9, 1, 1, 0)
    assert (own.written_yes, own.written_no) == (1, 1)
    assert (own.base, own.needed, own.is_passed) == (15, 12, False)
    assert (other.yes, other.no, other.written_yes, other.is_passed) == (11, 1, 2, True)


def vote_with(ballot, user, choices):
    return voting.seal_vote(actor=user, ballot=ballot, choices=choices)


def test_an_opinion_that_has_not_come_holds_up_the_count(chamber):
    ballot = chamber.open(attendance={0: "written"})
    for user in chamber.members[1:]:
        vote(ballot, user, "yy")
    chamber.close(ballot)
    with pytest.raises(DomainError, match="Chưa nhập ý kiến bằng văn bản của: Ủy Viên"):
        chamber.count(ballot)
    attendance.drop_opinion(
        actor=chamber.secretary, seat=ballot.seats.get(attendance="written"), at=timezone.now()
    )
    assert chamber.count(ballot).state == BallotState.COUNTED


def test_who_comes_late_is_admitted_and_votes(chamber):
    ballot = chamber.open(attendance={0: "absent"})
    late = chamber.members[0]
    seat = ballot.seats.get(attendance="absent")
    attendance.admit_member(actor=chamber.secretary, seat=seat, at=timezone.now())
    assert Notice.objects.filter(recipient=late, kind=BallotNotice.OPEN).exists()
    assert vote(ballot, late, "yy")
    with pytest.raises(DomainError, match="có mặt, không cho ý kiến"):
        attendance.record_opinion(
            actor=chamber.secretary, seat=seat, choices={}, document="CV 1", at=timezone.now()
        )


def test_a_held_line_is_not_voted_on(chamber):
    held = chamber.round.city.delegates[0].person
    Hold.objects.create(
        person=held,
        kind="verification",
        begins_on=dt.date(2023, 12, 1),
        document="Thông báo 3",
        placed_by=chamber.secretary,
        placed_at=timezone.now(),
    )
    ballot = chamber.open()
    assert [q.line.line.entry.name for q in ballots.questions_of(ballot)] == [
        chamber.round.city.delegates[1].person.full_name
    ]


# --- who may, and when ----------------------------------------------------------------------------


def test_nobody_votes_twice_late_or_from_outside(chamber):
    ballot = chamber.open()
    voter, late = chamber.members[0], chamber.members[1]
    vote(ballot, voter, "yy")
    with pytest.raises(DomainError, match="đã bỏ phiếu rồi"):
        vote(ballot, voter, "nn")
    with pytest.raises(NotAllowedError, match="không có tên trong danh sách"):
        vote(ballot, chamber.secretary, "yy")
    choices = {q.pk: "yes" for q in ballot.questions.all()}
    envelope = voting.seal_vote(actor=late, ballot=ballot, choices=choices)
    closed = chamber.close(ballot)
    with pytest.raises(DomainError, match="đã đóng"):
        voting.cast_vote(actor=late, ballot=closed, envelope=envelope)
    assert ballot.votes.count() == 1


def test_nobody_votes_before_the_opening(chamber):
    ballot = chamber.prepare()
    assert ballots.seat_of(ballot, chamber.members[0]) is None
    with pytest.raises(NotAllowedError):
        voting.seal_vote(actor=chamber.members[0], ballot=ballot, choices={})


def test_the_same_envelope_again_gives_the_same_receipt(chamber):
    """After a line that broke the voter sends once more, and is not sent away."""
    ballot, voter = chamber.open(), chamber.members[0]
    choices = {q.pk: "yes" for q in ballot.questions.all()}
    envelope = voting.seal_vote(actor=voter, ballot=ballot, choices=choices)
    first, again = (
        voting.cast_vote(actor=voter, ballot=ballot, envelope=envelope) for _ in range(2)
    )
    assert first == again == ballot.votes.get().receipt


def test_anothers_envelope_is_not_taken(chamber):
    ballot, (one, other, *_) = chamber.open(), chamber.members
    choices = {q.pk: "yes" for q in ballot.questions.all()}
    envelope = voting.seal_vote(actor=one, ballot=ballot, choices=choices)
    with pytest.raises(DomainError, match="không nguyên vẹn"):
        voting.cast_vote(actor=other, ballot=ballot, envelope=envelope)
    assert not ballot.seats.filter(has_voted=True).exists()


@pytest.mark.django_db(transaction=True)
def test_fifty_tries_from_two_phones_are_one_vote(db):
    city = cast.found_city("sx", "Sông Xanh")
    chamber = found_chamber(cast.launch_round(city, "song-xanh-2023"))
    ballot, voter = chamber.open(), chamber.members[0]
    choices = [
        {q.pk: choice for q in ballot.questions.all()} for choice in ("yes", "no")
    ]  # two phones that disagree
    envelopes = [
        voting.seal_vote(actor=voter, ballot=ballot, choices=choices[number % 2])
        for number in range(50)
    ]

    def send(envelope: str) -> str:
        try:
            return voting.cast_vote(actor=voter, ballot=ballot, envelope=envelope)
        except DomainError as error:
            return error.message
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=25) as pool:
        said = list(pool.map(send, envelopes))
    assert said.count("Đồng chí đã bỏ phiếu rồi. Mỗi người bỏ phiếu một lần.") == 49
    assert ballot.votes.count() == ballot.seats.filter(has_voted=True).count() == 1
    assert ballot.votes.get().receipt in said


# --- keepers --------------------------------------------------------------------------------------


def test_a_ballot_opens_when_every_keeper_has_a_code(chamber):
    ballot = chamber.prepare()
    preparing.take_code(actor=chamber.keepers[0], ballot=ballot, at=timezone.now())
    with pytest.raises(DomainError, match="Chưa lấy mã kiểm phiếu: Lê Thử Đào, Lê Thử Em"):
        opening.open_ballot(
            actor=chamber.secretary, ballot=ballot, attendance={}, at=timezone.now()
        )


def test_a_code_is_for_keepers_and_taken_before_the_opening(chamber):
    ballot = chamber.prepare()
    with pytest.raises(NotAllowedError):
        preparing.take_code(actor=chamber.members[0], ballot=ballot, at=timezone.now())
    ending.annul_ballot(actor=chamber.secretary, ballot=ballot, reason="Lập lại", at=timezone.now())
    ballot = chamber.open()
    with pytest.raises(DomainError, match="đã mở"):
        preparing.take_code(actor=chamber.keepers[0], ballot=ballot, at=timezone.now())


def test_wrong_codes_count_nothing(chamber):
    ballot = chamber.open()
    for user in chamber.members:
        vote(ballot, user, "yy")
    chamber.close(ballot)
    for codes in ([chamber.codes[0]] * 2, [chamber.codes[0], code_of_nobody()]):
        with pytest.raises(DomainError):
            chamber.count(ballot, codes)
    ballot.refresh_from_db()
    assert ballot.state == BallotState.CLOSED
    assert stored_results(ballot) == [(None,) * 7] * 2


def test_the_office_alone_keeps_no_box(chamber):
    city = chamber.round.city
    third = cast.account("thuky3", "Thư Ký Ba")
    cast.appoint(city, third)
    chamber.keepers = [city.secretary, city.second_secretary, third]
    with pytest.raises(DomainError, match="toàn là người của văn phòng"):
        chamber.prepare()
    chamber.keepers = chamber.members[:2]
    with pytest.raises(DomainError, match="ít nhất ba người"):
        chamber.prepare()


def test_two_ballots_are_not_counted(chamber):
    ballot = chamber.open()
    for user in chamber.members[:2]:
        vote(ballot, user, "yn")
    chamber.close(ballot)
    with pytest.raises(DomainError, match="Chỉ có 2 phiếu trong hòm"):
        chamber.count(ballot)
    ending.annul_ballot(
        actor=chamber.secretary, ballot=ballot, reason="Không đủ ba phiếu", at=timezone.now()
    )
    assert not SealedVote.objects.exists()
    assert chamber.open(BallotMethod.PAPER).state == BallotState.OPEN


def test_one_ballot_at_a_time(chamber):
    ballot = chamber.prepare()
    with pytest.raises(DomainError, match="chưa xong"):
        chamber.prepare()
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(
            proposal=ballot.proposal,
            council=ballot.council,
            method=BallotMethod.PAPER,
            prepared_by=chamber.secretary,
        )


def test_an_open_or_superseded_proposal_is_not_voted_on(chamber):
    chamber.proposal.closed_at = chamber.proposal.closed_by = None
    chamber.proposal.save()
    with pytest.raises(DomainError, match="Hãy chốt đề nghị"):
        chamber.prepare()


def test_keepers_and_voters_are_told_and_never_who_has_voted(chamber):
    ballot = chamber.open()
    told = Notice.objects.filter(key__startswith="ballot:")
    keepers = told.filter(kind=BallotNotice.KEY).values_list("recipient", flat=True)
    voters = told.filter(kind=BallotNotice.OPEN).values_list("recipient", flat=True)
    assert set(keepers) == {user.pk for user in chamber.keepers}
    assert set(voters) == {user.pk for user in chamber.members}
    before = list(told.values())
    vote(ballot, chamber.members[0], "yy")
    assert list(told.values()) == before
    chamber.close(ballot)
    assert not told.filter(kind=BallotNotice.OPEN).exists()


# --- paper ----------------------------------------------------------------------------------------


@pytest.fixture
def paper(chamber):
    return chamber.close(chamber.open(BallotMethod.PAPER, attendance={4: "absent"}))


def typed(chamber, ballot, actor, *, issued=4, returned=4, first=(4, 0, 0, 0), second=(2, 1, 1, 0)):
    heaps = ("yes", "no", "blank", "invalid")
    pks = ballot.questions.order_by("position").values_list("pk", flat=True)
    totals = {
        pk: dict(zip(heaps, row, strict=True)) for pk, row in zip(pks, (first, second), strict=True)
    }
    return counting.enter_paper_count(
        actor=actor,
        ballot=ballot,
        issued=issued,
        returned=returned,
        totals=totals,
        at=timezone.now(),
    )


def test_two_typists_who_agree_count_a_paper_ballot(chamber, paper):
    one, two = chamber.secretary, chamber.round.city.second_secretary
    assert not typed(chamber, paper, one)
    assert not typed(chamber, paper, one)  # the same person twice is one person
    assert typed(chamber, paper, two)
    paper.refresh_from_db()
    assert (paper.issued, paper.returned) == (4, 4)
    assert stored_results(paper) == [(4, 0, 0, 0, 5, 4, True), (2, 1, 1, 0, 5, 4, False)]


def test_two_typists_who_disagree_see_where_and_correct(chamber, paper):
    one, two = chamber.secretary, chamber.round.city.second_secretary
    typed(chamber, paper, one)
    assert not typed(chamber, paper, two, first=(3, 1, 0, 0))
    pk = paper.questions.get(position=1).pk
    assert paper_counts.differing_cells(paper) == {f"{pk}_yes", f"{pk}_no"}
    third = cast.account("thuky3", "Thư Ký Ba")
    cast.appoint(chamber.round.city, third)
    with pytest.raises(DomainError, match="Đã có hai người nhập"):
        typed(chamber, paper, third)
    assert typed(chamber, paper, two)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"first": (3, 0, 0, 0)}, "Bốn số cộng lại là 3, phải bằng số phiếu thu về"),
        ({"issued": 5}, r"phát ra \(5\) nhiều hơn số thành viên có mặt \(4\)"),
        ({"issued": 3}, r"thu về \(4\) nhiều hơn số phát ra \(3\)"),
    ],
)
def test_paper_that_does_not_add_up_is_refused(chamber, paper, wrong, said):
    with pytest.raises(DomainError, match=said):
        typed(chamber, paper, chamber.secretary, **wrong)


def test_paper_is_typed_by_the_office_or_the_counting_team(chamber, paper):
    with pytest.raises(NotAllowedError):
        typed(chamber, paper, chamber.round.city.leader)


# --- the rule -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "terms",
    [
        {"yes_numerator": 11, "yes_denominator": 10, "is_strict": False},
        {"yes_numerator": 1, "yes_denominator": 1, "is_strict": True},
        {"quorum_numerator": 3, "quorum_denominator": 2},
        {"yes_denominator": 0},
    ],
)
def test_thresholds_over_one_are_refused_by_form_and_database(db, terms):
    award_type = AwardType.objects.create(name="Cờ thi đua", decided_by="Chính phủ")
    rule = AwardTypeRule(
        award_type=award_type,
        recipient="collective",
        legal_basis="Quy chế",
        valid_from=dt.date(2025, 1, 1),
        **terms,
    )
    with pytest.raises(ValidationError, match="phải từ 0 đến 1"):
        rule.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        rule.save()


def test_only_present_seats_vote_by_the_database(chamber):
    ballot = chamber.open(attendance={0: "absent"})
    with pytest.raises(IntegrityError), transaction.atomic():
        BallotSeat.objects.filter(ballot=ballot, attendance="absent").update(has_voted=True)
