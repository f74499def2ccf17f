"""Reads pages: where a template breaks its lines is no concern of a test."""

import re

OPENED_AT_THE_END = re.compile(r"(<\w[^<>]*>)\s*\n\s*")
CLOSED_AT_THE_BEGINNING = re.compile(r"\s*\n\s*(?=</)")


def one_line(html: str) -> str:
    """HTML without line breaks: none inside an element's edges, one space everywhere else."""
    html = OPENED_AT_THE_END.sub(r"\1", html)
    return " ".join(CLOSED_AT_THE_BEGINNING.sub("", html).split())
