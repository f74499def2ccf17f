"""The values of each paper, by its kind."""

from collections.abc import Callable
from datetime import date

from ..models import Paper, PaperKind
from . import (
    achievement_reports,
    closing_report,
    draft_decision,
    minutes,
    money_list,
    name_lists,
    submission,
)

ONE_DOCUMENT: dict[PaperKind, Callable[[Paper, date], dict]] = {
    PaperKind.LIST: name_lists.name_list,
    PaperKind.NOTICE: name_lists.notice,
    PaperKind.MINUTES: minutes.minutes,
    PaperKind.MONEY_LIST: money_list.money_list,
    PaperKind.CLOSING_REPORT: closing_report.closing_report,
}

SEVERAL_DOCUMENTS: dict[PaperKind, Callable[[Paper, date], list[dict]]] = {
    PaperKind.SUBMISSION: submission.submissions,
    PaperKind.DRAFT_DECISION: draft_decision.draft_decisions,
    PaperKind.REPORT_COLLECTIVE: achievement_reports.reports,
    PaperKind.REPORT_INDIVIDUAL: achievement_reports.reports,
}


def contexts_of(paper: Paper, day: date) -> list[dict]:
    """The values of each document of a paper that is dated `day`.

    Raises DomainError where there is nothing to write.
    """
    kind = PaperKind(paper.kind)
    if kind in ONE_DOCUMENT:
        return [ONE_DOCUMENT[kind](paper, day)]
    return SEVERAL_DOCUMENTS[kind](paper, day)
