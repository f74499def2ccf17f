"""Who may have a form and why not: one SELECT over the lines of a sealed ranking.

`judging` writes it, from the conditions of `conditions` and `history`. Drafting keeps what it
gives and writes it down, trying other terms reads it; there is no other definition.
"""

from .judgement import GroupOfLines, Judgement, judge_once
from .terms import Setting, Terms, rule_for, setting_of

__all__ = [
    "GroupOfLines",
    "Judgement",
    "Setting",
    "Terms",
    "judge_once",
    "rule_for",
    "setting_of",
]
