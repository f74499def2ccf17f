"""Kinds of notices about awards."""

from notices.kinds import Asks, NoticeKind


class AwardNotice(NoticeKind):
    AWARD = "award", Asks.NOTHING, "Khen thưởng"
