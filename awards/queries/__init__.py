"""Reads between a sealed ranking and an honour."""

from .proposals import (
    decided_pools,
    left_out_of,
    lines_of,
    open_pools,
    quotas_with_progress,
    reason_of,
    share_in_words,
    shares_with_progress,
    tied_lines,
)
from .results import lines_to_submit

__all__ = [
    "decided_pools",
    "left_out_of",
    "lines_of",
    "lines_to_submit",
    "open_pools",
    "quotas_with_progress",
    "reason_of",
    "share_in_words",
    "shares_with_progress",
    "tied_lines",
]
