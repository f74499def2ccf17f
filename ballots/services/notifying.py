"""Notices about ballots, in the caller's transaction. None reveals who voted."""

from datetime import datetime

from django.urls import reverse

from accounts.models import User
from core import clock
from notices.kinds import OfficeNotice
from notices.services.sending import (
    Message,
    close_notice_of,
    close_notices,
    notify,
    withdraw_notices,
)
from participants.permissions import secretaries_of

from ..models import Ballot, PaperCount
from ..models.notice_kinds import BallotNotice


def ask_keepers_to_take_codes(ballot: Ballot, at: datetime) -> None:
    """Ask each keeper of an electronic ballot to take their code."""
    if not ballot.is_electronic:
        return
    plan = ballot.proposal.ranking.plan
    message = Message(
        BallotNotice.KEY,
        title=f"{plan}: hãy lấy mã kiểm phiếu",
        body="Đồng chí được giao giữ mã kiểm phiếu của cuộc bỏ phiếu kín. Mã chỉ hiện một lần; "
        "hãy ghi ra giấy và giữ riêng. Khi kiểm phiếu cần mã của hai người.",
        path=reverse("ballots:ballot_key", args=[plan.slug, ballot.pk]),
        key=_code_request_key(ballot),
    )
    notify(recipients=ballot.keepers.values_list("user_id", flat=True), message=message, at=at)


def close_code_request(ballot: Ballot, keeper: User, at: datetime) -> None:
    """Close the notice of a keeper who has taken the code."""
    close_notice_of(recipient=keeper, key=_code_request_key(ballot), at=at)


def call_voters(ballot: Ballot, at: datetime) -> None:
    """Call all present members with an account to an electronic ballot."""
    if not ballot.is_electronic:
        return
    plan = ballot.proposal.ranking.plan
    message = Message(
        BallotNotice.OPEN,
        title=f"{plan}: mời đồng chí bỏ phiếu kín",
        body=f"{ballot.council} bỏ phiếu đề nghị khen thưởng. Mỗi người bỏ phiếu một lần.",
        path=reverse("ballots:ballot_vote", args=[plan.slug, ballot.pk]),
        key=_voter_call_key(ballot),
    )
    present = ballot.seats.present().filter(person__user__isnull=False)
    notify(recipients=present.values_list("person__user_id", flat=True), message=message, at=at)


def withdraw_calls(ballot: Ballot) -> None:
    """Delete unread, unmailed calls and code requests; close every other notice of the ballot.

    Only the end or the annulment of the voting does this, for all voters at once: closing a call
    at the moment of a vote would reveal who voted when.
    """
    for key in (_voter_call_key(ballot), _code_request_key(ballot)):
        withdraw_notices(key=key)
    close_notices(prefixes=[f"ballot:{ballot.pk}:"], at=clock.now())


def ask_for_second_typist(count: PaperCount, at: datetime) -> None:
    """Ask the other secretaries to enter a paper count a second time.

    2 queries.
    """
    ballot = count.ballot
    plan = ballot.proposal.ranking.plan
    message = Message(
        OfficeNotice.WORK,
        title=f"{plan}: phiếu giấy chờ người thứ hai nhập số",
        body="Số phiếu chỉ được công nhận khi hai người nhập giống nhau.",
        path=reverse("ballots:ballot_paper", args=[plan.slug, ballot.pk]),
        key=_second_typist_key(ballot),
    )
    people = secretaries_of(plan.campaign.organiser_id) - {count.typist_id}
    notify(recipients=people, message=message, at=at)


def close_second_typist_request(ballot: Ballot, at: datetime) -> None:
    """Close the notice once two people have entered the paper count."""
    close_notices(prefixes=[_second_typist_key(ballot)], at=at)


def _voter_call_key(ballot: Ballot) -> str:
    return f"ballot:{ballot.pk}:open"


def _code_request_key(ballot: Ballot) -> str:
    return f"ballot:{ballot.pk}:key"


def _second_typist_key(ballot: Ballot) -> str:
    return f"ballot:{ballot.pk}:second-typist"
