"""A scorecard as people read it: its nodes by section, and everything else, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ..models import Section
from .document import Document, Node
from .faults import Fault
from .wording import (
    computation_in_words,
    grading_in_words,
    is_plain_sum,
    kinds_in_words,
    levels_in_words,
    links_in_words,
    rounding_in_words,
    section_maximum,
    source_in_words,
    ties_in_words,
)

# Deeper nodes are indented no further.
DEEPEST_INDENT = 3


@dataclass(frozen=True)
class OutlineRow:
    """One node with its contradictions and the notes that explain them.

    `computation` is empty for a group that simply adds up, `area` if it is the same as that of the
    parent. `anchor` is the link target of a root, empty for other nodes.
    """

    node: Node
    anchor: str
    depth: int
    computation: str
    source: str
    links: list[str]
    area: str
    contradictions: list[Fault]


@dataclass(frozen=True)
class OutlineSection:
    """Base, bonus or deduction: the most points that it adds or deducts, and its nodes."""

    code: str
    label: str
    maximum: Decimal
    rows: list[OutlineRow]


@dataclass(frozen=True)
class Outline:
    """The whole scorecard; `grading` holds sentences, `levels` names with their totals.

    `contradictions` are those that belong to no single node: totals, grades, quotas.
    """

    document: Document
    kinds: str
    sections: list[OutlineSection]
    scaling: str
    ties: str
    levels: list[tuple[str, str]]
    grading: list[str]
    contradictions: list[Fault]

    @property
    def lowest_total(self) -> Decimal:
        return self.document.values["lowest_total"]

    @property
    def roots(self) -> list[OutlineRow]:
        return [row for section in self.sections for row in section.rows if row.anchor]

    @property
    def number_of_leaves(self) -> int:
        return len(self.document.leaves)


def outline_of(
    document: Document, *, areas: Mapping[int, str], contradictions: Iterable[Fault]
) -> Outline:
    """Describe a document; `areas` are names of the plan's content areas by number. No query."""
    by_node: dict[str, list[Fault]] = {}
    for fault in contradictions:
        by_node.setdefault(fault.code, []).append(fault)
    rows = [
        _row(number, node, document, areas, by_node.get(node.code, []))
        for number, node in enumerate(document.nodes, start=1)
    ]
    sections = []
    for section in Section:
        if own := [row for row in rows if row.node.section == section]:
            maximum = section_maximum(document, section)
            sections.append(OutlineSection(section.value, section.label, maximum, own))
    scaling = document.values["scaling"]
    return Outline(
        document=document,
        kinds=kinds_in_words(document.values["kinds"]),
        sections=sections,
        scaling=rounding_in_words(scaling) if scaling else "",
        ties=ties_in_words(document),
        levels=levels_in_words(document.grading) if document.grading else [],
        grading=grading_in_words(document),
        contradictions=by_node.get("", []),
    )


def _row(
    number: int,
    node: Node,
    document: Document,
    areas: Mapping[int, str],
    contradictions: list[Fault],
) -> OutlineRow:
    above = node.parent.values["area"] if node.parent else None
    area = node.values["area"] if node.values["area"] != above else None
    return OutlineRow(
        node=node,
        anchor="" if node.parent else f"muc-{number}",
        depth=min(node.depth, DEEPEST_INDENT),
        computation="" if is_plain_sum(node) else computation_in_words(node),
        source=source_in_words(node) if node.rule else "",
        links=links_in_words(document, node),
        area=areas.get(area, ""),
        contradictions=contradictions,
    )
