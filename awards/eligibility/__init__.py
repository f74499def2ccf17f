"""Who may have a form and why not: one SELECT over the lines of a sealed ranking.

`judging` writes it, from the conditions of `conditions` and `history`. Drafting puts it behind an
INSERT, trying other terms reads it; there is no other definition.
"""

from .judging import GroupOfLines, groups_of, judged_lines, write_lines
from .terms import Setting, Terms, rule_for, setting_of

__all__ = [
    "GroupOfLines",
    "Setting",
    "Terms",
    "groups_of",
    "judged_lines",
    "rule_for",
    "setting_of",
    "write_lines",
]
