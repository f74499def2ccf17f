"""Numbers of a report that were replaced when it was sent again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from campaigns.models import Criterion
from core.history.records import HistoryRecord, Operation
from core.history.wording import FieldChange
from core.numbers import vietnamese

from .models import ActivityReport, ReportCount


def count_changes(
    report: ActivityReport, records: Iterable[HistoryRecord]
) -> dict[tuple, list[FieldChange]]:
    """Numbers of a report before and after each of its recorded changes, by `change`. 3 queries."""
    deleted = HistoryRecord.objects.filter(
        table_name=ReportCount._meta.db_table,
        operation=Operation.DELETE,
        at__in={record.at for record in records},
        old__report_id=report.pk,
    )
    by_change = defaultdict(list)
    for record in deleted.order_by("pk"):
        by_change[record.change].append(record.old)
    if not by_change:
        return {}
    now = list(report.counts.values("criterion_id", "count", "denominator"))
    rows = [*(row for rows in by_change.values() for row in rows), *now]
    codes = dict(
        Criterion.objects.filter(pk__in={row["criterion_id"] for row in rows}).values_list(
            "pk", "code"
        )
    )
    texts = [_in_words(rows, codes) for rows in (*by_change.values(), now)]
    pairs = zip(by_change, texts, texts[1:], strict=False)
    return {
        change: [FieldChange("Số lượng", before, after)]
        for change, before, after in pairs
        if before != after
    }


def _in_words(rows: Iterable[Mapping], codes: dict[int, str]) -> str:
    """`I.2: 3; II.1: 45/50`."""
    texts = []
    for row in rows:
        below = "" if row["denominator"] is None else f"/{vietnamese(row['denominator'])}"
        texts.append(f"{codes[row['criterion_id']]}: {vietnamese(row['count'])}{below}")
    return "; ".join(sorted(texts))
