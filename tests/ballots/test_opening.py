"""Opening a ballot: codes of keepers, lines to vote on, notices, thresholds."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from awards.models import AwardType, AwardTypeRule, Hold
from ballots.models.notice_kinds import BallotNotice
from ballots.queries import ballots
from ballots.services import opening, preparing
from core.errors import DomainError
from notices.models import Notice

from .ballot_setup import vote


def test_a_ballot_opens_when_every_keeper_has_a_code(case):
    ballot = case.prepare()
    preparing.take_code(actor=case.keepers[0], ballot=ballot, at=timezone.now())
    with pytest.raises(DomainError, match="Chưa lấy mã kiểm phiếu: Lê Thử Đào, Lê Thử Em"):
        opening.open_ballot(actor=case.secretary, ballot=ballot, attendance={}, at=timezone.now())


def test_a_held_line_is_not_voted_on(case):
    held = case.round.city.delegates[0].person
    Hold.objects.create(
        person=held,
        kind="verification",
        begins_on=dt.date(2023, 12, 1),
        document="Thông báo 3",
        placed_by=case.secretary,
        placed_at=timezone.now(),
    )
    ballot = case.open()
    assert [q.line.ranking_line.entry.name for q in ballots.questions_of(ballot)] == [
        case.round.city.delegates[1].person.full_name
    ]


def test_keepers_and_voters_are_notified_and_a_vote_changes_no_notice(case):
    ballot = case.open()
    notices = Notice.objects.filter(key__startswith="ballot:")
    keepers = notices.filter(kind=BallotNotice.KEY).values_list("recipient", flat=True)
    voters = notices.filter(kind=BallotNotice.OPEN).values_list("recipient", flat=True)
    assert set(keepers) == {user.pk for user in case.keepers}
    assert set(voters) == {user.pk for user in case.members}
    before = list(notices.values())
    vote(ballot, case.members[0], "yy")
    assert list(notices.values()) == before
    case.close(ballot)
    assert not notices.filter(kind=BallotNotice.OPEN).exists()


@pytest.mark.parametrize(
    "terms",
    [
        {"yes_numerator": 11, "yes_denominator": 10, "is_strict": False},
        {"yes_numerator": 1, "yes_denominator": 1, "is_strict": True},
        {"quorum_numerator": 3, "quorum_denominator": 2},
        {"yes_denominator": 0},
    ],
)
def test_thresholds_over_one_are_refused_by_model_and_database(db, terms):
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
