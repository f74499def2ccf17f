"""Final acts of a proposal: what each one ends, and what is not ready."""

from datetime import date

from django.urls import reverse

from core.final_acts import NAMES_SHOWN, FinalAct, Unready, names_in_words
from core.numbers import vietnamese

from ..models import Outcome, Proposal, ProposalLine
from ..queries.changes import quotas_with_numbers


def publishing_of_notice(proposal: Proposal, slug: str, day: date) -> FinalAct:
    """The act of publishing the list. About 4 queries."""
    inside = _inside(proposal)
    ends = (
        f"{vietnamese(inside.count())} tập thể, cá nhân được nêu tên với mọi người tham gia kế "
        "hoạch, và mọi người được báo ngay; không rút lại được.",
        "Thời gian công khai tính từ ngày ghi và không đổi được.",
    )
    return FinalAct(ends, (*_held(inside, day, slug), *_without_dossier(inside, slug)))


def closing_of_proposal(proposal: Proposal, slug: str) -> FinalAct:
    """The act of closing the proposal. About 5 queries."""
    inside, lines = _inside(proposal), _lines(proposal)
    ends = (
        f"Chốt {vietnamese(inside.count())} tập thể, cá nhân trong đề nghị. Sau đó không thêm, bớt "
        "được nữa; muốn khác đi phải khóa bảng xếp hạng mới.",
    )
    unready = []
    undecided = lines.filter(outcome=Outcome.NEEDS_DECISION)
    if number := undecided.count():
        unready.append(
            Unready(
                f"{vietnamese(number)} trường hợp cần quyết định mà chưa ai quyết định, sẽ nằm "
                f"ngoài đề nghị: {names_in_words(_names(undecided), number)}.",
                reverse("awards:proposal_detail", args=[slug]),
            )
        )
    for quota in quotas_with_numbers(proposal):
        if quota.proposed < quota.seats:
            unready.append(
                Unready(
                    f"{quota.award_type} · {quota.get_subject_display().lower()}: còn để trống "
                    f"{vietnamese(quota.seats - quota.proposed)} suất."
                )
            )
    return FinalAct(ends, (*unready, *_without_dossier(inside, slug)))


def _lines(proposal: Proposal):
    return ProposalLine.objects.filter(proposal=proposal)


def _inside(proposal: Proposal):
    return _lines(proposal).in_proposal()


def _names(lines) -> list[str]:
    names = lines.order_by("ranking_line__entry__sort_key").values_list(
        "ranking_line__entry__name", flat=True
    )
    return list(names[:NAMES_SHOWN])


def _held(inside, day: date, slug: str) -> list[Unready]:
    held = inside.held_on(day)
    number = held.count()
    if not number:
        return []
    text = (
        f"{vietnamese(number)} trường hợp có việc chưa kết luận: "
        f"{names_in_words(_names(held), number)}."
    )
    return [Unready(text, reverse("dashboards:award_steps", args=[slug]))]


def _without_dossier(inside, slug: str) -> list[Unready]:
    missing = inside.filter(dossier__isnull=True)
    number = missing.count()
    if not number:
        return []
    text = (
        f"{vietnamese(number)} trường hợp chưa có hồ sơ thành tích: "
        f"{names_in_words(_names(missing), number)}."
    )
    return [Unready(text, reverse("awards:dossier_list", args=[slug]))]
