"""The result of a scenario, read from the database."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count

from awards.models import IN_PROPOSAL, Proposal, ProposalLine, TiePool
from campaigns.models import EntryList, Plan, Scorecard
from core.errors import DomainError
from core.numbers import vietnamese
from evidence.models import ActivityReport
from scoring.models import Ranking, RankingLine
from scoring.services.ranking import recompute

LAST_PLACE_SHOWN = 3


class IncompleteError(DomainError):
    """A plan has not reached the expected state."""


@dataclass(frozen=True)
class Timing:
    """Duration of ranking a whole plan in seconds, and when it was measured."""

    seconds: float
    measured: str


def plan_of(slug: str) -> Plan:
    """The plan with this slug. Raises IncompleteError if its scenario is not loaded."""
    plan = Plan.objects.filter(slug=slug).first()
    if plan is None:
        raise IncompleteError(f"{slug} is not loaded; run: manage.py demo_load")
    return plan


def rank(plan: Plan) -> tuple[Ranking, Timing]:
    """The sealed ranking with its duration; without one, the draft, ranked as a whole now."""
    sealed = Ranking.objects.latest_sealed_of(plan)
    if sealed:
        return sealed, Timing(sealed.seconds, "as measured before it was sealed")
    draft = recompute(plan=plan, whole=True)
    return draft, Timing(draft.seconds, "measured now")


def verified_reports(plan: Plan) -> int:
    return ActivityReport.objects.in_plan(plan).verified().count()


def first_places(ranking: Ranking) -> list[tuple[str, list[str]]]:
    """For the first cluster with each kind of list: its heading and the lines of places 1 to 3.

    Ties share a place, so there may be more than three lines. Three queries.
    """
    found = []
    for kind in EntryList:
        lines = RankingLine.objects.filter(ranking=ranking, list=kind).in_order()
        in_order = lines.select_related("entry", "cluster").filter(place__lte=LAST_PLACE_SHOWN)
        for cluster, leaders in groupby(in_order, key=lambda line: line.cluster):
            found.append((f"{cluster.name} ({kind.label.lower()})", [_shown(x) for x in leaders]))
            break
    if not found:
        raise IncompleteError(f"the ranking of {ranking.plan.slug} has no lines")
    return found


def _shown(line: RankingLine) -> str:
    return f"{line.place}. {line.entry.name}: {vietnamese(line.total)}"


def grades(ranking: Ranking) -> list[str]:
    """Number of lines per given grade, the best first; empty if no scorecard has grades."""
    lines = RankingLine.objects.filter(ranking=ranking, given_grade__isnull=False)
    given = lines.values("scorecard", "given_grade").annotate(number=Count("pk"))
    cards = Scorecard.objects.in_bulk({row["scorecard"] for row in given})
    return [
        f"{row['number']} {cards[row['scorecard']].read_grading.levels[row['given_grade']].name}"
        for row in given.order_by("scorecard", "given_grade")
    ]


def moved_since(sealed: Ranking) -> int | None:
    """Number of draft lines that differ in total, place or grade from the sealed ones.

    None if there is no draft.
    """
    draft = Ranking.objects.draft_of(sealed.plan)
    if draft is None:
        return None
    stands = ("entry", "total", "place", "given_grade")
    before, after = (set(ranking.lines.values_list(*stands)) for ranking in (sealed, draft))
    return len(after - before)


def proposal_of(plan: Plan) -> Proposal:
    """The proposal of a plan. Raises IncompleteError if there is none."""
    proposal = Proposal.objects.latest_of(plan)
    if proposal is None:
        raise IncompleteError(f"{plan.slug} has no proposal")
    return proposal


def proposed(proposal: Proposal) -> dict[str, int]:
    """Subject -> number proposed. Raises IncompleteError unless each quota is filled."""
    found = {}
    for quota in proposal.quotas.order_by("subject"):
        lines = ProposalLine.objects.filter(share__quota=quota, outcome__in=IN_PROPOSAL)
        found[quota.subject] = lines.count()
        if found[quota.subject] != quota.number:
            raise IncompleteError(
                f"{quota.subject}: {found[quota.subject]} proposed, the quota is {quota.number}"
            )
    return found


def ties_decided(proposal: Proposal) -> int:
    return TiePool.objects.filter(quota__proposal=proposal, decided_at__isnull=False).count()
