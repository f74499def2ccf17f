"""Numbers of a report that were replaced when it was sent again."""

from collections import defaultdict
from collections.abc import Iterable

from campaigns.models import Criterion
from core.numbers import vietnamese
from participants.history import FieldChange, key_of

from .models import ActivityReport, ReportCount


def count_changes(report: ActivityReport) -> dict[tuple, list[FieldChange]]:
    """What the numbers of a report were before and after each change, by `key_of`. 3 queries."""
    deleted = ReportCount.pgh_event_model.objects.filter(report=report.pk, pgh_label="delete")
    by_change = defaultdict(list)
    for event in deleted.order_by("pgh_id"):
        by_change[key_of(event)].append(event)
    if not by_change:
        return {}
    now = list(report.counts.all())
    rows = [*(row for rows in by_change.values() for row in rows), *now]
    codes = dict(
        Criterion.objects.filter(pk__in={row.criterion_id for row in rows}).values_list(
            "pk", "code"
        )
    )
    texts = [_in_words(rows, codes) for rows in (*by_change.values(), now)]
    pairs = zip(by_change, texts, texts[1:], strict=False)
    return {
        key: [FieldChange("Số lượng", before, after)]
        for key, before, after in pairs
        if before != after
    }


def _in_words(rows: Iterable, codes: dict[int, str]) -> str:
    """`I.2: 3; II.1: 45/50`."""
    texts = []
    for row in rows:
        below = "" if row.denominator is None else f"/{vietnamese(row.denominator)}"
        texts.append(f"{codes[row.criterion_id]}: {vietnamese(row.count)}{below}")
    return "; ".join(sorted(texts))
