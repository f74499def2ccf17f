"""Appeals and decisions about rankings: deadlines, refusals, required texts."""

from datetime import datetime, time, timedelta

from django.utils.timezone import localtime, make_aware

from core.working_days import add_working_days

from ..models import Ranking, RankingLine

APPEAL_TEXT_REQUIRED = "Hãy viết rõ nội dung kiến nghị và căn cứ."
TIE_REASON_REQUIRED = "Hãy ghi rõ lý do của quyết định."
OWN_MAXIMUM_DOCUMENT_REQUIRED = "Hãy ghi văn bản duyệt điểm tối đa riêng."


def appeals_until(ranking: Ranking) -> datetime:
    """The last moment at which a sealed ranking may be appealed."""
    sealed_on = localtime(ranking.sealed_at).date()
    last = add_working_days(sealed_on, ranking.plan.appeal_days)
    return make_aware(datetime.combine(last + timedelta(days=1), time.min)) - timedelta(seconds=1)


def appeal_problem(line: RankingLine, at: datetime) -> str | None:
    """Why a line cannot be appealed at `at`; None when it can."""
    if not line.ranking.is_sealed:
        return "Chỉ kiến nghị về bảng xếp hạng đã khóa."
    latest = Ranking.objects.latest_sealed_of(line.ranking.plan)
    if latest.pk != line.ranking_id:
        return f"Đã có bảng xếp hạng số {latest.number}; hãy xem điểm ở bảng đó."
    until = appeals_until(line.ranking)
    if at > until:
        return f"Đã hết hạn kiến nghị ({localtime(until):%d/%m/%Y})."
    return None
