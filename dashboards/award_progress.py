"""Numbers of the award steps of a plan, from the sealed ranking to the papers."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, Sum

from awards.models import (
    IN_PROPOSAL,
    Award,
    Decision,
    Outcome,
    Proposal,
    ProposalChange,
    ProposalLine,
    ProposalQuota,
    PublicNotice,
    Refusal,
    Submission,
    SubmissionLine,
)
from awards.models.lines import is_line_held_on
from awards.queries.changes import quotas_with_numbers
from awards.queries.decisions import decisions_with_later, was_not_refused
from awards.queries.holds import what_follows, with_submissions_and_awards
from awards.queries.notices import notices_of, objections_to
from awards.queries.results import lines_to_submit
from awards.rules import closing
from ballots.models import Ballot, BallotState
from campaigns.models import Plan
from papers.models import Paper, PaperState
from scoring.models import Ranking

LISTED = 20


@dataclass
class Progress:
    """All numbers of the steps of one plan on one day."""

    day: date
    sealed: Ranking | None
    proposal: Proposal | None
    has_quotas: bool = False
    quotas: list[ProposalQuota] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    changes: list[ProposalChange] = field(default_factory=list)
    held: list[ProposalLine] = field(default_factory=list)
    notice: PublicNotice | None = None
    objections: int = 0
    unanswered: int = 0
    upheld: int = 0
    ballots: list[Ballot] = field(default_factory=list)
    to_submit: int = 0
    submissions: list[Submission] = field(default_factory=list)
    sent: int = 0
    answered: int = 0
    decisions: list[Decision] = field(default_factory=list)
    refused: int = 0
    no_submission_because: str | None = None
    awards: int = 0
    money: int = 0
    papers: dict[str, int] = field(default_factory=dict)

    @property
    def over(self) -> int:
        return sum(quota.over for quota in self.quotas)

    @property
    def hindrances(self) -> list[str]:
        """What prevents closing, as `closing.why_not_closable`, from the numbers at hand."""
        return closing.obstacles_to_closing(
            tied=self.lines["tied"],
            waiting=len(self.changes),
            held=self.lines["held"],
            proposed=self.lines["proposed"],
        )

    @property
    def may_close(self) -> bool:
        return self.is_current and not self.proposal.is_closed and not self.hindrances

    @property
    def needs_quotas(self) -> bool:
        """Whether the sealed ranking gets no proposal until a quota is set."""
        return self.sealed is not None and not self.is_current and not self.has_quotas

    @property
    def is_current(self) -> bool:
        return self.proposal is not None and self.proposal.ranking_id == self.sealed.pk


def progress_of(plan: Plan, day: date) -> Progress:
    """Numbers of a plan's newest proposal. 21 queries at most, whatever its size."""
    sealed = Ranking.objects.latest_sealed_of(plan)
    proposal = (
        Proposal.objects.filter(ranking__plan=plan)
        .select_related("ranking__plan__campaign", "closed_by")
        .order_by("-ranking__number")
        .first()
    )
    progress = Progress(day, sealed, proposal)
    if sealed is not None:
        progress.has_quotas = plan.quotas.exists()
    if proposal is not None:
        _add_lines(progress)
        _add_notice(progress)
        _add_decisions(progress)
    return progress


def _add_lines(progress: Progress) -> None:
    proposal = progress.proposal
    lines = ProposalLine.objects.filter(proposal=proposal)
    inside = Q(outcome__in=IN_PROPOSAL)
    progress.lines = lines.aggregate(
        proposed=Count("pk", filter=inside),
        tied=Count("pk", filter=Q(outcome=Outcome.TIED)),
        undecided=Count("pk", filter=Q(outcome=Outcome.NEEDS_DECISION)),
        dossiers=Count("dossier", filter=inside),
        held=Count("pk", filter=inside & Q(is_line_held_on(progress.day))),
        ballot=Count("pk", filter=inside & ~Q(share__quota__rule__needs_ballot=False)),
    )
    progress.quotas = quotas_with_numbers(proposal)
    progress.changes = list(
        ProposalChange.objects.waiting_in(proposal).select_related(
            "asked_by", "line__ranking_line__entry", "line__share"
        )
    )
    progress.held = list(
        lines.filter(inside, is_line_held_on(progress.day))
        .select_related("share__quota__award_type", "proposal", "ranking_line__entry")
        .prefetch_related(*with_submissions_and_awards())
        .order_by("ranking_line__entry__sort_key")[:LISTED]
    )
    for line in progress.held:
        line.what_follows = what_follows(line)


def _add_notice(progress: Progress) -> None:
    notices = notices_of(progress.proposal)
    progress.notice = notices[0] if notices else None
    counted = objections_to(progress.proposal).aggregate(
        every=Count("pk"),
        unanswered=Count("pk", filter=Q(is_upheld__isnull=True)),
        upheld=Count("pk", filter=Q(is_upheld=True)),
    )
    progress.objections, progress.unanswered = counted["every"], counted["unanswered"]
    progress.upheld = counted["upheld"]


def _add_decisions(progress: Progress) -> None:
    proposal = progress.proposal
    live = proposal.ballots.exclude(state=BallotState.ANNULLED)
    progress.ballots = list(
        live.annotate(
            asked=Count("questions"), passed=Count("questions", filter=Q(questions__is_passed=True))
        )
    )
    ready = lines_to_submit(proposal, progress.day)
    progress.to_submit = ready.filter(submissions__isnull=True).count()
    progress.no_submission_because = closing.why_not_submittable(proposal, progress.day)
    progress.submissions = list(proposal.submissions.order_by("issued_on", "pk"))
    progress.decisions = decisions_with_later(
        Q(submission__proposal=proposal), proposal.ranking.plan.campaign.organiser_id
    )
    _add_answers(progress)
    given = Award.objects.in_force().filter(line__proposal=proposal)
    totals = given.aggregate(number=Count("pk"), money=Sum("amount"))
    progress.awards, progress.money = totals["number"], totals["money"] or 0
    papers = Paper.objects.filter(proposal=proposal, state=PaperState.DONE).order_by()
    progress.papers = dict(papers.values_list("kind").annotate(number=Count("pk")))


def _add_answers(progress: Progress) -> None:
    """Add how many of the lines sent a decision answered, or refused without a later award."""
    refused = Exists(Refusal.objects.filter(line=OuterRef("pk")))
    waits = SubmissionLine.objects.filter(
        was_not_refused(), line=OuterRef("pk"), submission__proposal=progress.proposal
    )
    awards = Award.objects.filter(line=OuterRef("pk"))
    sent = ProposalLine.objects.filter(
        pk__in=SubmissionLine.objects.filter(submission__proposal=progress.proposal).values("line")
    )
    counted = sent.aggregate(
        sent=Count("pk"),
        answered=Count("pk", filter=Q(Exists(awards)) | ~Q(Exists(waits))),
        refused=Count("pk", filter=Q(refused) & ~Q(Exists(awards.in_force()))),
    )
    progress.sent, progress.answered = counted["sent"], counted["answered"]
    progress.refused = counted["refused"]
