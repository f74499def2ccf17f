"""Lists of proposed lines: Danh sách đề nghị and Thông báo công khai."""

from datetime import date

from awards.rules.closing import notice_days_of
from core.errors import DomainError

from ..models import Paper
from .common_fields import (
    common_fields,
    grounds_of,
    local_names,
    provisional_text,
    standing_committee,
)
from .rows import award_types_of, groups_of, lines_in, submittable_lines, total_text
from .wording import counted, day_text, recipients


def name_list(paper: Paper, day: date) -> dict:
    """Danh sách đề nghị: submittable lines, or before the ballot all lines."""
    lines = list(submittable_lines(paper.proposal, day)) or list(lines_in(paper.proposal))
    if not lines:
        raise DomainError("Đề nghị này chưa có tập thể, cá nhân nào.")
    submission = paper.proposal.submissions.order_by("-issued_on", "-pk").first()
    number = f"số        /TTr-HĐND {day_text(day)}"
    if submission:
        number = f"số {submission.number} {day_text(submission.issued_on)}"
    return common_fields(paper, day, "TTr") | {
        "kem_theo": f"Kèm theo Tờ trình {number}",
        "nhom_khen": groups_of(lines, day, local_names(paper, day)),
        "tong_so": total_text(lines),
    }


def notice(paper: Paper, day: date) -> dict:
    """Thông báo công khai, with the days of the latest notice entered."""
    lines = list(lines_in(paper.proposal))
    if not lines:
        raise DomainError("Đề nghị này chưa có tập thể, cá nhân nào để công khai.")
    common, committee = common_fields(paper, day, "TB"), standing_committee(paper, day)
    posted = paper.proposal.notices.order_by("-posted_on", "-pk").first()
    days = posted.working_days if posted else notice_days_of(paper.proposal)
    period = f"{counted(days)} ngày làm việc, không tính ngày bắt đầu công khai"
    if posted:
        period = (
            f"{counted(days)} ngày làm việc, từ {day_text(posted.posted_on)} đến hết "
            f"{day_text(posted.ends_on)}"
            f"{provisional_text(posted.posted_on, posted.ends_on)}"
        )
    return common | {
        "trich_yeu": f"Về việc công khai danh sách đề nghị khen thưởng năm {common['nam']}",
        "can_cu": grounds_of(paper, award_types_of(lines)),
        "mo_dau": f"{committee} công khai danh sách dự kiến đề nghị khen thưởng "
        f"({total_text(lines)}) như sau:",
        "nhom_khen": groups_of(lines, day, local_names(paper, day)),
        "thoi_gian": period,
        "noi_cong_khai": posted.place if posted else "trụ sở và trang thông tin điện tử của HĐND",
        "nhan_kien_nghi": "Mọi kiến nghị gửi bằng văn bản, ghi rõ họ tên, địa chỉ về "
        f"{committee} trong thời gian công khai",
        "noi_nhan": recipients("Các tập thể, cá nhân có tên", "Lưu tại nơi công khai"),
    }
