"""Rounds for tests of eligibility: sealed rankings written row by row, with earlier awards."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from awards.models import (
    Award,
    AwardType,
    AwardTypeRule,
    Decision,
    Outcome,
    Proposal,
    ProposalLine,
    Quota,
)
from awards.services import proposals
from campaigns.models import Entry, Plan
from core.names import unaccented
from participants.models import Gender, Person
from participants.services import Seat, seat_delegates
from scoring.models import Ranking, RankingLine

from .. import cast

FORM = {"name": "Bằng khen", "decided_by": "Chủ tịch UBND thành phố"}


def seal_lines(round_: cast.Round, totals: dict[Entry, object], **fields) -> Ranking:
    """A sealed ranking with these totals and no places; `fields` are set on every line."""
    plan = fields.pop("plan", round_.plan)
    before = Ranking.objects.sealed().filter(plan=plan).count()
    ranking = Ranking.objects.create(plan=plan)
    RankingLine.objects.bulk_create(
        RankingLine(
            ranking=ranking,
            entry=entry,
            scorecard=entry.scorecard,
            cluster=entry.cluster,
            list=entry.list,
            total=None if total is None else Decimal(str(total)),
            **({"days_served": 365, "states": [], "inputs": [], "points": []} | fields),
        )
        for entry, total in totals.items()
    )
    ranking.number, ranking.sealed_at = before + 1, timezone.now()
    ranking.sealed_by, ranking.checksum = round_.city.secretary, "0" * 64
    ranking.save()
    return ranking


def boards(round_: cast.Round) -> list[Entry]:
    return [round_.entry_of_board(number) for number in range(3)]


def award_type_of(**fields) -> AwardType:
    return AwardType.objects.get_or_create(**(FORM | fields))[0]


def set_rule(award_type: AwardType, recipient: str = "collective", **fields) -> AwardTypeRule:
    fields = {"valid_from": cast.TERM_START, "legal_basis": "Quy chế thi đua"} | fields
    return AwardTypeRule.objects.create(award_type=award_type, recipient=recipient, **fields)


def add_quota(round_: cast.Round, subject: str = "collective", **fields) -> Quota:
    fields.setdefault("award_type", award_type_of())
    if not {"percent", "sharing"} & fields.keys():
        fields.setdefault("number", 3)
    return Quota.objects.create(plan=round_.plan, subject=subject, **fields)


def draft(round_: cast.Round, ranking: Ranking, at=None) -> Proposal:
    return proposals.draft_proposal(actor=round_.city.secretary, ranking=ranking, at=at)


def rows_of(proposal: Proposal, **where) -> dict[str, ProposalLine]:
    """Proposal lines by the name of the entry."""
    rows = ProposalLine.objects.filter(proposal=proposal, **where)
    rows = rows.select_related("share__cluster", "share__quota__award_type", "share__pool")
    return {
        row.ranking_line.entry.name: row
        for row in rows.select_related("ranking_line__entry", "ranking_line__cluster")
    }


def outcomes(proposal: Proposal, **where) -> dict[str, Outcome]:
    return {name: Outcome(row.outcome) for name, row in rows_of(proposal, **where).items()}


def earlier_plan(round_: cast.Round, year: int) -> Plan:
    plan = round_.plan
    return Plan.objects.create(
        campaign=plan.campaign,
        name=f"Kế hoạch {year}",
        slug=f"{plan.slug}-{year}",
        starts_on=dt.date(year, 1, 1),
        ends_on=dt.date(year, 12, 31),
        reports_due_at=timezone.now(),
    )


def enter(round_: cast.Round, plan: Plan, entry: Entry, **fields) -> Entry:
    """The same participant, or another one, in another plan."""
    copied = {
        name: getattr(entry, name)
        for name in (
            *("body", "mandate", "kind", "list", "cluster", "scorecard", "name", "unit_name"),
            *("sort_key", "search_name", "registered_on", "days_served"),
        )
    }
    return Entry.objects.create(plan=plan, **(copied | fields))


def give_award(round_: cast.Round, award_type: AwardType, year: int, **whom) -> Award:
    """Grant an award by a decision early next year; `whom` is a person or a body."""
    day = dt.date(year + 1, 1, 15)
    thematic = whom.pop("is_thematic", False)
    decision = Decision.objects.create(
        organiser=round_.city.council,
        number=f"{Decision.objects.count() + 1}/QĐ-UBND",
        decided_on=day,
        authority="Chủ tịch UBND thành phố",
        signer="Phạm Thử",
        signer_post="Chủ tịch",
        received_on=day,
        entered_by=round_.city.secretary,
        entered_at=timezone.now(),
    )
    name = str(next(iter(whom.values())))
    return Award.objects.create(
        decision=decision,
        organiser=round_.city.council,
        award_type=award_type,
        recipient="individual" if "person" in whom else "collective",
        name=name,
        sort_key=name,
        search_name=unaccented(name),
        year=year,
        is_thematic=thematic,
        code=f"{decision.pk}",
        **whom,
    )


def second_mandate(round_: cast.Round, person: Person, *, like: Entry) -> Entry:
    """The person's entry as a delegate of another council in the same plan."""
    council = cast.found_city("xb", "Xã Bên", delegates=0).council
    [mandate] = seat_delegates(
        seats=[Seat(full_name="Tạm", gender=Gender.MALE, council=council)],
        valid_from=cast.TERM_START,
    )
    mandate.person = person
    mandate.save()
    return enter(round_, round_.plan, like, mandate=mandate, name=f"{person} (xã)", unit_name="Xã")
