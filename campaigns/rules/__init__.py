"""Rule shapes: one module each, one line here. Data names a shape; this registry resolves it."""

from collections.abc import Mapping
from decimal import Decimal

from .base import Rule, RuleError
from .maximum_minus import MaximumMinus
from .per_unit_capped import PerUnitCapped

SHAPES: dict[str, type[Rule]] = {shape.code: shape for shape in (PerUnitCapped, MaximumMinus)}

__all__ = ["SHAPES", "Rule", "RuleError", "rule_for"]


def rule_for(shape: str, params: Mapping, maximum: Decimal) -> Rule:
    """The rule of a leaf. Raises RuleError for an unknown shape or ill-formed parameters."""
    if shape not in SHAPES:
        raise RuleError(f"Không có cách tính “{shape}”.", field="shape")
    return SHAPES[shape].parse(params, maximum)
