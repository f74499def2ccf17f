"""Drafting and publishing scorecards, version after version."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from core import clock
from core.errors import DomainError

from ..models import (
    ActivityKind,
    Criterion,
    Entry,
    MeasureSource,
    ParticipantKind,
    Plan,
    PlanState,
    Scorecard,
    ScorecardState,
)
from ..permissions import require_run
from ..rules import counts_alike, draft_problem
from ..scorecards.contradictions import note_faults, unexplained
from ..scorecards.document import Document
from ..scorecards.faults import DocumentError
from ..scorecards.storing import criteria_of, scorecard_of
from ..scorecards.validator import area_faults, period_faults, require_computable
from . import changes, telling


@transaction.atomic
def draft_scorecard(*, actor: User, plan: Plan, document: Document) -> Scorecard:
    """Store a document (docs/scorecards.md) as a draft; replaces an earlier draft of its name.

    A running plan accepts a new version of a scorecard it has; criteria with the same code and
    kind continue to count what was recorded for them. Raises DocumentError with every fault.
    """
    require_run(actor, plan)
    # Lock the plan: two drafts at once would get the same version.
    Plan.objects.select_for_update().get(pk=plan.pk)
    require_computable(document)
    days = plan.days_within(plan.starts_on, plan.ends_on)
    if faults := [*period_faults(document, days), *note_faults(document)]:
        raise DocumentError(faults)
    previous = plan.scorecards.filter(name=document.values["name"]).order_by("-version").first()
    if problem := draft_problem(plan, has_previous=previous is not None):
        raise DomainError(problem, field="name")
    kinds_by_code: dict[str, list[ActivityKind]] = {}
    if previous and previous.state == ScorecardState.DRAFT:
        criteria = previous.criteria.prefetch_related("activity_kinds")
        kinds_by_code = {c.code: kinds for c in criteria if (kinds := list(c.activity_kinds.all()))}
        previous.delete()
        previous = plan.scorecards.filter(name=document.values["name"]).order_by("-version").first()
    scorecard = scorecard_of(document, plan, version=previous.version + 1 if previous else 1)
    if previous:  # the new version must not round what was recorded under the old one
        scorecard.decimals = max(scorecard.decimals, previous.decimals)
    scorecard.save()
    _save_criteria(scorecard, document, previous)
    for criterion in scorecard.criteria.filter(code__in=kinds_by_code):
        criterion.activity_kinds.set(kinds_by_code[criterion.code])
    return scorecard


def _save_criteria(scorecard: Scorecard, document: Document, previous: Scorecard | None) -> None:
    """Insert the criteria level by level, because children need the ids of their parents."""
    areas = {area.position: area for area in scorecard.plan.content_areas.all()}
    if faults := area_faults(document, areas):
        raise DocumentError(faults)
    before = {c.code: c for c in previous.criteria.all()} if previous else {}
    criteria = criteria_of(document, scorecard, areas)
    levels = defaultdict(list)
    for node, criterion in zip(document.nodes, criteria, strict=True):
        levels[node.depth].append((node, criterion))
        old = before.get(criterion.code)
        if old and criterion.is_leaf and counts_alike(old, criterion):
            criterion.previous = old
    stored = {}
    for depth in sorted(levels):
        for node, criterion in levels[depth]:
            criterion.parent = stored[node.parent] if node.parent else None
        Criterion.objects.bulk_create(criterion for _, criterion in levels[depth])
        stored |= dict(levels[depth])


@transaction.atomic
def publish_scorecard(*, actor: User, scorecard: Scorecard) -> Scorecard:
    """Freeze a scorecard under its version.

    Raises DocumentError when a contradiction of the regulation has no note. In a running plan the
    entries move to the new version and are scored again; sealed rankings keep the old one.
    """
    require_run(actor, scorecard.plan)
    plan = Plan.objects.select_for_update().get(pk=scorecard.plan_id)  # one publication at a time
    scorecard.refresh_from_db(fields=["state"])
    if plan.state == PlanState.CLOSED:
        raise DomainError("Kế hoạch đã tổng kết nên không ban hành phiên bản mới được nữa.")
    if scorecard.state != ScorecardState.DRAFT:
        raise DomainError("Bảng tiêu chí này đã ban hành; muốn đổi thì lập phiên bản mới.")
    document = Document.of(scorecard)
    require_computable(document)
    if faults := unexplained(document):
        raise DocumentError(faults)
    # Each kind of participant has one scorecard in force.
    others = scorecard.plan.scorecards.filter(
        state=ScorecardState.PUBLISHED, kinds__overlap=scorecard.kinds
    ).exclude(name=scorecard.name)
    if other := others.first():
        raise DomainError(f"“{other.name}” đã áp dụng cho cùng loại tham gia.", field="kinds")
    # Entries of the version in force move to this one, so it must cover their kinds.
    scored = Entry.objects.filter(plan=scorecard.plan_id, scorecard__name=scorecard.name)
    lost = set(scored.values_list("kind", flat=True)) - set(scorecard.kinds)
    if lost:
        names = ", ".join(ParticipantKind(kind).label for kind in sorted(lost))
        raise DomainError(f"Phiên bản mới bỏ sót người đang được chấm: {names}.", field="kinds")
    scorecard.state = ScorecardState.PUBLISHED
    scorecard.published_at = clock.now()
    scorecard.save(update_fields=["state", "published_at"])
    _supersede(scorecard)
    return scorecard


def _supersede(scorecard: Scorecard) -> None:
    """Supersede older versions; their entries, kinds of activity and counts move to the new one."""
    older = scorecard.plan.scorecards.filter(name=scorecard.name, version__lt=scorecard.version)
    if not older.update(state=ScorecardState.SUPERSEDED):
        return
    for criterion in scorecard.criteria.filter(previous__isnull=False):
        for kind in ActivityKind.objects.filter(criteria=criterion.previous_id):
            kind.criteria.add(criterion)
    if scorecard.plan.state == PlanState.RUNNING:
        _give_kinds(scorecard)
    moved = Entry.objects.filter(scorecard__in=older)
    ids = list(moved.values_list("pk", flat=True))
    moved.update(scorecard=scorecard)
    changes.note_changes(plan=scorecard.plan, entry_ids=ids)
    if scorecard.plan.state == PlanState.RUNNING:
        telling.tell_renewal(scorecard, ids, scorecard.published_at)


def _give_kinds(scorecard: Scorecard) -> None:
    """Create kinds of activity for new criteria that need reports, so that these can be stored."""
    asked = scorecard.criteria.filter(source=MeasureSource.REPORTS, activity_kinds__isnull=True)
    last = scorecard.plan.activity_kinds.aggregate(last=Max("position"))["last"] or 0
    for position, criterion in enumerate(asked.exclude(shape=""), start=last + 1):
        kind = ActivityKind.objects.create(
            plan=scorecard.plan, position=position, name=criterion.name[:160]
        )
        kind.criteria.add(criterion)
