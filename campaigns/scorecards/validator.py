"""Faults of a scorecard beyond single fields: structure, links, references of the grading.

A scorecard with such faults cannot be computed, so saving it is refused.
"""

from collections.abc import Container, Iterator
from decimal import Decimal
from typing import Any

from core.numbers import vietnamese

from ..models import Combination, MeasureSource, ParticipantKind, Section, Several
from .document import Document, Node
from .faults import DocumentError, Fault, Path
from .fields import CARD_FIELDS
from .rules.base import points_vi
from .rules.fields import LARGEST_POINTS, MOST_DECIMALS, lookalike_key

# A scorecard is computed by one statement; PostgreSQL gives it 1,664 columns.
MOST_COLUMNS = 1600
_TIE_WORDS = ("bonus", "deduction")


def checked_document(data: Any) -> Document:
    """Read a document that can be computed. Raises DocumentError with every fault and its path."""
    document = Document.read(data)
    require_computable(document)
    return document


def require_computable(document: Document) -> None:
    """Raises DocumentError with every fault that no ranking could be computed with."""
    if faults := structure_faults(document):
        raise DocumentError(faults)


def structure_faults(document: Document) -> list[Fault]:
    """Every fault that makes the scorecard impossible to compute."""
    faults = [
        *_size_faults(document),
        *_code_faults(document),
    ]
    if faults:
        return faults
    for node in document.nodes:
        faults += _leaf_faults(document, node) if node.rule else _group_faults(node)
    return [
        *faults,
        *_scaling_faults(document),
        *_rounding_faults(document),
        *_cycle_faults(document),
        *_tie_break_faults(document),
        *_grading_faults(document),
    ]


def _size_faults(document: Document) -> Iterator[Fault]:
    """Faults of the kinds of participant, the number of columns and of decimals."""
    known, kinds = ", ".join(ParticipantKind.values), document.values["kinds"]
    if not kinds:
        yield Fault(("kinds",), f"Bảng tiêu chí chưa ghi áp dụng cho ai ({known}).")
    for number, kind in enumerate(kinds):
        if kind not in ParticipantKind.values:
            yield Fault(("kinds", number), f"Không có loại tham gia “{kind}” ({known}).")

    if columns_of(document) > MOST_COLUMNS:
        yield Fault(
            ("criteria",),
            f"Bảng có {len(document.leaves)} tiêu chí với nhiều số liệu thành phần, quá rộng để "
            "tính một lần. Hãy tách thành nhiều bảng hoặc bớt thành phần.",
        )
    if document.decimals > MOST_DECIMALS:
        yield Fault((), f"Điểm có quá {MOST_DECIMALS} chữ số sau dấu phẩy.")


def columns_of(document: Document) -> int:
    """Upper bound of the number of columns computed for one entry (see scoring.rankings.engine)."""
    grading = document.grading
    judged = 2 * len(grading.gates) + len(grading.sanctions) if grading else 0
    groups = 4 * (len(document.nodes) - len(document.leaves))
    return 60 + judged + groups + sum(map(_columns_of_leaf, document.leaves))


def _columns_of_leaf(node: Node) -> int:
    rule, values = node.rule, node.values
    has_denominator = rule.reads_denominator or (values["none_arisen"] and not rule.has_parts)
    each = 2 + bool(has_denominator) + 2 * rule.reads_denominator
    once = bool(values["not_counted_with"]) + rule.has_exception + values["own_maximum"]
    leader = 8 * rule.reads_leader  # two columns, and the sort keys of their windows
    more = rule.is_deduction + rule.rises_with_reports
    return 3 + each * len(rule.part_names) + once + leader + more


def period_faults(document: Document, period_days: int) -> list[Fault]:
    """A fault if the minimum number of days is longer than the plan."""
    least = document.grading.minimum_days if document.grading else 0
    if least <= period_days:
        return []
    message = (
        f"Số ngày tối thiểu {vietnamese(least)} dài hơn kỳ của kế hoạch ({vietnamese(period_days)} "
        "ngày), nên không ai được xếp loại."
    )
    return [Fault(("grading", "minimum_days"), message)]


def area_faults(document: Document, areas: Container[int]) -> list[Fault]:
    """Faults for content areas that the plan does not have; `areas` are the numbers it has."""
    return [
        Fault((*node.path, "area"), f"không có nội dung thi đua thứ {number}.", node.code)
        for node in document.nodes
        if (number := node.values["area"]) is not None and number not in areas
    ]


