"""The final acts of a ballot: what each ends and who is not ready, in Vietnamese.

While a secret ballot is open, missing voters are counted and never named: the roll shows who has
voted only after closing (docs/adr/0009).
"""

from fractions import Fraction

from awards.models import BallotBase
from core.final_acts import FinalAct, Unready, names_in_words
from core.numbers import vietnamese

from .. import thresholds
from ..models import Attendance, Ballot, BallotState
from .ballots import FEWEST_VOTES, turnout, written_without_opinion


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
