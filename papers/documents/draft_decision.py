"""Dự thảo quyết định: the decision that an authority is asked to sign, with its annex."""

from datetime import date

from awards.models import ProposalLine
from awards.wording.local_names import LocalNames

from ..models import Paper
from .common_fields import common_fields, grounds_of, local_names, standing_committee
from .rows import award_types_of, groups_of, lines_by_authority, total_text
from .wording import counted, recipients

_SYMBOLS = {"Thủ tướng Chính phủ": "TTg", "Chủ tịch nước": "CTN"}


def draft_decisions(paper: Paper, day: date) -> list[dict]:
    """One draft for each deciding authority.

    Raises DomainError where no line may be submitted.
    """
    names = local_names(paper, day)
    return [
        draft_decision(paper, day, names, authority, lines)
        for authority, lines in lines_by_authority(paper.proposal, day, names).items()
    ]


def draft_decision(
    paper: Paper, day: date, names: LocalNames, authority: str, lines: list[ProposalLine]
) -> dict:
    authority = authority.replace("UBND", "Ủy ban nhân dân")
    award_types, common = award_types_of(lines), common_fields(paper, day, "QĐ")
    awarded = ", ".join(names.bare_name_of(award_type, authority) for award_type in award_types)
    issuer, symbol = issuer_of(authority)
    return common | {
        "co_quan_chu_quan": "",
        "co_quan": issuer,
        "so_hieu": f"Số:        /QĐ-{symbol}\n(DỰ THẢO)",
        "trich_yeu": f"Về việc tặng {awarded}",
        "tham_quyen": authority.upper(),
        "can_cu": grounds_of(paper, award_types),
        "dieu": [
            f"Điều 1. Tặng {awarded} cho {counted(len(lines))} tập thể, cá nhân có thành tích tiêu "
            f"biểu trong phong trào thi đua năm {common['nam']} (danh sách kèm theo).",
            "Điều 2. Tiền thưởng kèm theo thực hiện theo quy định hiện hành tại ngày ban hành "
            "Quyết định này.",
            "Điều 3. Quyết định này có hiệu lực kể từ ngày ký. Các cơ quan có liên quan và tập "
            "thể, cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành./.",
        ],
        "quyen_han": "",
        "nguoi_ky": "",
        "kem_theo": f"Kèm theo Quyết định số        /QĐ-{symbol}",
        "nhom_khen": groups_of(lines, day, names),
        "tong_so": total_text(lines),
        "noi_nhan": recipients("Như Điều 3", standing_committee(paper, day)),
    }


def issuer_of(authority: str) -> tuple[str, str]:
    """(issuing body in capitals, its symbol after QĐ-), for the head of a decision.

    A decision of the chair is a document of the People's Committee (Decree 30/2020, annex III);
    the symbols of the state's authorities are those they use themselves.
    """
    body = authority.removeprefix("Chủ tịch ")
    if body.startswith("Ủy ban nhân dân "):
        return f"ỦY BAN NHÂN DÂN\n{body.removeprefix('Ủy ban nhân dân ').upper()}", "UBND"
    return authority.upper(), _SYMBOLS.get(authority, "        ")
