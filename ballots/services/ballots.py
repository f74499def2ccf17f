"""A ballot from its preparation to its closing; voting and counting have modules of their own."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils.timezone import localdate

from accounts.models import User
from awards.models import AwardTypeRule, Proposal, ProposalLine, Threshold
from awards.services.closing import require_closed
from campaigns.permissions import can_run, require_run
from core.errors import DomainError, NotAllowedError

from .. import ballot_box
from ..models import (
    Attendance,
    AwardCouncil,
    Ballot,
    BallotKeeper,
    BallotMethod,
    BallotQuestion,
    BallotSeat,
    BallotState,
    WrittenOpinion,
)
from ..queries import ballots
from ..queries.ballots import FEWEST_VOTES, turnout
from . import telling

FEWEST_KEEPERS = 3
_TERMS = [field.name for field in Threshold._meta.local_fields]


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
    """A ballot over the lines of a closed proposal; its keepers are asked to take their codes.

    Electronic: at least three keepers, not all from the office that runs the plan. On paper
    `keepers` are the counting team, who may type the count; nobody is also right.
    """
    plan = proposal.ranking.plan
    require_run(actor, plan)
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    _require_ready(proposal, council, at)
    team = list({keeper.pk: keeper for keeper in keepers}.values())
    if method == BallotMethod.ELECTRONIC:
        _require_keepers(team, plan)
    ballot = Ballot.objects.create(
        proposal=proposal, council=council, method=method, place=place, prepared_by=actor
    )
    BallotKeeper.objects.bulk_create(
        BallotKeeper(ballot=ballot, user=keeper, number=number)
        for number, keeper in enumerate(team, 1)
    )
    telling.tell_keepers(ballot, at)
    return ballot


def _require_ready(proposal: Proposal, council: AwardCouncil, at: datetime) -> None:
    plan = proposal.ranking.plan
    require_closed(proposal)
    if council.organiser_id != plan.campaign.organiser_id:
        raise DomainError(
            "Hội đồng khen thưởng này không thuộc HĐND tổ chức phong trào.", field="council"
        )
    running = [BallotState.PREPARED, BallotState.OPEN, BallotState.CLOSED]
    if proposal.ballots.filter(state__in=running).exists():
        raise DomainError("Đang có một cuộc bỏ phiếu chưa xong; hãy kiểm phiếu hoặc hủy trước.")
    if not ballots.lines_to_vote(proposal, localdate(at)).exists():
        raise DomainError("Không còn ai trong đề nghị cần bỏ phiếu.")


def _require_keepers(team: list[User], plan) -> None:
    if len(team) < FEWEST_KEEPERS:
        raise DomainError("Cần ít nhất ba người giữ mã kiểm phiếu.", field="keepers")
    if all(can_run(keeper, plan) for keeper in team):
        raise DomainError(
            "Người giữ mã không được toàn là người của văn phòng điều hành phong trào.",
            field="keepers",
        )


@transaction.atomic
def take_code(*, actor: User, ballot: Ballot, at: datetime) -> str:
    """The keeper's code, to be shown once; only the public key it makes is kept.

    Taking it again before the ballot opens gives another one, and the first opens nothing.
    """
    ballot = Ballot.objects.select_for_update().get(pk=ballot.pk)
    keeper = ballot.keepers.filter(user=actor).first()
    if keeper is None or not ballot.is_electronic:
        raise NotAllowedError("Đồng chí không phải người giữ mã của cuộc bỏ phiếu này.")
    _require_state(ballot, BallotState.PREPARED, "Cuộc bỏ phiếu đã mở, không cấp mã nữa.")
    code = ballot_box.new_code()
    keeper.public_key = ballot_box.public_key_of_code(code)
    keeper.save(update_fields=["public_key"])
    telling.settle_key_call(ballot, actor, at)
    return code


@transaction.atomic
def open_ballot(
    *, actor: User, ballot: Ballot, attendance: Mapping[int, str], at: datetime
) -> Ballot:
    """Freeze the roll and the questions of this day, make the box, call the voters.

    `attendance` by id of person, present where nothing is said.
    """
    require_run(actor, ballot.proposal.ranking.plan)
    ballot = Ballot.objects.select_for_update().get(pk=ballot.pk)
    _require_state(ballot, BallotState.PREPARED, "Cuộc bỏ phiếu không còn ở bước chuẩn bị.")
    require_closed(ballot.proposal)
    day = localdate(at)
    seats = [
        BallotSeat(
            ballot=ballot,
            person=member.person,
            name=member.person.full_name,
            post=member.post,
            workplace=member.workplace,
            position=place,
            attendance=attendance.get(member.person_id, Attendance.PRESENT),
        )
        for place, member in enumerate(ballots.members_on(ballot.council, day), 1)
    ]
    _require_roll(ballot, seats)
    lines = list(ballots.lines_to_vote(ballot.proposal, day))
    if not lines:
        raise DomainError("Không còn ai trong đề nghị cần bỏ phiếu.")
    BallotSeat.objects.bulk_create(seats)
    BallotQuestion.objects.bulk_create(_questions(ballot, seats, lines))
    if ballot.is_electronic:
        _lock_box(ballot)
    ballot.state, ballot.opened_at, ballot.total_members = BallotState.OPEN, at, len(seats)
    ballot.save()
    telling.tell_voters(ballot, at)
    return ballot


def _require_roll(ballot: Ballot, seats: list[BallotSeat]) -> None:
    if not seats:
        raise DomainError("Hội đồng khen thưởng chưa có thành viên nào vào ngày này.")
    if not ballot.is_electronic:
        return
    present = [seat for seat in seats if seat.attendance == Attendance.PRESENT]
    if len(present) < FEWEST_VOTES:
        raise DomainError(
            "Bỏ phiếu kín điện tử cần ít nhất ba người có mặt; ít hơn thì kết quả lộ lá phiếu."
        )
    if without := [seat.name for seat in present if seat.person.user_id is None]:
        raise DomainError(
            f"Chưa có tài khoản để bỏ phiếu: {', '.join(without)}. "
            "Hãy nhờ người quản trị gắn tài khoản, hoặc bỏ phiếu giấy."
        )


def _questions(
    ballot: Ballot, seats: list[BallotSeat], lines: list[ProposalLine]
) -> list[BallotQuestion]:
    """A member stands in a line when it is about that person. Who heads a body that is proposed
    votes on it as everybody does: the honour is the body's."""
    by_person = {seat.person_id: seat for seat in seats}
    questions = []
    for position, line in enumerate(lines, 1):
        rule = line.share.quota.rule or AwardTypeRule()
        mandate = line.line.entry.mandate
        questions.append(
            BallotQuestion(
                ballot=ballot,
                line=line,
                position=position,
                candidate=by_person.get(mandate.person_id) if mandate else None,
                **{name: getattr(rule, name) for name in _TERMS},
            )
        )
    return questions


