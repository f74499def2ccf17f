"""Reads about submissions, decisions and their money."""

from dataclasses import dataclass
from datetime import date

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Prefetch,
    Q,
    Sum,
)

from campaigns.models import Plan

from ..models import (
    Award,
    Decision,
    Hold,
    Proposal,
    ProposalLine,
    Recovery,
    Refusal,
    Submission,
    SubmissionLine,
    SubmissionReturn,
)
from .results import lines_to_submit


def was_not_refused() -> Q:
    """Condition on submission lines: no decision on the same submission refused the line."""
    refusals = Refusal.objects.filter(
        line=OuterRef("line"), decision__submission=OuterRef("submission")
    )
    return ~Q(Exists(refusals))


def ready_by_authority(proposal: Proposal, day: date) -> dict[str, list[ProposalLine]]:
    """Lines that may be submitted on `day` and were not yet, by authority. 1 query."""
    # The same entry may have been submitted by a proposal that was superseded since.
    sent = SubmissionLine.objects.filter(
        was_not_refused() | Q(line__awards__isnull=False),
        line__ranking_line__entry=OuterRef("ranking_line__entry"),
        line__share__quota__award_type=OuterRef("share__quota__award_type"),
    )
    ready: dict[str, list[ProposalLine]] = {}
    for line in lines_to_submit(proposal, day).filter(~Exists(sent)):
        ready.setdefault(line.share.quota.award_type.decided_by, []).append(line)
    return ready


def submissions_of(plan: Plan):
    """Submissions of a plan with `size`, their returns and decisions. 3 queries."""
    return (
        Submission.objects.filter(proposal__ranking__plan=plan)
        .select_related("proposal__ranking")
        .annotate(size=Count("lines"))
        .prefetch_related(
            "returns", Prefetch("decisions", Decision.objects.order_by("decided_on", "pk"))
        )
        .order_by("-issued_on", "-pk")
    )


def submitted_lines(submission: Submission):
    """Lines of a submission in their order, as `lines_to_submit` loads them, with the plan."""
    return with_entries(ProposalLine.objects.filter(submissions__submission=submission))


def with_entries(lines):
    """Proposal lines with everything an award needs, in the order of honour."""
    return lines.select_related(
        "share__quota__award_type",
        "share__cluster",
        "ranking_line__entry__mandate__person",
        "ranking_line__entry__body",
        "ranking_line__entry__plan__campaign",
    ).in_order_of_honour()


def held_lines(lines, day: date) -> dict[int, Hold]:
    """Line id -> hold, for loaded lines whose person or body is held on `day`. 1 query."""
    people = {
        line.pk: line.ranking_line.entry.mandate.person_id for line in lines if _is_person(line)
    }
    bodies = {line.pk: line.ranking_line.entry.body_id for line in lines if not _is_person(line)}
    holds = Hold.objects.open_on(day).filter(
        Q(person__in=people.values()) | Q(body__in=bodies.values())
    )
    by_person = {hold.person_id: hold for hold in holds if hold.person_id}
    by_body = {hold.body_id: hold for hold in holds if hold.body_id}
    held = {pk: by_person[who] for pk, who in people.items() if who in by_person}
    return held | {pk: by_body[body] for pk, body in bodies.items() if body in by_body}


def _is_person(line: ProposalLine) -> bool:
    return line.ranking_line.entry.mandate_id is not None


def decisions_of(plan: Plan):
    """Decisions of a plan and those that correct or revoke them, the newest first. 2 queries.

    With the numbers `given`, `refused` and `ended`, and `to_pay` (đồng, without replaced awards).
    """
    answers = Q(submission__proposal__ranking__plan=plan)
    decisions = decisions_with_later(answers, plan.campaign.organiser_id)
    return with_tallies(Decision.objects.filter(pk__in=[decision.pk for decision in decisions]))


