"""Rules of ballots: each returns None, or the sentence why an action is refused."""

from collections.abc import Collection

from accounts.models import User
from campaigns.models import Plan
from campaigns.permissions import can_run

from .models import Attendance, AwardCouncil, Ballot, BallotSeat, BallotState

FEWEST_KEEPERS = 3
# The result of fewer secret votes would reveal each of them.
FEWEST_VOTES = 3

ANNULLED_REASON_MISSING = "Hãy ghi lý do hủy."
OPINION_DOCUMENT_MISSING = "Hãy ghi số, ngày văn bản cho ý kiến."
NO_LINE_TO_VOTE = "Không còn ai trong đề nghị cần bỏ phiếu."
COUNTS_DIFFER = "Hai người nhập khác nhau ở những ô được đánh dấu."

_VOTING_REFUSALS = {
    BallotState.PREPARED: "Cuộc bỏ phiếu chưa mở.",
    BallotState.CLOSED: "Cuộc bỏ phiếu đã đóng, không nhận phiếu nữa.",
    BallotState.COUNTED: "Cuộc bỏ phiếu đã đóng và đã kiểm phiếu.",
    BallotState.ANNULLED: "Cuộc bỏ phiếu đã bị hủy.",
}


def council_problem(council: AwardCouncil, plan: Plan) -> str | None:
    """Only an award council of the organiser votes on a plan."""
    if council.organiser_id != plan.campaign.organiser_id:
        return "Hội đồng khen thưởng này không thuộc HĐND tổ chức phong trào."
    return None


def keepers_problem(keepers: Collection[User], plan: Plan) -> str | None:
    """An electronic ballot needs three keepers, not all of them from the office."""
    if len(keepers) < FEWEST_KEEPERS:
        return "Cần ít nhất ba người giữ mã kiểm phiếu."
    if all(can_run(keeper, plan) for keeper in keepers):
        return "Người giữ mã không được toàn là người của văn phòng điều hành phong trào."
    return None


def code_problem(ballot: Ballot) -> str | None:
    """Codes are given until the ballot opens."""
    if ballot.state != BallotState.PREPARED:
        return "Cuộc bỏ phiếu đã mở, không cấp mã nữa."
    return None


def opening_problem(ballot: Ballot) -> str | None:
    """Only a prepared ballot is opened."""
    if ballot.state != BallotState.PREPARED:
        return "Cuộc bỏ phiếu không còn ở bước chuẩn bị."
    return None


def roll_problem(ballot: Ballot, seats: Collection[BallotSeat]) -> str | None:
    """A ballot needs members; an electronic one at least three present, all with accounts."""
    if not seats:
        return "Hội đồng khen thưởng chưa có thành viên nào vào ngày này."
    if not ballot.is_electronic:
        return None
    present = [seat for seat in seats if seat.attendance == Attendance.PRESENT]
    if len(present) < FEWEST_VOTES:
        return "Bỏ phiếu kín điện tử cần ít nhất ba người có mặt; ít hơn thì kết quả lộ lá phiếu."
    if without_account := [seat.name for seat in present if seat.person.user_id is None]:
        return (
            f"Chưa có tài khoản để bỏ phiếu: {', '.join(without_account)}. "
            "Hãy nhờ người quản trị gắn tài khoản, hoặc bỏ phiếu giấy."
        )
    return None


def voting_problem(ballot: Ballot, seat: BallotSeat) -> str | None:
    """Only present members vote, while an electronic ballot is open.

    Earlier votes are not considered: see `second_vote_problem`.
    """
    if ballot.state != BallotState.OPEN:
        return _VOTING_REFUSALS[BallotState(ballot.state)]
    if not ballot.is_electronic:
        return "Cuộc này bỏ phiếu giấy tại cuộc họp."
    if seat.attendance != Attendance.PRESENT:
        return "Đồng chí được ghi là vắng mặt. Nếu chưa đúng, hãy báo thư ký Hội đồng khen thưởng."
    return None


def second_vote_problem(seat: BallotSeat) -> str | None:
    """One vote for each member."""
    if seat.has_voted:
        return "Đồng chí đã bỏ phiếu rồi. Mỗi người bỏ phiếu một lần."
    return None


def closing_problem(ballot: Ballot) -> str | None:
    """Only an open ballot is closed."""
    if ballot.state != BallotState.OPEN:
        return "Cuộc bỏ phiếu không ở bước đang bỏ phiếu."
    return None


def annulling_problem(ballot: Ballot) -> str | None:
    """A counted ballot keeps its result."""
    if ballot.is_over:
        return "Cuộc bỏ phiếu đã kiểm phiếu hoặc đã hủy, không hủy được nữa."
    return None


def opinion_problem(ballot: Ballot, seat: BallotSeat) -> str | None:
    """Attendance and written opinions of absent members change from opening to counting."""
    if ballot.state not in (BallotState.OPEN, BallotState.CLOSED):
        return "Ý kiến bằng văn bản được nhập từ khi mở đến trước khi kiểm phiếu."
    if seat.attendance == Attendance.PRESENT:
        return "Thành viên này có mặt, không cho ý kiến bằng văn bản."
    return None


def admission_problem(ballot: Ballot, seat: BallotSeat) -> str | None:
    """A late member joins an open ballot, if they have not written and are able to vote."""
    if ballot.state != BallotState.OPEN:
        return "Đã đóng bỏ phiếu, không ghi có mặt được nữa."
    if seat.opinions.exists():
        return "Thành viên này đã cho ý kiến bằng văn bản."
    if ballot.is_electronic and seat.person.user_id is None:
        return f"Chưa có tài khoản để bỏ phiếu: {seat.name}."
    return None


def counting_problem(ballot: Ballot) -> str | None:
    """A ballot is counted once, after closing, when all written opinions are entered."""
    if ballot.state != BallotState.CLOSED:
        return "Chỉ kiểm phiếu một cuộc đã đóng và chưa kiểm."
    missing = ballot.seats.without_expected_opinion().values_list("name", flat=True)
    if missing:
        return (
            f"Chưa nhập ý kiến bằng văn bản của: {', '.join(missing)}. "
            "Hãy nhập, hoặc ghi là vắng không có ý kiến."
        )
    return None
