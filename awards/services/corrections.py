"""Correcting and revoking awards by a new decision; both decisions stay on record."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Unpack

from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import User
from core.errors import DomainError
from core.names import normalise_name, visible_text
from core.working_days import add_working_days

from ..models import Award, Decision, DecisionKind, ProposalLine, Recovery
from ..permissions import require_enter_decisions
from ..queries import decisions as reads
from ..rules import entering
from ..rules.entering import NAME_CHARACTERS, CorrectedNames, SignedPaper
from . import awarding, decisions, signing
from .telling import decisions as telling

# Certificate and money are returned within this time (Decree 152/2025/NĐ-CP).
RECOVERY_WORKING_DAYS = 15


def correct_decision(
    *,
    actor: User,
    corrects: Decision,
    reason: str,
    at: datetime,
    replaced: Mapping[int, CorrectedNames] | None = None,
    granted: Collection[int] = (),
    ended: Collection[int] = (),
    **signed: Unpack[SignedPaper],
) -> Decision:
    """Enter a decision that corrects `corrects`.

    `replaced` (award id -> names) grants an award again with other names and the same money;
    `granted` (ids of ProposalLine) grants lines refused before, with the money of the new
    decision's day; `ended` (award ids) ends awards and opens their recovery. Raises DomainError.
    """
    changes = {pk: _checked_names(pk, names) for pk, names in (replaced or {}).items()}
    if not (changes or granted or ended):
        raise DomainError("Quyết định điều chỉnh phải sửa ít nhất một điều.")
    if changes.keys() & set(ended):
        raise DomainError("Một khen thưởng không thể vừa sửa tên vừa hủy.")
    return _apply_later_decision(
        actor=actor,
        corrects=corrects,
        kind=DecisionKind.CORRECTION,
        reason=reason,
        at=at,
        changes=changes,
        granted=set(granted),
        ended=set(ended),
        signed=signed,
    )


def revoke_awards(
    *,
    actor: User,
    revokes: Decision,
    awards: Collection[int],
    reason: str,
    at: datetime,
    **signed: Unpack[SignedPaper],
) -> Decision:
    """Enter a decision that ends awards (ids) and opens the recovery of certificate and money."""
    if not awards:
        raise DomainError(entering.NO_AWARD_CHOSEN, field="awards")
    return _apply_later_decision(
        actor=actor,
        corrects=revokes,
        kind=DecisionKind.REVOCATION,
        reason=reason,
        at=at,
        changes={},
        granted=set(),
        ended=set(awards),
        signed=signed,
    )


def _apply_later_decision(
    *,
    actor: User,
    corrects: Decision,
    kind: DecisionKind,
    reason: str,
    at: datetime,
    changes: dict[int, CorrectedNames],
    granted: set[int],
    ended: set[int],
    signed: SignedPaper,
) -> Decision:
    require_enter_decisions(actor, corrects.organiser_id)
    reason = visible_text(reason)
    if not reason:
        raise DomainError(entering.NO_REASON, field="reason")
    file = signing.require_file(signed)
    decided_on = signed["decided_on"]
    with transaction.atomic():
        corrects = Decision.objects.select_for_update(of=("self",)).get(pk=corrects.pk)
        if decided_on < corrects.decided_on:
            raise DomainError(
                f"Không thể có trước quyết định được sửa ({corrects.decided_on:%d/%m/%Y}).",
                field="decided_on",
            )
        old = _awards_in_force(corrects, changes.keys() | ended)
        lines = _refused_lines(corrects, granted)
        decisions.check_not_held(lines, decided_on)
        # What may be refused comes before the decision stores its file.
        corrected = [_corrected_copy(old[pk], names) for pk, names in changes.items()]
        added = decisions.build_priced_awards(lines, corrects.organiser, decided_on)
        decision = signing.create_decision(
            actor=actor,
            organiser=corrects.organiser,
            signed=signed,
            file=file,
            at=at,
            kind=kind,
            corrects=corrects,
            reason=reason,
        )
        Award.objects.filter(pk__in=old.keys()).update(ended_by=decision)
        telling.tell_awarded(awarding.grant(decision, corrected + added), at)
        revoked = [old[pk] for pk in ended]
        _open_recoveries(revoked, decided_on)
        telling.tell_ended(decision, revoked, at)
    return decision


def _checked_names(pk: int, names: CorrectedNames) -> CorrectedNames:
    name = normalise_name(visible_text(names.name))
    unit_name = normalise_name(visible_text(names.unit_name))
    if not name:
        raise DomainError("Hãy ghi tên đúng.", field=f"name_{pk}")
    for field, text in (("name", name), ("unit", unit_name)):
        if len(text) > NAME_CHARACTERS:
            raise DomainError("Dài tối đa 200 ký tự.", field=f"{field}_{pk}")
    return CorrectedNames(name, unit_name)


def _awards_in_force(corrects: Decision, ids: set[int]) -> dict[int, Award]:
    awards = corrects.awards.in_force().select_related("award_type").filter(pk__in=ids)
    by_pk = {award.pk: award for award in awards}
    if by_pk.keys() != ids:
        raise DomainError(
            "Có khen thưởng không thuộc quyết định này hoặc không còn hiệu lực. Hãy tải lại trang."
        )
    return by_pk


def _refused_lines(corrects: Decision, ids: set[int]) -> list[ProposalLine]:
    lines = [line for line in reads.lines_refused(corrects) if line.pk in ids]
    if len(lines) != len(ids):
        raise DomainError(
            "Chỉ khen thêm được tên đã trình và bị từ chối ở quyết định này. Hãy tải lại trang."
        )
    return lines


def _corrected_copy(award: Award, names: CorrectedNames) -> Award:
    """An unsaved copy of an award with other names. Raises DomainError if they are the same."""
    if (award.name, award.unit_name) == (names.name, names.unit_name):
        raise DomainError(f"{award.name}: tên và đơn vị không đổi.", field=f"name_{award.pk}")
    kept = {
        field.attname: getattr(award, field.attname)
        for field in Award._meta.concrete_fields
        if field.name not in ("id", "decision", "code", "replaces", "ended_by")
    }
    copy = Award(**kept, replaces=award)
    awarding.set_names(copy, names.name, names.unit_name)
    return copy


def _open_recoveries(awards: list[Award], decided_on: date) -> None:
    Recovery.objects.bulk_create(
        Recovery(
            award=award,
            items=f"{award.award_type.name} và hiện vật kèm theo"[:300],
            amount=award.amount,
            due_on=add_working_days(decided_on, RECOVERY_WORKING_DAYS),
        )
        for award in awards
    )


@transaction.atomic
def record_recovery(
    *, actor: User, recovery: Recovery, recovered_on: date, note: str, at: datetime
) -> Recovery:
    """Record the day on which certificate and money were recovered. Raises DomainError."""
    recovery = Recovery.objects.select_for_update(of=("self",)).get(pk=recovery.pk)
    require_enter_decisions(actor, recovery.award.organiser_id)
    if recovery.recovered_on:
        raise DomainError("Việc thu hồi này đã được ghi.")
    if not recovery.award.ended_by.decided_on <= recovered_on <= localdate(at):
        raise DomainError("Ngày thu hồi phải từ ngày quyết định đến hôm nay.", field="recovered_on")
    recovery.recovered_on, recovery.recorded_by = recovered_on, actor
    recovery.note = visible_text(note)
    recovery.save(update_fields=["recovered_on", "note", "recorded_by"])
    return recovery