def decisions_with_later(answers: Q, organiser_id: int) -> list[Decision]:
    """Decisions that meet `answers` and all that correct or revoke them, by date. 1 query.

    A correction answers no submission: it is in the register of the same council and follows
    what it `corrects`, which was entered before it.
    """
    later = Q(organiser=organiser_id, corrects__isnull=False)
    rows = Decision.objects.filter(answers | later).select_related("corrects")
    is_answer = ExpressionWrapper(answers, output_field=BooleanField())
    by_pk: dict[int, Decision] = {}
    for decision in rows.annotate(is_answer=is_answer).order_by("pk"):
        if decision.is_answer or decision.corrects_id in by_pk:
            by_pk[decision.pk] = decision
    return sorted(by_pk.values(), key=lambda decision: (decision.decided_on, decision.pk))


def plan_of(decision: Decision) -> Plan | None:
    """The plan whose submission a decision answers, directly or through what it corrects."""
    while decision.corrects_id and not decision.submission_id:
        decision = decision.corrects
    return decision.submission.proposal.ranking.plan if decision.submission_id else None


def with_tallies(decisions):
    """Decisions annotated with `given`, `refused`, `ended` and `to_pay`."""
    given = Award.objects.filter(decision=OuterRef("pk")).order_by()
    return decisions.select_related("corrects", "entered_by").annotate(
        given=Count("awards", distinct=True),
        refused=Count("refusals", distinct=True),
        ended=Count("ended_awards", distinct=True),
        to_pay=given.filter(replaces__isnull=True)
        .values("decision")
        .annotate(sum=Sum("amount"))
        .values("sum"),
    )


def open_recoveries(organiser_id: int):
    """Open recoveries of a council's register, the earliest due first."""
    return (
        Recovery.objects.filter(award__organiser=organiser_id, recovered_on__isnull=True)
        .select_related("award__award_type", "award__ended_by")
        .order_by("due_on", "pk")
    )


def recoveries_of(decision: Decision):
    return Recovery.objects.filter(award__ended_by=decision).select_related(
        "award__award_type", "recorded_by"
    )


def awards_under(decision: Decision):
    """Awards granted by a decision, in the order of honour, with what replaced or ended them."""
    return (
        Award.objects.filter(decision=decision)
        .select_related("award_type", "ended_by", "replaces", "replaced_by")
        .in_order_of_honour()
    )


def awards_ended_by(decision: Decision):
    return (
        Award.objects.filter(ended_by=decision)
        .select_related("award_type", "replaced_by")
        .in_order_of_honour()
    )


def refusals_of(decision: Decision):
    """Refused lines with `is_granted_since`: whether a later decision granted them."""
    granted = Award.objects.in_force().filter(line=OuterRef("line"))
    return (
        Refusal.objects.filter(decision=decision)
        .select_related("line__ranking_line__entry", "line__share__quota__award_type")
        .annotate(is_granted_since=Exists(granted))
        .order_by("line__ranking_line__entry__sort_key")
    )


def lines_refused(decision: Decision):
    """Lines that a decision refused and no later one granted."""
    granted = Award.objects.in_force().filter(line=OuterRef("pk"))
    lines = ProposalLine.objects.filter(refusals__decision=decision)
    return with_entries(lines.filter(~Exists(granted)))


# --- money ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MoneyList:
    """Awards to pay under a decision, and their sums in đồng by fund."""

    awards: list[Award]
    by_fund: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.by_fund.values())


def money_list(decision: Decision) -> MoneyList:
    """Money that a decision makes due, without awards that replace paid ones. 1 query.

    An award ended since stays in the list of its decision; its recovery is a `Recovery`.
    """
    awards = [award for award in awards_under(decision) if award.replaces_id is None]
    by_fund: dict[str, int] = {}
    for award in awards:
        by_fund[award.paid_from] = by_fund.get(award.paid_from, 0) + award.amount
    return MoneyList(awards, by_fund)


def open_return(submission: Submission) -> SubmissionReturn | None:
    """The return that is not answered yet. Expects the returns loaded."""
    return next((r for r in submission.returns.all() if r.answered_on is None), None)
