"""What a scorecard says beside its rules, in Vietnamese: groups, links, totals, grades, ties.

Written from a document that has been read; how it is computed is docs/scorecards.md.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from core.numbers import vietnamese

from ..models import (
    Combination,
    MeasureSource,
    NoneArisen,
    NotApplicable,
    ParticipantKind,
    Section,
    Several,
)
from .document import Document, Node
from .grading import QUOTA_ROUNDING, Gate, Grading, Need, Quota, Sanction
from .rules.base import points_vi
from .rules.rounding import Rounding

_TIES = {"bonus": "điểm thưởng nhiều hơn", "deduction": "điểm trừ ít hơn"}
_PARTS = {
    "scorecard": "trong cả bảng tiêu chí",
    "cluster": "trong từng cụm",
    "list": "trong từng danh sách",
    "cluster_and_list": "trong từng danh sách của từng cụm",
}


def kinds_in_words(kinds: Iterable[str]) -> str:
    """Whom a scorecard is for: `Ban của HĐND, Đại biểu HĐND`."""
    labels = dict(ParticipantKind.choices)
    return ", ".join(labels.get(kind, kind) for kind in kinds)


def rounding_in_words(rounding: Mapping | None) -> str:
    return Rounding.read(rounding).in_words() if rounding else "chưa ghi cách làm tròn"


# One node ----------------------------------------------------------------------------------------


def computation_in_words(node: Node) -> str:
    """How a node gets its points: a leaf by its rule, a group from its items."""
    if node.rule:
        return node.rule.in_words()
    if node.values["combine"] == Combination.HIGHEST:
        return "Chỉ tính mục con cao điểm nhất"
    if node.values["combine"] == Combination.MEAN:
        return f"Trung bình các mục con, {rounding_in_words(node.values['rounding'])}"
    if is_plain_sum(node):
        return "Cộng các mục con"
    return f"Cộng các mục con, nhiều nhất {points_vi(node.maximum)}"


def is_plain_sum(node: Node) -> bool:
    """Whether a group adds up its items and its own maximum never cuts off anything."""
    parts = sum((item.maximum for item in node.items), Decimal(0))
    return not node.rule and node.values["combine"] == Combination.SUM and parts <= node.maximum


def source_in_words(node: Node) -> str:
    """Where the numbers of a leaf come from."""
    source = MeasureSource(node.values["source"])
    if source == MeasureSource.OTHER_BODY:
        return f"{node.values['source_name']} cung cấp"
    return source.label


class Links:
    """What ties the nodes of one document together, in sentences by node."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def of(self, node: Node) -> list[str]:
        """Sentences about one node, what comes to it from others included."""
        own = self._of_leaf(node) if node.rule else ()
        return [*own, *self._from_others(node)]

    def _of_leaf(self, leaf: Node) -> Iterator[str]:
        values = leaf.values
        if values["several"] != Several.SUM:
            yield f"Có nhiều báo cáo: {Several(values['several']).label.lower()}."
        if values["none_arisen"]:
            yield f"Không phát sinh: {NoneArisen(values['none_arisen']).label.lower()}."
        if values["not_applicable"]:
            label = NotApplicable(values["not_applicable"]).label.lower()
            yield f"Được duyệt là không áp dụng: {label}."
        if values["own_maximum"]:
            yield "Điểm tối đa có thể được duyệt riêng cho từng nơi, từng người."
        if values["period_grade"]:
            yield f"Đếm số kỳ trước đạt loại {self._grade(values['period_grade'])} trở lên."
        if values["zeroes"]:
            yield f"{_failure(leaf)} thì cả mục {values['zeroes']} được 0 điểm."
        if values["also_deducted_in"]:
            yield f"Mỗi lần vi phạm còn bị trừ điểm ở mục {', '.join(values['also_deducted_in'])}."
        if values["not_counted_with"]:
            yield f"Đã tính ở mục {', '.join(values['not_counted_with'])} thì không tính ở đây."

    def _from_others(self, node: Node) -> Iterator[str]:
        leaves = self.document.leaves
        zeroing = [leaf.code for leaf in leaves if leaf.values["zeroes"] == node.code]
        if zeroing:
            yield f"Cả mục được 0 điểm khi không đạt {' hoặc '.join(zeroing)}."
        deducting = [leaf.code for leaf in leaves if node.code in leaf.values["also_deducted_in"]]
        if deducting:
            yield f"Tính cả các lần vi phạm ghi ở mục {', '.join(deducting)}."

    def _grade(self, code: str) -> str:
        grading = self.document.grading
        names = {level.code: level.name for level in grading.levels} if grading else {}
        return names.get(code, code)


def _failure(leaf: Node) -> str:
    """What it is called to fail a leaf that zeroes a group."""
    failing = leaf.rule.failed_counts() or ()
    named = [f"“{leaf.rule.count_in_words(Decimal(count))}”" for count in failing]
    return f"Ở mức {' hoặc '.join(named)}" if named else "Không đạt (0 điểm)"


# The whole ---------------------------------------------------------------------------------------


