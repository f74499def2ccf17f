"""Compare the reports that delegates intended to send with the database."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from campaigns.models import Plan
from evidence.models import ActivityReport

from .delegate import Intent


@dataclass(frozen=True)
class Tally:
    """Numbers of reports.

    `sent`: intended. `lost`: not in the database, whatever was answered. `doubled`: stored more
    than once. `altered`: stored with other text, counts or files. `strange`: stored, not intended.
    """

    sent: int
    lost: int
    doubled: int
    altered: int
    strange: int

    @property
    def is_right(self) -> bool:
        return not (self.lost or self.doubled or self.altered or self.strange)


def tally(plan: Plan, intents: Iterable[Intent]) -> Tally:
    """Compare by the mark in the text of every report. Three queries."""
    meant = {intent.mark: intent for intent in intents}
    found = _reports_by_mark(plan)
    stored = Counter({mark: len(reports) for mark, reports in found.items()})
    return Tally(
        sent=len(meant),
        lost=sum(stored[mark] == 0 for mark in meant),
        doubled=sum(stored[mark] > 1 for mark in meant),
        altered=sum(
            any(_content(report) != _meant_content(intent) for report in found[mark])
            for mark, intent in meant.items()
        ),
        strange=sum(number for mark, number in stored.items() if mark not in meant),
    )


def _reports_by_mark(plan: Plan) -> dict[str, list[ActivityReport]]:
    reports = ActivityReport.objects.filter(entry__plan=plan, summary__startswith="[")
    found = defaultdict(list)
    for report in reports.prefetch_related("counts", "files"):
        found[report.summary[1:].partition("]")[0]].append(report)
    return found


def _content(report: ActivityReport) -> tuple:
    return (
        str(report.kind_id),
        report.happened_on.isoformat(),
        report.place,
        report.summary,
        {f"count_{row.criterion_id}": str(row.count) for row in report.counts.all()},
        [file.original_sha256 for file in report.files.all()],
    )


def _meant_content(intent: Intent) -> tuple:
    return (
        intent.kind,
        intent.happened_on,
        intent.place,
        intent.summary,
        intent.counts,
        [intent.photo_hash] if intent.photo_hash else [],
    )
