"""Files and paper numbers used in several reports: a hint for the office, never a reason by itself.

Ten delegates at one conference may well send the same programme.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from core.numbers import vietnamese

from .models import ActivityReport, EvidenceFile, ReportState

# The numbering of papers restarts each year.
NUMBER_LIVES = timedelta(days=366)


@dataclass(frozen=True)
class SharedProof:
    """One file or paper that several reports use.

    `asked` are those of the given reports, `others` all further ones, with their entry, oldest
    first.
    """

    name: str
    asked: tuple[ActivityReport, ...]
    others: tuple[ActivityReport, ...]

    @property
    def in_words(self) -> str:
        """“Tệp “biên bản.pdf” được dùng ở 39 báo cáo khác”."""
        parts = []
        if len(self.asked) > 1:
            parts.append(f"{vietnamese(len(self.asked))} báo cáo đang chọn")
        if self.others:
            parts.append(f"{vietnamese(len(self.others))} báo cáo khác")
        return f"{self.name} được dùng ở {' và '.join(parts)}"


def shared_proofs(reports: Iterable[ActivityReport]) -> list[SharedProof]:
    """Files and papers that `reports` share with each other or with other reports.

    One item per file or paper, the most used first. Two queries. For the office only, because the
    names are confidential.
    """
    asked = {report.pk: report for report in reports}
    found = []
    for name, users in (*_shared_files(asked), *_shared_papers(asked)):
        in_order = [users[pk] for pk in sorted(users)]
        mine = tuple(report for report in in_order if report.pk in asked)
        others = tuple(report for report in in_order if report.pk not in asked)
        if mine and len(in_order) > 1:
            found.append(SharedProof(name, mine, others))
    return sorted(found, key=lambda proof: -len(proof.asked) - len(proof.others))


def _shared_files(asked: dict[int, ActivityReport]) -> Iterator[tuple[str, dict]]:
    """(name of the file, its reports by id). Files with a common fingerprint are the same."""
    prints = {
        fingerprint
        for fingerprints in EvidenceFile.objects.filter(report__in=asked).values_list(
            "fingerprints", flat=True
        )
        for fingerprint in fingerprints
    }
    if not prints:
        return
    files = EvidenceFile.objects.filter(report__isnull=False, fingerprints__overlap=list(prints))
    groups: dict[str, list[EvidenceFile]] = {}  # by each fingerprint of the group
    for file in files.select_related("report__entry").order_by("uploaded_at", "pk"):
        joined = [file]
        for group in {id(g): g for p in file.fingerprints if (g := groups.get(p))}.values():
            joined = [*group, *joined]
        for each in joined:
            groups |= dict.fromkeys(each.fingerprints, joined)
    for group in {id(group): group for group in groups.values()}.values():
        name = next((file.name for file in group if file.report_id in asked), group[0].name)
        yield f"Tệp “{name}”", {file.report_id: file.report for file in group}


def _shared_papers(asked: dict[int, ActivityReport]) -> Iterator[tuple[str, dict]]:
    """(number of the paper, its reports by id), within a year of one of `asked`."""
    by_key: dict[str, list[ActivityReport]] = defaultdict(list)
    for report in asked.values():
        if _is_paper_number(report.document_key):
            by_key[report.document_key].append(report)
    same = ActivityReport.objects.filter(document_key__in=by_key).select_related("entry")
    users: dict[str, dict[int, ActivityReport]] = defaultdict(dict)
    for other in same.exclude(state=ReportState.WITHDRAWN) if by_key else ():
        near = (abs(other.happened_on - r.happened_on) for r in by_key[other.document_key])
        if min(near) <= NUMBER_LIVES:
            users[other.document_key][other.pk] = other
    for key, reports in by_key.items():
        yield f"Văn bản “{reports[0].document_number}”", users[key]


def _is_paper_number(key: str) -> bool:
    """Whether a number has a sign; a bare number such as 12 identifies no paper."""
    return any(c.isdigit() for c in key) and any(c.isalpha() for c in key)
