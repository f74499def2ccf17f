"""What goes out before a decision: submission letter, list, notice, draft decision."""

from datetime import date

from django.utils.timezone import localtime

from awards.local_names import LocalNames
from awards.models import PublicNotice, Recipient
from awards.queries.notices import notice_days_of
from ballots.models import BallotState
from core.errors import DomainError
from core.names import lower_first
from core.working_days import provisional_note

from ..models import Paper
from .heads import grounds_of, head_of, local_names, standing_committee
from .lines import (
    award_types_of,
    groups_of,
    is_woman,
    lines_in,
    recipient_of,
    submitted,
    total_text,
)
from .wording import counted, day_text, recipients, two_digits, upper_first


def submissions(paper: Paper, day: date) -> list[dict]:
    """Tờ trình, one for each deciding authority."""
    names = local_names(paper, day)
    return [
        _submission(paper, day, names, authority, rows)
        for authority, rows in _by_authority(_to_go(paper, day), names).items()
    ]


def _by_authority(rows: list, names: LocalNames) -> dict[str, list]:
    """Rows by the authority that decides about them, as the paper names it."""
    found: dict[str, list] = {}
    for row in rows:
        found.setdefault(upper_first(names.authority_of(row.share.quota.award_type)), []).append(
            row
        )
    return found


def _submission(paper: Paper, day: date, names: LocalNames, authority: str, rows: list) -> dict:
    """Basis, content and award type, achievements, opinions, appraisal, ballot."""
    head, ours = head_of(paper, day, "TTr"), standing_committee(paper, day)
    return head | {
        "trich_yeu": f"Về việc đề nghị khen thưởng phong trào thi đua năm {head['nam']}",
        "kinh_gui": authority,
        "can_cu": grounds_of(paper, award_types_of(rows)),
        "mo_dau": f"{ours} kính trình {authority} xem xét, khen thưởng như sau:",
        "de_nghi": [_asked_for(award_type, rows, names) for award_type in award_types_of(rows)],
        "thanh_tich": [
            "Các tập thể, cá nhân được đề nghị có thành tích tiêu biểu trong thực hiện "
            f"{lower_first(head['ke_hoach'])}; điểm và thứ hạng của từng tập thể, cá nhân ghi "
            f"trong danh sách kèm theo, lập từ {head['can_cu_xep_hang']}."
        ],
        "y_kien": _opinions(paper),
        "tham_dinh": _ballots(paper),
        "ket_thuc": f"Kính đề nghị {authority} xem xét, quyết định",
        "noi_nhan": recipients("Như trên", "Thường trực HĐND", archive="VT, hồ sơ thi đua"),
    }


def _to_go(paper: Paper, day: date) -> list:
    """Lines that may go out. Raises DomainError where nobody may."""
    rows = list(submitted(paper.proposal, day))
    if not rows:
        raise DomainError(
            "Chưa có tập thể, cá nhân nào đủ điều kiện gửi đi: cần kiểm phiếu xong với hình thức "
            "phải bỏ phiếu, và không còn việc chưa kết luận."
        )
    return rows


def _asked_for(award_type, rows: list, names: LocalNames) -> str:
    of_type = [row for row in rows if row.share.quota.award_type_id == award_type.pk]
    collective = sum(recipient_of(row) == Recipient.COLLECTIVE for row in of_type)
    individual = len(of_type) - collective
    women = sum(is_woman(row) for row in of_type)
    parts = [f"{counted(collective)} tập thể"] if collective else []
    if individual:
        among = f", trong đó {counted(women)} nữ" if women else ""
        parts.append(f"{counted(individual)} cá nhân{among}")
    return f"{names.name_of(award_type)}: {'; '.join(parts)} (danh sách kèm theo)."


def _opinions(paper: Paper) -> list[str]:
    """What was said to the list when it hung out. 2 queries."""
    found = []
    for notice in PublicNotice.objects.filter(proposal=paper.proposal).prefetch_related(
        "objections"
    ):
        upheld = sum(objection.is_upheld is True for objection in notice.objections.all())
        number = len(notice.objections.all())
        said = (
            f"{counted(number)} kiến nghị, {counted(upheld)} có cơ sở"
            if number
            else ("không có kiến nghị")
        )
        found.append(
            f"Danh sách được công khai tại {notice.place} từ {day_text(notice.posted_on)} đến hết "
            f"{day_text(notice.ends_on)}{_provisional(notice)}; {said}."
        )
    return found or ["Danh sách chưa được công khai."]


def _provisional(notice: PublicNotice) -> str:
    """The shared warning about a provisional deadline, in brackets, as papers write it."""
    note = provisional_note(notice.posted_on, notice.ends_on)
    return f" ({lower_first(note.rstrip('.'))})" if note else ""


def _ballots(paper: Paper) -> list[str]:
    """Counted ballots with their result. 2 queries."""
    ballots = paper.proposal.ballots.filter(state=BallotState.COUNTED)
    found = [
        "Văn phòng đã thẩm định điều kiện, tiêu chuẩn của từng tập thể, cá nhân trên cơ sở số liệu "
        "đã được xác nhận."
    ]
    for ballot in ballots.select_related("council").prefetch_related("questions"):
        questions = ballot.questions.all()
        passed = sum(question.is_passed is True for question in questions)
        found.append(
            f"{ballot.council} bỏ phiếu kín {day_text(_local_day(ballot.opened_at))}: "
            f"{two_digits(passed)}/{two_digits(len(questions))} trường hợp đạt tỷ lệ theo quy "
            "định (biên bản kèm theo)."
        )
    return found


