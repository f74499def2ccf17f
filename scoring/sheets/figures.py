"""Which figures may be recorded at a leaf, in a measure or in a cell of a sheet.

Figures that no ranking could use are refused. A percentage is entered as its two numbers. Each
generator yields (message, field) of every fault, the first one first.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from campaigns.models import Criterion, Entry, NotApplicable, Section
from campaigns.queries.scorecards import ids_over_versions
from campaigns.scorecards.rules.fields import LARGEST_COUNT, MOST_DECIMALS
from core.numbers import vietnamese

from ..models import Measure, MeasureState, OwnMaximum
from .values import Cell, PartNumbers

Problems = Iterator[tuple[str, str]]


def figure_problems(entry: Entry, criterion: Criterion, cell: Cell) -> Problems:
    """Faults of a state, its numbers and its texts at one leaf of an entry."""
    if cell.state not in MeasureState.values:
        yield f"không có tình trạng “{cell.state}”.", "state"
    elif cell.state == MeasureState.COUNTED:
        yield from _number_problems(entry, criterion, cell)
    elif cell.parts:
        yield "chỉ ghi số liệu khi đã có số liệu.", "count"
    elif cell.state == MeasureState.REFUSED and not cell.reason.strip():
        yield "hãy ghi lý do không công nhận.", "reason"
    elif cell.state == MeasureState.NOT_APPLICABLE:
        yield from _not_applicable_problems(entry, criterion, cell.document)


def _not_applicable_problems(entry: Entry, criterion: Criterion, document: str) -> Problems:
    if not criterion.not_applicable:
        yield "tiêu chí này luôn áp dụng, không bỏ ra được.", "state"
    elif not document.strip():
        yield "hãy ghi văn bản cho phép không áp dụng.", "document"
    elif criterion.not_applicable == NotApplicable.LEFT_OUT:
        others = entry.scorecard.criteria.exclude(shape="").filter(section=Section.BASE)
        left_out = Measure.objects.filter(entry=entry, state=MeasureState.NOT_APPLICABLE)
        left_out_ids = set(left_out.values_list("criterion_id", flat=True))
        over_versions = ids_over_versions(others.exclude(pk=criterion.pk)).values()
        if all(left_out_ids.intersection(ids) for ids in over_versions):
            yield "mọi tiêu chí khác đều đã bỏ ra, không còn gì để đánh giá.", "state"


def _number_problems(entry: Entry, criterion: Criterion, cell: Cell) -> Problems:
    rule, parts = criterion.rule, cell.parts
    if len(parts) != len(rule.part_names):
        yield f"cần đúng {len(rule.part_names)} dòng số liệu.", "count"
        return
    yield from _value_problems(criterion, parts)
    if rule.needs_reason and not cell.reason.strip():
        yield "hãy ghi lý do cho điểm.", "reason"
    for numbers in parts:
        yield from _relation_problems(criterion, numbers, cell.document)
        maximum = _maximum_of(entry, criterion) if rule.counts_points else criterion.maximum
        if problem := rule.count_problem(Decimal(numbers.count), maximum):
            yield problem, "count"


def _maximum_of(entry: Entry, criterion: Criterion) -> Decimal:
    """The maximum at a leaf: the entry's own where one was approved."""
    if not criterion.own_maximum:
        return criterion.maximum
    ids = ids_over_versions([criterion])[criterion.pk]
    own = OwnMaximum.objects.filter(entry=entry, criterion__in=ids).first()
    return own.maximum if own else criterion.maximum


def _value_problems(criterion: Criterion, parts: Sequence[PartNumbers]) -> Problems:
    """Faults of single numbers: range, whole numbers, decimals."""
    for numbers in parts:
        for name in ("count", "denominator", "excluded", "shared"):
            if getattr(numbers, name) is None:
                continue
            value = Decimal(getattr(numbers, name))
            if not value.is_finite() or not 0 <= value <= LARGEST_COUNT:
                yield f"phải là số từ 0 đến {vietnamese(LARGEST_COUNT)}.", name
            elif criterion.rule.has_whole_counts and value != value.to_integral_value():
                yield f"phải là số nguyên, không phải {vietnamese(value)}.", name
            elif value.normalize().as_tuple().exponent < -MOST_DECIMALS:
                yield f"có quá {MOST_DECIMALS} chữ số sau dấu phẩy.", name


def _relation_problems(criterion: Criterion, numbers: PartNumbers, document: str) -> Problems:
    """Faults between the numbers of one part."""
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


def _denominator_problems(criterion: Criterion, numbers: PartNumbers, document: str) -> Problems:
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
