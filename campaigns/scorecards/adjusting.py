"""The numbers of a scorecard for which other values can be tried, each with its path."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .document import Document, Node
from .faults import Path
from .fields import CARD_FIELDS, GRADING_FIELDS
from .rules.fields import Field, Number, Whole, raw

_OF_CARD = ("base_maximum", "bonus_cap", "deduction_cap", "lowest_total", "highest_total")


@dataclass(frozen=True)
class Adjustable:
    """One number of a document: its path, its label, and its value as text."""

    path: Path
    label: str
    value: str

    @property
    def key(self) -> str:
        """The path as one word, as form fields need it."""
        return ".".join(map(str, self.path))


@dataclass(frozen=True)
class Block:
    """The numbers of one node, of the grading or of the whole; `depth` from 0."""

    title: str
    depth: int
    numbers: list[Adjustable]


def blocks_of(document: Document) -> list[Block]:
    """All adjustable numbers of a document, node after node in reading order."""
    data = document.as_data()
    card = [
        Adjustable((key,), CARD_FIELDS[key].label, data[key]) for key in _OF_CARD if key in data
    ]
    grading = list(_inside(GRADING_FIELDS, data.get("grading", {}), ("grading",)))
    blocks = [Block("Cả bảng", 0, card), Block("Xếp loại", 0, grading)]
    blocks += map(_block_of_node, document.nodes)
    return [block for block in blocks if block.numbers]


def _block_of_node(node: Node) -> Block:
    numbers = [Adjustable((*node.path, "max"), "Điểm tối đa", raw(node.maximum))]
    if node.rule:
        numbers += _inside(node.rule.fields, node.rule.as_params(), (*node.path, "params"))
    return Block(f"{node.code}. {node.values['name']}", node.depth, numbers)


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
    """Prefix for the labels of a row's numbers: what the row is about."""
    named = (row.get(key) for key in ("name_vi", "name", "node", "criterion", "grade"))
    return f"{next(filter(None, named), f'Dòng {position + 1}')}: "


def adjusted(document: Document, numbers: Mapping[Path, Any]) -> dict:
    """A document's nested data with other numbers at some paths."""
    data = document.as_data()
    for path, value in numbers.items():
        place = data
        for part in path[:-1]:
            place = place[part]
        place[path[-1]] = value
    return data
