"""Minutes of the award council with the result of a counted ballot."""

from datetime import date

from django.utils.timezone import localtime

from awards.local_names import LocalNames
from awards.models import BallotBase
from ballots.models import Attendance, BallotMethod, BallotQuestion, BallotState
from ballots.thresholds import share_text
from core.errors import DomainError
from core.names import lower_first

from ..models import Paper
from .heads import cited, head_of, local_names
from .wording import counted, day_text, two_digits, upper_first


def minutes(paper: Paper, day: date) -> dict:
    """Biên bản: who was there, the result question by question, how many were needed."""
    ballot = paper.ballot
    if ballot is None or ballot.state != BallotState.COUNTED:
        raise DomainError("Biên bản chỉ soạn được từ cuộc bỏ phiếu đã kiểm phiếu.")
    seats = list(ballot.seats.all())
    questions = list(
        ballot.questions.select_related("line__line__entry", "line__share__quota__award_type")
    )
    passed = sum(question.is_passed is True for question in questions)
    bases = dict.fromkeys(BallotBase(question.ballot_base).label.lower() for question in questions)
    named = {seat.post: seat.name for seat in reversed(seats)}
    year, names = paper.proposal.ranking.plan.ends_on.year, local_names(paper, day)
    return head_of(paper, day, "BB") | {
        "co_quan": str(ballot.council).upper(),
        "trich_yeu": f"Họp xét khen thưởng phong trào thi đua năm {year}",
        "bat_dau": _moment(ballot.opened_at),
        "dia_diem": ballot.place or "………………",
        "thanh_phan": [
            {
                "tt": two_digits(number),
                "ten": seat.name,
                "chuc_vu": ", ".join(filter(None, (seat.workplace, seat.get_post_display()))),
                "du": lower_first(seat.get_attendance_display()),
            }
            for number, seat in enumerate(seats, 1)
        ],
        "chu_tri": named.get("chair") or named.get("deputy", ""),
        "thu_ky": named.get("secretary", ""),
        "noi_dung": f"{lower_first(ballot.get_method_display())} xét đề nghị khen thưởng theo "
        f"{cited(paper)}",
        "tong_so": counted(ballot.total_members),
        "phat_ra": counted(ballot.issued),
        "thu_ve": counted(ballot.returned),
        "kiem_phieu": _counting(ballot, seats),
        "ket_qua": [
            _result(number, question, names) for number, question in enumerate(questions, 1)
        ],
        "cach_tinh": ", ".join(bases),
        "ket_luan": [_conclusion(passed, len(questions) - passed)],
        "ket_thuc": _moment(ballot.counted_at),
    }


def _conclusion(passed: int, failed: int) -> str:
    """Nothing is said of nobody."""
    parts = [f"đề nghị khen thưởng {counted(passed)} trường hợp đạt tỷ lệ"] if passed else []
    if failed:
        parts.append(f"không đề nghị {counted(failed)} trường hợp không đạt tỷ lệ theo quy định")
    return f"{upper_first('; '.join(parts))}."


def _moment(at) -> str:
    if at is None:
        return "………………"
    local = localtime(at)
    return f"{local:%H giờ %M} {day_text(local.date())}"


def _counting(ballot, seats) -> list[str]:
    of = {kind: sum(seat.attendance == kind for seat in seats) for kind in Attendance}
    method = "phiếu điện tử" if ballot.method == BallotMethod.ELECTRONIC else "phiếu"
    return [
        f"Tổng số thành viên Hội đồng khen thưởng: {counted(ballot.total_members)}; có mặt: "
        f"{counted(of[Attendance.PRESENT])}; cho ý kiến bằng văn bản: "
        f"{counted(of[Attendance.WRITTEN])}; vắng, không có ý kiến: "
        f"{counted(of[Attendance.ABSENT])}.",
        f"Số {method} phát ra: {counted(ballot.issued)}; số {method} thu về: "
        f"{counted(ballot.returned)}.",
    ]


def _result(number: int, question: BallotQuestion, names: LocalNames) -> dict:
    row = question.line
    return {
        "tt": two_digits(number),
        "ten": f"{row.line.entry.name}, {names.name_of(row.share.quota.award_type)}",
        "dong_y": two_digits(question.yes or 0),
        "khong_dong_y": two_digits(question.no or 0),
        "trang": two_digits(question.blank or 0),
        "khong_hop_le": two_digits(question.invalid or 0),
        "van_ban": f"{question.written_yes or 0:02d}/{question.written_no or 0:02d}",
        "can_dat": two_digits(question.needed or 0),
        "ty_le": share_text((question.yes or 0) + (question.written_yes or 0), question.base or 0),
        "ket_qua": "Đạt" if question.is_passed else "Không đạt",
    }
