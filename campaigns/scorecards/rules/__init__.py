"""Rule shapes: one module each, one line here. A scorecard names the shape of each leaf."""

from collections.abc import Mapping
from decimal import Decimal

from .base import Facts, Inputs, Numbers, Part, Rule, RuleError, TargetKind, fault
from .choice import Choice
from .deduction import Deduction
from .judgement import Judgement
from .maximum_minus import MaximumMinus
from .mean_of_periods import MeanOfPeriods
from .mean_of_ratios import MeanOfRatios
from .pass_fail import PassFail
from .per_unit_capped import PerUnitCapped
from .pro_rata import ProRata
from .relative_to_leader import RelativeToLeader
from .signed_adjustment import SignedAdjustment
from .threshold import Threshold
from .weighted_percent import WeightedPercent

SHAPES: dict[str, type[Rule]] = {
    shape.code: shape
    for shape in (
        PassFail,
        Choice,
        Threshold,
        ProRata,
        PerUnitCapped,
        MaximumMinus,
        Deduction,
        Judgement,
        MeanOfRatios,
        WeightedPercent,
        SignedAdjustment,
        RelativeToLeader,
        MeanOfPeriods,
    )
}

__all__ = [
    "SHAPES",
    "Facts",
    "Inputs",
    "Numbers",
    "Part",
    "Rule",
    "RuleError",
    "TargetKind",
    "rule_for",
]


def rule_for(shape: str, params: Mapping, maximum: Decimal) -> Rule:
    """The rule of a leaf. Raises RuleError for an unknown shape or invalid parameters."""
    if shape not in SHAPES:
        raise RuleError([fault("shape", f"Không có cách tính “{shape}”.")])
    return SHAPES[shape].parse(params, maximum)
