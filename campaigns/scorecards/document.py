"""The scorecard as a document: one tree, read from nested data or from a stored scorecard.

The nested data is described in docs/scorecards.md. `Document.read(document.as_data())` equals
`document`, and so does `Document.of` of the scorecard stored from it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from ..models import Criterion, Scorecard, Section
from .faults import DocumentError, Fault, Path
from .fields import CARD_FIELDS, GRADING_FIELDS, node_fields
from .grading import Grading
from .old_keys import drop_old_keys
from .rules import SHAPES, Rule, RuleError, rule_for
from .rules.fields import read_fields, write_fields

# One statement holds a few columns for each node, and PostgreSQL takes at most 1,664.
LARGEST_SCORECARD = 400
DEEPEST_TREE = 8


@dataclass(eq=False)
class Node:
    """One node: its path in the nested data and its values by key; only a leaf has a `rule`."""

    path: Path
    parent: "Node | None"
    values: dict[str, Any]
    rule: Rule | None = None
    items: list["Node"] = field(default_factory=list)

    @property
    def code(self) -> str:
        return self.values["code"]

    @property
    def maximum(self) -> Decimal:
        return self.values["max"]

    @property
    def section(self) -> str:
        return self.parent.section if self.parent else self.values["section"]

    def above(self) -> Iterator["Node"]:
        """The groups that contain this node, the innermost first."""
        node = self.parent
        while node:
            yield node
            node = node.parent

    @property
    def depth(self) -> int:
        """0 for a root."""
        return sum(1 for _ in self.above())

    def as_data(self) -> dict:
        """The node with everything below it as nested data, defaults left out."""
        fields = node_fields(is_root=self.parent is None, is_leaf=self.rule is not None)
        data = write_fields(fields, self.values)
        if self.rule is None:
            return {**data, "items": [item.as_data() for item in self.items]}
        params = self.rule.as_params()
        return {**data, "params": params} if params else data


@dataclass(frozen=True)
class Document:
    """A whole scorecard: its own values by key, and its nodes in reading order."""

    values: dict[str, Any]
    nodes: list[Node]
    grading: Grading | None

    @classmethod
    def read(cls, data: Any) -> "Document":
        """Read nested data. Raises DocumentError with every wrong field and its path.

        `validator.checked_document` checks as well that the whole can be computed.
        """
        faults: list[Fault] = []
        if not isinstance(data, Mapping):
            raise DocumentError([Fault((), "Đây không phải là một bảng tiêu chí.")])
        tree = data.get("criteria")
        plain = drop_old_keys({k: v for k, v in data.items() if k != "criteria"}, (), faults)
        values = read_fields(CARD_FIELDS, plain, (), faults)
        nodes = _read_nodes(tree, ("criteria",), None, faults)
        grading = _checked_grading(values["grading"], faults)
        _check_size(nodes, faults)
        if faults:
            raise DocumentError(faults)
        return cls(values, nodes, grading)

    @classmethod
    def of(cls, scorecard: Scorecard) -> "Document":
        """The document of a stored scorecard. 1 query."""
        nodes: dict[int | None, Node] = {None: None}
        positions: defaultdict[int | None, int] = defaultdict(int)
        for criterion in scorecard.criteria.select_related("content_area").order_by("position"):
            parent = nodes[criterion.parent_id]
            start = (*parent.path, "items") if parent else ("criteria",)
            node = Node(
                (*start, positions[criterion.parent_id]),
                parent,
                _stored_values(criterion),
                criterion.rule if criterion.is_leaf else None,
            )
            positions[criterion.parent_id] += 1
            if parent:
                parent.items.append(node)
            nodes[criterion.pk] = node
        del nodes[None]
        values = {name: getattr(scorecard, name) for name in CARD_FIELDS}
        values |= {
            "kinds": tuple(scorecard.kinds),
            "tie_break": tuple(scorecard.tie_break),
            "scaling": _typed_rounding(scorecard.scaling),
            "grading": read_fields(GRADING_FIELDS, scorecard.grading, (), [])
            if scorecard.grading
            else None,
        }
        document = cls(values, list(nodes.values()), scorecard.read_grading)
        if values["highest_total"] == document.default_highest_total:
            values["highest_total"] = None
        return document

    def as_data(self) -> dict:
        """The document as nested data: keys in the order of the docs, defaults left out."""
        data = write_fields(CARD_FIELDS, self.values)
        if self.values["highest_total"] == self.default_highest_total:
            data.pop("highest_total", None)
        return {**data, "criteria": [root.as_data() for root in self.roots]}

    @property
    def roots(self) -> list[Node]:
        return [node for node in self.nodes if node.parent is None]

    @property
    def leaves(self) -> list[Node]:
        return [node for node in self.nodes if node.rule]

    def node(self, code: str) -> Node | None:
        return self._by_code.get(code)

    @cached_property
    def _by_code(self) -> dict[str, Node]:
        return {node.code: node for node in reversed(self.nodes)}

    @cached_property
    def zeroed_by(self) -> Mapping[str, list[Node]]:
        """Leaves that make a group 0 when they fail, by the group's code."""
        return self._leaves_by_link("zeroes")

    @cached_property
    def deducted_for(self) -> Mapping[str, list[Node]]:
        """Leaves whose incidents also count at a deduction leaf, by the latter's code."""
        return self._leaves_by_link("also_deducted_in")

    def _leaves_by_link(self, key: str) -> Mapping[str, list[Node]]:
        linked: defaultdict[str, list[Node]] = defaultdict(list)
        for leaf in self.leaves:
            codes = leaf.values[key]
            for code in dict.fromkeys([codes] if isinstance(codes, str) else codes):
                linked[code].append(leaf)
        return linked

    @property
    def base_maximum(self) -> Decimal:
        return self.values["base_maximum"] or self.sum_of(Section.BASE)

    @property
    def highest_total(self) -> Decimal:
        return self.values["highest_total"] or self.default_highest_total

    @property
    def default_highest_total(self) -> Decimal:
        """The highest total of a document that does not state one."""
        cap = self.values["bonus_cap"]
        return self.base_maximum + (self.sum_of(Section.BONUS) if cap is None else cap)

    def sum_of(self, section: str) -> Decimal:
        """Sum of the maxima of a section's roots."""
        return sum((n.maximum for n in self.roots if n.section == section), Decimal(0))

    @property
    def decimals(self) -> int:
        """Number of decimals that all points of the scorecard fit into."""
        numbers = [self.base_maximum, self.highest_total, self.values["lowest_total"]]
        numbers += [self.values[key] for key in ("bonus_cap", "deduction_cap")]
        roundings = [self.values["scaling"], *(n.values.get("rounding") for n in self.nodes)]
        numbers += [rounding["step"] for rounding in roundings if rounding]
        for node in self.nodes:
            numbers += [node.maximum, *(node.rule.every_points() if node.rule else ())]
        exponents = (n.normalize().as_tuple().exponent for n in numbers if n is not None)
        return max(0, -min(exponents))


