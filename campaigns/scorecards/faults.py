"""Faults of a document, each with its place; collected, so that people see all of them at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.errors import DomainError

# Contradictions by code, worded for the note that explains them. A suffix after a dot
# distinguishes two findings of one code at the same node.
FINDINGS = {
    "items_below_max": "các mục con cộng lại thấp hơn điểm tối đa của nhóm",
    "items_over_max": "các mục con cộng lại vượt điểm tối đa của nhóm",
    "base_sum_differs": "các nhóm điểm chuẩn cộng lại khác tổng điểm chuẩn",
    "highest_total_below_base": "tổng điểm cao nhất thấp hơn điểm chuẩn",
    "bonus_cap_over_sum": "mức trần điểm thưởng cao hơn tổng các mục thưởng",
    "deduction_cap_over_sum": "mức trần điểm trừ cao hơn tổng các mục trừ",
    "best_grade_unreachable": "không ai đạt được mức xếp loại cao nhất",
    "grade_takes_lowest_total": "mức xếp loại nhận cả điểm thấp nhất",
    "gate_points_over_max": "điều kiện xếp loại đòi nhiều hơn điểm tối đa",
    "quotas_out_of_order": "hạn mức của loại thấp xét trước loại cao",
    "best_level_below_max": "mức cao nhất thấp hơn điểm tối đa",
    "best_step_below_max": "ngưỡng tốt nhất thấp hơn điểm tối đa",
    "steps_out_of_order": "ngưỡng thấp hơn mà điểm cao hơn",
    "cap_differs_from_max": "mức trần khác điểm tối đa",
    "unit_over_max": "một lần tính nhiều hơn điểm tối đa",
    "step_not_dividing_max": "bước điểm không chia hết điểm tối đa",
    "weight_differs_from_max": "trọng số khác điểm tối đa",
}


def note_in_words(finding: str, note: str) -> str:
    """A note with the contradiction that it explains, for everyone scored."""
    label = FINDINGS.get(finding.partition(".")[0], finding)
    return f"Cách hiểu khi {label}: {note}"


def notes_in_words(remark: str, interpretations: Mapping[str, str]) -> list[str]:
    """The remark and the notes on contradictions, for everyone scored."""
    shown = [f"Ghi chú: {remark}"] if remark else []
    return [*shown, *(note_in_words(*pair) for pair in interpretations.items())]


# Path in a document: keys and list positions from the top, as in ("criteria", 0, "max").
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """One fault at one place.

    A contradiction is in the regulation itself and has a `finding`: its code in FINDINGS, unique at
    its node. A scorecard may be published with it once a `note` under this code at the node `code`
    (empty: the whole scorecard) explains how it is read. Any other fault has to be corrected.
    """

    path: Path
    message: str
    code: str = ""
    finding: str = ""
    note: str = ""

    @property
    def is_contradiction(self) -> bool:
        return bool(self.finding)

    def __str__(self) -> str:
        return f"Tiêu chí {self.code}: {self.message}" if self.code else self.message


class DocumentError(DomainError):
    """A document that cannot be used; `faults` holds all its faults in reading order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
