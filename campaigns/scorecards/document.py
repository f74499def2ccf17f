"""The scorecard as a document: read from nested data, every fault with its place, and written back.

The format is docs/scorecards.md. `read_document(written)` of what `write_document` gives is the
same document again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ..models import (
    Combination,
    Criterion,
    MeasureSource,
    NoneArisen,
    NotApplicable,
    ParticipantKind,
    Plan,
    Scorecard,
    Section,
    Several,
)
from .faults import DocumentError, Fault, Path
from .grading import FIELDS as GRADING_FIELDS
from .grading import Grading
from .old_keys import drop_old_keys
from .rules import SHAPES, Rule, RuleError, rule_for
from .rules.base import raw
from .rules.fields import (
    MOST_DECIMALS,
    Code,
    Field,
    Flag,
    Group,
    Notes,
    Number,
    Option,
    Text,
    Texts,
    Whole,
    read_fields,
)
from .rules.rounding import rounding_group

# One statement holds a few columns for each node, and PostgreSQL takes at most 1,664.
LARGEST_SCORECARD = 400
DEEPEST_TREE = 8


def _options(label: str, choices, default: str = "") -> Option:
    return Option(label, default, options=dict(choices.choices))


CARD_FIELDS: dict[str, Field] = {
    "name": Text("Tên bảng tiêu chí", longest=200),
    "kinds": Texts("Áp dụng cho"),
    "legal_basis": Text("Căn cứ", ""),
    "remark": Text("Ghi chú", ""),
    "interpretations": Notes("Cách hiểu từng mâu thuẫn"),
    "base_maximum": Number("Tổng điểm chuẩn", None, is_above_least=True),
    "bonus_cap": Number("Mức trần điểm thưởng", None),
    "deduction_cap": Number("Mức trần điểm trừ", None),
    "lowest_total": Number("Tổng điểm thấp nhất", Decimal(0), least=Decimal(-100_000)),
    "highest_total": Number("Tổng điểm cao nhất", None, is_above_least=True),
    "scaling": rounding_group("Cách quy đổi"),
    "tie_break": Texts("Khi bằng điểm"),
    "grading": Group("Xếp loại", fields=GRADING_FIELDS),
}
NODE_FIELDS: dict[str, Field] = {
    "code": Code("Mã", longest=20),
    "name": Text("Nội dung", longest=400),
    "max": Number("Điểm tối đa"),
    "legal_basis": Text("Căn cứ", ""),
    "remark": Text("Ghi chú", ""),
    "interpretations": Notes("Cách hiểu từng mâu thuẫn"),
    "area": Whole("Nội dung thi đua số", None, most=200),
}
ROOT_FIELDS: dict[str, Field] = {**NODE_FIELDS, "section": _options("Phần", Section, Section.BASE)}
GROUP_FIELDS: dict[str, Field] = {
    "combine": _options("Cách gộp", Combination, Combination.SUM),
    "rounding": rounding_group("Làm tròn"),
}
LEAF_FIELDS: dict[str, Field] = {
    "shape": Text("Cách tính", longest=40),
    "source": _options("Nguồn số liệu", MeasureSource, MeasureSource.REPORTS),
    "source_name": Text("Cơ quan cung cấp", "", longest=200),
    "largest_count": Whole("Số lượng lớn nhất một báo cáo", 50),
    "several": _options("Nhiều báo cáo", Several, Several.SUM),
    "none_arisen": _options("Khi không phát sinh", NoneArisen),
    "not_applicable": _options("Khi không áp dụng", NotApplicable),
    "zeroes": Text("Không đạt thì mục này 0 điểm", "", longest=20),
    "also_deducted_in": Texts("Đồng thời trừ ở", longest=20),
    "not_counted_with": Texts("Không tính trùng với", longest=20),
    "own_maximum": Flag("Điểm tối đa riêng"),
    "period_grade": Text("Đếm số kỳ đạt loại", "", longest=40),
}


@dataclass(eq=False)
class Node:
    """One node with its place in the raw document; `rule` only for a leaf."""

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
        node = self.parent
        while node:
            yield node
            node = node.parent


@dataclass(frozen=True)
class Document:
    """A whole scorecard: its own values (keys as in the document), and its nodes in order."""

    values: dict[str, Any]
    nodes: list[Node]
    grading: Grading | None

    @property
    def roots(self) -> list[Node]:
        return [node for node in self.nodes if node.parent is None]

    @property
    def leaves(self) -> list[Node]:
        return [node for node in self.nodes if node.rule]

    def node(self, code: str) -> Node | None:
        return next((node for node in self.nodes if node.code == code), None)

    @property
    def base_maximum(self) -> Decimal:
        return self.values["base_maximum"] or self._sum(Section.BASE)

    @property
    def highest_total(self) -> Decimal:
        return self.values["highest_total"] or self.highest_unsaid

    @property
    def highest_unsaid(self) -> Decimal:
        """The highest total where the document says none."""
        cap = self.values["bonus_cap"]
        return self.base_maximum + (self._sum(Section.BONUS) if cap is None else cap)

    def _sum(self, section: str) -> Decimal:
        return sum((n.maximum for n in self.roots if n.section == section), Decimal(0))

    @property
    def decimals(self) -> int:
        """How many decimals all points of the scorecard fit into."""
        numbers = [self.base_maximum, self.highest_total, self.values["lowest_total"]]
        numbers += [self.values[key] for key in ("bonus_cap", "deduction_cap")]
        roundings = [self.values["scaling"], *(n.values.get("rounding") for n in self.nodes)]
        numbers += [rounding["step"] for rounding in roundings if rounding]
        for node in self.nodes:
            numbers += [node.maximum, *(node.rule.every_points() if node.rule else ())]
        exponents = (n.normalize().as_tuple().exponent for n in numbers if n is not None)
        return max(0, -min(exponents))


def read_document(data: Any) -> Document:
    """Raises DocumentError with every field at fault and its path.

    Whether the whole can be computed is for the validator: use its `checked_document`.
    """
    faults: list[Fault] = []
    if not isinstance(data, Mapping):
        raise DocumentError([Fault((), "Đây không phải là một bảng tiêu chí.")])
    tree = data.get("criteria")
    plain = drop_old_keys({k: v for k, v in data.items() if k != "criteria"}, (), faults)
    values = read_fields(CARD_FIELDS, plain, (), faults)
    nodes = _read_nodes(tree, ("criteria",), None, faults)
    grading = _read_grading(data.get("grading"), faults)
    _check_size(nodes, faults)
    if faults:
        raise DocumentError(faults)
    return Document(values, nodes, grading)


def _read_grading(data: Any, faults: list[Fault]) -> Grading | None:
    if not data or any(fault.path[:1] == ("grading",) for fault in faults):
        return None
    try:
        return Grading.parse(data)
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
    """Nodes in reading order; lists nested into themselves end at the deepest allowed floor."""
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
    fields = {
        **(NODE_FIELDS if parent else ROOT_FIELDS),
        **(LEAF_FIELDS if is_leaf else GROUP_FIELDS),
    }
    plain = {k: v for k, v in item.items() if k not in ("items", "params")}
    plain = drop_old_keys(plain, path, own)
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


# Writing -------------------------------------------------------------------------------------

_COLUMN = {"max": "maximum"}


def scorecard_of(document: Document, plan: Plan, *, version: int) -> Scorecard:
    """The unsaved scorecard of a document, without its criteria."""
    values = document.values
    scaling = values["scaling"]
    return Scorecard(
        plan=plan,
        version=version,
        kinds=list(values["kinds"]),
        tie_break=list(values["tie_break"]),
        scaling=raw(scaling) if scaling else None,
        base_maximum=document.base_maximum,
        highest_total=document.highest_total,
        decimals=document.decimals,
        grading=normal_form(document).get("grading", {}),
        **{
            key: values[key]
            for key in (
                *("name", "legal_basis", "remark", "interpretations"),
                *("bonus_cap", "deduction_cap", "lowest_total"),
            )
        },
    )


def criteria_of(document: Document, scorecard: Scorecard, areas: Mapping) -> list[Criterion]:
    """Unsaved criteria in order; parents and `previous` are for the caller to set."""
    criteria = []
    for position, node in enumerate(document.nodes, start=1):
        values = {
            _COLUMN.get(key, key): raw(value) if key == "rounding" and value else value
            for key, value in node.values.items()
            if key not in ("area", "section") and value is not None
        }
        for key in ("also_deducted_in", "not_counted_with"):
            values[key] = list(values.get(key, ()))
        criteria.append(
            Criterion(
                scorecard=scorecard,
                position=position,
                section=node.section,
                content_area=areas.get(node.values.get("area")),
                params=params_of(node.rule) if node.rule else {},
                **values,
            )
        )
    return criteria


def params_of(rule: Rule) -> dict:
    """A rule's parameters as they stand in a document: what is not said is left out."""
    return _said(rule.fields, {name: getattr(rule, name) for name in rule.fields})


