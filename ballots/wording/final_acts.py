"""Final acts of a ballot in Vietnamese: consequences, and who is not ready.

While a secret ballot is open, missing voters are counted and never named: who has voted is shown
only after closing (docs/adr/0009).
"""

from fractions import Fraction

from awards.models import BallotBase
from core.final_acts import FinalAct, Unready, names_in_words
from core.numbers import vietnamese

from .. import thresholds
from ..models import Attendance, Ballot, BallotState
from ..queries.ballots import Turnout, turnout
from ..rules import FEWEST_VOTES


def closing_of_ballot(ballot: Ballot) -> FinalAct:
    """Closing the voting. About 6 queries."""
    votes = turnout(ballot)
    consequences = ["Đóng rồi thì không ai bỏ phiếu được nữa; cuộc này không mở lại được."]
    unready = []
    if ballot.is_electronic:
        consequences.append(
            f"Đã có {vietnamese(votes.voted)} phiếu của {vietnamese(votes.present)} người có mặt."
        )
        unready = _missing_voters(ballot, votes)
    return FinalAct(tuple(consequences), (*unready, *_absent_members(ballot)))


def _missing_voters(ballot: Ballot, votes: Turnout) -> list[Unready]:
    """How many present members have not voted, and what can no longer be counted or pass."""
    if not votes.missing:
        return []
    sentences = [
        f"{vietnamese(votes.missing)} người có mặt chưa bỏ phiếu và sẽ không bỏ được nữa. Để giữ "
        "bí mật, hệ thống chỉ cho biết số người; ai không bỏ phiếu chỉ hiện sau khi đóng."
    ]
    if votes.voted < FEWEST_VOTES:
        sentences.append(
            f"Dưới {FEWEST_VOTES} phiếu thì không kiểm được: phải hủy cuộc này và bỏ phiếu lại."
        )
    if out_of_reach := _questions_out_of_reach(ballot, votes.voted):
        sentences.append(
            f"{vietnamese(out_of_reach)} nội dung không thể đạt tỷ lệ với số phiếu hiện có, dù "
            "mọi phiếu đều đồng ý."
        )
    return [Unready(sentence) for sentence in sentences]


def _questions_out_of_reach(ballot: Ballot, voted: int) -> int:
    """Number of questions judged on all members that even unanimous votes cannot pass."""
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


def _absent_members(ballot: Ballot) -> list[Unready]:
    """Absent members by name: only votes are secret, attendance is not."""
    unready = []
    expected = list(ballot.seats.without_expected_opinion().values_list("name", flat=True))
    if expected:
        unready.append(
            Unready(
                f"Chưa nhập ý kiến bằng văn bản của: {names_in_words(expected)}. Còn nhập được đến "
                "trước khi kiểm phiếu."
            )
        )
    absent = ballot.seats.filter(attendance=Attendance.ABSENT).values_list("name", flat=True)
    if absent := list(absent):
        unready.append(Unready(f"Vắng, không có ý kiến: {names_in_words(absent)}."))
    return unready


def counting_of_ballot(ballot: Ballot) -> FinalAct:
    """Counting a closed ballot, when its roll shows who has voted. About 3 queries."""
    consequences = [
        "Kiểm phiếu xong thì kết quả không sửa được, và không nhận thêm ý kiến bằng văn bản.",
    ]
    unready = _absent_members(ballot)
    if ballot.is_electronic:
        consequences.append("Phiếu niêm phong bị xóa sau khi kiểm; không kiểm lại được.")
        without_vote = ballot.seats.present().filter(has_voted=False)
        if names := list(without_vote.values_list("name", flat=True)):
            unready.insert(0, Unready(f"Có mặt mà không bỏ phiếu: {names_in_words(names)}."))
    return FinalAct(tuple(consequences), tuple(unready))


def annulling_of_ballot(ballot: Ballot) -> FinalAct:
    """Annulling an unfinished ballot. 2 queries."""
    votes = turnout(ballot)
    consequences = ["Hủy rồi thì cuộc này không dùng được nữa; muốn có kết quả phải lập cuộc mới."]
    if ballot.is_electronic:
        consequences.append("Các mã kiểm phiếu của cuộc này không còn giá trị.")
    if votes.voted:
        consequences.append(
            f"{vietnamese(votes.voted)} phiếu trong hòm bị xóa mà không ai xem; những người đã bỏ "
            "phiếu phải bỏ lại ở cuộc mới."
        )
    if ballot.state == BallotState.PREPARED:
        consequences.append("Chưa ai bỏ phiếu.")
    return FinalAct(tuple(consequences), needs_all_ready=False)
