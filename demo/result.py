"""What came out of a story, read back from the database; nothing here is known beforehand."""

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
    """A plan is not where its story should have brought it."""


@dataclass(frozen=True)
class Timing:
    """Seconds to rank a whole plan, and when they were measured."""

    seconds: float
    measured: str


def plan_of(slug: str) -> Plan:
    """Raises IncompleteError while the story is not loaded."""
    plan = Plan.objects.filter(slug=slug).first()
    if plan is None:
        raise IncompleteError(f"{slug} is not loaded; run: manage.py demo_load")
    return plan


def rank(plan: Plan) -> tuple[Ranking, Timing]:
    """The sealed ranking with the seconds it took then; else the draft, ranked whole just now."""
    sealed = Ranking.objects.latest_sealed_of(plan)
    if sealed:
        return sealed, Timing(sealed.seconds, "as measured before it was sealed")
    draft = recompute(plan=plan, whole=True)
    return draft, Timing(draft.seconds, "measured now")


def verified_reports(plan: Plan) -> int:
    return ActivityReport.objects.in_plan(plan).verified().count()


def first_places(ranking: Ranking) -> list[tuple[str, list[str]]]:
    """For the first cluster with each kind of list: its heading, and lines of places 1 to 3.

    Equal points share a place, so that there may be more than three lines. Three queries.
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
    """How many were given each grade, the best first; empty where no scorecard gives any."""
    lines = RankingLine.objects.filter(ranking=ranking, given_grade__isnull=False)
    given = lines.values("scorecard", "given_grade").annotate(number=Count("pk"))
    cards = Scorecard.objects.in_bulk({row["scorecard"] for row in given})
    return [
        f"{row['number']} {cards[row['scorecard']].read_grading.levels[row['given_grade']].name}"
        for row in given.order_by("scorecard", "given_grade")
    ]


def moved_since(sealed: Ranking) -> int | None:
    """How many lines of the running draft differ in total, place or grade from the sealed ones.

    None where nothing is drafted.
    """
    draft = Ranking.objects.draft_of(sealed.plan)
    if draft is None:
        return None
    stands = ("entry", "total", "place", "given_grade")
    before, after = (set(ranking.lines.values_list(*stands)) for ranking in (sealed, draft))
    return len(after - before)


def proposal_of(plan: Plan) -> Proposal:
    """Raises IncompleteError when there is none."""
    proposal = Proposal.objects.latest_of(plan)
    if proposal is None:
        raise IncompleteError(f"{plan.slug} has no proposal")
    return proposal


def proposed(proposal: Proposal) -> dict[str, int]:
    """Subject -> how many are proposed. Raises IncompleteError unless each quota is filled."""
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
