"""Results of the post-check of a draw: by sheet, and the number of wrong ones."""

from dataclasses import dataclass

from accounts.models import User

from ..models import (
    APPRAISING_COLUMNS,
    CheckState,
    Column,
    Draw,
    PostCheck,
    PostCheckFault,
    ScoreSheet,
    SheetValue,
)
from .columns import cell_from
from .reading import cell_in_words


@dataclass(frozen=True)
class CheckedSheet:
    """A drawn sheet with its check, if any, and faults with the right values."""

    sheet: ScoreSheet
    check: PostCheck | None
    faults: list[tuple[PostCheckFault, str]]
    is_involved: bool

    @property
    def state(self) -> CheckState:
        if self.check is None:
            return CheckState.UNCHECKED
        return CheckState.RIGHT if self.check.is_right else CheckState.WRONG


@dataclass(frozen=True)
class DrawResult:
    sheets: list[CheckedSheet]

    @property
    def checked(self) -> int:
        return sum(each.check is not None for each in self.sheets)

    @property
    def wrong(self) -> int:
        return sum(each.check is not None and not each.check.is_right for each in self.sheets)


def result_of(draw: Draw, user: User) -> DrawResult:
    """The sheets of a draw by cluster and name. 5 queries, whatever the number."""
    sheets = list(
        ScoreSheet.objects.filter(entry__in=draw.drawn.all())
        .select_related("entry__cluster")
        .order_by("entry__cluster__position", "entry__sort_key")
    )
    checks = {
        check.sheet_id: check
        for check in draw.checks.select_related("checked_by").prefetch_related("faults__criterion")
    }
    values = SheetValue.objects.filter(sheet__in=sheets)
    appraised = values.filter(column__in=APPRAISING_COLUMNS)
    involved = set(appraised.filter(recorded_by=user).values_list("sheet", flat=True))
    right = _right_values(values)
    return DrawResult(
        [
            CheckedSheet(
                sheet,
                checks.get(sheet.pk),
                [
                    (fault, right.get((sheet.pk, fault.criterion_id), ""))
                    for fault in (checks[sheet.pk].faults.all() if sheet.pk in checks else ())
                ],
                sheet.pk in involved,
            )
            for sheet in sheets
        ]
    )


def _right_values(values) -> dict[tuple[int, int], str]:
    """(sheet, criterion) -> the value of the post-check in words. 1 query."""
    rows: dict[tuple[int, int], list[SheetValue]] = {}
    corrected = values.filter(column=Column.POST_CHECK).select_related("criterion")
    for value in corrected.order_by("part"):
        rows.setdefault((value.sheet_id, value.criterion_id), []).append(value)
    return {key: cell_in_words(rows[key][0].criterion, cell_from(rows[key])) for key in rows}
