"""Preparing a ballot: its proposal, its keepers and their codes."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from ballots.models import Ballot, BallotMethod
from ballots.services import ending, preparing
from core.errors import DomainError, NotAllowedError

from .. import cast


def test_only_keepers_take_codes_and_only_before_the_opening(case):
    ballot = case.prepare()
    with pytest.raises(NotAllowedError):
        preparing.take_code(actor=case.members[0], ballot=ballot, at=timezone.now())
    ending.annul_ballot(actor=case.secretary, ballot=ballot, reason="Lập lại", at=timezone.now())
    ballot = case.open()
    with pytest.raises(DomainError, match="đã mở"):
        preparing.take_code(actor=case.keepers[0], ballot=ballot, at=timezone.now())


def test_the_keepers_are_not_all_from_the_office(case):
    city = case.round.city
    third = cast.account("thuky3", "Thư Ký Ba")
    cast.appoint(city, third)
    case.keepers = [city.secretary, city.second_secretary, third]
    with pytest.raises(DomainError, match="toàn là người của văn phòng"):
        case.prepare()
    case.keepers = case.members[:2]
    with pytest.raises(DomainError, match="ít nhất ba người"):
        case.prepare()


def test_a_proposal_has_one_unfinished_ballot(case):
    ballot = case.prepare()
    with pytest.raises(DomainError, match="chưa xong"):
        case.prepare()
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(
            proposal=ballot.proposal,
            council=ballot.council,
            method=BallotMethod.PAPER,
            prepared_by=case.secretary,
        )


def test_an_open_proposal_is_not_voted_on(case):
    case.proposal.closed_at = case.proposal.closed_by = None
    case.proposal.save()
    with pytest.raises(DomainError, match="Hãy chốt đề nghị"):
        case.prepare()
