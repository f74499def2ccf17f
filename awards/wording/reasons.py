"""Sentences on why a line is in or out, from the numbers stored with the proposal."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from campaigns.models import EntryList
from core.names import lower_first
from core.numbers import vietnamese
from scoring.models import Standing

from ..models import HoldKind, Outcome, ProposalLine, QuotaShare, Reason
from ..queries.changes import BY_HAND, moved_by_hand


def reason_of(row: ProposalLine) -> str:
    """The full reason of a line's outcome.

    Expects share with cluster, quota and pool, and the ranking line loaded.
    """
    share, outcome = row.share, Outcome(row.outcome)
    text = _outcome_reason(row, outcome)
    if outcome in (Outcome.CHOSEN, Outcome.NOT_CHOSEN) and share.pool:
        text += f" Căn cứ chọn: {share.pool.reason}"
    for before in row.facts.get("predecessors", ()):
        text += f" Lưu ý: tiền thân {before['name']} đã được tặng năm {before['year']}."
    return text


def _outcome_reason(row: ProposalLine, outcome: Outcome) -> str:
    share = row.share
    if outcome == Outcome.HIGHER_AWARD:
        return f"Đã có trong đề nghị {row.facts.get('higher_award', 'hình thức cao hơn')}."
    if outcome == Outcome.UNREGISTERED:
        return _unregistered(row)
    if outcome in (Outcome.NOT_ELIGIBLE, Outcome.NEEDS_DECISION):
        return _sentence(reasons_in_words(row))
    if outcome in BY_HAND:
        ranked = f" Theo bảng xếp hạng: {_standing(row)}." if row.eligible_place else ""
        return moved_by_hand(row) + ranked
    tails = {
        Outcome.PROPOSED: f"{_list_name(share)} có {share.seats} suất.",
        Outcome.CHOSEN: f"{_tie(share)}, được chọn.",
        Outcome.TIED: f"{_tie(share)}, chờ chọn.",
        Outcome.NOT_CHOSEN: f"{_tie(share)}, không được chọn.",
        Outcome.OVER_QUOTA: f"{_list_name(share)} chỉ có {share.seats} suất.",
    }
    return f"{_standing(row)}; {tails[outcome]}"


def reasons_in_words(row: ProposalLine) -> list[str]:
    """Each reason against a line, without capital letter and full stop."""
    return [_WORDS[Reason(value)](row.facts.get(value, {})) for value in row.reasons]


def _sentence(parts: list[str]) -> str:
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def _standing(row: ProposalLine) -> str:
    if row.eligible_place is None:
        return _points_of(row)
    share = row.share
    where = "danh sách chung"
    if share.cluster:
        where = f"{share.cluster.name}, danh sách {EntryList(share.list).label.lower()}"
    text = f"{_points_of(row)}, hạng {row.eligible_place} trong {share.eligible} đủ điều kiện"
    return f"{text} ({where}){_women_first(row)}"


def _points_of(row: ProposalLine) -> str:
    total = row.ranking_line.total
    return "Chưa có điểm" if total is None else f"{vietnamese(total)} điểm"


def _list_name(share: QuotaShare) -> str:
    return "danh sách này" if share.cluster_id else "danh sách chung"


def _women_first(row: ProposalLine) -> str:
    """Words for a line whose tie was decided by the women-first rule, else empty."""
    facts = row.facts.get("women_first")
    if not facts:
        return ""
    how = "xếp trước" if facts["first"] else "xếp sau"
    text = f", ngang nhau {facts['equals']}, {how} theo thứ tự ưu tiên nữ"
    if "members" in facts:
        text += f" ({facts['women']} nữ trong {facts['members']} thành viên)"
    return text


def _tie(share: QuotaShare) -> str:
    """Why a person had to choose: equal points in the list, or equal remainders of lists."""
    if share.is_contested:
        return (
            f"ngoài {share.seats} suất của danh sách còn suất chia chung với danh sách khác "
            "có phần dư bằng nhau"
        )
    return f"bằng điểm ở ranh giới {share.seats} suất"


def _unregistered(row: ProposalLine) -> str:
    by_rule = row.facts.get(Reason.UNREGISTERED.value, {}).get("by") == "rule"
    whose = "quy định của hình thức" if by_rule else "kế hoạch quy định ai"
    text = (
        f"Không đăng ký thi đua; khi lập đề nghị, {whose} không đăng ký thì không xét khen thưởng "
        f"({_points_of(row).lower()})."
    )
    others = [value for value in row.reasons if value != Reason.UNREGISTERED]
    if others:
        also = [_WORDS[Reason(value)](row.facts.get(value, {})) for value in others]
        text += f" {_sentence(also)}"
    return text


# --- one reason in words -------------------------------------------------------------------------
Facts = Mapping[str, Any]


def _number(text: str) -> str:
    return vietnamese(Decimal(text))


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"


def _not_ranked(facts: Facts) -> str:
    standing = facts.get("standing", Standing.RANKED)
    if standing == Standing.RANKED:
        return "chưa có điểm để xếp hạng"
    return f"không được xếp hạng ({Standing(standing).label.lower()})"


def _points(facts: Facts) -> str:
    return f"{_number(facts['total'])} điểm, thấp hơn mức tối thiểu {_number(facts['least'])} điểm"


def _grade(facts: Facts) -> str:
    worst = facts.get("worst_name") or f"mức thứ {facts['worst'] + 1}"
    if "given" not in facts:
        return f"chưa được xếp loại, yêu cầu từ {worst} trở lên"
    given = facts.get("given_name") or f"mức thứ {facts['given'] + 1}"
    return f"xếp loại {given}, yêu cầu từ {worst} trở lên"


def _place(facts: Facts) -> str:
    place = f"hạng {facts['place']} của cụm" if "place" in facts else "không có thứ hạng"
    return f"{place}, yêu cầu từ hạng {facts['worst']} trở lên"


def _years(facts: Facts) -> str:
    have, needed = facts["have"], facts["needed"]
    got = f"mới đạt {have} năm liên tục" if have else "năm xét chưa đạt xếp loại yêu cầu"
    return f"{got}, phải đạt {needed} năm liên tục"


def _earlier_award(facts: Facts) -> str:
    until = facts["until"]
    when = f"trong các năm {facts['since']}–{until}" if "since" in facts else f"đến năm {until}"
    if not facts["have"]:
        return f"chưa được tặng {facts['award_type']} {when}, phải có {facts['needed']} lần"
    return (
        f"mới được tặng {facts['award_type']} {facts['have']} lần {when}, "
        f"phải có {facts['needed']} lần"
    )


def _interval(facts: Facts) -> str:
    return (
        f"đã được tặng hình thức này năm {facts['year']}, sớm nhất năm {facts['next']} mới xét lại"
    )


def _time_served(facts: Facts) -> str:
    return f"tham gia {facts['days']} ngày, phải ít nhất {facts['least']} ngày"


def _not_registered(facts: Facts) -> str:
    return "không đăng ký thi đua"


def _held(facts: Facts) -> str:
    kind = HoldKind(facts["kind"]).label
    return f"{lower_first(kind)} từ {_day(facts['from'])} ({facts['document']})"


def _already_awarded(facts: Facts) -> str:
    return (
        f"thành tích năm {facts['year']} đã được tặng {facts['award_type']} "
        f"(Quyết định {facts['number']} ngày {_day(facts['on'])})"
    )


def _discipline_ended(facts: Facts) -> str:
    return (
        f"kỷ luật kết thúc ngày {_day(facts['to'])} ({facts['document']}), "
        "chỉ tính thành tích sau ngày đó"
    )


def _twice_proposed(facts: Facts) -> str:
    if "entries" in facts:
        return f"cùng một người đủ điều kiện ở {facts['entries']} tư cách trong chỉ tiêu này"
    if "plan" in facts:
        return (
            f"cùng người đã có trong đề nghị {facts['award_type']} của {facts['plan']} "
            f"({facts['unit']})"
        )
    return f"cùng người đã có trong đề nghị này ở tư cách khác ({facts['unit']})"


_WORDS: dict[Reason, Callable[[Facts], str]] = {
    Reason.NOT_RANKED: _not_ranked,
    Reason.POINTS: _points,
    Reason.GRADE: _grade,
    Reason.PLACE: _place,
    Reason.YEARS: _years,
    Reason.EARLIER_AWARD: _earlier_award,
    Reason.INTERVAL: _interval,
    Reason.TIME_SERVED: _time_served,
    Reason.UNREGISTERED: _not_registered,
    Reason.HELD: _held,
    Reason.ALREADY_AWARDED: _already_awarded,
    Reason.DISCIPLINE_ENDED: _discipline_ended,
    Reason.TWICE_PROPOSED: _twice_proposed,
}
