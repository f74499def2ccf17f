"""Contradictions within a regulation, and the notes that explain how they are read.

A scorecard with contradictions can be computed and saved. Before it is published each of them is
corrected, or explained by a note under its own code.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from core.numbers import vietnamese

from ..models import Combination, Section
from .document import Document, Node
from .faults import Fault, Path
from .rules.base import points_vi


def contradictions(document: Document) -> list[Fault]:
    """Contradictions of the regulation, each with the note that explains it, if any."""
    faults = [*_total_contradictions(document)]
    for node in document.nodes:
        if node.rule:
            faults += [
                replace(f, path=(*node.path, "params", *f.path), code=node.code)
                for f in node.rule.contradictions()
            ]
        else:
            faults += [replace(f, path=node.path, code=node.code) for f in _sum_faults(node)]
    notes = {"": document.values["interpretations"]}
    notes |= {node.code: node.values["interpretations"] for node in document.nodes}
    times: Counter[tuple[str, str]] = Counter()
    answered = []
    for fault in (*faults, *_grading_contradictions(document)):
        times[fault.code, fault.finding] += 1
        number = times[fault.code, fault.finding]
        finding = f"{fault.finding}.{number}" if number > 1 else fault.finding
        note = notes.get(fault.code, {}).get(finding, "")
        answered.append(replace(fault, finding=finding, note=note))
    return answered


def unexplained(document: Document) -> list[Fault]:
    """Contradictions without a note; they prevent publishing."""
    return [fault for fault in contradictions(document) if not fault.note]


def note_faults(document: Document) -> list[Fault]:
    """Faults for notes on contradictions that the document does not have."""
    present: dict[str, list[str]] = {}
    for fault in contradictions(document):
        present.setdefault(fault.code, []).append(fault.finding)
    places: list[tuple[Path, str, dict]] = [((), "", document.values["interpretations"])]
    places += [(node.path, node.code, node.values["interpretations"]) for node in document.nodes]
    return [
        Fault(
            (*path, "interpretations", finding),
            f"ở đây không có mâu thuẫn “{finding[:60]}” để trả lời "
            f"({'đang có: ' + ', '.join(known) if known else 'không có mâu thuẫn nào'}).",
            code,
        )
        for path, code, notes in places
        for finding in notes
        if finding not in (known := present.get(code, []))
    ]


def _sum_faults(node: Node) -> Iterator[Fault]:
    parts = [item.maximum for item in node.items]
    if node.values["combine"] == Combination.SUM:
        total, word = sum(parts, Decimal(0)), "cộng lại"
    else:
        total, word = max(parts), "cao nhất"
    if total < node.maximum:
        message = (
            f"các mục con {word} {points_vi(total)}, thấp hơn mức tối đa "
            f"{points_vi(node.maximum)} của nhóm."
        )
        yield Fault((), message, finding="items_below_max")
    elif total > node.maximum and node.section != Section.DEDUCTION:
        message = (
            f"các mục con {word} {points_vi(total)}, vượt mức tối đa "
            f"{points_vi(node.maximum)} của nhóm."
        )
        yield Fault((), message, finding="items_over_max")


def _total_contradictions(document: Document) -> Iterator[Fault]:
    base, declared = document.sum_of(Section.BASE), document.base_maximum
    if base != declared:
        yield Fault(
            ("base_maximum",),
            f"Các nhóm điểm chuẩn cộng lại {points_vi(base)}, khác {points_vi(declared)} đã ghi.",
            finding="base_sum_differs",
        )
    if document.highest_total < declared:
        yield Fault(
            ("highest_total",),
            f"Tổng điểm cao nhất {points_vi(document.highest_total)} thấp hơn điểm chuẩn "
            f"{points_vi(declared)}.",
            finding="highest_total_below_base",
        )
    for section, key, name in (
        (Section.BONUS, "bonus_cap", "thưởng"),
        (Section.DEDUCTION, "deduction_cap", "trừ"),
    ):
        cap = document.values[key]
        total = document.sum_of(section)
        if cap is not None and cap > total:
            yield Fault(
                (key,),
                f"Mức trần điểm {name} {vietnamese(cap)} cao hơn tổng {points_vi(total)}.",
                finding=f"{key}_over_sum",
            )


def _grading_contradictions(document: Document) -> Iterator[Fault]:
    if document.grading is None:
        return
    best = document.grading.levels[0]
    if best.bound is not None and best.bound > document.highest_total:
        yield Fault(
            ("grading", "levels", 0, "from"),
            f"Mức “{best.name}” từ {points_vi(best.bound)}, không ai đạt được.",
            finding="best_grade_unreachable",
        )
    for number, level in enumerate(document.grading.levels[:-1]):
        if level.bound <= document.values["lowest_total"]:
            yield Fault(
                ("grading", "levels", number, "from"),
                f"Mức “{level.name}” nhận cả điểm thấp nhất, nên các mức sau không ai rơi vào.",
                finding=f"grade_takes_lowest_total.{level.code}",
            )
    levels = document.grading.levels
    for place, gate, need in document.grading.needs():
        grade = levels[gate.at].code
        node = document.node(need.node)  # a missing node is reported by the validator
        if node and need.points is not None and need.points > node.maximum:
            yield Fault(
                (*place, "points"),
                f"điều kiện {points_vi(need.points)} cao hơn điểm tối đa của mục.",
                node.code,
                finding=f"gate_points_over_max.{grade}",
            )
    # Quotas that are a share of another grade may come in any order.
    plain = [(n, quota) for n, quota in enumerate(document.grading.quotas) if quota.of is None]
    for (_, first), (number, second) in pairwise(plain):
        if first.at > second.at:
            yield Fault(
                ("grading", "quotas", number),
                "Hạn mức của loại cao phải xét trước hạn mức của loại thấp.",
                finding="quotas_out_of_order",
            )
