"""Read a workbook into the nested data of a document; every fault names its cell."""

import io
from collections.abc import Mapping
from typing import Any

from openpyxl import load_workbook

from ...faults import DocumentError, Fault, Path
from ...old_keys import OLD_KEYS
from ...rules import SHAPES
from ...rules.fields import Field, Text
from ..places import Places
from .cells import CellError, from_cell, read_details
from .columns import (
    COLUMNS,
    DETAILS,
    GATES,
    GRADING,
    INFO,
    INFO_FIELDS,
    KEY,
    SETTINGS,
    TABLES,
    TREE,
)
from .package import check_package, sheet_faults, unreadable


def read_workbook(content: bytes) -> tuple[dict, Places]:
    """Nested data and the cell of each part. Raises DocumentError; every message names the cell."""
    check_package(content)
    try:
        book = load_workbook(io.BytesIO(content), keep_links=False)
    except Exception:  # openpyxl raises any kind of error for broken parts
        raise unreadable("Tệp Excel bị hỏng, không mở được.") from None
    faults = list(sheet_faults(book))
    if faults:
        raise DocumentError(faults)
    reader = _Reader()
    data = reader.info(book[INFO])
    grading = reader.grading(book[GRADING]) if GRADING in book.sheetnames else {}
    if grading:
        data["grading"] = grading
    data["criteria"] = reader.tree(book[TREE])
    if reader.faults:
        raise DocumentError(dict.fromkeys(reader.faults))
    return data, Places(reader.places)


def _where(cell) -> str:
    return f"ô {cell.coordinate} của trang “{cell.parent.title}”"


def _is_empty(cell) -> bool:
    return cell.value is None or (isinstance(cell.value, str) and not cell.value.strip())


def _key_of(text: str, fields: Mapping[str, Field]) -> str | None:
    text = text.strip()
    if match := KEY.search(text):
        return match[1] if match[1] in fields else None
    named = [key for key, each in fields.items() if text.lower() in (key, each.label.lower())]
    return named[0] if len(named) == 1 else None