def _lock_box(ballot: Ballot) -> None:
    keepers = list(ballot.keepers.select_related("user"))
    if late := [keeper.user.get_full_name() for keeper in keepers if not keeper.public_key]:
        raise DomainError(f"Chưa lấy mã kiểm phiếu: {', '.join(late)}.")
    box = ballot_box.new_box([keeper.public_key for keeper in keepers])
    ballot.public_key = box.public_key
    for keeper, share in zip(keepers, box.sealed_shares, strict=True):
        keeper.sealed_share = share
    BallotKeeper.objects.bulk_update(keepers, ["sealed_share"])


@transaction.atomic
def close_ballot(*, actor: User, ballot: Ballot, at: datetime, missing_accepted: int = 0) -> Ballot:
    """End the voting. Electronic ballots are numbered here: present, and in the box.

    `missing_accepted`: how many present members without a vote the actor knowingly cuts off.
    Raises DomainError when more are missing than that.
    """
    require_run(actor, ballot.proposal.ranking.plan)
    ballot = Ballot.objects.select_for_update().get(pk=ballot.pk)
    _require_state(ballot, BallotState.OPEN, "Cuộc bỏ phiếu không ở bước đang bỏ phiếu.")
    missing = turnout(ballot).missing if ballot.is_electronic else 0
    if missing > missing_accepted:
        raise DomainError(
            f"Còn {missing} người có mặt chưa bỏ phiếu. Hãy chờ, hoặc xác nhận là vẫn đóng."
        )
    ballot.state, ballot.closed_at = BallotState.CLOSED, at
    if ballot.is_electronic:
        ballot.issued = ballot.seats.filter(attendance=Attendance.PRESENT).count()
        ballot.returned = ballot.votes.count()
    ballot.save()
    telling.withdraw_calls(ballot)
    return ballot


