"""What the deciding authority sent back becomes awards; every submitted name is answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Unpack

from django.db import transaction

from accounts.models import User
from core.errors import DomainError
from core.names import normalise_name, visible_text
from participants.models import Body, Council, Person

from ..models import (
    Award,
    AwardType,
    Decision,
    DecisionKind,
    ProposalLine,
    Recipient,
    Refusal,
    Submission,
)
from ..permissions import require_enter_decisions
from ..queries import decisions
from .awarding import award_for, give, put_money, put_words
from .signing import Signed, checked_file, required_file, write_decision
from .telling.decisions import tell_awarded, tell_office


def record_decision(
    *,
    actor: User,
    submission: Submission,
    refusals: Mapping[int, str],
    at: datetime,
    named: Iterable[str] = (),
    **signed: Unpack[Signed],
) -> Decision:
    """Enter a decision about a submission: each line is granted, or refused with a legal ground.

    `refusals` maps ids of ProposalLine to the ground; `named`, if given, are the names that stand
    on the paper: who is named there and not among the granted, or the other way round, is an
    error. Raises DomainError at the field (`ground_<id>` for a line): a line never submitted, no
    ground, somebody held on the day of the decision, a day before the submission, a number or an
    answer entered twice, a file that is no PDF. About 20 queries whatever the number of lines.
    """
    require_enter_decisions(actor, submission.proposal.ranking.plan.campaign.organiser_id)
    file = required_file(signed)
    with transaction.atomic():
        submission = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
        _require_open(submission, signed["decided_on"])
        granted, refused = _judged(submission, refusals, named, signed["decided_on"])
        organiser = submission.proposal.ranking.plan.campaign.organiser
        awards = priced(granted, organiser, signed["decided_on"])
        decision = write_decision(
            actor=actor,
            organiser=organiser,
            signed=signed,
            file=file,
            at=at,
            kind=DecisionKind.AWARD,
            submission=submission,
        )
        Refusal.objects.bulk_create(
            Refusal(decision=decision, line=line, legal_ground=ground) for line, ground in refused
        )
        tell_awarded(give(decision, awards), at)
        tell_office(decision, len(awards), len(refused), at)
    return decision


def _judged(
    submission: Submission, refusals: Mapping[int, str], named: Iterable[str], day: date
) -> tuple[list, list]:
    """(granted lines, (refused line, ground) pairs), checked against `day` and the names."""
    lines = list(decisions.submitted_lines(submission))
    granted, refused = _sorted_out(lines, refusals)
    check_not_held(granted, day)
    _check_named(granted, lines, named)
    return granted, refused


def priced(lines: list[ProposalLine], organiser: Council, day: date) -> list[Award]:
    """Unsaved awards for lines with the money of `day`: what may fail, before a file is kept."""
    awards = [award_for(line, organiser) for line in lines]
    put_money(awards, organiser, day)
    return awards


def _require_open(submission: Submission, decided_on: date) -> None:
    if submission.decisions.filter(kind=DecisionKind.AWARD).exists():
        raise DomainError("Tờ trình này đã có quyết định. Cần sửa thì lập quyết định điều chỉnh.")
    if submission.returns.filter(answered_on__isnull=True).exists():
        raise DomainError("Hồ sơ đang bị trả lại, chưa ghi là đã bổ sung.")
    if decided_on < submission.issued_on:
        raise DomainError(
            f"Quyết định không thể có trước tờ trình ({submission.issued_on:%d/%m/%Y}).",
            field="decided_on",
        )


def _sorted_out(lines: list[ProposalLine], refusals: Mapping[int, str]) -> tuple[list, list]:
    """(granted lines, (refused line, ground) pairs), all in the order of the submission."""
    known = {line.pk for line in lines}
    if not refusals.keys() <= known:
        raise DomainError("Có tên bị từ chối không thuộc tờ trình này. Hãy tải lại trang.")
    granted = [line for line in lines if line.pk not in refusals]
    refused = []
    for line in lines:
        if line.pk in refusals:
            ground = visible_text(refusals[line.pk])
            if not ground:
                raise DomainError(
                    "Hãy ghi căn cứ pháp lý mà cơ quan quyết định không khen "
                    f"{line.ranking_line.entry}.",
                    field=f"ground_{line.pk}",
                )
            refused.append((line, ground))
    return granted, refused


def check_not_held(lines: list[ProposalLine], day: date) -> None:
    """Nobody is honoured while something is open about them (Decree 152/2025, Art. 4). 1 query."""
    for pk, hold in decisions.held_lines(lines, day).items():
        name = next(line.ranking_line.entry.name for line in lines if line.pk == pk)
        raise DomainError(
            f"{name}: ngày {day:%d/%m/%Y} có việc chưa kết luận ({hold.document}). Hãy ghi là "
            "không được khen, hoặc ghi kết luận của việc đó trước.",
            field=f"ground_{pk}",
        )


def _check_named(granted: list, lines: list, named: Iterable[str]) -> None:
    """Compare names on the paper with those that would be granted."""
    on_paper = {_key(name): name.strip() for name in named if name.strip()}
    if not on_paper:
        return
    submitted = {_key(line.ranking_line.entry.name) for line in lines}
    ours = {_key(line.ranking_line.entry.name): line.ranking_line.entry.name for line in granted}
    unknown = [name for key, name in on_paper.items() if key not in submitted]
    refused = [name for key, name in on_paper.items() if key in submitted and key not in ours]
    missing = [name for key, name in ours.items() if key not in on_paper]
    problems = [
        f"{what}: {', '.join(names)}."
        for what, names in (
            ("Có trên quyết định nhưng không có trong tờ trình", unknown),
            ("Có trên quyết định nhưng đang ghi là không được khen", refused),
            ("Không có trên quyết định nhưng đang ghi là được khen", missing),
        )
        if names
    ]
    if problems:
        raise DomainError(" ".join(problems), field="named")


def _key(name: str) -> str:
    return normalise_name(visible_text(name)).casefold()


# --- before the system ----------------------------------------------------------------------------


@dataclass(frozen=True)
class EarlierAward:
    """An honour of a time before the system, in the words of its paper; đồng as paid then."""

    award_type: AwardType
    recipient: str
    name: str
    unit_name: str
    year: int
    person: Person | None = None
    body: Body | None = None
    gender: str = ""
    achievement: str = ""
    amount: int = 0


def record_earlier_decision(
    *,
    actor: User,
    organiser: Council,
    awards: Iterable[EarlierAward],
    at: datetime,
    **signed: Unpack[Signed],
) -> Decision:
    """Enter an old decision into the register; the file may be missing. Nobody is told.

    Names may be tied to a person or body that the system knows. Raises DomainError at the field.
    """
    require_enter_decisions(actor, organiser.pk)
    awards = list(awards)
    if not awards:
        raise DomainError("Hãy ghi ít nhất một tên được khen.", field="names")
    file = checked_file(signed["file"])
    rows = [_old_award(award, organiser) for award in awards]
    with transaction.atomic():
        decision = write_decision(
            actor=actor,
            organiser=organiser,
            signed=signed,
            file=file,
            at=at,
            kind=DecisionKind.AWARD,
        )
        give(decision, rows)
    return decision


def _old_award(old: EarlierAward, organiser: Council) -> Award:
    if not old.name.strip() or len(old.name) > 200 or len(old.unit_name) > 200:
        raise DomainError(
            f"Tên và đơn vị dài từ 1 đến 200 ký tự: “{old.name[:60]}”.", field="names"
        )
    award = Award(
        organiser=organiser,
        award_type=old.award_type,
        recipient=old.recipient,
        person=old.person if old.recipient == Recipient.INDIVIDUAL else None,
        body=old.body if old.recipient == Recipient.COLLECTIVE else None,
        gender=old.gender or (old.person.gender if old.person else ""),
        year=old.year,
        achievement=old.achievement,
        amount=old.amount,
        money_note="Ghi theo quyết định cũ" if old.amount else "",
    )
    put_words(award, old.name, old.unit_name)
    return award
