"""Absent members: written opinions, and members who arrive late."""

import pytest
from django.utils import timezone

from ballots.models import BallotState
from ballots.models.notice_kinds import BallotNotice
from ballots.services import attendance
from core.errors import DomainError
from notices.models import Notice

from .ballot_setup import vote


def test_a_missing_opinion_prevents_the_count(case):
    ballot = case.open(attendance={0: "written"})
    for user in case.members[1:]:
        vote(ballot, user, "yy")
    case.close(ballot)
    with pytest.raises(DomainError, match="Chưa nhập ý kiến bằng văn bản của: Ủy Viên"):
        case.count(ballot)
    attendance.drop_opinion(
        actor=case.secretary, seat=ballot.seats.get(attendance="written"), at=timezone.now()
    )
    assert case.count(ballot).state == BallotState.COUNTED


def test_a_late_member_is_admitted_and_votes(case):
    ballot = case.open(attendance={0: "absent"})
    late = case.members[0]
    seat = ballot.seats.get(attendance="absent")
    attendance.admit_member(actor=case.secretary, seat=seat, at=timezone.now())
    assert Notice.objects.filter(recipient=late, kind=BallotNotice.OPEN).exists()
    assert vote(ballot, late, "yy")
    with pytest.raises(DomainError, match="có mặt, không cho ý kiến"):
        attendance.record_opinion(
            actor=case.secretary, seat=seat, choices={}, document="CV 1", at=timezone.now()
        )
