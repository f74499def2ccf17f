"""Kinds of notices about score sheets and rankings."""

from notices.kinds import Asks, NoticeKind


class ScoringNotice(NoticeKind):
    SHEET_WAITING = "sheet_waiting", Asks.WORK_IN_TIME, "Phiếu chấm chờ bạn"
    SHEET_DONE = "sheet_done", Asks.NOTHING, "Phiếu chấm đã xong"
    APPEAL_ANSWERED = "appeal_answered", Asks.NOTHING, "Trả lời kiến nghị"
    RANKING_SEALED = "ranking_sealed", Asks.NOTHING, "Khóa bảng xếp hạng"
