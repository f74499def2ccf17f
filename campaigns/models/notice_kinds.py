"""Kinds of notices about what the office changes in a plan."""

from notices.kinds import Asks, NoticeKind


class PlanNotice(NoticeKind):
    PLEDGE_RETURNED = "pledge_returned", Asks.RESENDING, "Đăng ký cần sửa"
    SCORECARD_RENEWED = "scorecard_renewed", Asks.NOTHING, "Bảng tiêu chí mới"
    EXTENSION_GRANTED = "extension_granted", Asks.NOTHING, "Gia hạn"
