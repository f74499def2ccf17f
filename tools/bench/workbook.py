"""Write the table as an .xlsx workbook of counts and formulas, and read the results.

Plain XML without a library, which is fastest for hundreds of thousands of cells.
Rows: names, points for each, caps, then the entries, those of a cluster together.
Columns: entry, cluster, counts, points of leaves, points of groups, total, place.
"""

import zipfile
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

from .table import Table

PLACE_FORMULAS = ("rank", "rank_rounded", "countifs")
FIRST_ROW = 4
LEADING = 2  # columns before the counts
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
    f'<Override PartName="/{SHEET}" ContentType="{KIND}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
    '<sheet name="Scores" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>",
}
BLANK = "<c/>"


def write_workbook(table: Table, path: Path, place: str = "rank") -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, text in PARTS.items():
            package.writestr(name, text)
        with package.open(SHEET, "w") as sheet:
            sheet.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for cells in Rows(table, place):
                sheet.write(f"<row>{''.join(cells)}</row>".encode())
            sheet.write(b"</sheetData></worksheet>")


def read_results(table: Table, path: Path) -> dict[int, tuple[Decimal, int]]:
    """Total, exactly as in the file, and place of each entry."""
    total, place = Rows(table).total, Rows(table).place
    results = {}
    with zipfile.ZipFile(path) as package, package.open(SHEET) as sheet:
        for _, element in ElementTree.iterparse(sheet):  # noqa: S314 (our own workbook)
            if element.tag == f"{{{MAIN}}}row":
                cells = {c.get("r").rstrip("0123456789"): c for c in element if len(c)}
                if int(element.get("r")) >= FIRST_ROW and "A" in cells:
                    entry, points, rank = (_value(cells[name]) for name in ("A", total, place))
                    results[int(entry)] = (points, int(rank))
                element.clear()
    return results


def _value(cell: ElementTree.Element) -> Decimal:
    return Decimal(cell.findtext(f"{{{MAIN}}}v"))


class Rows:
    """The rows of the sheet, one after the other, each as the XML of its cells."""

    def __init__(self, table: Table, place: str = "rank") -> None:
        if place not in PLACE_FORMULAS:
            raise ValueError(f"place is one of {PLACE_FORMULAS}")
        self.table, self.place_formula = table, place
        width, groups = len(table.leaves), len(table.group_caps)
        names = [_letters(number) for number in range(LEADING + 2 * width + groups + 2)]
        self.points = names[LEADING + width : LEADING + 2 * width]
        self.groups = names[LEADING + 2 * width : -2]
        self.counts = names[LEADING : LEADING + width]
        self.total, self.place = names[-2:]

    def __iter__(self) -> Iterator[list[str]]:
        table = self.table
        order = sorted(range(len(table.entries)), key=table.clusters.__getitem__)
        blank = [BLANK] * (LEADING + len(table.leaves))
        yield self._names()
        yield blank + [_number(leaf.per) for leaf in table.leaves]
        caps = [leaf.cap for leaf in table.leaves] + table.group_caps
        yield blank + [_number(cap) for cap in caps]
        spans = self._spans(FIRST_ROW + len(order) - 1)
        for row, index in enumerate(order, FIRST_ROW):
            leading = (table.entries[index], table.clusters[index], *table.row(index))
            yield [
                *map(_number, leading),
                *map(_formula, self._formulas(row)),
                _formula(self._place(row, spans[table.clusters[index]])),
            ]

    def _names(self) -> list[str]:
        leaves, groups = range(len(self.points)), range(len(self.groups))
        names = ["entry", "cluster", *(f"count {n}" for n in leaves)]
        names += [*(f"points {n}" for n in leaves), *(f"group {n}" for n in groups)]
        return [_text(name) for name in (*names, "total", "place")]

    def _formulas(self, row: int) -> Iterator[str]:
        """Points of leaves, points of groups, total."""
        for count, points in zip(self.counts, self.points, strict=True):
            yield f"MIN({count}{row}*{points}$2,{points}$3)"
        sizes = Counter(leaf.group for leaf in self.table.leaves)
        end = 0
        for group, column in enumerate(self.groups):
            start, end = end, end + sizes[group]
            yield f"MIN(SUM({self.points[start]}{row}:{self.points[end - 1]}{row}),{column}$3)"
        total = f"SUM({self.groups[0]}{row}:{self.groups[-1]}{row})"
        rounded = self.place_formula == "rank_rounded"
        yield f"ROUND({total},{self.table.digits})" if rounded else total

    def _place(self, row: int, span: tuple[int, int]) -> str:
        """RANK over the rows of the cluster, or COUNTIFS over the whole column.

        RANK takes the totals as they are in binary; COUNTIFS compares them as decimal text.
        """
        first, last = span
        totals = f"{self.total}${first}:{self.total}${last}"
        if self.place_formula != "countifs":
            return f"RANK({self.total}{row},{totals})"
        clusters = f"B${first}:B${last}"
        return f'COUNTIFS({clusters},B{row},{totals},"&gt;"&amp;{self.total}{row})+1'

    def _spans(self, last_row: int) -> dict[int, tuple[int, int]]:
        """First and last row that the place formula of each cluster reads."""
        sizes, spans, first = Counter(self.table.clusters), {}, FIRST_ROW
        for cluster in sorted(sizes):
            spans[cluster] = (first, first + sizes[cluster] - 1)
            first += sizes[cluster]
        if self.place_formula != "countifs":
            return spans
        return dict.fromkeys(spans, (FIRST_ROW, last_row))


def _letters(number: int) -> str:
    """Name of the column with this number, from 0: A, B, ... Z, AA."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _number(value: int | Decimal) -> str:
    return f"<c><v>{value}</v></c>"


def _formula(text: str) -> str:
    return f"<c><f>{text}</f></c>"


def _text(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'
