"""Rankings and score sheets as sheets of a workbook."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from campaigns.models import EntryList
from core.workbooks import Column, Sheet

from .models import RankingLine
from .rankings.queries import name_grades

_CHUNK = 1000


def ranking_sheet(lines: QuerySet) -> Sheet:
    """Lines of a ranking in their order, from `lines_with_movement`."""
    columns = (
        Column("Cụm thi đua", 26),
        Column("Danh sách", 22),
        Column("Hạng", 8),
        Column("Tập thể, cá nhân", 34),
        Column("Đơn vị", 30),
        Column("Điểm", 12),
        Column("Xếp loại", 24),
        Column("Bằng điểm với", 12),
        Column("Hạng bản trước", 12),
        Column("Điểm bản trước", 12),
        Column("Ghi chú", 30),
    )
    return Sheet("Xếp hạng", columns, _ranking_rows(lines))


def _ranking_rows(lines: QuerySet) -> Iterator[list[Any]]:
    lists = dict(EntryList.choices)
    for line in _with_grades(lines):
        # Why a line has no place, and why its grade is below the earned one.
        notes = [] if line.place else [line.get_standing_display()]
        if line.earned:
            notes.append(f"đủ điểm {line.earned}; hạ vì {', '.join(line.lowered_by)}")
        yield [
            line.cluster.name,
            lists[line.list],
            line.place,
            line.entry.name,
            line.entry.unit_name,
            line.total,
            line.grade,
            line.tied_with or None,
            line.place_before,
            line.total_before,
            "; ".join(notes) or None,
        ]


def _with_grades(lines: QuerySet) -> Iterator[RankingLine]:
    """The lines with the names of their grades, read in chunks."""
    chunk: list[RankingLine] = []
    for line in lines.iterator(chunk_size=_CHUNK):
        chunk.append(line)
        if len(chunk) == _CHUNK:
            name_grades(chunk)
            yield from chunk
            chunk = []
    name_grades(chunk)
    yield from chunk


def sheets_sheet(sheets: Iterable) -> Sheet:
    """Score sheets in order, from `sheets_in_order`."""
    columns = (
        Column("Cụm thi đua", 26),
        Column("Tập thể, cá nhân", 34),
        Column("Đơn vị", 30),
        Column("Chấm chéo bởi", 34),
        Column("Giai đoạn", 22),
    )
    rows = (
        [
            sheet.entry.cluster.name,
            sheet.entry.name,
            sheet.entry.unit_name,
            sheet.peer.name if sheet.peer else None,
            sheet.get_stage_display(),
        ]
        for sheet in sheets
    )
    return Sheet("Phiếu chấm điểm", columns, rows)
