"""Which quotas a plan may have. The service and the forms refuse with the same sentences."""

from itertools import pairwise

from campaigns.models import Plan
from core.errors import DomainError
from scoring.models import Ranking

from ..models import PercentOf, Proposal, Quota, QuotaTerms, Sharing, Subject

_SUBJECT_WORDS = {
    Subject.COLLECTIVE: "tập thể",
    Subject.INDIVIDUAL: "cá nhân",
    Subject.FULL_TIME: "đại biểu chuyên trách",
    Subject.PART_TIME: "đại biểu kiêm nhiệm",
}


def check_quota(quota: Quota) -> None:
    """Raise DomainError, with its field, for a quota that may not be set or kept."""
    latest = Ranking.objects.latest_sealed_of(quota.plan)
    if latest and Proposal.objects.filter(ranking=latest).exists():
        raise DomainError("Đề nghị đã lập theo chỉ tiêu cũ; hãy khóa bảng xếp hạng mới trước.")
    check_terms(quota, quota.plan)
    _check_nesting(quota)


def check_terms(terms: QuotaTerms, plan: Plan) -> None:
    """Raise DomainError for terms that contradict one another or the number of participants."""
    if terms.number is not None and terms.percent is not None:
        raise DomainError(
            "Chỉ ghi số lượng hoặc tỷ lệ phần trăm, không ghi cả hai.", field="percent"
        )
    if terms.number is None and terms.percent is None and terms.sharing != Sharing.BANDS:
        raise DomainError("Hãy ghi số lượng hoặc tỷ lệ phần trăm.", field="number")
    if terms.number is not None and terms.number < 0:
        raise DomainError("Số lượng không được âm.", field="number")
    if terms.percent is not None and not 0 <= terms.percent <= 100:
        raise DomainError("Tỷ lệ phần trăm phải từ 0 đến 100.", field="percent")
    if terms.minimum_points < 0:
        raise DomainError("Điểm tối thiểu không được âm.", field="minimum_points")
    if terms.sharing == Sharing.BANDS:
        _check_bands(terms.bands)
    elif terms.bands:
        raise DomainError(
            "Số suất theo quy mô chỉ dùng khi chia cố định cho mỗi cụm.", field="bands"
        )
    _check_size(terms, plan)


def _check_bands(bands: object) -> None:
    """Raise DomainError unless limits rise and the last is open: [[10, 1], [20, 2], [None, 3]]."""
    if not isinstance(bands, list) or not bands or not all(map(_is_band, bands)):
        raise DomainError(
            "Hãy ghi từng mức quy mô với số suất, ví dụ: đến 10 được 1, đến 20 được 2, còn lại 3.",
            field="bands",
        )
    limits = [limit for limit, _ in bands]
    if limits[-1] is not None or None in limits[:-1]:
        raise DomainError("Mức quy mô cuối cùng (và chỉ mức đó) là “còn lại”.", field="bands")
    if any(low >= high for low, high in pairwise(limits[:-1])):
        raise DomainError("Các mức quy mô phải tăng dần.", field="bands")


def _is_band(band: object) -> bool:
    if not isinstance(band, list) or len(band) != 2:
        return False
    limit, seats = band
    return (limit is None or _is_count(limit)) and _is_count(seats, least=0)


def _is_count(value: object, least: int = 1) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def _check_nesting(quota: Quota) -> None:
    """Raise DomainError unless a nested quota fits its parent: a part of its number and lists,
    for the same or a higher award type."""
    parent = quota.nested_in
    if parent is None:
        if quota.percent is not None and quota.percent_of == PercentOf.PARENT:
            raise DomainError("Hãy chọn chỉ tiêu bao trùm để tính phần trăm.", field="nested_in")
        return
    if parent.plan_id != quota.plan_id:
        raise DomainError("Chỉ tiêu bao trùm thuộc kế hoạch khác.", field="nested_in")
    above = parent
    while above is not None:
        if above.pk == quota.pk and quota.pk is not None:
            raise DomainError("Các chỉ tiêu bao trùm nhau thành vòng tròn.", field="nested_in")
        above = above.nested_in
    if not set(Subject(quota.subject).lists) <= set(Subject(parent.subject).lists):
        raise DomainError(
            f"Chỉ tiêu cho {_SUBJECT_WORDS[Subject(quota.subject)]} không nằm trong chỉ tiêu cho "
            f"{_SUBJECT_WORDS[Subject(parent.subject)]} được.",
            field="nested_in",
        )
    if parent.award_type.precedence < quota.award_type.precedence:
        raise DomainError(
            "Chỉ tiêu bao trùm phải của cùng hình thức hoặc hình thức thấp hơn.", field="nested_in"
        )
    if None not in (quota.number, parent.number) and quota.number > parent.number:
        raise DomainError(
            f"Chỉ tiêu {quota.number} lớn hơn chỉ tiêu bao trùm ({parent.number}).", field="number"
        )


def _check_size(terms: QuotaTerms, plan: Plan) -> None:
    """Raise DomainError for more seats than participants; without entries nothing is checked."""
    if terms.number is None:
        return
    subject = Subject(terms.subject)
    size = plan.entries.filter(list__in=subject.lists).count()
    if size and terms.number > size:
        raise DomainError(
            f"Chỉ tiêu {terms.number} lớn hơn danh sách: chỉ có {size} {_SUBJECT_WORDS[subject]} "
            "tham gia.",
            field="number",
        )
