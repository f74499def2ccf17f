"""Papers of a plan, and what papers of a proposal are made from."""

from awards.models import Award, AwardType, Decision, Proposal
from campaigns.models import Plan

from ..models import Paper


def papers_of(plan: Plan):
    """All papers of a plan, the newest first."""
    return Paper.objects.filter(proposal__ranking__plan=plan).select_related(
        "asked_by", "decision", "ballot", "line__ranking_line__entry", "template"
    )


def decisions_of(proposal: Proposal):
    """Decisions by which someone of the proposal has an award in force, the newest first."""
    awards = Award.objects.in_force().filter(line__proposal=proposal)
    return Decision.objects.filter(pk__in=awards.values("decision"))


def decisions_from(proposal: Proposal):
    """Decisions on the proposal's submissions, and those with an award of it in force."""
    return decisions_of(proposal) | Decision.objects.filter(submission__proposal=proposal)


def assumptions_of(proposal: Proposal) -> dict[str, list[str]]:
    """Assumptions without a legal ground: text -> names of award types. 1 query."""
    rows = (
        proposal.quotas.exclude(rule__assumption="")
        .exclude(rule=None)
        .order_by("award_type__precedence", "award_type_id")
    )
    assumptions: dict[str, list[str]] = {}
    for text, name in rows.values_list("rule__assumption", "award_type__name"):
        names = assumptions.setdefault(text.strip().rstrip("."), [])
        if name not in names:
            names.append(name)
    return assumptions


def award_types_with_certificates(plan: Plan):
    """Award types that the plan has a quota of or has awarded."""
    awards = Award.objects.filter(line__proposal__ranking__plan=plan)
    quotas = plan.quotas.values("award_type")
    return AwardType.objects.filter(pk__in=quotas) | AwardType.objects.filter(
        pk__in=awards.values("award_type")
    )
