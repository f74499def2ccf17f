"""Where in a file each part of a document stood, and the normal form of a document."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from core.numbers import plain

from ..document import (
    CARD_FIELDS,
    GROUP_FIELDS,
    LEAF_FIELDS,
    NODE_FIELDS,
    ROOT_FIELDS,
    Document,
    Node,
)
from ..faults import DocumentError, Fault, Path
from ..rules.fields import Field


class Places:
    """Path in the document -> place in the file, in Vietnamese."""

    def __init__(self, known: Mapping[Path, str] | None = None) -> None:
        self.known = dict(known or {})

    def place(self, path: Path) -> str:
        """The place of the deepest known part of the path; empty when nothing of it is known."""
        path = tuple(path)
        for length in range(len(path), -1, -1):
            if path[:length] in self.known:
                return self.known[path[:length]]
        return ""


def located(faults: Iterable[Fault], places: Places) -> DocumentError:
    """The same faults, each message beginning with its place in the file."""
    return DocumentError(
        Fault(
            fault.path,
            f"{place}: {fault}" if (place := places.place(fault.path)) else str(fault),
            is_contradiction=fault.is_contradiction,
        )
        for fault in faults
    )


def normal_form(document: Document) -> dict:
    """The document as nested data: keys in the order of the docs, nothing said that is default."""
    card = _said(CARD_FIELDS, document.values)
    grading = card.pop("grading", None)
    return {
        **card,
        **({"grading": grading} if grading else {}),
        "criteria": [_node(node) for node in document.roots],
    }


def _node(node: Node) -> dict:
    fields = {
        **(NODE_FIELDS if node.parent else ROOT_FIELDS),
        **(LEAF_FIELDS if node.rule else GROUP_FIELDS),
    }
    written = _said(fields, node.values)
    if node.rule:
        rule = node.rule
        params = _said(rule.fields, {name: getattr(rule, name) for name in rule.fields})
        return {**written, **({"params": params} if params else {})}
    return {**written, "items": [_node(item) for item in node.items]}


def _said(fields: Mapping[str, Field], values: Mapping[str, Any]) -> dict:
    said = {}
    for name, each in fields.items():
        value = values[name]
        if value is not None and value != each.default:
            said[name] = _raw(each, value)
    return said


def _raw(each: Field, value: Any) -> Any:
    rows = getattr(each, "fields", None)
    if rows is not None:
        return _said(rows, value) if isinstance(value, Mapping) else [_said(rows, v) for v in value]
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, str) else value
