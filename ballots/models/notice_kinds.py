"""Kinds of notices about ballots."""

from notices.kinds import Asks, NoticeKind


class BallotNotice(NoticeKind):
    KEY = "ballot_key", Asks.WORK_IN_TIME, "Giữ mã kiểm phiếu"
    OPEN = "ballot_open", Asks.WORK_IN_TIME, "Bỏ phiếu kín"
