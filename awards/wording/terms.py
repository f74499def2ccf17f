"""Rules and quotas in words: terms, conditions, and the resulting seats."""

from core.names import lower_first
from core.numbers import vietnamese

from ..models import AwardTypeRule, PercentOf, ProposalQuota, QuotaRounding, QuotaTerms, Sharing


def terms_in_words(quota: QuotaTerms) -> str:
    """`25 % số tham gia, làm tròn xuống; chia theo quy mô...`"""
    return f"{_number_in_words(quota)}; {how_in_words(quota)}"


def how_in_words(quota: QuotaTerms) -> str:
    """How a quota is shared and ties are decided, without its number."""
    parts = [sharing_in_words(quota)]
    if quota.minimum_points:
        parts.append(f"từ {vietnamese(quota.minimum_points)} điểm trở lên")
    parts.append(f"khi ngang nhau: {quota.get_equal_merit_display()}")
    return "; ".join(parts)


def _number_in_words(quota: QuotaTerms) -> str:
    if quota.number is not None:
        return vietnamese(quota.number)
    if quota.percent is None:
        return "cộng số suất của các cụm"
    of = PercentOf(quota.percent_of).label
    rounding = QuotaRounding(quota.rounding).label
    return f"{vietnamese(quota.percent)} % {of}, {rounding}"


def sharing_in_words(quota: QuotaTerms) -> str:
    if quota.sharing == Sharing.BANDS:
        bands = [
            f"còn lại được {seats}" if limit is None else f"đến {limit} được {seats}"
            for limit, seats in quota.bands
        ]
        return f"cố định cho mỗi danh sách theo quy mô: {', '.join(bands)}"
    label = lower_first(Sharing(quota.sharing).label)
    return label if quota.sharing == Sharing.ONE_LIST else f"chia {label}"


def seats_in_words(quota: ProposalQuota) -> str:
    """How the seats of a drafted quota were computed, from the stored numbers. 2 queries."""
    shares = list(quota.shares.all())
    size, eligible = sum(s.size for s in shares), sum(s.eligible for s in shares)
    nested = list(quota.nested.select_related("award_type"))
    text = _number_in_words(quota)
    if quota.percent is not None and not nested and quota.percent_of != PercentOf.PARENT:
        base = eligible if quota.percent_of == PercentOf.ELIGIBLE else size
        text += f" ({vietnamese(base)})"
    if quota.nested_in_id:
        text += ", không quá số còn lại của chỉ tiêu bao trùm"
    for inner in nested:
        given = min(inner.seats, sum(share.eligible for share in inner.shares.all()))
        text += (
            f", trừ {vietnamese(given)} của chỉ tiêu nằm trong "
            f"({inner.award_type}, {lower_first(inner.get_subject_display())})"
        )
    seats = f"{vietnamese(quota.seats)} suất"
    return seats if text == vietnamese(quota.seats) else f"{text}: {seats}"


def rule_in_words(rule: AwardTypeRule | None) -> list[str]:
    """Conditions of a rule, one phrase each; empty without a rule."""
    if rule is None:
        return []
    return [
        text
        for value, text in (
            (rule.minimum_points, f"từ {vietnamese(rule.minimum_points or 0)} điểm"),
            (rule.worst_grade, f"xếp loại từ mức thứ {(rule.worst_grade or 0) + 1} trở lên"),
            (rule.worst_place, f"từ hạng {rule.worst_place} trở lên trong cụm"),
            (rule.years_in_a_row, f"{rule.years_in_a_row} năm liên tục, kể cả năm xét"),
            (rule.needs_award_type_id, _earlier(rule)),
            (rule.interval_years, f"cách lần tặng trước ít nhất {rule.interval_years} năm"),
            (rule.minimum_days, f"tham gia ít nhất {rule.minimum_days} ngày"),
            (rule.needs_registration or None, "có đăng ký thi đua"),
        )
        if value is not None
    ]


def _earlier(rule: AwardTypeRule) -> str:
    if rule.needs_award_type_id is None:
        return ""
    within = f" trong {rule.needs_within_years} năm trước" if rule.needs_within_years else ""
    return f"đã được tặng {rule.needs_award_type} {rule.needs_times} lần{within}"
