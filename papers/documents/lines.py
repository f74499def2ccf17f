"""Proposed lines and awards as rows of a paper, grouped by award type and kind of recipient."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import groupby

from awards.local_names import LocalNames
from awards.models import (
    IN_PROPOSAL,
    Award,
    AwardType,
    Proposal,
    ProposalLine,
    Recipient,
    Subject,
)
from awards.queries.results import lines_to_submit
from core.numbers import vietnamese
from participants.models import BodyKind, Gender

from .heads import council_name, units_on
from .wording import counted, two_digits

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def lines_in(proposal: Proposal):
    """Every line in the proposal, in the order of honour."""
    rows = ProposalLine.objects.filter(share__quota__proposal=proposal, outcome__in=IN_PROPOSAL)
    return with_names(rows).in_order_of_honour()


def submitted(proposal: Proposal, day: date):
    """Lines that may go out on `day`."""
    return with_names(lines_to_submit(proposal, day))


def with_names(rows):
    return rows.select_related(
        "share__quota__award_type",
        "share__quota__rule",
        "share__cluster",
        "line__entry__body__council__unit",
        "line__entry__mandate__person",
        "line__entry__mandate__council__unit",
    )


def recipient_of(row: ProposalLine) -> str:
    return Subject(row.share.quota.subject).recipient


def is_woman(row: ProposalLine) -> bool:
    mandate = row.line.entry.mandate
    return mandate is not None and mandate.person.gender == Gender.FEMALE


def names_on(rows: list[ProposalLine], day: date) -> dict[int, tuple[str, str]]:
    """Name and unit of each line by its id, as they are called on `day`. At most a few queries."""
    councils = {row.pk: (row.line.entry.body or row.line.entry.mandate).council for row in rows}
    heirs = units_on([council.unit for council in councils.values()], day)
    return {row.pk: _name_on(row, councils[row.pk], heirs) for row in rows}


def _name_on(row: ProposalLine, council, heirs: dict) -> tuple[str, str]:
    entry, unit = row.line.entry, heirs[council.unit_id]
    if unit.pk == council.unit_id:
        return entry.name, entry.unit_name
    new = council_name(unit)
    is_council = entry.body is not None and entry.body.kind == BodyKind.COUNCIL
    return (new if is_council else entry.name), new


def groups_of(rows: list[ProposalLine], day: date, local_names: LocalNames) -> list[dict]:
    """`[{ten, danh_sach: [{tt, ten, don_vi, ket_qua}]}]` of lines in the order of honour."""
    names = names_on(rows, day)

    def row_of(number: int, row: ProposalLine) -> dict:
        name, unit = names[row.pk]
        return {
            "tt": two_digits(number),
            "ten": name,
            "don_vi": unit if unit != name else "",
            "ket_qua": standing_text(row),
        }

    return grouped(
        rows, lambda row: (row.share.quota.award_type, recipient_of(row)), row_of, local_names
    )


def standing_text(row: ProposalLine) -> str:
    """`98,5 điểm, hạng 1`."""
    total, place = row.line.total, row.line.place
    points = f"{vietnamese(total)} điểm" if total is not None else ""
    return ", ".join(filter(None, (points, f"hạng {vietnamese(place)}" if place else "")))


def grouped(
    rows: Iterable,
    key: Callable[[object], tuple[AwardType, str]],
    row_of: Callable,
    names: LocalNames,
) -> list[dict]:
    """Rows of one award type and recipient under one heading; rows come in that order already."""
    found = []
    for (_, recipient), members in groupby(rows, key=lambda row: (key(row)[0].pk, key(row)[1])):
        members = list(members)
        award_type = key(members[0])[0]
        roman = _ROMAN[len(found)] if len(found) < len(_ROMAN) else str(len(found) + 1)
        label = Recipient(recipient).label.lower()
        found.append(
            {
                "ten": f"{roman}. {names.name_of(award_type)}: {counted(len(members))} {label}",
                "danh_sach": [row_of(number, row) for number, row in enumerate(members, 1)],
            }
        )
    return found


def total_text(rows: list[ProposalLine]) -> str:
    """`103 (một trăm linh ba) tập thể, cá nhân: 39 (...) tập thể, 64 (...) cá nhân`."""
    collective = sum(recipient_of(row) == Recipient.COLLECTIVE for row in rows)
    return (
        f"{counted(len(rows))} tập thể, cá nhân: {counted(collective)} tập thể, "
        f"{counted(len(rows) - collective)} cá nhân"
    )


def award_types_of(rows: list[ProposalLine]) -> list[AwardType]:
    return list(
        {row.share.quota.award_type_id: row.share.quota.award_type for row in rows}.values()
    )


def award_order(awards) -> list[Award]:
    """High to low, title before award type, collective before individual, then by name."""
    rank = {Recipient.COLLECTIVE: 0, Recipient.HOUSEHOLD: 1, Recipient.INDIVIDUAL: 2}
    return sorted(
        awards.select_related("award_type", "decision"),
        key=lambda award: (
            _LEVELS.get(award.award_type.level, len(_LEVELS)),
            award.award_type.kind != "title",
            award.award_type.precedence,
            award.award_type_id,
            rank[Recipient(award.recipient)],
            award.sort_key,
            award.pk,
        ),
    )


_LEVELS = {"province": 0, "district": 1, "commune": 2}
