"""Who is called to a ballot. Nobody is ever told who has voted."""

from datetime import datetime

from django.urls import reverse

from notices.models import Kind
from notices.services import Message, tell, withdraw
from participants.permissions import secretaries_of

from ...models import Attendance, Ballot, PaperCount


def tell_keepers(ballot: Ballot, at: datetime) -> None:
    """Each keeper of an electronic ballot is to take their code."""
    if not ballot.is_electronic:
        return
    plan = ballot.proposal.ranking.plan
    message = Message(
        Kind.BALLOT_KEY,
        title=f"{plan}: hãy lấy mã kiểm phiếu",
        body="Đồng chí được giao giữ mã kiểm phiếu của cuộc bỏ phiếu kín. Mã chỉ hiện một lần; "
        "hãy ghi ra giấy và giữ riêng. Khi kiểm phiếu cần mã của hai người.",
        path=reverse("awards:ballot_key", args=[plan.slug, ballot.pk]),
        key=f"ballot:{ballot.pk}:key",
    )
    tell(recipients=ballot.keepers.values_list("user_id", flat=True), message=message, at=at)


def tell_voters(ballot: Ballot, at: datetime) -> None:
    """Everyone present with an account, of an electronic ballot."""
    if not ballot.is_electronic:
        return
    plan = ballot.proposal.ranking.plan
    message = Message(
        Kind.BALLOT_OPEN,
        title=f"{plan}: mời đồng chí bỏ phiếu kín",
        body=f"{ballot.council} bỏ phiếu đề nghị khen thưởng. Mỗi người bỏ phiếu một lần.",
        path=reverse("awards:ballot_vote", args=[plan.slug, ballot.pk]),
        key=_call(ballot),
    )
    present = ballot.seats.filter(attendance=Attendance.PRESENT, person__user__isnull=False)
    tell(recipients=present.values_list("person__user_id", flat=True), message=message, at=at)


def tell_second_typist(count: PaperCount, at: datetime) -> None:
    """Notify the other secretaries that a paper count waits for its second typist. 2 queries."""
    ballot = count.ballot
    plan = ballot.proposal.ranking.plan
    message = Message(
        Kind.OFFICE_WORK,
        title=f"{plan}: phiếu giấy chờ người thứ hai nhập số",
        body="Số phiếu chỉ được công nhận khi hai người nhập giống nhau.",
        path=reverse("awards:ballot_paper", args=[plan.slug, ballot.pk]),
        key=f"ballot:{ballot.pk}:second-typist",
    )
    people = secretaries_of(plan.campaign.organiser_id) - {count.typist_id}
    tell(recipients=people, message=message, at=at)


def withdraw_calls(ballot: Ballot) -> None:
    """Calls that nobody has read or been mailed, from everyone alike."""
    for key in (_call(ballot), f"ballot:{ballot.pk}:key"):
        withdraw(key=key, but=[])


def _call(ballot: Ballot) -> str:
    return f"ballot:{ballot.pk}:open"
