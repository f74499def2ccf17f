"""Reads between a sealed ranking and an honour."""

from .proposals import (
    decided_pools,
    left_out_of,
    lines_of,
    open_pools,
    outcomes_of,
    quotas_with_progress,
    share_in_words,
    shares_with_progress,
    tied_lines,
)
from .reasons import reason_of, reasons_in_words
from .results import lines_to_submit
from .terms import how_in_words, rule_in_words, seats_in_words, sharing_in_words, terms_in_words

__all__ = [
    "decided_pools",
    "how_in_words",
    "left_out_of",
    "lines_of",
    "lines_to_submit",
    "open_pools",
    "outcomes_of",
    "quotas_with_progress",
    "reason_of",
    "reasons_in_words",
    "rule_in_words",
    "seats_in_words",
    "share_in_words",
    "shares_with_progress",
    "sharing_in_words",
    "terms_in_words",
    "tied_lines",
]
