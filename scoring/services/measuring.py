"""Figures that the office records: measures, own maxima, decisions among equals.

Which figures are refused is in `sheets/figures.py`.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from accounts.models import User
from campaigns.models import Criterion, Entry
from campaigns.permissions import require_run, require_run_for
from campaigns.queries.scorecards import ids_over_versions
from campaigns.rules import require_not_frozen
from campaigns.services import changes
from core.errors import DomainError, NotAllowedError

from ..models import Measure, MeasureState, OwnMaximum, Ranking, TieDecision
from ..rankings.measures import measures_at
from ..rankings.rules import OWN_MAXIMUM_DOCUMENT_REQUIRED, TIE_REASON_REQUIRED
from ..sheets.figures import figure_problems
from ..sheets.values import Cell, PartNumbers


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
    """Record the measure of a leaf of an entry, replacing the one before.

    `parts` only when counted, one for each part of the criterion's rule. Raises DomainError with
    the field at fault, and then records nothing.
    """
    _require_office_of_others(actor, entry)
    Entry.objects.select_for_update(of=["self"]).get(pk=entry.pk)  # serialises writers
    _require_leaf_of(entry, criterion)
    cell = Cell(state, tuple(parts), reason, document)
    if problem := next(figure_problems(entry, criterion, cell), None):
        message, field = problem
        raise DomainError(f"Tiêu chí {criterion.code}: {message}", field=field)
    delete_measures(entry, [criterion])
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
    """Delete the measure of a leaf; reports count again or the leaf is missing.

    Raises DomainError when there is none. The history keeps the deleted rows.
    """
    _require_office_of_others(actor, entry)
    Entry.objects.select_for_update(of=["self"]).get(pk=entry.pk)
    _require_leaf_of(entry, criterion)
    if not measures_at(entry, [criterion]).exists():
        raise DomainError("Tiêu chí này chưa có số liệu do văn phòng ghi.")
    delete_measures(entry, [criterion])
    changes.note_changes(plan=entry.plan, entry_ids=[entry.pk])


def _require_office_of_others(actor: User, entry: Entry) -> None:
    """Raises NotAllowedError unless `actor` runs the plan, for an entry of others.

    Raises DomainError once the plan is closed.
    """
    require_run_for(actor, entry)
    require_not_frozen(entry.plan)


def delete_measures(entry: Entry, leaves: Iterable[Criterion]) -> None:
    """Delete an entry's measures at some leaves and at earlier versions of them."""
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
    """Record the maximum approved for one entry at a leaf. Raises DomainError."""
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
        raise DomainError(OWN_MAXIMUM_DOCUMENT_REQUIRED, field="document")
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
    """Record the order of a tie group. Raises DomainError for another group.

    The decision is valid while their totals stay the same.
    """
    require_run(actor, ranking.plan)
    own = Entry.objects.reported_by(actor).filter(pk__in=[entry.pk for entry in in_order])
    if own.exists():
        raise NotAllowedError("Nhóm này có chính bạn nên phải do người khác quyết định.")
    if ranking.is_sealed:
        raise DomainError("Bảng xếp hạng đã khóa; hãy quyết định trên bảng tạm tính.")
    if len(reason.strip()) < 5:
        raise DomainError(TIE_REASON_REQUIRED, field="reason")
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
