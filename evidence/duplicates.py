"""The same file, or the number of the same paper, in two reports. A sign for the office to look
twice, never a reason by itself: ten delegates at one conference may well send one programme.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from .models import ActivityReport, EvidenceFile

# A paper's number begins anew each year.
NUMBER_LIVES = timedelta(days=366)


@dataclass(frozen=True)
class Duplicate:
    """Another report that shares something: which files of this one, and whether the number."""

    report: ActivityReport  # with its entry
    files: tuple[str, ...]
    same_number: bool

    @property
    def in_words(self) -> str:
        """“báo cáo số 12 của Trần Văn An: cùng tệp “a.pdf”; cùng số văn bản”."""
        shared = [f"cùng tệp “{name}”" for name in self.files]
        if self.same_number:
            shared.append("cùng số, ký hiệu văn bản")
        return f"báo cáo số {self.report.pk} của {self.report.entry.name}: {'; '.join(shared)}"


def duplicates_of(reports: Iterable[ActivityReport]) -> dict[int, list[Duplicate]]:
    """For each report's id, the other reports, by anybody, with the same file or paper number.

    Ids without any are left out. Three queries, however many reports. For the office alone: the
    names are not everybody's business.
    """
    reports = list(reports)
    files = _shared_files(reports)
    numbers = _shared_numbers(reports)
    found = {}
    for report in reports:
        others = {other.pk: other for other in (*files[report.pk], *numbers[report.pk])}
        if others:
            found[report.pk] = [
                Duplicate(
                    other,
                    tuple(sorted(files[report.pk].get(other, ()))),
                    other in numbers[report.pk],
                )
                for _, other in sorted(others.items())
            ]
    return found


def _shared_files(
    reports: list[ActivityReport],
) -> dict[int, dict[ActivityReport, set[str]]]:
    """report id -> other report -> names of the files of the first that it has, too."""
    own = list(EvidenceFile.objects.filter(report__in=reports).only(*_READ))
    prints = {fingerprint for file in own for fingerprint in file.fingerprints}
    same = EvidenceFile.objects.filter(report__isnull=False, fingerprints__overlap=list(prints))
    by_print: dict[str, list[ActivityReport]] = defaultdict(list)
    for file in same.select_related("report__entry") if prints else ():
        for fingerprint in file.fingerprints:
            by_print[fingerprint].append(file.report)
    shared: dict[int, dict[ActivityReport, set[str]]] = defaultdict(lambda: defaultdict(set))
    for file in own:
        for fingerprint in file.fingerprints:
            for other in by_print[fingerprint]:
                if other.pk != file.report_id:
                    shared[file.report_id][other].add(file.name)
    return shared


_READ = ("report_id", "name", "fingerprints")


def _shared_numbers(reports: list[ActivityReport]) -> dict[int, set[ActivityReport]]:
    """report id -> other reports that name the same paper."""
    keys = {report.document_key for report in reports if _is_a_sign(report.document_key)}
    by_key: dict[str, list[ActivityReport]] = defaultdict(list)
    same = ActivityReport.objects.filter(document_key__in=keys).select_related("entry")
    for other in same if keys else ():
        by_key[other.document_key].append(other)
    return defaultdict(
        set,
        {
            report.pk: {
                other
                for other in by_key[report.document_key]
                if other.pk != report.pk
                and abs(other.happened_on - report.happened_on) <= NUMBER_LIVES
            }
            for report in reports
            if report.document_key in keys
        },
    )


def _is_a_sign(key: str) -> bool:
    """A bare number is no paper yet: everybody has a number 12."""
    return any(c.isdigit() for c in key) and any(c.isalpha() for c in key)
