"""Putting measures on record: what was counted or judged at a leaf, by whom, with which document.

Only the office does it here; `checks` says what is refused.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from campaigns.models import Criterion, Entry
from campaigns.permissions import require_run, require_run_for
from campaigns.queries.scorecards import ids_over_versions
from campaigns.rules import require_not_frozen
from campaigns.services import changes
from core.errors import DomainError, NotAllowedError

from ..models import Measure, MeasureState, OwnMaximum, Ranking, TieDecision
from .checks import PartNumbers, problems_of


@transaction.atomic
def record_measure(
    *,
    actor: User,
    entry: Entry,
    criterion: Criterion,
    at: datetime,
    state: str = MeasureState.COUNTED,
    parts: Sequence[PartNumbers] = (),
    reason: str = "",
    document: str = "",
) -> list[Measure]:
    """Put on record what is known of a leaf of an entry; what was there before is replaced.

    `parts` only when counted, one for each part of the criterion's rule. Raises DomainError with
    the field at fault; nothing is kept then.
    """
    _require_office_of_others(actor, entry)
    Entry.objects.select_for_update(of=["self"]).get(pk=entry.pk)  # one statement at a time
    _require_leaf_of(entry, criterion)
    if problem := next(problems_of(entry, criterion, state, parts, reason, document), None):
        message, field = problem
        raise DomainError(f"Tiêu chí {criterion.code}: {message}", field=field)
    drop_measures(entry, [criterion])
    measures = Measure.objects.bulk_create(
        Measure(
            entry=entry,
            criterion=criterion,
            part=number,
            state=state,
            reason=reason,
            document=document,
            recorded_by=actor,
            recorded_at=at,
            **(vars(numbers) if numbers else {}),
        )
        for number, numbers in enumerate(parts or (None,), start=1)
    )
    changes.note_changes(plan=entry.plan, entry_ids=[entry.pk])
    return measures


@transaction.atomic
def withdraw_measure(*, actor: User, entry: Entry, criterion: Criterion) -> None:
    """Take a measure off the record, so that reports count again or nothing is known.

    Raises DomainError when there is none. The history keeps what it was.
    """
    _require_office_of_others(actor, entry)
    Entry.objects.select_for_update(of=["self"]).get(pk=entry.pk)
    _require_leaf_of(entry, criterion)
    if not measures_at(entry, [criterion]).exists():
        raise DomainError("Tiêu chí này chưa có số liệu do văn phòng ghi.")
    drop_measures(entry, [criterion])
    changes.note_changes(plan=entry.plan, entry_ids=[entry.pk])


def _require_office_of_others(actor: User, entry: Entry) -> None:
    """Raises NotAllowedError unless `actor` runs the plan and does not report for the entry.

    Raises DomainError once the plan is closed.
    """
    require_run_for(actor, entry)
    require_not_frozen(entry.plan)


def measures_at(entry: Entry, leaves: Iterable[Criterion]) -> QuerySet[Measure]:
    """Measures of an entry at some leaves, also under earlier versions of them."""
    ids = [pk for ids in ids_over_versions(leaves).values() for pk in ids]
    return Measure.objects.filter(entry=entry, criterion__in=ids)


def drop_measures(entry: Entry, leaves: Iterable[Criterion]) -> None:
    """Take away what was on record at some leaves, also under earlier versions of them."""
    measures_at(entry, leaves).delete()


def _require_leaf_of(entry: Entry, criterion: Criterion) -> None:
    if criterion.scorecard_id != entry.scorecard_id or not criterion.is_leaf:
        raise DomainError("Tiêu chí này không thuộc bảng tiêu chí của đơn vị.", field="criterion")


@transaction.atomic
def set_own_maximum(
    *,
    actor: User,
    entry: Entry,
    criterion: Criterion,
    maximum: Decimal,
    document: str,
    at: datetime,
) -> OwnMaximum:
    """Approve the maximum of one participant at a leaf that allows it. Raises DomainError."""
    _require_office_of_others(actor, entry)
    Entry.objects.select_for_update(of=["self"]).get(pk=entry.pk)
    _require_leaf_of(entry, criterion)
    if not criterion.own_maximum:
        raise DomainError("Tiêu chí này không dùng điểm tối đa riêng.", field="criterion")
    maximum = Decimal(maximum)
    unit = entry.scorecard.unit
    if not maximum.is_finite() or not 0 < maximum <= 100_000 or maximum * unit % 1:
        raise DomainError(
            f"Điểm tối đa phải lớn hơn 0, không quá {entry.scorecard.decimals} chữ số lẻ.",
            field="maximum",
        )
    if not document.strip():
        raise DomainError("Hãy ghi văn bản duyệt điểm tối đa riêng.", field="document")
    OwnMaximum.objects.filter(
        entry=entry, criterion__in=ids_over_versions([criterion])[criterion.pk]
    ).delete()
    own = OwnMaximum.objects.create(
        entry=entry,
        criterion=criterion,
        maximum=maximum,
        document=document,
        recorded_by=actor,
        recorded_at=at,
    )
    changes.note_changes(plan=entry.plan, entry_ids=[entry.pk])
    return own


@transaction.atomic
def decide_grade_tie(
    *, actor: User, ranking: Ranking, in_order: Sequence[Entry], reason: str, at: datetime
) -> list[TieDecision]:
    """Put equals at the edge of a quota in order. Raises DomainError when they are not equal.

    The decision holds as long as their totals stay what they are now.
    """
    require_run(actor, ranking.plan)
    own = Entry.objects.reported_by(actor).filter(pk__in=[entry.pk for entry in in_order])
    if own.exists():
        raise NotAllowedError("Nhóm này có chính bạn nên phải do người khác quyết định.")
    if ranking.is_sealed:
        raise DomainError("Bảng xếp hạng đã khóa; hãy quyết định trên bảng tạm tính.")
    if len(reason.strip()) < 5:
        raise DomainError("Hãy ghi rõ lý do của quyết định.", field="reason")
    lines = list(ranking.lines.filter(entry__in=in_order))
    keys = {(line.scorecard_id, line.total, *line.tie_keys) for line in lines}
    if len(lines) != len(in_order) or len(in_order) < 2 or len(keys) != 1:
        raise DomainError("Chỉ quyết định giữa những đơn vị bằng điểm nhau.", field="in_order")
    total = lines[0].total
    TieDecision.objects.filter(entry__in=in_order).delete()
    decisions = TieDecision.objects.bulk_create(
        TieDecision(
            entry=entry,
            total=total,
            position=position,
            reason=reason.strip(),
            decided_by=actor,
            decided_at=at,
        )
        for position, entry in enumerate(in_order, start=1)
    )
    changes.note_changes(plan=ranking.plan, entry_ids=[entry.pk for entry in in_order])
    return decisions
