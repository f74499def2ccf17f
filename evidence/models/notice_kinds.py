"""Kinds of notices about reports."""

from notices.kinds import Asks, NoticeKind


class ReportNotice(NoticeKind):
    RETURNED = "report_returned", Asks.RESENDING, "Báo cáo cần sửa"
    REFUSED = "report_refused", Asks.NOTHING, "Báo cáo không được nhận"
    SUPPLEMENT_REFUSED = "extension_refused", Asks.NOTHING, "Không nhận bổ sung"
