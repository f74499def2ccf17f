"""The numbers of a scorecard that somebody may try other values for, each with its place."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from .document import CARD_FIELDS
from .faults import Path
from .grading import FIELDS as GRADING_FIELDS
from .rules import SHAPES
from .rules.fields import Field, Number, Whole

_OF_CARD = ("base_maximum", "bonus_cap", "deduction_cap", "lowest_total", "highest_total")


@dataclass(frozen=True)
class Adjustable:
    """One number of a document: where it stands, what it is called, and its value as text."""

    path: Path
    label: str
    value: str

    @property
    def key(self) -> str:
        """The path as one word, as forms need it."""
        return ".".join(map(str, self.path))


@dataclass(frozen=True)
class Block:
    """The numbers of one node, of the grading or of the whole; `depth` from 0."""

    title: str
    depth: int
    numbers: list[Adjustable]


def blocks_of(document: Mapping) -> list[Block]:
    """All adjustable numbers of a scorecard's document, node after node in reading order."""
    card = [
        Adjustable((key,), CARD_FIELDS[key].label, str(document[key]))
        for key in _OF_CARD
        if key in document
    ]
    grading = list(_inside(GRADING_FIELDS, document.get("grading", {}), ("grading",)))
    blocks = [Block("Cả bảng", 0, card), Block("Xếp loại", 0, grading)]
    blocks += _blocks_below(document["criteria"], ("criteria",), 0)
    return [block for block in blocks if block.numbers]


def _blocks_below(items: list[Mapping], path: Path, depth: int) -> Iterator[Block]:
    for position, node in enumerate(items):
        here = (*path, position)
        numbers = [Adjustable((*here, "max"), "Điểm tối đa", str(node["max"]))]
        if "shape" in node:
            fields = SHAPES[node["shape"]].fields
            numbers += _inside(fields, node.get("params", {}), (*here, "params"))
        yield Block(f"{node['code']}. {node['name']}", depth, numbers)
        yield from _blocks_below(node.get("items", []), (*here, "items"), depth + 1)


def _inside(
    fields: Mapping[str, Field], values: Mapping, path: Path, within: str = ""
) -> Iterator[Adjustable]:
    for name, each in fields.items():
        if name not in values:
            continue
        value, here = values[name], (*path, name)
        if isinstance(each, Number | Whole):
            label = f"{within}{each.label.lower()}" if within else each.label
            yield Adjustable(here, label, str(value))
        elif isinstance(value, Mapping):
            yield from _inside(each.fields, value, here, f"{each.label}: ")
        elif hasattr(each, "fields"):
            for position, row in enumerate(value):
                yield from _inside(each.fields, row, (*here, position), _title(row, position))


def _title(row: Mapping, position: int) -> str:
    """What a row of a list is about, in front of its numbers."""
    named = (row.get(key) for key in ("name_vi", "name", "node", "criterion", "grade"))
    return f"{next(filter(None, named), f'Dòng {position + 1}')}: "


def adjusted(document: Mapping, numbers: Mapping[Path, Any]) -> dict:
    """A copy of a document with other numbers at some paths."""
    changed = deepcopy(dict(document))
    for path, value in numbers.items():
        place = changed
        for part in path[:-1]:
            place = place[part]
        place[path[-1]] = value
    return changed
