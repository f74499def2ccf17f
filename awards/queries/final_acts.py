"""The final acts on the way to an award: what each ends and who is not ready, in words.

While a secret ballot is open, missing voters are counted and never named: the roll shows who has
voted only after closing (docs/adr/0009).
"""

from datetime import date
from fractions import Fraction

from django.urls import reverse

from core.final_acts import NAMES_SHOWN, FinalAct, Unready, names_in_words
from core.numbers import vietnamese

from .. import thresholds
from ..models import (
    IN_PROPOSAL,
    Attendance,
    Ballot,
    BallotBase,
    BallotState,
    Outcome,
    Proposal,
    ProposalLine,
)
from .ballots import FEWEST_VOTES, turnout, written_without_opinion
from .changes import quotas_with_numbers
from .holds import is_held_on


def closing_of_ballot(ballot: Ballot) -> FinalAct:
    """Closing the voting. About 6 queries."""
    votes = turnout(ballot)
    ends = ["Đóng rồi thì không ai bỏ phiếu được nữa; cuộc này không mở lại được."]
    if ballot.is_electronic:
        ends.append(
            f"Đã có {vietnamese(votes.voted)} phiếu của {vietnamese(votes.present)} người có mặt."
        )
    return FinalAct(tuple(ends), (*_missing_voters(ballot), *_absent(ballot)))


def _missing_voters(ballot: Ballot) -> list[Unready]:
    votes = turnout(ballot)
    missing = votes.present - votes.voted
    if not ballot.is_electronic or not missing:
        return []
    found = [
        Unready(
            f"{vietnamese(missing)} người có mặt chưa bỏ phiếu và sẽ không bỏ được nữa. Để giữ bí "
            "mật, hệ thống chỉ cho biết số người; ai không bỏ phiếu chỉ hiện sau khi đóng."
        )
    ]
    if votes.voted < FEWEST_VOTES:
        found.append(
            Unready(
                f"Dưới {FEWEST_VOTES} phiếu thì không kiểm được: phải hủy cuộc này và bỏ phiếu lại."
            )
        )
    if out_of_reach := _out_of_reach(ballot, votes.voted):
        found.append(
            Unready(
                f"{vietnamese(out_of_reach)} nội dung không thể đạt tỷ lệ với số phiếu hiện có, dù "
                "mọi phiếu đều đồng ý."
            )
        )
    return found


def _out_of_reach(ballot: Ballot, voted: int) -> int:
    """Questions judged on all members that even unanimous votes and opinions cannot pass."""
    possible = voted + ballot.seats.filter(attendance=Attendance.WRITTEN).count()
    total = ballot.total_members or 0
    return sum(
        thresholds.needed(
            total, Fraction(question.yes_numerator, question.yes_denominator), question.is_strict
        )
        > possible
        for question in ballot.questions.all()
        if question.ballot_base == BallotBase.TOTAL
    )


def _absent(ballot: Ballot) -> list[Unready]:
    """Absent members by name: attendance is open, only votes are secret."""
    found = []
    if waiting := list(written_without_opinion(ballot).values_list("name", flat=True)):
        found.append(
            Unready(
                f"Chưa nhập ý kiến bằng văn bản của: {names_in_words(waiting)}. Còn nhập được đến "
                "trước khi kiểm phiếu."
            )
        )
    absent = ballot.seats.filter(attendance=Attendance.ABSENT).values_list("name", flat=True)
    if absent := list(absent):
        found.append(Unready(f"Vắng, không có ý kiến: {names_in_words(absent)}."))
    return found


def counting_of_ballot(ballot: Ballot) -> FinalAct:
    """Counting a closed ballot; its roll already shows who has voted. About 3 queries."""
    ends = [
        "Kiểm phiếu xong thì kết quả không sửa được, và không nhận thêm ý kiến bằng văn bản.",
    ]
    unready = _absent(ballot)
    if ballot.is_electronic:
        ends.append("Phiếu niêm phong bị xóa sau khi kiểm; không kiểm lại được.")
        silent = ballot.seats.filter(attendance=Attendance.PRESENT, has_voted=False)
        if names := list(silent.values_list("name", flat=True)):
            unready.insert(0, Unready(f"Có mặt mà không bỏ phiếu: {names_in_words(names)}."))
    return FinalAct(tuple(ends), tuple(unready))


def annulling_of_ballot(ballot: Ballot) -> FinalAct:
    votes = turnout(ballot)
    ends = ["Hủy rồi thì cuộc này không dùng được nữa; muốn có kết quả phải lập cuộc mới."]
    if ballot.is_electronic:
        ends.append("Các mã kiểm phiếu của cuộc này không còn giá trị.")
    if votes.voted:
        ends.append(
            f"{vietnamese(votes.voted)} phiếu trong hòm bị xóa mà không ai xem; những người đã bỏ "
            "phiếu phải bỏ lại ở cuộc mới."
        )
    if ballot.state == BallotState.PREPARED:
        ends.append("Chưa ai bỏ phiếu.")
    return FinalAct(tuple(ends), needs_all_ready=False)


def publishing_of_notice(proposal: Proposal, slug: str, day: date) -> FinalAct:
    """Publishing the list. About 4 queries."""
    inside = _inside(proposal)
    ends = (
        f"{vietnamese(inside.count())} tập thể, cá nhân được nêu tên với mọi người tham gia kế "
        "hoạch, và mọi người được báo ngay; không rút lại được.",
        "Thời gian công khai tính từ ngày ghi và không đổi được.",
    )
    return FinalAct(ends, (*_held(inside, day, slug), *_without_dossier(inside, slug)))


def closing_of_proposal(proposal: Proposal, slug: str) -> FinalAct:
    """Closing the proposal. About 5 queries."""
    inside, every = _inside(proposal), _lines(proposal)
    ends = (
        f"Chốt {vietnamese(inside.count())} tập thể, cá nhân trong đề nghị. Sau đó không thêm, bớt "
        "được nữa; muốn khác đi phải khóa bảng xếp hạng mới.",
    )
    unready = []
    undecided = every.filter(outcome=Outcome.NEEDS_DECISION)
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
                    f"{quota.form} · {quota.get_subject_display().lower()}: còn để trống "
                    f"{vietnamese(quota.seats - quota.proposed)} suất."
                )
            )
    return FinalAct(ends, (*unready, *_without_dossier(inside, slug)))


def _lines(proposal: Proposal):
    return ProposalLine.objects.filter(share__quota__proposal=proposal)


def _inside(proposal: Proposal):
    return _lines(proposal).filter(outcome__in=IN_PROPOSAL)


def _names(lines) -> list[str]:
    names = lines.order_by("line__entry__sort_key").values_list("line__entry__name", flat=True)
    return list(names[:NAMES_SHOWN])


def _held(inside, day: date, slug: str) -> list[Unready]:
    held = inside.filter(is_held_on(day))
    number = held.count()
    if not number:
        return []
    text = (
        f"{vietnamese(number)} trường hợp có việc chưa kết luận: "
        f"{names_in_words(_names(held), number)}."
    )
    return [Unready(text, reverse("awards:hub", args=[slug]))]


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