def _said(fields: Mapping[str, Field], values: Mapping[str, Any]) -> dict:
    """Values that differ from their default, as raw data."""
    said = {}
    for name, each in fields.items():
        value = values[name]
        if value is None or value == each.default:
            continue
        said[name] = _raw(each, value)
    return said


def _raw(each: Field, value: Any) -> Any:
    rows = getattr(each, "fields", None)
    if rows is None:
        return raw(value)
    return _said(rows, value) if isinstance(value, Mapping) else [_said(rows, v) for v in value]


def normal_form(document: Document) -> dict:
    """The document as nested data: keys in the order of the docs, nothing said that is default."""
    card = _said(CARD_FIELDS, document.values)
    if document.values["highest_total"] == document.highest_unsaid:
        card.pop("highest_total", None)
    grading = card.pop("grading", None)
    return {
        **card,
        **({"grading": grading} if grading else {}),
        "criteria": [_normal_node(node) for node in document.roots],
    }


def _normal_node(node: Node) -> dict:
    fields = {
        **(NODE_FIELDS if node.parent else ROOT_FIELDS),
        **(LEAF_FIELDS if node.rule else GROUP_FIELDS),
    }
    written = _said(fields, node.values)
    if node.rule:
        params = params_of(node.rule)
        return {**written, **({"params": params} if params else {})}
    return {**written, "items": [_normal_node(item) for item in node.items]}


