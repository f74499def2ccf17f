"""A published result is wrong: a new decision corrects or revokes it, and both stay."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Unpack

from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import User
from core.errors import DomainError
from core.names import normalise_name, visible_text
from core.working_days import add_working_days

from ..models import Award, Decision, DecisionKind, Recovery
from ..permissions import require_enter_decisions
from ..queries import decisions
from .awarding import give, put_words
from .decisions import check_not_held, priced
from .signing import Signed, required_file, write_decision
from .telling.decisions import tell_awarded, tell_ended

# Items and money come back within so many working days (Decree 152/2025/NĐ-CP).
RECOVERY_WORKING_DAYS = 15


@dataclass(frozen=True)
class Words:
    """Name and unit as they should have been."""

    name: str
    unit_name: str


def correct_decision(
    *,
    actor: User,
    corrects: Decision,
    reason: str,
    at: datetime,
    replaced: Mapping[int, Words] | None = None,
    granted: Collection[int] = (),
    ended: Collection[int] = (),
    **signed: Unpack[Signed],
) -> Decision:
    """A new decision puts right what `corrects` said.

    `replaced` (award id -> words) gives the award anew under other words, money as paid; `granted`
    (ids of ProposalLine) honours lines refused before, with the money of the new decision's day;
    `ended` (award ids) takes awards back, which opens their recovery. Raises DomainError.
    """
    changes = {pk: _checked_words(pk, words) for pk, words in (replaced or {}).items()}
    if not (changes or granted or ended):
        raise DomainError("Quyết định điều chỉnh phải sửa ít nhất một điều.")
    if changes.keys() & set(ended):
        raise DomainError("Một khen thưởng không thể vừa sửa tên vừa hủy.")
    return _follow(
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
    **signed: Unpack[Signed],
) -> Decision:
    """A decision that takes awards back (ids); certificate and money are to be recovered."""
    if not awards:
        raise DomainError("Hãy chọn ít nhất một khen thưởng bị hủy.", field="awards")
    return _follow(
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


def _follow(
    *,
    actor: User,
    corrects: Decision,
    kind: str,
    reason: str,
    at: datetime,
    changes: dict[int, Words],
    granted: set[int],
    ended: set[int],
    signed: Signed,
) -> Decision:
    require_enter_decisions(actor, corrects.organiser_id)
    reason = visible_text(reason)
    if not reason:
        raise DomainError("Hãy ghi lý do; lý do này được lưu lại.", field="reason")
    file = required_file(signed)
    with transaction.atomic():
        corrects = Decision.objects.select_for_update(of=("self",)).get(pk=corrects.pk)
        _check_day(corrects, signed["decided_on"])
        old = _in_force(corrects, changes.keys() | ended)
        lines = _refused_lines(corrects, granted)
        check_not_held(lines, signed["decided_on"])
        new = [_anew(old[pk], words) for pk, words in changes.items()]
        after_all = priced(lines, corrects.organiser, signed["decided_on"])
        decision = write_decision(
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
        tell_awarded(give(decision, new + after_all), at)
        _take_back(decision, [old[pk] for pk in ended], at)
    return decision


def _take_back(decision: Decision, gone: list[Award], at: datetime) -> None:
    _open_recoveries(gone, decision.decided_on)
    tell_ended(decision, gone, at)


def _checked_words(pk: int, words: Words) -> Words:
    name = normalise_name(visible_text(words.name))
    unit_name = normalise_name(visible_text(words.unit_name))
    if not name:
        raise DomainError("Hãy ghi tên đúng.", field=f"name_{pk}")
    for field, text in (("name", name), ("unit", unit_name)):
        if len(text) > 200:
            raise DomainError("Dài tối đa 200 ký tự.", field=f"{field}_{pk}")
    return Words(name, unit_name)


def _check_day(corrects: Decision, decided_on: date) -> None:
    if decided_on < corrects.decided_on:
        raise DomainError(
            f"Không thể có trước quyết định được sửa ({corrects.decided_on:%d/%m/%Y}).",
            field="decided_on",
        )


def _in_force(corrects: Decision, wanted: set[int]) -> dict[int, Award]:
    awards = corrects.awards.in_force().select_related("award_type").filter(pk__in=wanted)
    found = {award.pk: award for award in awards}
    if found.keys() != wanted:
        raise DomainError(
            "Có khen thưởng không thuộc quyết định này hoặc không còn hiệu lực. Hãy tải lại trang."
        )
    return found


def _refused_lines(corrects: Decision, wanted: set[int]) -> list:
    lines = [line for line in decisions.lines_refused(corrects) if line.pk in wanted]
    if len(lines) != len(wanted):
        raise DomainError(
            "Chỉ khen thêm được tên đã trình và bị từ chối ở quyết định này. Hãy tải lại trang."
        )
    return lines


def _anew(old: Award, words: Words) -> Award:
    """The same award in other words. Raises DomainError where nothing is different."""
    if (old.name, old.unit_name) == (words.name, words.unit_name):
        raise DomainError(f"{old.name}: tên và đơn vị không đổi.", field=f"name_{old.pk}")
    kept = {
        field.attname: getattr(old, field.attname)
        for field in Award._meta.concrete_fields
        if field.name not in ("id", "decision", "code", "replaces", "ended_by")
    }
    award = Award(**kept, replaces=old)
    put_words(award, words.name, words.unit_name)
    return award


# --- what has to come back ------------------------------------------------------------------------


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
    """Certificate and money came back on a day. Raises DomainError."""
    recovery = Recovery.objects.select_for_update(of=("self",)).get(pk=recovery.pk)
    require_enter_decisions(actor, recovery.award.organiser_id)
    if recovery.recovered_on:
        raise DomainError("Việc thu hồi này đã được ghi.")
    if not recovery.award.ended_by.decided_on <= recovered_on <= localdate(at):
        raise DomainError("Ngày thu hồi phải từ ngày quyết định đến hôm nay.", field="recovered_on")
    recovery.recovered_on, recovery.note, recovery.recorded_by = (
        recovered_on,
        visible_text(note),
        actor,
    )
    recovery.save(update_fields=["recovered_on", "note", "recorded_by"])
    return recovery