class _Reader:
    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.places: dict[Path, str] = {}

    def fault(self, cell, message: str) -> None:
        self.faults.append(Fault((), f"{_where(cell)}: {message}"))

    def value(self, each: Field, cell) -> Any:
        """The value of a cell, or None with a fault."""
        if cell.data_type == "f":
            self.fault(cell, "ô này là công thức; hãy gõ giá trị.")
        elif cell.data_type == "e":
            self.fault(cell, f"ô này báo lỗi {cell.value}.")
        else:
            try:
                return from_cell(each, cell.value)
            except CellError as bad:
                self.fault(cell, str(bad))
        return None

    def word(self, cell) -> str:
        return str(self.value(Text(""), cell) or "") if not _is_empty(cell) else ""

    # Keys and values

    def info(self, sheet) -> dict:
        self.places[()] = f"trang “{TREE}”"
        rows = list(sheet.iter_rows())
        if not rows or self.columns(rows[0], TABLES["settings"][1]) is None:
            return {}
        return self.key_values(rows[1:], INFO_FIELDS, ())

    def key_values(self, rows: list, fields: Mapping[str, Field], start: Path) -> dict:
        values: dict[str, Any] = {}
        for row in rows:
            cells = [*row, None, None][:3]
            for cell in row[3:]:
                if not _is_empty(cell):
                    self.fault(cell, "không dùng cột này.")
            if all(cell is None or _is_empty(cell) for cell in cells):
                continue
            key, cell = self.word(row[0]), cells[2]
            if key not in fields:
                self.fault(row[0], OLD_KEYS.get(key, f"không có khóa “{key[:40]}” ở đây."))
            elif cell is not None and not _is_empty(cell):
                self.put(values, key, fields[key], cell, start)
        return values

    def put(self, values: dict, key: str, each: Field, cell, start: Path) -> None:
        """Store a cell's value under its key, `rounding.step` in a nested mapping."""
        name, _, part = key.partition(".")
        path: Path = (*start, name, part) if part else (*start, name)
        target = values.setdefault(name, {}) if part else values
        if (part or name) in target:
            self.fault(cell, f"“{key}” ghi hai lần.")
            return
        value = self.value(each, cell)
        if value is not None:
            target[part or name] = value
        self.places[path] = _where(cell)
        if part:
            self.places.setdefault(path[:-1], _where(cell))

    def columns(self, header: tuple, fields: Mapping[str, Field]) -> list[str | None] | None:
        """The key of each column; None with faults when the header cannot be used."""
        before, keys = len(self.faults), []
        for cell in header:
            key = None
            if not _is_empty(cell):
                text = self.word(cell)
                key = _key_of(text, fields)
                if key is None:
                    match = KEY.search(text)
                    old = OLD_KEYS.get(match[1] if match else text)
                    self.fault(cell, old or f"không có cột “{text[:60]}”.")
                elif key in keys:
                    self.fault(cell, f"cột “{text[:60]}” có hai lần.")
            keys.append(key)
        return keys if len(self.faults) == before else None

    def row(self, keys: list, cells: tuple) -> dict:
        """The filled cells of one row, by key."""
        filled = {}
        for key, cell in zip(keys, cells, strict=False):
            if _is_empty(cell):
                continue
            if key is None:
                self.fault(cell, "cột này không có tên ở dòng đầu.")
            else:
                filled[key] = cell
        return filled

    # The tree

    def tree(self, sheet) -> list:
        rows = list(sheet.iter_rows())
        keys = self.columns(rows[0], COLUMNS) if rows else None
        if not keys:
            return []
        if missing := [k for k in ("code", "name", "max", "parent") if k not in keys]:
            names = ", ".join(f"{COLUMNS[k].label} ({k})" for k in missing)
            self.faults.append(Fault((), f"trang “{TREE}”: thiếu cột {names}."))
            return []
        filled_rows = [(self.row(keys, cells), cells[keys.index("code")]) for cells in rows[1:]]
        nodes: dict[str, dict[str, Any]] = {}
        for cells, code_cell in filled_rows:
            if cells:
                self.node(nodes, cells, code_cell)
        below = self.below(nodes)
        if self.faults:  # no tree can be built; other faults of its rows are reported as well
            for cells, _ in filled_rows:
                self.node_data(cells, ("criteria",))
            return []
        return self.items(nodes, below, "", ("criteria",))

    def node(self, nodes: dict, cells: dict, code_cell) -> None:
        code = self.word(code_cell)
        if not code:
            if code_cell.value is None or code_cell.data_type not in ("f", "e", "d", "n"):
                self.fault(code_cell, "dòng này thiếu mã.")
            return
        if code in nodes:
            first = nodes[code]["code"].coordinate
            self.fault(code_cell, f"mã “{code[:20]}” đã có ở ô {first}.")
            return
        nodes[code] = cells

    def below(self, nodes: dict) -> dict[str, list[str]]:
        """Codes by the code of their parent; cycles and unknown parents are faults."""
        below: dict[str, list[str]] = {}
        for code, cells in nodes.items():
            parent = self.word(cells["parent"]) if "parent" in cells else ""
            if parent and parent not in nodes:
                self.fault(cells["parent"], f"không có mục “{parent[:20]}”.")
            below.setdefault(parent, []).append(code)
        reached: set[str] = set()
        waiting = list(below.get("", []))
        while waiting:
            code = waiting.pop()
            reached.add(code)
            waiting += below.get(code, [])
        for code in nodes:
            if code not in reached and self.is_in_circle(nodes, code):
                self.fault(nodes[code]["parent"], "các mục chứa nhau thành vòng tròn.")
        return below

    def is_in_circle(self, nodes: dict, code: str) -> bool:
        seen, at = set(), code
        while at in nodes and at not in seen and "parent" in nodes[at]:
            seen.add(at)
            at = str(nodes[at]["parent"].value).strip()
        return at == code

    def items(self, nodes: dict, below: dict, parent: str, start: Path) -> list:
        """Nodes below one; deeper than documents may be is a fault."""
        self.places.setdefault(start, _where(nodes[parent]["code"]) if parent else self.places[()])
        if len(start) > 60:
            self.fault(nodes[parent]["code"], "cây tiêu chí sâu quá.")
            return []
        items = []
        for number, code in enumerate(below.get(parent, [])):
            path = (*start, number)
            items.append(self.node_data(nodes[code], path))
            if code in below:
                items[-1]["items"] = self.items(nodes, below, code, (*path, "items"))
        return items

    def node_data(self, cells: dict, path: Path) -> dict:
        if "code" in cells:
            self.places[path] = _where(cells["code"])
        node: dict[str, Any] = {}
        params: dict[str, Any] = {}
        for key, cell in cells.items():
            if key == "parent":
                continue
            if key == DETAILS:
                params.update(self.details(node.get("shape", ""), cell, path))
            elif key.startswith("params."):
                name = key.removeprefix("params.")
                shape = SHAPES.get(node.get("shape", ""))
                each = (shape.fields if shape else {}).get(name, COLUMNS[key])
                self.put(params, name, each, cell, (*path, "params"))
            else:
                self.put(node, key, COLUMNS[key], cell, path)
        if params:
            node["params"] = params
        return node

    def details(self, shape: str, cell, path: Path) -> dict:
        text = self.value(Text(""), cell)
        try:
            params = read_details(shape, text or "")
        except CellError as bad:
            self.fault(cell, str(bad))
            return {}
        for name in params:
            self.places[(*path, "params", name)] = _where(cell)
        return params

    # Grading

    def grading(self, sheet) -> dict:
        data: dict[str, Any] = {}
        rows = [row for row in sheet.iter_rows() if not all(_is_empty(cell) for cell in row)]
        starts = [n for n, row in enumerate(rows) if self.table_of(row)]
        if rows and (not starts or starts[0]):
            self.fault(rows[0][0], "dòng này không thuộc bảng nào.")
        for n, start in enumerate(starts):
            end = starts[n + 1] if n + 1 < len(starts) else len(rows)
            self.table(self.table_of(rows[start]), rows[start:end], data)
        if data:
            self.places[("grading",)] = f"trang “{GRADING}”"
        return data

    def table_of(self, row: tuple) -> str:
        if not isinstance(row[0].value, str) or not all(_is_empty(cell) for cell in row[1:]):
            return ""
        match = KEY.search(row[0].value)
        return match[1] if match and match[1] in TABLES else ""

    def table(self, name: str, rows: list, data: dict) -> None:
        fields = TABLES[name][1]
        keys = self.columns(rows[1], fields) if len(rows) > 1 else None
        if keys is None or name in data:
            if name in data:
                self.fault(rows[0][0], "bảng này có hai lần.")
            return
        if name == "settings":
            data.update(self.key_values(rows[2:], SETTINGS, ("grading",)))
            return
        filled_rows = [(row, self.row(keys, row)) for row in rows[2:]]
        content = (
            self.gates(filled_rows) if name == "gates" else self.rows(name, fields, filled_rows)
        )
        if content:
            data[name] = content
            self.places[("grading", name)] = _where(rows[0][0])

    def rows(self, name: str, fields: Mapping[str, Field], filled_rows: list) -> list:
        values = []
        for number, (row, cells) in enumerate(filled_rows):
            path: Path = ("grading", name, number)
            self.places[path] = _where(row[0])
            values.append({})
            for key, cell in cells.items():
                self.put(values[-1], key, fields[key], cell, path)
        return values

    def gates(self, filled_rows: list) -> list:
        """Rows of one number are the needs of one gate."""
        gates: list[dict] = []
        numbers: list[Any] = []
        for row, cells in filled_rows:
            number = self.value(GATES["number"], cells["number"]) if "number" in cells else None
            if number is None:
                self.fault(row[0], "thiếu số của điều kiện.")
                continue
            if number not in numbers:
                numbers.append(number)
                path: Path = ("grading", "gates", len(gates))
                gates.append({"needs": []})
                self.places[path] = _where(row[0])
            self.need(gates, numbers.index(number), row, cells)
        return gates

    def need(self, gates: list, at: int, row: tuple, cells: dict) -> None:
        gate, path = gates[at], ("grading", "gates", at)
        for key in ("grade", "otherwise"):
            if key not in cells:
                continue
            value = self.value(GATES[key], cells[key])
            if gate.setdefault(key, value) != value:
                self.fault(cells[key], "khác với dòng trên của cùng một điều kiện.")
            self.places.setdefault((*path, key), _where(cells[key]))
        place = (*path, "needs", len(gate["needs"]))
        self.places[place] = _where(row[0])
        gate["needs"].append({})
        for key, cell in cells.items():
            if key not in ("number", "grade", "otherwise"):
                self.put(gate["needs"][-1], key, GATES[key], cell, place)