def _local_day(moment) -> date:
    return localtime(moment).date()


def name_list(paper: Paper, day: date) -> dict:
    """Danh sách đề nghị: what may go out, before the ballot what is meant to."""
    rows = list(submitted(paper.proposal, day)) or list(lines_in(paper.proposal))
    if not rows:
        raise DomainError("Đề nghị này chưa có tập thể, cá nhân nào.")
    sent = paper.proposal.submissions.order_by("-issued_on", "-pk").first()
    number = (
        f"số {sent.number} {day_text(sent.issued_on)}"
        if sent
        else (f"số        /TTr-HĐND {day_text(day)}")
    )
    return head_of(paper, day, "TTr") | {
        "kem_theo": f"Kèm theo Tờ trình {number}",
        "nhom_khen": groups_of(rows, day, local_names(paper, day)),
        "tong_so": total_text(rows),
    }


def notice(paper: Paper, day: date) -> dict:
    """Thông báo công khai, with the days of the latest notice entered."""
    rows = list(lines_in(paper.proposal))
    if not rows:
        raise DomainError("Đề nghị này chưa có tập thể, cá nhân nào để công khai.")
    head = head_of(paper, day, "TB")
    posted = paper.proposal.notices.order_by("-posted_on", "-pk").first()
    days = posted.working_days if posted else notice_days_of(paper.proposal)
    lasting = f"{counted(days)} ngày làm việc"
    when = (
        f"{lasting}, từ {day_text(posted.posted_on)} đến hết {day_text(posted.ends_on)}"
        f"{_provisional(posted)}"
        if posted
        else f"{lasting}, không tính ngày bắt đầu công khai"
    )
    return head | {
        "trich_yeu": f"Về việc công khai danh sách đề nghị khen thưởng năm {head['nam']}",
        "can_cu": grounds_of(paper, award_types_of(rows)),
        "mo_dau": f"{standing_committee(paper, day)} công khai danh sách dự kiến đề nghị khen "
        f"thưởng ({total_text(rows)}) như sau:",
        "nhom_khen": groups_of(rows, day, local_names(paper, day)),
        "thoi_gian": when,
        "noi_cong_khai": posted.place if posted else "trụ sở và trang thông tin điện tử của HĐND",
        "nhan_kien_nghi": "Mọi kiến nghị gửi bằng văn bản, ghi rõ họ tên, địa chỉ về "
        f"{standing_committee(paper, day)} trong thời gian công khai",
        "noi_nhan": recipients("Các tập thể, cá nhân có tên", "Lưu tại nơi công khai"),
    }


def draft_decisions(paper: Paper, day: date) -> list[dict]:
    """Dự thảo quyết định, one for each deciding authority, with its annex."""
    names = local_names(paper, day)
    return [
        _draft_decision(paper, day, names, authority, rows)
        for authority, rows in _by_authority(_to_go(paper, day), names).items()
    ]


def _draft_decision(paper: Paper, day: date, names: LocalNames, authority: str, rows: list) -> dict:
    authority = authority.replace("UBND", "Ủy ban nhân dân")
    award_types, head = award_types_of(rows), head_of(paper, day, "QĐ")
    given = ", ".join(names.bare_name_of(award_type, authority) for award_type in award_types)
    issuer, symbol = _issuer(authority)
    return head | {
        "co_quan_chu_quan": "",
        "co_quan": issuer,
        "so_hieu": f"Số:        /QĐ-{symbol}\n(DỰ THẢO)",
        "trich_yeu": f"Về việc tặng {given}",
        "tham_quyen": authority.upper(),
        "can_cu": grounds_of(paper, award_types),
        "dieu": [
            f"Điều 1. Tặng {given} cho {counted(len(rows))} tập thể, cá nhân có thành tích tiêu "
            f"biểu trong phong trào thi đua năm {head['nam']} (danh sách kèm theo).",
            "Điều 2. Tiền thưởng kèm theo thực hiện theo quy định hiện hành tại ngày ban hành "
            "Quyết định này.",
            "Điều 3. Quyết định này có hiệu lực kể từ ngày ký. Các cơ quan có liên quan và tập "
            "thể, cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành./.",
        ],
        "quyen_han": "",
        "nguoi_ky": "",
        "kem_theo": f"Kèm theo Quyết định số        /QĐ-{symbol}",
        "nhom_khen": groups_of(rows, day, names),
        "tong_so": total_text(rows),
        "noi_nhan": recipients("Như Điều 3", standing_committee(paper, day)),
    }


def _issuer(authority: str) -> tuple[str, str]:
    """(issuing body in capitals, its symbol after QĐ-), for the head of a decision.

    A decision of the chair is a document of the People's Committee (Decree 30/2020, annex III);
    the abbreviations of the state's authorities are those they use themselves.
    """
    body = authority.removeprefix("Chủ tịch ")
    if body.startswith("Ủy ban nhân dân "):
        return f"ỦY BAN NHÂN DÂN\n{body.removeprefix('Ủy ban nhân dân ').upper()}", "UBND"
    symbols = {"Thủ tướng Chính phủ": "TTg", "Chủ tịch nước": "CTN"}
    return authority.upper(), symbols.get(authority, "        ")
