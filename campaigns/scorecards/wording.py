"""A scorecard in words, except its rules: groups, links, totals, grades, ties.

Rules describe themselves. docs/scorecards.md defines how a scorecard is computed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
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
    """Participants that a scorecard is for: `Ban của HĐND, Đại biểu HĐND`."""
    labels = dict(ParticipantKind.choices)
    return ", ".join(labels.get(kind, kind) for kind in kinds)


def rounding_in_words(rounding: Mapping | None) -> str:
    return Rounding.read(rounding).in_words() if rounding else "chưa ghi cách làm tròn"


# One node -----------------------------------------------------------------------------------------


def computation_in_words(node: Node) -> str:
    """How a node gets its points: a leaf from its rule, a group from its items."""
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
    """Whether a group adds up its items and its own maximum never limits the sum."""
    parts = sum((item.maximum for item in node.items), Decimal(0))
    return not node.rule and node.values["combine"] == Combination.SUM and parts <= node.maximum


def source_in_words(node: Node) -> str:
    """The source of a leaf's numbers."""
    source = MeasureSource(node.values["source"])
    if source == MeasureSource.OTHER_BODY:
        return f"{node.values['source_name']} cung cấp"
    return source.label


def links_in_words(document: Document, node: Node) -> list[str]:
    """Sentences on the links of a node to others and of others to it."""
    own = _leaf_links(document, node) if node.rule else ()
    return [*own, *_incoming_links(document, node)]


def _leaf_links(document: Document, leaf: Node) -> Iterator[str]:
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
        levels = document.grading.levels if document.grading else ()
        names = {level.code: level.name for level in levels}
        grade = names.get(values["period_grade"], values["period_grade"])
        yield f"Đếm số kỳ trước đạt loại {grade} trở lên."
    if values["zeroes"]:
        failing = leaf.rule.failed_counts() or ()
        named = [f"“{leaf.rule.count_in_words(Decimal(count))}”" for count in failing]
        failure = f"Ở mức {' hoặc '.join(named)}" if named else "Không đạt (0 điểm)"
        yield f"{failure} thì cả mục {values['zeroes']} được 0 điểm."
    if values["also_deducted_in"]:
        yield f"Mỗi lần vi phạm còn bị trừ điểm ở mục {', '.join(values['also_deducted_in'])}."
    if values["not_counted_with"]:
        yield f"Đã tính ở mục {', '.join(values['not_counted_with'])} thì không tính ở đây."


def _incoming_links(document: Document, node: Node) -> Iterator[str]:
    if zeroing := document.zeroed_by.get(node.code):
        codes = " hoặc ".join(leaf.code for leaf in zeroing)
        yield f"Cả mục được 0 điểm khi không đạt {codes}."
    if deducting := document.deducted_for.get(node.code):
        codes = ", ".join(leaf.code for leaf in deducting)
        yield f"Tính cả các lần vi phạm ghi ở mục {codes}."


# The whole ----------------------------------------------------------------------------------------


def section_maximum(document: Document, section: str) -> Decimal:
    """The most points that a section can add or deduct."""
    if section == Section.BASE:
        return document.base_maximum
    cap = document.values[f"{section}_cap"]
    return document.sum_of(section) if cap is None else cap


def ties_in_words(document: Document) -> str:
    """The criteria that order equal totals."""
    steps = tie_steps(document)
    if not steps:
        return "Bằng tổng điểm thì cùng hạng."
    return f"Bằng tổng điểm thì xét lần lượt: {'; '.join(steps)}. Vẫn bằng nhau thì cùng hạng."


def tie_steps(document: Document, *, with_names: bool = True) -> list[str]:
    name_of = _naming(document, with_names=with_names)
    return [
        _TIES.get(code) or f"điểm {name_of(code)} cao hơn" for code in document.values["tie_break"]
    ]


def _naming(document: Document, *, with_names: bool) -> Callable[[str], str]:
    """Function from a code to `mục V “Đổi mới”`; to `mục V` without names."""

    def name_of(code: str) -> str:
        node = document.node(code) if with_names else None
        return f"mục {code} “{node.values['name']}”" if node else f"mục {code}"

    return name_of


# Grading ------------------------------------------------------------------------------------------


def levels_in_words(grading: Grading) -> list[tuple[str, str]]:
    """Each level with its range of totals: `("Tốt", "từ 80 đến dưới 90 điểm")`."""
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
    """What changes a grade after the total, one sentence each, in the order of application."""
    grading = document.grading
    if grading is None:
        return []
    name_of = _naming(document, with_names=with_names)
    sentences = []
    if grading.rounding:
        sentences.append(f"Tổng điểm được {grading.rounding.in_words()} trước khi xếp loại.")
    if grading.minimum_days:
        days = vietnamese(grading.minimum_days)
        sentences.append(f"Tham gia dưới {days} ngày trong kỳ thì không xếp loại.")
    sentences += (_gate(name_of, grading, gate) for gate in grading.gates)
    sentences += (_sanction(name_of, grading, sanction) for sanction in grading.sanctions)
    if grading.not_above_organisation:
        sentences.append("Người đứng đầu không được xếp loại cao hơn tập thể mình đứng đầu.")
    sentences += (_quota(grading, quota) for quota in grading.quotas)
    return sentences


def _gate(name_of: Callable[[str], str], grading: Grading, gate: Gate) -> str:
    needs = "; ".join(_need(name_of, need) for need in gate.needs)
    at, otherwise = grading.levels[gate.at].name, grading.levels[gate.otherwise].name
    return f"Muốn được xếp {at} phải có: {needs}. Thiếu thì xếp {otherwise}."


def _need(name_of: Callable[[str], str], need: Need) -> str:
    name = name_of(need.node)
    if need.share is not None:
        return f"{name} đạt từ {vietnamese(need.share * 100)} % điểm tối đa"
    if need.points is not None:
        return f"{name} đạt từ {points_vi(need.points)}"
    return f"{name} có số lượng từ {vietnamese(need.count)}"


def _sanction(name_of: Callable[[str], str], grading: Grading, sanction: Sanction) -> str:
    effects = {
        "at_most": f"không xếp trên mức {grading.levels[sanction.at_most].name}",
        "down": f"hạ {sanction.by} mức",
        "lowest": f"xếp mức {grading.levels[-1].name}",
        "not_considered": "không xét xếp loại, thứ hạng",
    }
    times = vietnamese(sanction.occurrences)
    name = name_of(sanction.criterion)
    return f"Vi phạm {name} từ {times} lần trở lên: {effects[sanction.effect]}."


def _quota(grading: Grading, quota: Quota) -> str:
    most = f"nhiều nhất {quota.number} {_PARTS[quota.per]}"
    if quota.share is not None:
        share = f"{vietnamese(quota.share * 100)} %"
        base = "số được xếp loại"
        if quota.of is not None:
            base = f"số được xếp {_or_better(grading, quota.of)}"
        rounding = QUOTA_ROUNDING[quota.rounding]
        most = f"nhiều nhất {share} {base} {_PARTS[quota.per]}, {rounding}"
    overflow = grading.levels[quota.overflow].name
    return f"Số được xếp {_or_better(grading, quota.at)}: {most}; vượt thì xếp {overflow}."


def _or_better(grading: Grading, at: int) -> str:
    name = grading.levels[at].name
    return f"{name} trở lên" if at else name
