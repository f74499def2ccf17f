"""Tờ trình: the letter that submits proposed lines to an authority."""

from datetime import date

from django.utils.timezone import localtime

from awards.models import AwardType, ProposalLine, PublicNotice, Recipient
from awards.wording.local_names import LocalNames
from ballots.models import BallotState
from core.names import lower_first

from ..models import Paper
from .common_fields import (
    common_fields,
    grounds_of,
    local_names,
    provisional_text,
    standing_committee,
)
from .rows import award_types_of, is_woman, lines_by_authority, recipient_of
from .wording import counted, day_text, recipients, two_digits


def submissions(paper: Paper, day: date) -> list[dict]:
    """One letter for each deciding authority.

    Raises DomainError where no line may be submitted.
    """
    names = local_names(paper, day)
    return [
        submission(paper, day, names, authority, lines)
        for authority, lines in lines_by_authority(paper.proposal, day, names).items()
    ]


def submission(
    paper: Paper, day: date, names: LocalNames, authority: str, lines: list[ProposalLine]
) -> dict:
    common, committee = common_fields(paper, day, "TTr"), standing_committee(paper, day)
    award_types = award_types_of(lines)
    return common | {
        "trich_yeu": f"Về việc đề nghị khen thưởng phong trào thi đua năm {common['nam']}",
        "kinh_gui": authority,
        "can_cu": grounds_of(paper, award_types),
        "mo_dau": f"{committee} kính trình {authority} xem xét, khen thưởng như sau:",
        "de_nghi": [requested(award_type, lines, names) for award_type in award_types],
        "thanh_tich": [
            "Các tập thể, cá nhân được đề nghị có thành tích tiêu biểu trong thực hiện "
            f"{lower_first(common['ke_hoach'])}; điểm và thứ hạng của từng tập thể, cá nhân ghi "
            f"trong danh sách kèm theo, lập từ {common['can_cu_xep_hang']}."
        ],
        "y_kien": public_notices(paper),
        "tham_dinh": appraisal(paper),
        "ket_thuc": f"Kính đề nghị {authority} xem xét, quyết định",
        "noi_nhan": recipients("Như trên", "Thường trực HĐND", archive="VT, hồ sơ thi đua"),
    }


def requested(award_type: AwardType, lines: list[ProposalLine], names: LocalNames) -> str:
    """How many collectives, individuals and women are proposed for an award type."""
    of_type = [line for line in lines if line.share.quota.award_type_id == award_type.pk]
    collective = sum(recipient_of(line) == Recipient.COLLECTIVE for line in of_type)
    individual = len(of_type) - collective
    women = sum(is_woman(line) for line in of_type)
    parts = [f"{counted(collective)} tập thể"] if collective else []
    if individual:
        among = f", trong đó {counted(women)} nữ" if women else ""
        parts.append(f"{counted(individual)} cá nhân{among}")
    return f"{names.name_of(award_type)}: {'; '.join(parts)} (danh sách kèm theo)."


def public_notices(paper: Paper) -> list[str]:
    """Each publication of the list, with the number of objections. 2 queries."""
    sentences = []
    notices = PublicNotice.objects.filter(proposal=paper.proposal)
    for notice in notices.prefetch_related("objections"):
        objections = notice.objections.all()
        upheld = sum(objection.is_upheld is True for objection in objections)
        outcome = "không có kiến nghị"
        if objections:
            outcome = f"{counted(len(objections))} kiến nghị, {counted(upheld)} có cơ sở"
        sentences.append(
            f"Danh sách được công khai tại {notice.place} từ {day_text(notice.posted_on)} đến hết "
            f"{day_text(notice.ends_on)}"
            f"{provisional_text(notice.posted_on, notice.ends_on)}; {outcome}."
        )
    return sentences or ["Danh sách chưa được công khai."]


def appraisal(paper: Paper) -> list[str]:
    """The office's appraisal, and each counted ballot with its result. 2 queries."""
    ballots = paper.proposal.ballots.filter(state=BallotState.COUNTED)
    sentences = [
        "Văn phòng đã thẩm định điều kiện, tiêu chuẩn của từng tập thể, cá nhân trên cơ sở số liệu "
        "đã được xác nhận."
    ]
    for ballot in ballots.select_related("council").prefetch_related("questions"):
        questions = ballot.questions.all()
        passed = sum(question.is_passed is True for question in questions)
        sentences.append(
            f"{ballot.council} bỏ phiếu kín {day_text(localtime(ballot.opened_at).date())}: "
            f"{two_digits(passed)}/{two_digits(len(questions))} trường hợp đạt tỷ lệ theo quy "
            "định (biên bản kèm theo)."
        )
    return sentences
