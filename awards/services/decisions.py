"""Entering decisions: about a submission, or from before the system."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Unpack

from django.db import transaction

from accounts.models import User
from core.errors import DomainError
from core.names import normalise_name, visible_text
from participants.models import Council

from ..models import Award, Decision, DecisionKind, ProposalLine, Recipient, Refusal, Submission
from ..permissions import require_enter_decisions
from ..queries import decisions as reads
from ..rules.entering import NAME_CHARACTERS, EarlierAward, SignedPaper
from . import awarding, signing
from .telling import decisions as telling


def record_decision(
    *,
    actor: User,
    submission: Submission,
    refusals: Mapping[int, str],
    at: datetime,
    named: Iterable[str] = (),
    **signed: Unpack[SignedPaper],
) -> Decision:
    """Enter a decision about a submission: each line is granted, or refused with a legal ground.

    `refusals` maps ids of ProposalLine to the ground. `named`, if given, are the names on the
    paper; they must be those of the granted lines. Raises DomainError at the field (`ground_<id>`
    for a line): a line never submitted, no ground, somebody held on the day of the decision, a day
    before the submission, a number or an answer entered twice, a file that is no PDF. About 20
    queries for any number of lines.
    """
    require_enter_decisions(actor, submission.proposal.ranking.plan.campaign.organiser_id)
    file = signing.require_file(signed)
    with transaction.atomic():
        submission = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
        _require_open(submission, signed["decided_on"])
        lines = list(reads.submitted_lines(submission))
        granted, refused = _split_lines(lines, refusals)
        check_not_held(granted, signed["decided_on"])
        _check_named(granted, lines, named)
        organiser = submission.proposal.ranking.plan.campaign.organiser
        awards = build_priced_awards(granted, organiser, signed["decided_on"])
        decision = signing.create_decision(
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
        telling.tell_awarded(awarding.grant(decision, awards), at)
        telling.tell_office(decision, len(awards), len(refused), at)
    return decision


def build_priced_awards(lines: list[ProposalLine], organiser: Council, day: date) -> list[Award]:
    """Unsaved awards for lines, with the money of `day`. Raises DomainError, so call it before
    the signed file is stored."""
    awards = [awarding.build_award(line, organiser) for line in lines]
    awarding.set_amounts(awards, organiser, day)
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


def _split_lines(lines: list[ProposalLine], refusals: Mapping[int, str]) -> tuple[list, list]:
    """(granted lines, (refused line, ground) pairs), both in the order of the submission."""
    if not refusals.keys() <= {line.pk for line in lines}:
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
    """Refuse lines whose person or body has an open matter on `day`. 1 query.

    Nobody may be commended meanwhile (Decree 152/2025/NĐ-CP, Art. 4).
    """
    for pk, hold in reads.held_lines(lines, day).items():
        name = next(line.ranking_line.entry.name for line in lines if line.pk == pk)
        raise DomainError(
            f"{name}: ngày {day:%d/%m/%Y} có việc chưa kết luận ({hold.document}). Hãy ghi là "
            "không được khen, hoặc ghi kết luận của việc đó trước.",
            field=f"ground_{pk}",
        )


def _check_named(granted: list, lines: list, named: Iterable[str]) -> None:
    """Refuse names on the paper that differ from those of the granted lines."""
    on_paper = {_comparable(name): name.strip() for name in named if name.strip()}
    if not on_paper:
        return
    submitted = {_comparable(line.ranking_line.entry.name) for line in lines}
    entered = {
        _comparable(line.ranking_line.entry.name): line.ranking_line.entry.name for line in granted
    }
    unknown = [name for key, name in on_paper.items() if key not in submitted]
    refused = [name for key, name in on_paper.items() if key in submitted and key not in entered]
    missing = [name for key, name in entered.items() if key not in on_paper]
    problems = [
        f"{problem}: {', '.join(names)}."
        for problem, names in (
            ("Có trên quyết định nhưng không có trong tờ trình", unknown),
            ("Có trên quyết định nhưng đang ghi là không được khen", refused),
            ("Không có trên quyết định nhưng đang ghi là được khen", missing),
        )
        if names
    ]
    if problems:
        raise DomainError(" ".join(problems), field="named")


def _comparable(name: str) -> str:
    return normalise_name(visible_text(name)).casefold()


# --- decisions from before the system -------------------------------------------------------------


def record_earlier_decision(
    *,
    actor: User,
    organiser: Council,
    awards: Iterable[EarlierAward],
    at: datetime,
    **signed: Unpack[SignedPaper],
) -> Decision:
    """Enter an old decision into the register; its file may be missing. Sends no notices.

    Awards may be linked to a known person or body. Raises DomainError at the field.
    """
    require_enter_decisions(actor, organiser.pk)
    awards = list(awards)
    if not awards:
        raise DomainError("Hãy ghi ít nhất một tên được khen.", field="names")
    file = signing.check_file(signed["file"])
    rows = [_build_earlier_award(award, organiser) for award in awards]
    with transaction.atomic():
        decision = signing.create_decision(
            actor=actor,
            organiser=organiser,
            signed=signed,
            file=file,
            at=at,
            kind=DecisionKind.AWARD,
        )
        awarding.grant(decision, rows)
    return decision


def _build_earlier_award(earlier: EarlierAward, organiser: Council) -> Award:
    name, unit_name = earlier.name, earlier.unit_name
    if not name.strip() or len(name) > NAME_CHARACTERS or len(unit_name) > NAME_CHARACTERS:
        raise DomainError(f"Tên và đơn vị dài từ 1 đến 200 ký tự: “{name[:60]}”.", field="names")
    award = Award(
        organiser=organiser,
        award_type=earlier.award_type,
        recipient=earlier.recipient,
        person=earlier.person if earlier.recipient == Recipient.INDIVIDUAL else None,
        body=earlier.body if earlier.recipient == Recipient.COLLECTIVE else None,
        gender=earlier.gender or (earlier.person.gender if earlier.person else ""),
        year=earlier.year,
        achievement=earlier.achievement,
        amount=earlier.amount,
        money_note="Ghi theo quyết định cũ" if earlier.amount else "",
    )
    awarding.set_names(award, name, unit_name)
    return award