def section_maximum(document: Document, section: str) -> Decimal:
    """The most that a section can give or take."""
    if section == Section.BASE:
        return document.base_maximum
    cap = document.values[f"{section}_cap"]
    roots = (root.maximum for root in document.roots if root.section == section)
    return sum(roots, Decimal(0)) if cap is None else cap


def ties_in_words(document: Document) -> str:
    """What decides between equal totals, in order."""
    steps = tie_steps(document)
    if not steps:
        return "Bằng tổng điểm thì cùng hạng."
    return f"Bằng tổng điểm thì xét lần lượt: {'; '.join(steps)}. Vẫn bằng nhau thì cùng hạng."


def tie_steps(document: Document, *, with_names: bool = True) -> list[str]:
    called = _Names(document if with_names else None)
    return [
        _TIES.get(code) or f"điểm {called(code)} cao hơn" for code in document.values["tie_break"]
    ]


class _Names:
    """What a node is called in a sentence: `mục V “Đổi mới”`, or its code alone."""

    def __init__(self, document: Document | None) -> None:
        self.names = {node.code: node.values["name"] for node in document.nodes} if document else {}

    def __call__(self, code: str) -> str:
        return f"mục {code} “{self.names[code]}”" if code in self.names else f"mục {code}"


# Grading -----------------------------------------------------------------------------------------


def levels_in_words(grading: Grading) -> list[tuple[str, str]]:
    """Each level with the totals it takes: `("Tốt", "từ 80 đến dưới 90 điểm")`."""
    words, above = [], None
    for level in grading.levels:
        if level.bound is None:
            text = f"dưới {points_vi(above)}"
        elif above is None:
            text = f"từ {points_vi(level.bound)} trở lên"
        else:
            text = f"từ {vietnamese(level.bound)} đến dưới {points_vi(above)}"
        words.append((level.name, text))
        above = level.bound
    return words


def grading_in_words(document: Document, *, with_names: bool = True) -> list[str]:
    """What moves a grade after the total, one sentence each, in the order it is applied."""
    grading = document.grading
    if grading is None:
        return []
    called = _Names(document if with_names else None)
    return [
        *_terms(grading),
        *(_gate(called, grading, gate) for gate in grading.gates),
        *(_sanction(called, grading, sanction) for sanction in grading.sanctions),
        *_organisation(grading),
        *(_quota(grading, quota) for quota in grading.quotas),
    ]


def _terms(grading: Grading) -> Iterator[str]:
    if grading.rounding:
        yield f"Tổng điểm được {grading.rounding.in_words()} trước khi xếp loại."
    if grading.minimum_days:
        days = vietnamese(grading.minimum_days)
        yield f"Tham gia dưới {days} ngày trong kỳ thì không xếp loại."


def _organisation(grading: Grading) -> Iterator[str]:
    if grading.not_above_organisation:
        yield "Người đứng đầu không được xếp loại cao hơn tập thể mình đứng đầu."


def _gate(called: _Names, grading: Grading, gate: Gate) -> str:
    needs = "; ".join(_need(called, need) for need in gate.needs)
    at, otherwise = grading.levels[gate.at].name, grading.levels[gate.otherwise].name
    return f"Muốn được xếp {at} phải có: {needs}. Thiếu thì xếp {otherwise}."


def _need(called: _Names, need: Need) -> str:
    name = called(need.node)
    if need.share is not None:
        return f"{name} đạt từ {vietnamese(need.share * 100)} % điểm tối đa"
    if need.points is not None:
        return f"{name} đạt từ {points_vi(need.points)}"
    return f"{name} có số lượng từ {vietnamese(need.count)}"


def _sanction(called: _Names, grading: Grading, sanction: Sanction) -> str:
    effects = {
        "at_most": f"không xếp trên mức {grading.levels[sanction.at_most].name}",
        "down": f"hạ {sanction.by} mức",
        "lowest": f"xếp mức {grading.levels[-1].name}",
        "not_considered": "không xét xếp loại, thứ hạng",
    }
    times = vietnamese(sanction.occurrences)
    name = called(sanction.criterion)
    return f"Vi phạm {name} từ {times} lần trở lên: {effects[sanction.effect]}."


def _quota(grading: Grading, quota: Quota) -> str:
    most = f"nhiều nhất {quota.number} {_PARTS[quota.per]}"
    if quota.share is not None:
        share = f"{vietnamese(quota.share * 100)} %"
        rounding = QUOTA_ROUNDING[quota.rounding]
        most = f"nhiều nhất {share} {_counted(grading, quota)} {_PARTS[quota.per]}, {rounding}"
    overflow = grading.levels[quota.overflow].name
    return f"Số được xếp {_or_better(grading, quota.at)}: {most}; vượt thì xếp {overflow}."


def _counted(grading: Grading, quota: Quota) -> str:
    """What a share is taken of."""
    if quota.of is None:
        return "số được xếp loại"
    return f"số được xếp {_or_better(grading, quota.of)}"


def _or_better(grading: Grading, at: int) -> str:
    name = grading.levels[at].name
    return f"{name} trở lên" if at else name
