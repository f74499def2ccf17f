"""Content of a report as its sender fills it in, before it is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from campaigns.models import ActivityKind, Entry

from .models import Ratio


@dataclass(frozen=True)
class ReportContent:
    """Entry, kind, day, words, and the numbers by criterion id.

    `token` identifies the form: sending the same form twice makes one report.
    """

    entry: Entry
    kind: ActivityKind
    happened_on: date
    summary: str
    place: str = ""
    document_number: str = ""
    counts: Mapping[int, int | Ratio] = field(default_factory=dict)
    token: UUID = field(default_factory=uuid4)


@dataclass(frozen=True)
class ImportRow:
    """A row of a workbook that is to become a report: its number in the sheet, its content."""

    number: int
    content: ReportContent
