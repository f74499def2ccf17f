"""Which papers may be made now, of what, and why the others may not."""

from dataclasses import dataclass

from awards.models import (
    IN_PROPOSAL,
    Award,
    AwardType,
    Decision,
    Proposal,
    ProposalLine,
    Recipient,
    Subject,
)
from ballots.models import Ballot, BallotState
from campaigns.models import Plan
from scoring.models import Ranking

from .models import Paper, PaperKind, PaperTemplate

AFTER_DECISION = (PaperKind.MONEY_LIST, PaperKind.CERTIFICATES)
REPORT_OF = {
    Recipient.COLLECTIVE: PaperKind.REPORT_COLLECTIVE,
    Recipient.INDIVIDUAL: PaperKind.REPORT_INDIVIDUAL,
}
# What leaves the house rests on lines that nobody moves any more.
OF_CLOSED = (
    PaperKind.NOTICE,
    PaperKind.MINUTES,
    PaperKind.SUBMISSION,
    PaperKind.DRAFT_DECISION,
)
_ORDER = (
    PaperKind.LIST,
    PaperKind.REPORT_COLLECTIVE,
    PaperKind.REPORT_INDIVIDUAL,
    PaperKind.NOTICE,
    PaperKind.MINUTES,
    PaperKind.SUBMISSION,
    PaperKind.DRAFT_DECISION,
    PaperKind.MONEY_LIST,
    PaperKind.CERTIFICATES,
    PaperKind.CLOSING_REPORT,
)


@dataclass(frozen=True)
class Offer:
    """A button: a kind of paper, of which ballot, decision or line, and why it cannot be made."""

    kind: PaperKind
    refusal: str = ""
    ballot: Ballot | None = None
    decision: Decision | None = None
    line: ProposalLine | None = None


def refusal_of(proposal: Proposal, kind: str) -> str:
    """Why no paper of `kind` is made from this proposal now, in Vietnamese; empty: it may be.

    Papers before the decision need the newest sealed ranking; papers of a decision cite the one
    it came from. At most 2 queries.
    """
    ranking = proposal.ranking
    if not ranking.is_sealed:
        return "Bảng xếp hạng còn tạm tính. Hãy khóa bảng xếp hạng rồi soạn văn bản."
    if kind in AFTER_DECISION or (kind == PaperKind.CLOSING_REPORT and has_awards(proposal)):
        return ""
    newest = Ranking.objects.latest_sealed_of(ranking.plan_id)
    if newest.pk != ranking.pk:
        return (
            f"Đề nghị này theo bảng xếp hạng số {ranking.number}, đã được thay bằng bảng số "
            f"{newest.number}. Hãy soạn từ đề nghị theo bảng xếp hạng mới nhất."
        )
    if kind in OF_CLOSED and not proposal.is_closed:
        return "Đề nghị chưa chốt. Hãy chốt danh sách đề nghị trước."
    return ""


def report_offer(line: ProposalLine) -> Offer:
    """The achievement report of one line. At most 2 queries."""
    quota = line.share.quota
    kind = REPORT_OF[Subject(quota.subject).recipient]
    if line.outcome not in IN_PROPOSAL:
        return Offer(kind, "Dòng này không có trong đề nghị nên không có báo cáo để soạn.")
    return Offer(kind, refusal_of(quota.proposal, kind), line=line)


def has_awards(proposal: Proposal) -> bool:
    return Award.objects.in_force().filter(line__share__quota__proposal=proposal).exists()


def offers_of(proposal: Proposal) -> list[Offer]:
    """Every kind of paper in the order in which they are needed. About 5 queries."""
    ballots = proposal.ballots.filter(state=BallotState.COUNTED).select_related("council")
    decisions = decisions_of(proposal)
    found = []
    refusals = {kind: refusal_of(proposal, kind) for kind in (PaperKind.LIST, PaperKind.NOTICE)}
    for kind in _ORDER:
        if kind == PaperKind.CLOSING_REPORT:
            found.append(Offer(kind, refusal_of(proposal, kind)))
        elif kind == PaperKind.MINUTES:
            found += [Offer(kind, refusals[PaperKind.NOTICE], ballot=ballot) for ballot in ballots]
            if not ballots:
                found.append(Offer(kind, "Chưa có cuộc bỏ phiếu nào đã kiểm phiếu."))
        elif kind in AFTER_DECISION:
            found += [Offer(kind, decision=decision) for decision in decisions]
            if not decisions:
                found.append(Offer(kind, "Chưa có quyết định khen thưởng."))
        else:
            like = PaperKind.NOTICE if kind in OF_CLOSED else PaperKind.LIST
            found.append(Offer(kind, refusals[like]))
    return found


def assumptions_of(proposal: Proposal) -> dict[str, list[str]]:
    """Assumptions of the proposal's rules without a legal ground: text -> award types. 1 query."""
    rows = (
        proposal.quotas.exclude(rule__assumption="")
        .exclude(rule=None)
        .order_by("award_type__precedence", "award_type_id")
    )
    found: dict[str, list[str]] = {}
    for text, name in rows.values_list("rule__assumption", "award_type__name"):
        names = found.setdefault(text.strip().rstrip("."), [])
        if name not in names:
            names.append(name)
    return found


def decisions_of(proposal: Proposal):
    """Decisions by which somebody of the proposal has an award in force, the newest first."""
    given = Award.objects.in_force().filter(line__share__quota__proposal=proposal)
    return Decision.objects.filter(pk__in=given.values("decision"))


def papers_of(plan: Plan):
    """All papers of a plan, the newest first."""
    return Paper.objects.filter(proposal__ranking__plan=plan).select_related(
        "asked_by", "decision", "ballot", "line__line__entry", "template"
    )


@dataclass(frozen=True)
class TemplateChoice:
    """A kind of paper with its own template in use and one that is being tried, if any."""

    kind: PaperKind
    in_use: PaperTemplate | None
    on_trial: PaperTemplate | None


def template_choices(organiser_id: int) -> list[TemplateChoice]:
    """Every kind that has a Word template. 1 query."""
    rows = PaperTemplate.objects.filter(organiser=organiser_id, withdrawn_at__isnull=True)
    rows = list(rows.select_related("uploaded_by").order_by("uploaded_at"))
    used = {row.kind: row for row in rows if row.used_from}
    tried = {row.kind: row for row in rows if not row.used_from}
    return [
        TemplateChoice(kind, used.get(kind), tried.get(kind))
        for kind in _ORDER
        if kind != PaperKind.CERTIFICATES
    ]


def template_in_use(organiser_id: int, kind: str) -> PaperTemplate | None:
    rows = PaperTemplate.objects.in_use().filter(organiser=organiser_id, kind=kind)
    return rows.first()


def award_types_with_certificates(plan: Plan):
    """Forms that the plan proposes or that somebody has by it."""
    given = Award.objects.filter(line__share__quota__proposal__ranking__plan=plan)
    quotas = plan.quotas.values("award_type")
    return AwardType.objects.filter(pk__in=quotas) | AwardType.objects.filter(
        pk__in=given.values("award_type")
    )
