"""Biên bản: minutes of the award council with the result of a counted ballot."""

from datetime import date, datetime

from django.utils.timezone import localtime

from awards.models import BallotBase
from awards.wording.local_names import LocalNames
from ballots.models import (
    Attendance,
    Ballot,
    BallotMethod,
    BallotQuestion,
    BallotSeat,
    BallotState,
    CouncilPost,
)
from ballots.thresholds import share_text
from core.errors import DomainError
from core.names import lower_first

from ..models import Paper
from ..rules import NEEDS_COUNTED_BALLOT
from .common_fields import cited, common_fields, local_names
from .wording import counted, day_text, two_digits, upper_first

_BLANK = "………………"


def minutes(paper: Paper, day: date) -> dict:
    """Attendance, the result of each question, and how many votes were needed."""
    ballot = paper.ballot
    if ballot is None or ballot.state != BallotState.COUNTED:
        raise DomainError(NEEDS_COUNTED_BALLOT)
    seats = list(ballot.seats.all())
    questions = list(
        ballot.questions.select_related(
            "line__ranking_line__entry", "line__share__quota__award_type"
        )
    )
    passed = sum(question.is_passed is True for question in questions)
    bases = dict.fromkeys(BallotBase(question.ballot_base).label.lower() for question in questions)
    name_of_post = {seat.post: seat.name for seat in reversed(seats)}
    year, names = paper.proposal.ranking.plan.ends_on.year, local_names(paper, day)
    return common_fields(paper, day, "BB") | {
        "co_quan": str(ballot.council).upper(),
        "trich_yeu": f"Họp xét khen thưởng phong trào thi đua năm {year}",
        "bat_dau": _moment(ballot.opened_at),
        "dia_diem": ballot.place or _BLANK,
        "thanh_phan": [
            {
                "tt": two_digits(number),
                "ten": seat.name,
                "chuc_vu": ", ".join(filter(None, (seat.workplace, seat.get_post_display()))),
                "du": lower_first(seat.get_attendance_display()),
            }
            for number, seat in enumerate(seats, 1)
        ],
        "chu_tri": name_of_post.get(CouncilPost.CHAIR) or name_of_post.get(CouncilPost.DEPUTY, ""),
        "thu_ky": name_of_post.get(CouncilPost.SECRETARY, ""),
        "noi_dung": f"{lower_first(ballot.get_method_display())} xét đề nghị khen thưởng theo "
        f"{cited(paper)}",
        "tong_so": counted(ballot.total_members),
        "phat_ra": counted(ballot.issued),
        "thu_ve": counted(ballot.returned),
        "kiem_phieu": turnout(ballot, seats),
        "ket_qua": [
            result_row(number, question, names) for number, question in enumerate(questions, 1)
        ],
        "cach_tinh": ", ".join(bases),
        "ket_luan": [conclusion(passed, len(questions) - passed)],
        "ket_thuc": _moment(ballot.counted_at),
    }


def conclusion(passed: int, failed: int) -> str:
    """How many cases are proposed and how many are not; a number of 0 is left out."""
    parts = [f"đề nghị khen thưởng {counted(passed)} trường hợp đạt tỷ lệ"] if passed else []
    if failed:
        parts.append(f"không đề nghị {counted(failed)} trường hợp không đạt tỷ lệ theo quy định")
    return f"{upper_first('; '.join(parts))}."


def _moment(at: datetime | None) -> str:
    """`08 giờ 00 ngày 20 tháng 01 năm 2026`."""
    if at is None:
        return _BLANK
    local = localtime(at)
    return f"{local:%H giờ %M} {day_text(local.date())}"


def turnout(ballot: Ballot, seats: list[BallotSeat]) -> list[str]:
    """Members by attendance, and ballots issued and returned."""
    number_of = {kind: sum(seat.attendance == kind for seat in seats) for kind in Attendance}
    ballots = "phiếu điện tử" if ballot.method == BallotMethod.ELECTRONIC else "phiếu"
    return [
        f"Tổng số thành viên Hội đồng khen thưởng: {counted(ballot.total_members)}; có mặt: "
        f"{counted(number_of[Attendance.PRESENT])}; cho ý kiến bằng văn bản: "
        f"{counted(number_of[Attendance.WRITTEN])}; vắng, không có ý kiến: "
        f"{counted(number_of[Attendance.ABSENT])}.",
        f"Số {ballots} phát ra: {counted(ballot.issued)}; số {ballots} thu về: "
        f"{counted(ballot.returned)}.",
    ]


def result_row(number: int, question: BallotQuestion, names: LocalNames) -> dict:
    """One question as a row of the table of results."""
    line = question.line
    award_type = line.share.quota.award_type
    all_yes = (question.yes or 0) + (question.written_yes or 0)
    return {
        "tt": two_digits(number),
        "ten": f"{line.ranking_line.entry.name}, {names.name_of(award_type)}",
        "dong_y": two_digits(question.yes or 0),
        "khong_dong_y": two_digits(question.no or 0),
        "trang": two_digits(question.blank or 0),
        "khong_hop_le": two_digits(question.invalid or 0),
        "van_ban": f"{question.written_yes or 0:02d}/{question.written_no or 0:02d}",
        "can_dat": two_digits(question.needed or 0),
        "ty_le": share_text(all_yes, question.base or 0),
        "ket_qua": "Đạt" if question.is_passed else "Không đạt",
    }
