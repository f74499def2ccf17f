"""Proposed lines and awards as rows of a paper, grouped by type and recipient."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import groupby

from awards.models import (
    IN_PROPOSAL,
    Award,
    AwardType,
    AwardTypeKind,
    Decision,
    Proposal,
    ProposalLine,
    Recipient,
    Subject,
)
from awards.queries.results import lines_to_submit
from awards.wording.local_names import LocalNames
from core.errors import DomainError
from core.numbers import vietnamese
from participants.models import BodyKind, Council, Gender

from .common_fields import council_name, units_on
from .wording import counted, two_digits, upper_first

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_LEVELS = {"province": 0, "district": 1, "commune": 2}
_RECIPIENTS = {Recipient.COLLECTIVE: 0, Recipient.HOUSEHOLD: 1, Recipient.INDIVIDUAL: 2}


# --- proposed lines -------------------------------------------------------------------------------


def lines_in(proposal: Proposal):
    """All lines in the proposal, in the order of honour, with what a paper shows of them."""
    lines = ProposalLine.objects.filter(proposal=proposal, outcome__in=IN_PROPOSAL)
    return _with_names(lines).in_order_of_honour()


def submittable_lines(proposal: Proposal, day: date):
    """Lines that may be submitted on `day`, with what a paper shows of them."""
    return _with_names(lines_to_submit(proposal, day))


def _with_names(lines):
    return lines.select_related(
        "share__quota__award_type",
        "share__quota__rule",
        "share__cluster",
        "ranking_line__entry__body__council__unit",
        "ranking_line__entry__mandate__person",
        "ranking_line__entry__mandate__council__unit",
    )


def lines_by_authority(
    proposal: Proposal, day: date, names: LocalNames
) -> dict[str, list[ProposalLine]]:
    """Lines that may be submitted on `day`, by their deciding authority as papers name it.

    Raises DomainError where there are none.
    """
    by_authority: dict[str, list[ProposalLine]] = {}
    for line in submittable_lines(proposal, day):
        authority = upper_first(names.authority_of(line.share.quota.award_type))
        by_authority.setdefault(authority, []).append(line)
    if not by_authority:
        raise DomainError(
            "Chưa có tập thể, cá nhân nào đủ điều kiện gửi đi: cần kiểm phiếu xong với hình thức "
            "phải bỏ phiếu, và không còn việc chưa kết luận."
        )
    return by_authority


def recipient_of(line: ProposalLine) -> str:
    """The kind of recipient that the quota of a line is for."""
    return Subject(line.share.quota.subject).recipient


def is_woman(line: ProposalLine) -> bool:
    """Whether a line is about a woman; False for a body."""
    mandate = line.ranking_line.entry.mandate
    return mandate is not None and mandate.person.gender == Gender.FEMALE


def award_types_of(lines: list[ProposalLine]) -> list[AwardType]:
    """Award types of these lines, each once, in the order of the lines."""
    return list(dict.fromkeys(line.share.quota.award_type for line in lines))


def names_on(lines: list[ProposalLine], day: date) -> dict[int, tuple[str, str]]:
    """(name, unit) of each line by its id, as they are called on `day`.

    A few queries at most.
    """
    councils = {
        line.pk: (line.ranking_line.entry.body or line.ranking_line.entry.mandate).council
        for line in lines
    }
    successors = units_on([council.unit for council in councils.values()], day)
    return {line.pk: _name_on(line, councils[line.pk], successors) for line in lines}


def _name_on(line: ProposalLine, council: Council, successors: dict) -> tuple[str, str]:
    entry, unit = line.ranking_line.entry, successors[council.unit_id]
    if unit.pk == council.unit_id:
        return entry.name, entry.unit_name
    new_name = council_name(unit)
    is_council = entry.body is not None and entry.body.kind == BodyKind.COUNCIL
    return (new_name if is_council else entry.name), new_name


def groups_of(lines: list[ProposalLine], day: date, names: LocalNames) -> list[dict]:
    """`[{ten, danh_sach: [{tt, ten, don_vi, ket_qua}]}]` of lines in the order of honour."""
    names_of_lines = names_on(lines, day)

    def row_of(number: int, line: ProposalLine) -> dict:
        name, unit = names_of_lines[line.pk]
        return {
            "tt": two_digits(number),
            "ten": name,
            "don_vi": unit if unit != name else "",
            "ket_qua": result_text(line),
        }

    return grouped(
        lines, lambda line: (line.share.quota.award_type, recipient_of(line)), row_of, names
    )


def result_text(line: ProposalLine) -> str:
    """`98,5 điểm, hạng 1`."""
    total, place = line.ranking_line.total, line.ranking_line.place
    points = f"{vietnamese(total)} điểm" if total is not None else ""
    return ", ".join(filter(None, (points, f"hạng {vietnamese(place)}" if place else "")))


def total_text(lines: list[ProposalLine]) -> str:
    """`103 (một trăm linh ba) tập thể, cá nhân: 39 (...) tập thể, 64 (...) cá nhân`."""
    collective = sum(recipient_of(line) == Recipient.COLLECTIVE for line in lines)
    return (
        f"{counted(len(lines))} tập thể, cá nhân: {counted(collective)} tập thể, "
        f"{counted(len(lines) - collective)} cá nhân"
    )


# --- lines or awards ------------------------------------------------------------------------------


def grouped(
    items: Iterable,
    key: Callable[[object], tuple[AwardType, str]],
    row_of: Callable[[int, object], dict],
    names: LocalNames,
) -> list[dict]:
    """`[{ten, danh_sach}]`: rows under a heading for each `key` (award type, recipient).

    Items of one key must be adjacent.
    """
    groups = []
    for (_, recipient), members in groupby(items, key=lambda item: (key(item)[0].pk, key(item)[1])):
        members = list(members)
        award_type = key(members[0])[0]
        roman = _ROMAN[len(groups)] if len(groups) < len(_ROMAN) else str(len(groups) + 1)
        label = Recipient(recipient).label.lower()
        groups.append(
            {
                "ten": f"{roman}. {names.name_of(award_type)}: {counted(len(members))} {label}",
                "danh_sach": [row_of(number, item) for number, item in enumerate(members, 1)],
            }
        )
    return groups


def awards_of(decision: Decision) -> list[Award]:
    """Awards in force of a decision, in the order of handing out.

    Raises DomainError where there are none.
    """
    awards = award_order(Award.objects.in_force().filter(decision=decision))
    if not awards:
        raise DomainError("Quyết định này không có khen thưởng nào còn hiệu lực.")
    return awards


def award_order(awards) -> list[Award]:
    """By level, titles first, collectives before individuals, then by name."""
    return sorted(
        awards.select_related("award_type", "decision"),
        key=lambda award: (
            _LEVELS.get(award.award_type.level, len(_LEVELS)),
            award.award_type.kind != AwardTypeKind.TITLE,
            award.award_type.precedence,
            award.award_type_id,
            _RECIPIENTS[Recipient(award.recipient)],
            award.sort_key,
            award.pk,
        ),
    )
