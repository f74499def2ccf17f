"""Layout of the sheet of one scorecard: its columns and their values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from campaigns.models import ActivityKind, Criterion, Entry, Scorecard
from campaigns.scorecards.rules.fields import LARGEST_COUNT
from core.names import normalise_name, text_sort_key
from core.numbers import vietnamese

from ..content import ImportRow
from ..models import Ratio

REPORTS, GUIDE, LISTS = "Báo cáo", "Hướng dẫn", "Danh mục"
FAULTS_TITLE = "Lỗi"
MOST_ROWS = 5_000
KEY_PREFIX = "Mã mẫu:"
HINT_ROW, HEADER_ROW = 3, 4
ENTRY, KIND, DAY, PLACE, DOCUMENT, SUMMARY = (
    "entry",
    "kind",
    "happened_on",
    "place",
    "document_number",
    "summary",
)
REQUIRED = (ENTRY, KIND, DAY, SUMMARY)
# Maximum lengths of texts, as in the model.
LONGEST = {PLACE: 200, DOCUMENT: 60, SUMMARY: 4000}


@dataclass(frozen=True)
class Heading:
    """One column: a text of the report, or one number of one criterion."""

    key: str
    title: str
    hint: str
    width: int
    criterion: Criterion | None = None
    number: str = ""

    @property
    def is_text(self) -> bool:
        return self.key not in (DAY,) and self.number in ("", "document")

    @property
    def names(self) -> Iterator[str]:
        """Accepted names of the column; the code of a criterion is enough."""
        yield self.title
        if self.criterion:
            yield f"{self.criterion.code}{_RATIO_ENDS.get(self.number, '')}"


_WORDS = (
    Heading(ENTRY, "Tập thể, cá nhân", "Chọn trong danh sách, hoặc ghi mã ở trang Danh mục", 34),
    Heading(KIND, "Loại hoạt động", "Chọn trong danh sách", 26),
    Heading(DAY, "Ngày diễn ra", "ngày/tháng/năm, ví dụ 05/02/2026", 14),
    Heading(PLACE, "Địa điểm", "Không bắt buộc", 24),
    Heading(DOCUMENT, "Số, ký hiệu văn bản", "Không bắt buộc", 18),
    Heading(SUMMARY, "Nội dung, kết quả", "Làm gì, với ai, kết quả ra sao", 50),
)
_RATIO_ENDS = {
    "denominator": " - tổng số",
    "count": " - đã làm",
    "excluded": " - không tính",
    "document": " - văn bản cho phép không tính",
}
_RATIO_HINTS = {
    "denominator": "Tổng số",
    "count": "Trong đó đã làm",
    "excluded": "Nếu có",
    "document": "Khi có số không tính",
}


def template_key(scorecard: Scorecard) -> str:
    """Key in a workbook that identifies its scorecard and version."""
    return f"{scorecard.plan.slug}/{scorecard.pk}/{scorecard.version}"


@dataclass(frozen=True)
class Layout:
    """Parts of a scorecard's sheet: leaves, kinds with their leaves, entries."""

    scorecard: Scorecard
    leaves: list[Criterion]
    kinds: list[ActivityKind]
    leaves_of_kind: Mapping[int, set[int]]
    entries: list[Entry]
    labels: list[str] = field(default_factory=list)

    @cached_property
    def headings(self) -> list[Heading]:
        return [*_WORDS, *(heading for leaf in self.leaves for heading in _headings_of(leaf))]

    @cached_property
    def codes(self) -> dict[int, str]:
        return {leaf.pk: leaf.code for leaf in self.leaves}

    def amounts_of(self, row: ImportRow) -> dict[str, int | Ratio]:
        """Amounts of a row by the code of the criterion."""
        return {self.codes[pk]: amount for pk, amount in row.content.counts.items()}

    @cached_property
    def heading_named(self) -> dict[str, Heading]:
        return {same_name(name): each for each in self.headings for name in each.names}

    @cached_property
    def kind_named(self) -> dict[str, ActivityKind]:
        return {same_name(kind.name): kind for kind in self.kinds}

    @cached_property
    def entries_named(self) -> dict[str, list[Entry]]:
        """Entries by their label and by their name."""
        found: dict[str, list[Entry]] = {}
        for entry, label in zip(self.entries, self.labels, strict=True):
            for name in {plainly(label), plainly(entry.name)}:
                found.setdefault(name, []).append(entry)
        return found

    @cached_property
    def entries_alike(self) -> dict[str, list[Entry]]:
        """Entries by name regardless of the place of tone marks: `Hoà` and `Hòa`."""
        found: dict[str, list[Entry]] = {}
        for name, entries in self.entries_named.items():
            found.setdefault(text_sort_key(name), []).extend(entries)
        return found

    @cached_property
    def entry_by_id(self) -> dict[int, Entry]:
        return {entry.pk: entry for entry in self.entries}


def layout_of(scorecard: Scorecard) -> Layout:
    """Layout of a scorecard with its plan loaded. Four queries."""
    leaves = scorecard.criteria.exclude(shape="").filter(activity_kinds__isnull=False).distinct()
    reportable = [leaf for leaf in leaves.order_by("position") if leaf.rule.is_reportable]
    by_kind: dict[int, set[int]] = {}
    links = ActivityKind.criteria.through.objects.filter(criterion__in=reportable)
    for kind_id, criterion_id in links.values_list("activitykind_id", "criterion_id"):
        by_kind.setdefault(kind_id, set()).add(criterion_id)
    kinds = list(ActivityKind.objects.filter(pk__in=by_kind).order_by("position"))
    entries = list(scorecard.entries.order_by("sort_key", "pk"))
    for entry in entries:
        entry.plan = scorecard.plan
    return Layout(scorecard, reportable, kinds, by_kind, entries, _labels(entries))


def _labels(entries: list[Entry]) -> list[str]:
    """Name with unit; equal labels also get the entry's code."""
    labels = [
        entry.name if entry.unit_name in entry.name else f"{entry.name} - {entry.unit_name}"
        for entry in entries
    ]
    seen: dict[str, int] = {}
    for label in labels:
        seen[plainly(label)] = seen.get(plainly(label), 0) + 1
    return [
        label if seen[plainly(label)] == 1 else f"{label} [mã {entry.pk}]"
        for entry, label in zip(entries, labels, strict=True)
    ]


def _headings_of(leaf: Criterion) -> Iterator[Heading]:
    title = f"{leaf.code}. {leaf.name}"
    if not leaf.rule.reads_ratio:
        hint = f"Số nguyên, 1 đến {vietnamese(leaf.largest_count)}"
        yield Heading(f"count_{leaf.pk}", title, hint, 16, leaf, "count")
        return
    for number, end in _RATIO_ENDS.items():
        width = 24 if number == "document" else 14
        key = f"{number}_{leaf.pk}"
        yield Heading(key, f"{title}{end}", _RATIO_HINTS[number], width, leaf, number)


def largest_of(heading: Heading) -> int:
    """The largest number of a column."""
    leaf = heading.criterion
    return int(LARGEST_COUNT if leaf.rule.reads_ratio else leaf.largest_count)


def plainly(text: str) -> str:
    """A name without regard to case and spaces."""
    return normalise_name(text).casefold()


def same_name(text: str) -> str:
    """The same text for names that differ in case, spaces or the place of a tone mark."""
    return text_sort_key(text)
