"""Kinds of official papers."""

from django.db import models


class PaperKind(models.TextChoices):
    """What an official paper is; certificates are the only kind without a Word template."""

    SUBMISSION = "submission", "Tờ trình"
    LIST = "list", "Danh sách đề nghị"
    NOTICE = "notice", "Thông báo công khai"
    MINUTES = "minutes", "Biên bản họp xét khen thưởng"
    DRAFT_DECISION = "draft_decision", "Dự thảo quyết định"
    REPORT_COLLECTIVE = "report_collective", "Báo cáo thành tích tập thể"
    REPORT_INDIVIDUAL = "report_individual", "Báo cáo thành tích cá nhân"
    MONEY_LIST = "money_list", "Danh sách chi tiền thưởng"
    CERTIFICATES = "certificates", "Bằng khen, giấy khen"
    CLOSING_REPORT = "closing_report", "Báo cáo tổng kết"

    @property
    def has_word_template(self) -> bool:
        return self is not PaperKind.CERTIFICATES

    @property
    def is_achievement_report(self) -> bool:
        """Whether it is made for one line, or for all lines of one kind of recipient."""
        return self in (PaperKind.REPORT_COLLECTIVE, PaperKind.REPORT_INDIVIDUAL)

    @property
    def is_of_decision(self) -> bool:
        """Whether it is made from a decision and not from the proposal."""
        return self in (PaperKind.MONEY_LIST, PaperKind.CERTIFICATES)

    @property
    def needs_closed_proposal(self) -> bool:
        """Whether it leaves the office, and so requires a list that no longer changes."""
        return self in (
            PaperKind.NOTICE,
            PaperKind.MINUTES,
            PaperKind.SUBMISSION,
            PaperKind.DRAFT_DECISION,
        )
