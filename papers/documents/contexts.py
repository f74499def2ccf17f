"""Which values a paper is filled in with, by its kind."""

from collections.abc import Callable
from datetime import date

from ..models import Paper, PaperKind
from . import achievements, afterwards, letters, minutes

ONE: dict[str, Callable[[Paper, date], dict]] = {
    PaperKind.LIST: letters.name_list,
    PaperKind.NOTICE: letters.notice,
    PaperKind.MINUTES: minutes.minutes,
    PaperKind.MONEY_LIST: afterwards.money_list,
    PaperKind.CLOSING_REPORT: afterwards.closing_report,
}

SEVERAL: dict[str, Callable[[Paper, date], list[dict]]] = {
    PaperKind.SUBMISSION: letters.submissions,
    PaperKind.DRAFT_DECISION: letters.draft_decisions,
    PaperKind.REPORT_COLLECTIVE: achievements.reports,
    PaperKind.REPORT_INDIVIDUAL: achievements.reports,
}


def contexts_of(paper: Paper, day: date) -> list[dict]:
    """Values for each document of a paper, as it is dated `day`. Raises DomainError where there
    is nothing to write."""
    if paper.kind in ONE:
        return [ONE[paper.kind](paper, day)]
    return SEVERAL[paper.kind](paper, day)