# Reading nested data ------------------------------------------------------------------------------


def _checked_grading(values: Mapping | None, faults: list[Fault]) -> Grading | None:
    if not values or any(fault.path[:1] == ("grading",) for fault in faults):
        return None
    try:
        return Grading.of_values(values)
    except DocumentError as error:
        faults += [Fault(("grading", *f.path), f.message, f.code) for f in error.faults]
        return None


def _check_size(nodes: list[Node], faults: list[Fault]) -> None:
    if len(nodes) > LARGEST_SCORECARD:
        faults.insert(
            0,
            Fault(
                ("criteria",),
                f"Bảng tiêu chí có {len(nodes)} mục, nhiều hơn {LARGEST_SCORECARD}. Hãy tách bảng.",
            ),
        )
    elif not any(node.rule for node in nodes) and not faults:
        faults.append(Fault(("criteria",), "Bảng tiêu chí chưa có tiêu chí nào để chấm."))


def _read_nodes(data: Any, path: Path, parent: Node | None, faults: list[Fault]) -> list[Node]:
    """Nodes in reading order; lists nested into themselves end at the deepest allowed level."""
    if not isinstance(data, list | tuple) or not data:
        faults.append(Fault(path, "Cần một danh sách tiêu chí."))
        return []
    if sum(1 for part in path if part == "items") >= DEEPEST_TREE:
        faults.append(Fault(path, f"Cây tiêu chí sâu quá {DEEPEST_TREE} tầng."))
        return []
    nodes = []
    for number, item in enumerate(data):
        nodes += _read_node(item, (*path, number), parent, faults)
    return nodes


def _read_node(item: Any, path: Path, parent: Node | None, faults: list[Fault]) -> list[Node]:
    if not isinstance(item, Mapping):
        faults.append(Fault(path, "Chỗ này cần một tiêu chí với mã, nội dung và điểm tối đa."))
        return []
    own: list[Fault] = []
    is_leaf = item.get("shape") is not None
    if is_leaf == (item.get("items") is not None):
        own.append(Fault(path, "cần có cách tính, hoặc các mục con, không phải cả hai."))
    plain = {k: v for k, v in item.items() if k not in ("items", "params")}
    plain = drop_old_keys(plain, path, own)
    fields = node_fields(is_root=parent is None, is_leaf=is_leaf)
    values = read_fields(fields, plain, path, own)
    node = Node(path, parent, values)
    if is_leaf and not own:
        node.rule = _read_rule(item, node, own)
    code = values.get("code") or ""
    faults += [Fault(f.path, f.message, code) for f in own]
    if parent:
        parent.items.append(node)
    if is_leaf or item.get("items") is None:
        return [node]
    return [node, *_read_nodes(item["items"], (*path, "items"), node, faults)]


def _read_rule(item: Mapping, node: Node, faults: list[Fault]) -> Rule | None:
    try:
        return rule_for(item["shape"], item.get("params") or {}, node.maximum)
    except RuleError as error:
        start = () if item["shape"] not in SHAPES else ("params",)
        faults += [Fault((*node.path, *start, *f.path), f.message) for f in error.faults]
        return None


# Reading rows -------------------------------------------------------------------------------------


def _stored_values(criterion: Criterion) -> dict[str, Any]:
    """Values of a stored node, as if they had been read from nested data."""
    fields = node_fields(is_root=criterion.parent_id is None, is_leaf=criterion.is_leaf)
    values = {name: getattr(criterion, name) for name in fields if name not in ("max", "area")}
    values["max"] = criterion.maximum
    values["area"] = criterion.content_area.position if criterion.content_area else None
    if criterion.is_leaf:
        for name in ("also_deducted_in", "not_counted_with"):
            values[name] = tuple(values[name])
    else:
        values["rounding"] = _typed_rounding(values["rounding"])
    return values


def _typed_rounding(rounding: Mapping | None) -> dict | None:
    if not rounding:
        return None
    return {"step": Decimal(rounding["step"]), "mode": rounding["mode"]}