@transaction.atomic
def annul_ballot(*, actor: User, ballot: Ballot, reason: str, at: datetime) -> Ballot:
    """The ballot is void, for a reason on record; what was in the box is destroyed unread."""
    require_run(actor, ballot.proposal.ranking.plan)
    ballot = Ballot.objects.select_for_update().get(pk=ballot.pk)
    if ballot.is_over:
        raise DomainError("Cuộc bỏ phiếu đã kiểm phiếu hoặc đã hủy, không hủy được nữa.")
    if not reason.strip():
        raise DomainError("Hãy ghi lý do hủy.", field="reason")
    ballot.state, ballot.annulled_reason = BallotState.ANNULLED, reason.strip()
    ballot.save()
    ballot.votes.all().delete()
    ballot.keepers.update(sealed_share=None)
    telling.withdraw_calls(ballot)
    return ballot


@transaction.atomic
def record_opinion(
    *, actor: User, seat: BallotSeat, choices: Mapping[int, str], document: str, at: datetime
) -> None:
    """What an absent member wrote, by id of question, before the count; cited by its document.

    Entered again it replaces the first. Who stands in a line has no opinion about it.
    """
    ballot = _ballot_for_opinions(actor, seat)
    if not document.strip():
        raise DomainError("Hãy ghi số, ngày văn bản cho ý kiến.", field="document")
    asked = set(ballot.questions.exclude(candidate=seat).values_list("pk", flat=True))
    if set(choices) != asked:
        raise DomainError("Hãy ghi ý kiến ở mọi nội dung.")
    seat.opinions.all().delete()
    WrittenOpinion.objects.bulk_create(
        WrittenOpinion(
            seat=seat, question_id=pk, choice=choice, document=document.strip(), recorded_by=actor
        )
        for pk, choice in sorted(choices.items())
    )
    BallotSeat.objects.filter(pk=seat.pk).update(attendance=Attendance.WRITTEN)


@transaction.atomic
def drop_opinion(*, actor: User, seat: BallotSeat, at: datetime) -> None:
    """Nothing came in writing: the member is absent without an opinion."""
    _ballot_for_opinions(actor, seat)
    seat.opinions.all().delete()
    BallotSeat.objects.filter(pk=seat.pk).update(attendance=Attendance.ABSENT)


@transaction.atomic
def admit_member(*, actor: User, seat: BallotSeat, at: datetime) -> None:
    """A member marked as absent comes after all, while the voting is on."""
    ballot = _ballot_for_opinions(actor, seat)
    _require_state(ballot, BallotState.OPEN, "Đã đóng bỏ phiếu, không ghi có mặt được nữa.")
    if seat.opinions.exists():
        raise DomainError("Thành viên này đã cho ý kiến bằng văn bản.")
    if ballot.is_electronic and seat.person.user_id is None:
        raise DomainError(f"Chưa có tài khoản để bỏ phiếu: {seat.name}.")
    ballot.seats.update(
        attendance=Case(When(pk=seat.pk, then=Value("present")), default=F("attendance"))
    )
    telling.tell_voters(ballot, at)


def _ballot_for_opinions(actor: User, seat: BallotSeat) -> Ballot:
    require_run(actor, seat.ballot.proposal.ranking.plan)
    ballot = Ballot.objects.select_for_update().get(pk=seat.ballot_id)
    if ballot.state not in (BallotState.OPEN, BallotState.CLOSED):
        raise DomainError("Ý kiến bằng văn bản được nhập từ khi mở đến trước khi kiểm phiếu.")
    seat.refresh_from_db(fields=["attendance"])
    if seat.attendance == Attendance.PRESENT:
        raise DomainError("Thành viên này có mặt, không cho ý kiến bằng văn bản.")
    return ballot


def _require_state(ballot: Ballot, state: BallotState, message: str) -> None:
    if ballot.state != state:
        raise DomainError(message)
