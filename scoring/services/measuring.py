"""Putting measures on record: what was counted or judged at a leaf, by whom, with which document.

Only the office does it here. Whatever no ranking could use is refused with the field it stands
in; a percentage is never typed, only its two numbers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from accounts.models import User
from campaigns.models import Criterion, Entry
from campaigns.permissions import require_run
from campaigns.rules.base import points_vi
from campaigns.rules.fields import LARGEST_COUNT, MOST_DECIMALS
from campaigns.services import note_changes
from core.errors import DomainError
from core.numbers import vietnamese

from ..models import Measure, MeasureState, OwnMaximum, Ranking, TieDecision


@dataclass(frozen=True)
class PartNumbers:
    """The numbers of one part of a measure, as docs/scorecards.md names them."""

    count: Decimal
    denominator: Decimal | None = None
    excluded: Decimal | None = None
    shared: Decimal | None = None
    is_excepted: bool = False


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
    require_run(actor, entry.plan)
    _require_leaf_of(entry, criterion)
    if problem := next(_problems(entry, criterion, state, parts, reason, document), None):
        message, field = problem
        raise DomainError(f"Tiêu chí {criterion.code}: {message}", field=field)
    Measure.objects.filter(entry=entry, criterion=criterion).delete()
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
    note_changes(plan=entry.plan, entry_ids=[entry.pk])
    return measures


def _require_leaf_of(entry: Entry, criterion: Criterion) -> None:
    if criterion.scorecard_id != entry.scorecard_id or not criterion.is_leaf:
        raise DomainError("Tiêu chí này không thuộc bảng tiêu chí của đơn vị.", field="criterion")


def _problems(
    entry: Entry, criterion: Criterion, state: str, parts, reason: str, document: str
) -> Iterator[tuple[str, str]]:
    """(message, field) of everything wrong, the first one first."""
    if state not in MeasureState.values:
        yield f"không có tình trạng “{state}”.", "state"
    elif state == MeasureState.COUNTED:
        yield from _number_problems(criterion, parts, reason, document)
    elif parts:
        yield "chỉ ghi số liệu khi đã có số liệu.", "count"
    elif state == MeasureState.REFUSED and not reason.strip():
        yield "hãy ghi lý do không công nhận.", "reason"
    elif state == MeasureState.NOT_APPLICABLE:
        yield from _not_applicable_problems(entry, criterion, document)


def _not_applicable_problems(entry: Entry, criterion: Criterion, document: str):
    if not criterion.not_applicable:
        yield "tiêu chí này luôn áp dụng, không bỏ ra được.", "state"
    elif not document.strip():
        yield "hãy ghi văn bản cho phép không áp dụng.", "document"
    elif criterion.not_applicable == "left_out":
        others = entry.scorecard.criteria.exclude(shape="").filter(section="base")
        left = Measure.objects.filter(entry=entry, state=MeasureState.NOT_APPLICABLE)
        if not others.exclude(pk=criterion.pk).exclude(pk__in=left.values("criterion")).exists():
            yield "mọi tiêu chí khác đều đã bỏ ra, không còn gì để đánh giá.", "state"


def _number_problems(criterion: Criterion, parts, reason: str, document: str):
    rule = criterion.rule
    if len(parts) != len(rule.part_names):
        yield f"cần đúng {len(rule.part_names)} dòng số liệu.", "count"
        return
    for numbers in parts:
        for name in ("count", "denominator", "excluded", "shared"):
            if (value := getattr(numbers, name)) is not None:
                yield from _value_problems(rule, name, value)
    if criterion.shape == "judgement" and not reason.strip():
        yield "hãy ghi lý do cho điểm.", "reason"
    for numbers in parts:
        yield from _relation_problems(criterion, numbers, document)


def _value_problems(rule, name: str, value: Decimal) -> Iterator[tuple[str, str]]:
    value = Decimal(value)
    if not value.is_finite() or not 0 <= value <= LARGEST_COUNT:
        yield f"phải là số từ 0 đến {vietnamese(LARGEST_COUNT)}.", name
    elif rule.has_whole_counts and value != value.to_integral_value():
        yield f"phải là số nguyên, không phải {vietnamese(value)}.", name
    elif value.normalize().as_tuple().exponent < -MOST_DECIMALS:
        yield f"có quá {MOST_DECIMALS} chữ số sau dấu phẩy.", name


def _relation_problems(criterion: Criterion, numbers: PartNumbers, document: str):
    rule, count = criterion.rule, Decimal(numbers.count)
    if rule.reads_denominator:
        yield from _denominator_problems(criterion, numbers, document)
    elif numbers.denominator is not None and not (
        criterion.none_arisen and numbers.denominator == 0
    ):
        yield "tiêu chí này không có mẫu số.", "denominator"
    if numbers.shared and (not criterion.not_counted_with or numbers.shared > count):
        yield "số đã tính ở tiêu chí khác không hợp lệ.", "shared"
    if numbers.is_excepted and not rule.has_exception:
        yield "tiêu chí này không có ngoại lệ.", "is_excepted"
    if criterion.shape == "choice" and rule.level(count) is None:
        yield f"không có mức {vietnamese(count)}.", "count"
    if criterion.shape == "judgement" and (count > rule.maximum or count % rule.step):
        yield (
            f"điểm phải từ 0 đến {points_vi(rule.maximum)}, bước {vietnamese(rule.step)}.",
            "count",
        )
    if criterion.shape == "weighted_percent" and count > 100:
        yield "điểm phần trăm không quá 100.", "count"


def _denominator_problems(criterion: Criterion, numbers: PartNumbers, document: str):
    rule = criterion.rule
    if numbers.denominator is None:
        yield "còn thiếu mẫu số.", "denominator"
        return
    below = numbers.denominator - (numbers.excluded or 0)
    if below < 0:
        yield "số không tính vào mẫu số lớn hơn mẫu số.", "excluded"
    elif numbers.excluded and not document.strip():
        yield "hãy ghi văn bản cho phép bớt mẫu số.", "document"
    elif below == 0 and not (criterion.none_arisen or rule.rates_none_arisen):
        yield "mẫu số bằng 0; tiêu chí này không quy định khi không phát sinh.", "denominator"
    elif rule.reads_ratio and numbers.count > below:
        yield (
            f"tử số {vietnamese(numbers.count)} lớn hơn mẫu số {vietnamese(below)}.",
            "count",
        )


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
    require_run(actor, entry.plan)
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
    own, _ = OwnMaximum.objects.update_or_create(
        entry=entry,
        criterion=criterion,
        defaults={
            "maximum": maximum,
            "document": document,
            "recorded_by": actor,
            "recorded_at": at,
        },
    )
    note_changes(plan=entry.plan, entry_ids=[entry.pk])
    return own


@transaction.atomic
def decide_grade_tie(
    *, actor: User, ranking: Ranking, in_order: Sequence[Entry], reason: str, at: datetime
) -> list[TieDecision]:
    """Put equals at the edge of a quota in order. Raises DomainError when they are not equal.

    The decision holds as long as their totals stay what they are now.
    """
    require_run(actor, ranking.plan)
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
    note_changes(plan=ranking.plan, entry_ids=[entry.pk for entry in in_order])
    return decisions
