"""Who is called to a ballot. Nobody is ever told who has voted."""

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

from ..models import Attendance, Ballot, PaperCount
from ..models.notice_kinds import BallotNotice


def tell_keepers(ballot: Ballot, at: datetime) -> None:
    """Each keeper of an electronic ballot is to take their code."""
    if not ballot.is_electronic:
        return
    plan = ballot.proposal.ranking.plan
    message = Message(
        BallotNotice.KEY,
        title=f"{plan}: hãy lấy mã kiểm phiếu",
        body="Đồng chí được giao giữ mã kiểm phiếu của cuộc bỏ phiếu kín. Mã chỉ hiện một lần; "
        "hãy ghi ra giấy và giữ riêng. Khi kiểm phiếu cần mã của hai người.",
        path=reverse("ballots:ballot_key", args=[plan.slug, ballot.pk]),
        key=_key_call(ballot),
    )
    notify(recipients=ballot.keepers.values_list("user_id", flat=True), message=message, at=at)


def tell_voters(ballot: Ballot, at: datetime) -> None:
    """Everyone present with an account, of an electronic ballot."""
    if not ballot.is_electronic:
        return
    plan = ballot.proposal.ranking.plan
    message = Message(
        BallotNotice.OPEN,
        title=f"{plan}: mời đồng chí bỏ phiếu kín",
        body=f"{ballot.council} bỏ phiếu đề nghị khen thưởng. Mỗi người bỏ phiếu một lần.",
        path=reverse("ballots:ballot_vote", args=[plan.slug, ballot.pk]),
        key=_call(ballot),
    )
    present = ballot.seats.filter(attendance=Attendance.PRESENT, person__user__isnull=False)
    notify(recipients=present.values_list("person__user_id", flat=True), message=message, at=at)


def tell_second_typist(count: PaperCount, at: datetime) -> None:
    """Notify the other secretaries that a paper count waits for its second typist. 2 queries."""
    ballot = count.ballot
    plan = ballot.proposal.ranking.plan
    message = Message(
        OfficeNotice.WORK,
        title=f"{plan}: phiếu giấy chờ người thứ hai nhập số",
        body="Số phiếu chỉ được công nhận khi hai người nhập giống nhau.",
        path=reverse("ballots:ballot_paper", args=[plan.slug, ballot.pk]),
        key=_second_typist(ballot),
    )
    people = secretaries_of(plan.campaign.organiser_id) - {count.typist_id}
    notify(recipients=people, message=message, at=at)


def withdraw_calls(ballot: Ballot) -> None:
    """Take back calls that nobody has read or been mailed, and close the others, for everyone
    alike. Voting closes no call, because the moment would reveal who voted when."""
    for key in (_call(ballot), _key_call(ballot)):
        withdraw_notices(key=key)
    close_notices(prefixes=[f"ballot:{ballot.pk}:"], at=clock.now())


def settle_key_call(ballot: Ballot, keeper: User, at: datetime) -> None:
    """Close the call of a keeper who has taken the code."""
    close_notice_of(recipient=keeper, key=_key_call(ballot), at=at)


def _call(ballot: Ballot) -> str:
    return f"ballot:{ballot.pk}:open"


def _key_call(ballot: Ballot) -> str:
    return f"ballot:{ballot.pk}:key"


def settle_second_typist(ballot: Ballot, at: datetime) -> None:
    """Close the call for a second typist once two people have typed the papers."""
    close_notices(prefixes=[_second_typist(ballot)], at=at)


def _second_typist(ballot: Ballot) -> str:
    return f"ballot:{ballot.pk}:second-typist"
