"""What stands at the head and the end of every paper, and the names that hold on its day."""

from datetime import date

from awards.local_names import LocalNames, local_names_for
from awards.models import Decision, Proposal
from core.dated import lasting
from core.names import lower_first
from participants.models import AdministrativeUnit, BodyKind, BodyPost, Council, Membership, Person

from ..models import Paper
from .wording import day_text, is_confirmed_ground, legal_grounds, place_of, recipients


def cited(paper: Paper) -> str:
    """The sealed ranking that a paper rests on."""
    return f"Bảng xếp hạng số {paper.ranking_number}, mã kiểm tra {paper.ranking_checksum[:12]}"


def proposal_of(decision: Decision) -> Proposal | None:
    """The proposal that a decision came from; a correction came from what it corrects."""
    while decision.submission_id is None and decision.corrects_id is not None:
        decision = decision.corrects
    return decision.submission.proposal if decision.submission_id else None


def decision_text(decision: Decision) -> str:
    """`Quyết định số 05/QĐ-UBND ngày 05 tháng 02 năm 2026 của ...`."""
    return (
        f"Quyết định số {decision.number} {day_text(decision.decided_on)} của {decision.authority}"
    )


def units_on(units: list[AdministrativeUnit], day: date) -> dict[int, AdministrativeUnit]:
    """Of each unit the one that stands in its place on `day`, through mergers and renamings.

    One query a step: none where every unit still stands. A unit that was split keeps its name.
    """
    found = {unit.pk: unit for unit in units}
    for _ in range(10):
        ended = {u.pk for u in found.values() if u.valid_to and u.valid_to < day}
        if not ended:
            break
        links = AdministrativeUnit.predecessors.through.objects.filter(
            to_administrativeunit__in=ended
        )
        heirs: dict[int, list[AdministrativeUnit]] = {}
        for link in links.select_related("from_administrativeunit"):
            heirs.setdefault(link.to_administrativeunit_id, []).append(link.from_administrativeunit)
        next_of = {old: new[0] for old, new in heirs.items() if len(new) == 1}
        if not next_of:
            break
        found = {pk: next_of.get(unit.pk, unit) for pk, unit in found.items()}
    return found


def council_name(unit: AdministrativeUnit) -> str:
    return f"HĐND {lower_first(unit.name)}"


def head_of(paper: Paper, day: date, symbol: str) -> dict:
    """Values that every paper has. About 3 queries."""
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
    """Who heads the standing committee on `day`; empty where nobody is entered."""
    posts = Membership.objects.on(day).filter(
        lasting("mandate", day),
        body__council=council,
        body__kind=BodyKind.STANDING_COMMITTEE,
        role=BodyPost.HEAD,
    )
    person = Person.objects.filter(mandates__memberships__in=posts).first()
    return person.full_name if person else ""


def organiser_unit(paper: Paper, day: date) -> AdministrativeUnit:
    """The organiser's unit as it stands on `day`."""
    unit = paper.proposal.ranking.plan.campaign.organiser.unit
    return units_on([unit], day)[unit.pk]


def local_names(paper: Paper, day: date) -> LocalNames:
    """How the organiser's papers name authorities and award types on `day`."""
    return local_names_for(organiser_unit(paper, day))


def standing_committee(paper: Paper, day: date) -> str:
    """`Thường trực HĐND thành phố Sông Xanh`."""
    return f"Thường trực {council_name(organiser_unit(paper, day))}"


def grounds_of(paper: Paper, award_types) -> list[str]:
    """Legal grounds: what the award types name, the plan, and the sealed ranking; in that order."""
    plan = paper.proposal.ranking.plan
    found = []
    for award_type in award_types:
        found += [text for text in award_type.legal_basis.splitlines() if is_confirmed_ground(text)]
    if plan.document_number:
        issued = f" {day_text(plan.issued_on)}" if plan.issued_on else ""
        found.append(f"Kế hoạch số {plan.document_number}{issued} ({plan.name})")
    else:
        found.append(plan.name)
    found.append(cited(paper))
    return legal_grounds([_with_ground(text) for text in dict.fromkeys(found)])


def _with_ground(text: str) -> str:
    return text if text.lower().startswith(("căn cứ", "theo ", "xét ")) else f"Căn cứ {text}"