def _code_faults(document: Document) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    codes: set[str] = set()
    for node in document.nodes:
        first = seen.setdefault(lookalike_key(node.code), node.code)
        if first != node.code:
            message = f"mã này trông giống mã “{first}”, hãy chọn mã khác hẳn."
            yield Fault((*node.path, "code"), message, node.code)
        elif node.code in codes:
            yield Fault((*node.path, "code"), "mã này đã dùng cho một tiêu chí khác.", node.code)
        if lookalike_key(node.code) in _TIE_WORDS:
            yield Fault((*node.path, "code"), "mã này dành riêng, hãy chọn mã khác.", node.code)
        codes.add(node.code)


def _group_faults(node: Node) -> Iterator[Fault]:
    needs_rounding = node.values["combine"] == Combination.MEAN
    if needs_rounding and not node.values["rounding"]:
        yield Fault(
            (*node.path, "rounding"), "lấy trung bình thì phải ghi cách làm tròn.", node.code
        )
    if node.values["rounding"] and not needs_rounding:
        yield Fault((*node.path, "rounding"), "chỉ làm tròn khi lấy trung bình.", node.code)
    if not node.maximum:
        yield Fault((*node.path, "max"), "điểm tối đa phải lớn hơn 0.", node.code)


def _leaf_faults(document: Document, node: Node) -> Iterator[Fault]:
    for key, message in (
        *_place_problems(node),
        *_source_problems(node),
        *_link_problems(document, node),
    ):
        yield Fault((*node.path, key), message, node.code)


def _place_problems(node: Node) -> Iterator[tuple[str, str]]:
    rule = node.rule
    if rule.is_deduction != (node.section == Section.DEDUCTION):
        yield (
            "shape",
            ("phần điểm trừ chỉ dùng cách tính “deduction”, và cách tính này chỉ dùng ở phần đó."),
        )
    if not node.maximum and not rule.is_deduction:
        yield "max", "điểm tối đa phải lớn hơn 0."
    if node.section != Section.BASE:
        for key in ("none_arisen", "not_applicable"):
            if node.values[key] == "left_out":
                yield key, "điểm thưởng, điểm trừ không được quy đổi (left_out)."
        if node.values["not_applicable"]:
            yield "not_applicable", "điểm thưởng, điểm trừ luôn áp dụng."
    if node.values["own_maximum"] and not rule.follows_maximum:
        yield "own_maximum", "cách tính này không dùng được điểm tối đa riêng."


def _source_problems(node: Node) -> Iterator[tuple[str, str]]:
    source, rule = node.values["source"], node.rule
    if source == MeasureSource.REPORTS and not rule.is_reportable:
        yield "source", "cách tính này không đếm được từ báo cáo; hãy chọn sheet hoặc office."
    if rule.reads_ratio and node.values["several"] != Several.SUM:
        yield "several", "tử số và mẫu số của các báo cáo chỉ cộng lại được (sum)."
    if rule.reads_periods and source != MeasureSource.RANKINGS:
        yield "source", "trung bình các kỳ lấy từ kết quả các kỳ trước (rankings)."
    if source == MeasureSource.RANKINGS:
        counts_grades = bool(node.values["period_grade"])
        if counts_grades == rule.reads_periods or not (rule.is_counting or rule.reads_periods):
            yield (
                "period_grade",
                ("từ kết quả các kỳ trước: hoặc lấy trung bình, hoặc đếm số kỳ đạt một loại."),
            )
    elif node.values["period_grade"]:
        yield "period_grade", "chỉ dùng với nguồn rankings."
    if source == MeasureSource.OTHER_BODY and not node.values["source_name"]:
        yield "source_name", "hãy ghi tên cơ quan cung cấp số liệu."


def _link_problems(document: Document, node: Node) -> Iterator[tuple[str, str]]:
    values = node.values
    if values["zeroes"] and values["zeroes"] not in {above.code for above in node.above()}:
        yield "zeroes", f"“{values['zeroes']}” không phải là mục chứa tiêu chí này."
    for code in values["also_deducted_in"]:
        target = document.node(code)
        if target is None or target.rule is None or not target.rule.is_deduction:
            yield "also_deducted_in", f"“{code}” không phải là một tiêu chí trừ điểm."
        elif node.rule.is_deduction or not node.rule.counts_incidents:
            yield "also_deducted_in", "cách tính này không đếm số lần vi phạm."
    for code in values["not_counted_with"]:
        target = document.node(code)
        if target is None:
            yield "not_counted_with", f"không có tiêu chí “{code}”."
        elif target is node or target in node.above():
            yield "not_counted_with", f"“{code}” là chính nó hoặc mục chứa nó."
        elif not node.rule.is_counting:
            yield "not_counted_with", "chỉ dùng với tiêu chí đếm số lượng."


def _leaves_under(node: Node) -> Iterator[Node]:
    if node.rule:
        yield node
    for item in node.items:
        yield from _leaves_under(item)


