"""Kinds of notices that concern a whole plan."""

from notices.kinds import Asks, NoticeKind


class DashboardNotice(NoticeKind):
    REMINDER = "reminder", Asks.WORK_IN_TIME, "Nhắc việc sắp đến hạn"
    ANNOUNCEMENT = "announcement", Asks.NOTHING, "Thông báo của văn phòng"
