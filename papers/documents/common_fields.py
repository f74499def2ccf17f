"""Fields that every paper has, and the names in force on its day."""

from collections.abc import Iterable
from datetime import date

from awards.models import AwardType, Decision
from awards.wording.local_names import LocalNames, local_names_for
from core.dated import lasting
from core.names import lower_first
from core.working_days import provisional_note
from participants.models import AdministrativeUnit, BodyKind, BodyPost, Council, Membership, Person

from ..models import Paper
from .wording import day_text, is_confirmed_ground, legal_grounds, place_of, recipients

_MOST_STEPS = 10  # of mergers and renamings in a row


def cited(paper: Paper) -> str:
    """The sealed ranking that a paper is based on."""
    return f"Bảng xếp hạng số {paper.ranking_number}, mã kiểm tra {paper.ranking_checksum[:12]}"


def decision_text(decision: Decision) -> str:
    """`Quyết định số 05/QĐ-UBND ngày 05 tháng 02 năm 2026 của ...`."""
    return (
        f"Quyết định số {decision.number} {day_text(decision.decided_on)} của {decision.authority}"
    )


def units_on(units: list[AdministrativeUnit], day: date) -> dict[int, AdministrativeUnit]:
    """By the id of each unit, its successor on `day` through mergers and renamings.

    A unit that still exists, or that was split, stands for itself. One query for each step of
    succession, none where every unit still exists.
    """
    successors = {unit.pk: unit for unit in units}
    for _ in range(_MOST_STEPS):
        ended = {u.pk for u in successors.values() if u.valid_to and u.valid_to < day}
        if not ended:
            break
        links = AdministrativeUnit.predecessors.through.objects.filter(
            to_administrativeunit__in=ended
        )
        followers: dict[int, list[AdministrativeUnit]] = {}
        for link in links.select_related("from_administrativeunit"):
            followers.setdefault(link.to_administrativeunit_id, []).append(
                link.from_administrativeunit
            )
        next_of = {ended_pk: new[0] for ended_pk, new in followers.items() if len(new) == 1}
        if not next_of:
            break
        successors = {pk: next_of.get(unit.pk, unit) for pk, unit in successors.items()}
    return successors


def council_name(unit: AdministrativeUnit) -> str:
    """`HĐND thành phố Sông Xanh`."""
    return f"HĐND {lower_first(unit.name)}"


def common_fields(paper: Paper, day: date, symbol: str) -> dict:
    """Values that every paper has; `symbol` of its kind in its number. About 3 queries."""
    plan = paper.proposal.ranking.plan
    council = plan.campaign.organiser
    unit = organiser_unit(paper, day)
    return {
        "co_quan_chu_quan": f"HỘI ĐỒNG NHÂN DÂN\n{unit.name.upper()}",
        "co_quan": "THƯỜNG TRỰC HĐND",
        "so_hieu": f"Số:        /{symbol}-HĐND",
        "dia_danh_ngay": f"{place_of(unit.name)}, {day_text(day)}",
        "trich_yeu": "",
        "can_cu_xep_hang": cited(paper),
        "ke_hoach": plan.name,
        "phong_trao": plan.campaign.name,
        "nam": str(plan.ends_on.year),
        "quyen_han": "TM. THƯỜNG TRỰC HĐND",
        "chuc_vu": "CHỦ TỊCH",
        "nguoi_ky": chair_of(council, day),
        "noi_nhan": recipients("Như trên"),
    }


def chair_of(council: Council, day: date) -> str:
    """The head of the standing committee on `day`; empty where none is recorded."""
    posts = Membership.objects.on(day).filter(
        lasting("mandate", day),
        body__council=council,
        body__kind=BodyKind.STANDING_COMMITTEE,
        role=BodyPost.HEAD,
    )
    person = Person.objects.filter(mandates__memberships__in=posts).first()
    return person.full_name if person else ""


def organiser_unit(paper: Paper, day: date) -> AdministrativeUnit:
    """The organiser's unit, or its successor on `day`."""
    unit = paper.proposal.ranking.plan.campaign.organiser.unit
    return units_on([unit], day)[unit.pk]


def local_names(paper: Paper, day: date) -> LocalNames:
    """How the organiser's papers name authorities and award types on `day`."""
    return local_names_for(organiser_unit(paper, day))


def standing_committee(paper: Paper, day: date) -> str:
    """`Thường trực HĐND thành phố Sông Xanh`."""
    return f"Thường trực {council_name(organiser_unit(paper, day))}"


def provisional_text(begins_on: date, ends_on: date) -> str:
    """The shared warning about a provisional deadline, in brackets, as papers write it."""
    note = provisional_note(begins_on, ends_on)
    return f" ({lower_first(note.rstrip('.'))})" if note else ""


def grounds_of(paper: Paper, award_types: Iterable[AwardType]) -> list[str]:
    """Legal grounds: those of the award types, then the plan, then the sealed ranking."""
    plan = paper.proposal.ranking.plan
    grounds = []
    for award_type in award_types:
        lines = award_type.legal_basis.splitlines()
        grounds += [text for text in lines if is_confirmed_ground(text)]
    if plan.document_number:
        issued = f" {day_text(plan.issued_on)}" if plan.issued_on else ""
        grounds.append(f"Kế hoạch số {plan.document_number}{issued} ({plan.name})")
    else:
        grounds.append(plan.name)
    grounds.append(cited(paper))
    begins = ("căn cứ", "theo ", "xét ")
    return legal_grounds(
        [
            text if text.lower().startswith(begins) else f"Căn cứ {text}"
            for text in dict.fromkeys(grounds)
        ]
    )
