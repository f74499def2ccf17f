"""Preparing a ballot: the ballot, its keepers and their codes."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import User
from awards.models import Proposal
from awards.services.closing import require_closed
from campaigns.permissions import require_run
from core.errors import DomainError, NotAllowedError

from .. import ballot_box, rules
from ..models import AwardCouncil, Ballot, BallotKeeper, BallotMethod
from ..queries import ballots
from . import notifying


@transaction.atomic
def prepare_ballot(
    *,
    actor: User,
    proposal: Proposal,
    council: AwardCouncil,
    method: str,
    keepers: Sequence[User],
    at: datetime,
    place: str = "",
) -> Ballot:
    """Create a ballot over the lines of a closed proposal and notify its keepers.

    Electronic: at least three keepers, not all from the office that runs the plan. On paper
    `keepers` are the counting team, who may enter the count; an empty team is allowed.
    """
    plan = proposal.ranking.plan
    require_run(actor, plan)
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    require_closed(proposal)
    if problem := rules.council_problem(council, plan):
        raise DomainError(problem, field="council")
    if proposal.ballots.unfinished().exists():
        raise DomainError("Đang có một cuộc bỏ phiếu chưa xong; hãy kiểm phiếu hoặc hủy trước.")
    if not ballots.lines_to_vote(proposal, localdate(at)).exists():
        raise DomainError(rules.NO_LINE_TO_VOTE)
    team = list({keeper.pk: keeper for keeper in keepers}.values())
    if method == BallotMethod.ELECTRONIC and (problem := rules.keepers_problem(team, plan)):
        raise DomainError(problem, field="keepers")
    ballot = Ballot.objects.create(
        proposal=proposal, council=council, method=method, place=place, prepared_by=actor
    )
    BallotKeeper.objects.bulk_create(
        BallotKeeper(ballot=ballot, user=keeper, number=number)
        for number, keeper in enumerate(team, 1)
    )
    notifying.ask_keepers_to_take_codes(ballot, at)
    return ballot


@transaction.atomic
def take_code(*, actor: User, ballot: Ballot, at: datetime) -> str:
    """Return a new code of a keeper, to be shown once; only its public key is stored.

    Called again before the ballot opens, it returns another code, and the first becomes invalid.
    """
    ballot = Ballot.objects.select_for_update().get(pk=ballot.pk)
    keeper = ballot.keepers.filter(user=actor).first()
    if keeper is None or not ballot.is_electronic:
        raise NotAllowedError("Đồng chí không phải người giữ mã của cuộc bỏ phiếu này.")
    if problem := rules.code_problem(ballot):
        raise DomainError(problem)
    code = ballot_box.new_code()
    keeper.public_key = ballot_box.public_key_of_code(code)
    keeper.save(update_fields=["public_key"])
    notifying.close_code_request(ballot, actor, at)
    return code