def _cycle_faults(document: Document) -> Iterator[Fault]:
    """Faults for leaves that exclude themselves over any number of links."""
    after = {
        leaf.code: {
            other.code
            for code in leaf.values["not_counted_with"]
            if (target := document.node(code))
            for other in _leaves_under(target)
        }
        for leaf in document.leaves
    }
    for leaf in document.leaves:
        seen, waiting = set(), list(after[leaf.code])
        while waiting:
            code = waiting.pop()
            if code not in seen:
                seen.add(code)
                waiting += after[code]
        if leaf.code in seen:
            yield Fault(
                (*leaf.path, "not_counted_with"),
                "các tiêu chí “không tính trùng” nối thành vòng tròn.",
                leaf.code,
            )


def _scaling_faults(document: Document) -> Iterator[Fault]:
    leaves = [
        leaf
        for leaf in document.leaves
        if "left_out" in (leaf.values["none_arisen"], leaf.values["not_applicable"])
    ]
    if leaves and not document.values["scaling"]:
        yield Fault(
            ("scaling",),
            f"Tiêu chí {leaves[0].code} có thể không tính (left_out), nên phải ghi cách quy đổi.",
        )
    for key in ("base_maximum", "highest_total"):
        if not 0 < getattr(document, key) <= LARGEST_POINTS:
            yield Fault(
                (key,),
                f"{CARD_FIELDS[key].label} là {vietnamese(getattr(document, key))}; "
                f"phải lớn hơn 0, đến {vietnamese(LARGEST_POINTS)}.",
            )
    bounds = document.values["lowest_total"], document.highest_total
    if bounds[0] >= bounds[1]:
        yield Fault(("lowest_total",), "Tổng điểm thấp nhất phải dưới tổng điểm cao nhất.")


def _rounding_faults(document: Document) -> Iterator[Fault]:
    """Faults for rounding steps above the maximum that is rounded."""
    steps: list[tuple[Path, Decimal, Decimal, str]] = []
    for node in document.nodes:
        if node.rule and (step := getattr(node.rule, "step", None)):
            steps.append(((*node.path, "params", "step"), step, node.maximum, node.code))
        elif rounding := node.values.get("rounding"):
            steps.append(((*node.path, "rounding"), rounding["step"], node.maximum, node.code))
    if scaling := document.values["scaling"]:
        steps.append((("scaling",), scaling["step"], document.base_maximum, ""))
    if document.grading and document.grading.rounding:
        step = document.grading.rounding.step
        steps.append((("grading", "rounding"), step, document.highest_total, ""))
    for path, step, maximum, code in steps:
        if step > maximum:
            message = f"bước làm tròn {vietnamese(step)} lớn hơn điểm tối đa {points_vi(maximum)}."
            yield Fault(path, message if code else message[:1].upper() + message[1:], code)


def _tie_break_faults(document: Document) -> Iterator[Fault]:
    for number, code in enumerate(document.values["tie_break"]):
        if code not in _TIE_WORDS and document.node(code) is None:
            yield Fault(("tie_break", number), f"Khi bằng điểm: không có tiêu chí “{code}”.")


def _grading_faults(document: Document) -> Iterator[Fault]:
    if document.grading is None:
        codes = [leaf for leaf in document.leaves if leaf.values["period_grade"]]
        for leaf in codes:
            yield Fault((*leaf.path, "period_grade"), "bảng này không xếp loại.", leaf.code)
        return
    grades = {level.code for level in document.grading.levels}
    for leaf in document.leaves:
        if leaf.values["period_grade"] and leaf.values["period_grade"] not in grades:
            yield Fault((*leaf.path, "period_grade"), "không có mức xếp loại này.", leaf.code)
    for place, _, need in document.grading.needs():
        node = document.node(need.node)
        if node is None:
            yield Fault((*place, "node"), f"Điều kiện: không có tiêu chí “{need.node}”.")
        elif need.count is not None and not (node.rule and node.rule.has_count):
            yield Fault(
                (*place, "count"),
                f"Điều kiện: {need.node} không có một số lượng để so; hãy dùng điểm (points) hoặc "
                "tỷ lệ (share).",
            )
    for number, sanction in enumerate(document.grading.sanctions):
        place = ("grading", "sanctions", number, "criterion")
        node = document.node(sanction.criterion)
        if node is None or not node.rule:
            yield Fault(place, f"Chế tài: không có tiêu chí “{sanction.criterion}” để chấm.")
        elif not node.rule.counts_incidents:
            problem = f"{node.code} không đếm số lần vi phạm."
            if node.rule.level_names:
                problem = (
                    f"các mức của {node.code} chưa ghi số lần vi phạm (occurrences), nên không "
                    "biết mức nào là vi phạm."
                )
            yield Fault(place, f"Chế tài: {problem}")
