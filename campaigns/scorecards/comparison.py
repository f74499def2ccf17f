"""Compare two versions of a scorecard: nodes added and removed, and values that changed."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.numbers import vietnamese

from ..models import Section
from .document import Document, Node
from .faults import note_in_words
from .fields import CARD_FIELDS, GROUP_FIELDS, LEAF_FIELDS, NODE_FIELDS
from .rules.fields import Field, Flag, Group, Notes, Option, Rows
from .wording import (
    computation_in_words,
    grading_in_words,
    kinds_in_words,
    levels_in_words,
    tie_steps,
)

NOTHING = "không ghi"


@dataclass(frozen=True)
class Change:
    """One key that differs: its label, and its value before and after in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangedNode:
    """A node with the same code in both versions, as in the newer one, and what changed in it."""

    node: Node
    changes: list[Change]


@dataclass(frozen=True)
class Comparison:
    """From an older document to a newer one; `grading_*` are sentences removed and added."""

    card: list[Change]
    added: list[Node]
    removed: list[Node]
    changed: list[ChangedNode]
    grading_removed: list[str]
    grading_added: list[str]
    is_reordered: bool
    is_grading_reordered: bool

    @property
    def is_empty(self) -> bool:
        return not (
            self.card
            or self.added
            or self.removed
            or self.changed
            or self.grading_removed
            or self.grading_added
            or self.is_reordered
            or self.is_grading_reordered
        )


def compare(older: Document, newer: Document) -> Comparison:
    """Compare two documents; nodes with the same code are the same.
    A different order is reported as a flag, not listed.
    """
    before = {node.code: node for node in older.nodes}
    after = {node.code: node for node in newer.nodes}
    kept = [code for code in after if code in before]
    grading = _grading(older), _grading(newer)
    was, becomes = map(Counter, grading)
    fields = {key: each for key, each in CARD_FIELDS.items() if key != "grading"}
    return Comparison(
        card=list(_changes(fields, _card_values(older), _card_values(newer))),
        added=[node for code, node in after.items() if code not in before],
        removed=[node for code, node in before.items() if code not in after],
        changed=[
            ChangedNode(after[code], changes)
            for code in kept
            if (changes := list(_node_changes(before[code], after[code])))
        ],
        grading_removed=list((was - becomes).elements()),
        grading_added=list((becomes - was).elements()),
        is_reordered=kept != [code for code in before if code in after],
        is_grading_reordered=was == becomes and grading[0] != grading[1],
    )


def _grading(document: Document) -> list[str]:
    levels = levels_in_words(document.grading) if document.grading else []
    sentences = grading_in_words(document, with_names=False)  # a new name of a node changes no rule
    return [*(f"{name}: {text}." for name, text in levels), *sentences]


def _card_values(document: Document) -> dict[str, Any]:
    """Values in force: defaults are computed, kinds and tie-break steps are in words."""
    worked_out = {
        "kinds": kinds_in_words(document.values["kinds"]),
        "base_maximum": document.base_maximum,
        "highest_total": document.highest_total,
        "tie_break": tuple(tie_steps(document, with_names=False)),
    }
    return {**document.values, **worked_out}


def _node_changes(older: Node, newer: Node) -> Iterator[Change]:
    own = {key: each for key, each in NODE_FIELDS.items() if key != "code"}
    yield from _changes(own, older.values, newer.values)
    if _place(older) != _place(newer):
        yield Change("Thuộc mục", _place(older), _place(newer))
    if bool(older.rule) != bool(newer.rule) or _shape(older) != _shape(newer):
        yield Change("Cách tính", computation_in_words(older), computation_in_words(newer))
    elif newer.rule:
        yield from _changes(newer.rule.fields, vars(older.rule), vars(newer.rule))
    if bool(older.rule) == bool(newer.rule):
        rest = (
            {k: f for k, f in LEAF_FIELDS.items() if k != "shape"} if newer.rule else GROUP_FIELDS
        )
        yield from _changes(rest, older.values, newer.values)


def _shape(node: Node) -> str:
    return node.values.get("shape", "")


def _place(node: Node) -> str:
    """The parent of a node, or the section of a root."""
    if node.parent:
        return node.parent.code
    return str(Section(node.section).label)


def _changes(fields: Mapping[str, Field], older: Mapping, newer: Mapping) -> Iterator[Change]:
    for key, each in fields.items():
        if older[key] != newer[key]:
            yield Change(each.label, _words(each, older[key]), _words(each, newer[key]))


def _words(each: Field, value: Any) -> str:
    """A value of the document in words."""
    if isinstance(each, Flag):
        return "có" if value else "không"
    if value is None or value in ("", (), {}):
        return NOTHING
    if isinstance(each, Option):
        return each.options[value]
    if isinstance(each, Rows):
        return "; ".join(_pairs(each.fields, row) for row in value)
    if isinstance(each, Notes):
        return "; ".join(note_in_words(finding, note) for finding, note in value.items())
    if isinstance(each, Group):
        return _pairs(each.fields, value)
    if isinstance(value, tuple):
        return "; ".join(value)
    return vietnamese(value) if isinstance(value, Decimal | int) else value


def _pairs(fields: Mapping[str, Field], values: Mapping) -> str:
    """`Tên mức: Đủ, Điểm: 3`, without defaults."""
    pairs = ((each, values[key]) for key, each in fields.items())
    return ", ".join(
        f"{each.label.lower()}: {_words(each, value)}"
        for each, value in pairs
        if value not in (None, "", (), each.default)
    )