def document_of(scorecard: Scorecard) -> dict:
    """The document of a stored scorecard, with what is not said left out. 1 query."""
    criteria = list(scorecard.criteria.select_related("content_area"))
    card = _said(
        CARD_FIELDS,
        {name: getattr(scorecard, name) for name in CARD_FIELDS if name != "grading"}
        | {
            "kinds": tuple(scorecard.kinds),
            "tie_break": tuple(scorecard.tie_break),
            "scaling": scorecard.scaling and _typed_rounding(scorecard.scaling),
            "grading": None,
        },
    )
    if scorecard.highest_total == _highest_unsaid(scorecard, criteria):
        del card["highest_total"]
    if scorecard.grading:
        card["grading"] = scorecard.grading
    below: dict[int | None, list[dict]] = {}
    for criterion in reversed(criteria):
        node = _node_of(criterion)
        if items := below.pop(criterion.pk, None):
            node["items"] = items
        below.setdefault(criterion.parent_id, []).insert(0, node)
    return {**card, "criteria": below.get(None, [])}


def _highest_unsaid(scorecard: Scorecard, criteria: Iterable[Criterion]) -> Decimal:
    roots = (c for c in criteria if c.parent_id is None and c.section == Section.BONUS)
    bonus = sum((root.maximum for root in roots), Decimal(0))
    cap = scorecard.bonus_cap
    return scorecard.base_maximum + (bonus if cap is None else cap)


def _typed_rounding(rounding: Mapping) -> dict:
    return {"step": Decimal(rounding["step"]), "mode": rounding["mode"]}


def _node_of(criterion: Criterion) -> dict:
    fields = {**(NODE_FIELDS if criterion.parent_id else ROOT_FIELDS)}
    fields |= LEAF_FIELDS if criterion.is_leaf else GROUP_FIELDS
    values = {
        name: getattr(criterion, _COLUMN.get(name, name)) for name in fields if name != "area"
    }
    values["area"] = criterion.content_area.position if criterion.content_area else None
    for name in ("also_deducted_in", "not_counted_with"):
        if name in values:
            values[name] = tuple(values[name])
    if values.get("rounding"):
        values["rounding"] = _typed_rounding(values["rounding"])
    node = _said(fields, values)
    if criterion.is_leaf:
        node["params"] = criterion.params
    return node


def kinds_faults(kinds: Iterable[str]) -> Iterator[Fault]:
    known = ", ".join(ParticipantKind.values)
    if not kinds:
        yield Fault(("kinds",), f"Bảng tiêu chí chưa ghi áp dụng cho ai ({known}).")
    for number, kind in enumerate(kinds):
        if kind not in ParticipantKind.values:
            yield Fault(("kinds", number), f"Không có loại tham gia “{kind}” ({known}).")


def most_decimals_fault(document: Document) -> Iterator[Fault]:
    if document.decimals > MOST_DECIMALS:
        yield Fault((), f"Điểm có quá {MOST_DECIMALS} chữ số sau dấu phẩy.")
