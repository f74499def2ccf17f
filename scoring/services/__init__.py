"""What may happen to scores: rankings are kept up to date and sealed, measures recorded."""

from .checks import PartNumbers
from .measuring import decide_grade_tie, record_measure, set_own_maximum
from .ranking import recompute, recompute_changed, seal_ranking

__all__ = [
    "PartNumbers",
    "decide_grade_tie",
    "recompute",
    "recompute_changed",
    "record_measure",
    "seal_ranking",
    "set_own_maximum",
]
