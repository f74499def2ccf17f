"""Drawing up plans and scorecards, registering who takes part, and noting what has changed."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.db import connection, transaction

from accounts.models import User
from core import clock
from core.errors import DomainError
from core.names import text_sort_key, unaccented
from core.numbers import vietnamese
from core.queue import nudge
from participants.models import ClusterMember, Mandate

from .models import (
    ActivityKind,
    ContentArea,
    Criterion,
    Entry,
    EntryList,
    ParticipantKind,
    Plan,
    PlanState,
    Scorecard,
    ScorecardState,
)
from .permissions import require_run
from .rules import rule_for


@transaction.atomic
def draft_scorecard(
    *, actor: User, plan: Plan, name: str, kinds: list[str], tree: Iterable[Mapping]
) -> Scorecard:
    """Write a scorecard down from a nested document.

    Each node of `tree` has `code`, `name`, `max` (decimal as text) and either `items` (more
    nodes) or `shape` with `params`; optional `area` (position of a content area), `source` and
    `largest_count`. Raises DomainError naming the code of the first node at fault.
    """
    require_run(actor, plan)
    if plan.state != PlanState.DRAFT:
        raise DomainError("Kế hoạch đã ban hành; bảng tiêu chí phải lập thành phiên bản mới.")
    scorecard = Scorecard.objects.create(plan=plan, name=name, kinds=kinds)
    areas = {area.position: area for area in plan.content_areas.all()}
    _add_criteria(scorecard, tree, areas, parent=None, position=0)
    return scorecard


def _add_criteria(scorecard, nodes, areas, *, parent, position: int) -> int:
    for node in nodes:
        position += 1
        criterion = _build_criterion(scorecard, node, areas, parent, position)
        criterion.save()
        position = _add_criteria(
            scorecard, node.get("items", ()), areas, parent=criterion, position=position
        )
    return position


def _build_criterion(scorecard, node: Mapping, areas, parent, position: int) -> Criterion:
    code, maximum = node["code"], Decimal(str(node["max"]))
    shape, params = node.get("shape", ""), node.get("params", {})
    if bool(shape) == bool(node.get("items")):
        raise DomainError(
            f"Tiêu chí {code}: cần có cách tính, hoặc các mục con, không phải cả hai."
        )
    if shape:
        try:
            rule_for(shape, params, maximum)
        except DomainError as error:
            raise DomainError(f"Tiêu chí {code}: {error.message}", field=error.field) from error
    return Criterion(
        scorecard=scorecard,
        parent=parent,
        position=position,
        code=code,
        name=node["name"],
        maximum=maximum,
        content_area=areas[node["area"]] if "area" in node else None,
        shape=shape,
        params=params,
        source=node.get("source", Criterion._meta.get_field("source").default),
        largest_count=node.get("largest_count", 50),
    )


@transaction.atomic
def publish_scorecard(*, actor: User, scorecard: Scorecard) -> Scorecard:
    """Freeze a scorecard. Raises DomainError when the parts of a group stay under its maximum."""
    require_run(actor, scorecard.plan)
    criteria = list(scorecard.criteria.all())
    parts: dict[int, Decimal] = {}
    for criterion in criteria:
        if criterion.parent_id:
            parts[criterion.parent_id] = (
                parts.get(criterion.parent_id, Decimal(0)) + criterion.maximum
            )
    for group in (c for c in criteria if not c.is_leaf):
        if parts.get(group.pk, Decimal(0)) < group.maximum:
            raise DomainError(
                f"Nhóm {group.code}: các mục con cộng lại {vietnamese(parts.get(group.pk, 0))} "
                f"điểm, thấp hơn mức tối đa {vietnamese(group.maximum)} của nhóm."
            )
    scorecard.state = ScorecardState.PUBLISHED
    scorecard.published_at = clock.now()
    scorecard.save(update_fields=["state", "published_at"])
    return scorecard


@transaction.atomic
def set_content_areas(*, actor: User, plan: Plan, names: Iterable[str]) -> list[ContentArea]:
    """The content areas of a plan, in order."""
    require_run(actor, plan)
    return ContentArea.objects.bulk_create(
        ContentArea(plan=plan, position=position, name=name)
        for position, name in enumerate(names, start=1)
    )


@transaction.atomic
def add_activity_kinds(
    *, actor: User, plan: Plan, kinds: Mapping[str, Iterable[Criterion]]
) -> None:
    """Kinds of activity in order, each with the leaves it may count for (of any scorecard)."""
    require_run(actor, plan)
    for position, (name, criteria) in enumerate(kinds.items(), start=1):
        kind = ActivityKind.objects.create(plan=plan, position=position, name=name)
        kind.criteria.set(criteria)


@transaction.atomic
def launch_plan(*, actor: User, plan: Plan) -> Plan:
    """Draft -> running. Raises DomainError while a scorecard is missing or not published."""
    require_run(actor, plan)
    if plan.state != PlanState.DRAFT:
        raise DomainError("Kế hoạch này đã được phát động.")
    states = set(plan.scorecards.values_list("state", flat=True))
    if states != {ScorecardState.PUBLISHED}:
        raise DomainError("Hãy ban hành đủ các bảng tiêu chí trước khi phát động.")
    plan.state = PlanState.RUNNING
    plan.save(update_fields=["state"])
    return plan


@transaction.atomic
def close_plan(*, actor: User, plan: Plan) -> Plan:
    """Running -> closed: summed up, no report is taken any more. Raises DomainError otherwise."""
    require_run(actor, plan)
    if plan.state != PlanState.RUNNING:
        raise DomainError("Chỉ tổng kết được kế hoạch đang diễn ra.")
    plan.state = PlanState.CLOSED
    plan.save(update_fields=["state"])
    return plan


@transaction.atomic
def register_clusters(*, actor: User, plan: Plan, clusters: Iterable, on: date) -> int:
    """Enter all members of `clusters` into the plan, as they are on `on`; gives the new entries.

    Each gets the published scorecard of its kind; a delegate's list is full-time or part-time.
    Raises DomainError when a kind has no scorecard. A constant number of queries.
    """
    require_run(actor, plan)
    scorecards = {
        kind: card
        for card in plan.scorecards.filter(state=ScorecardState.PUBLISHED)
        for kind in card.kinds
    }
    members = ClusterMember.objects.filter(cluster__in=clusters)
    entries = [*_body_entries(members, on), *_delegate_entries(members, on)]
    for entry in entries:
        if entry.kind not in scorecards:
            raise DomainError(
                f"Chưa có bảng tiêu chí cho “{ParticipantKind(entry.kind).label}” ({entry.name})."
            )
        entry.plan, entry.scorecard, entry.registered_on = plan, scorecards[entry.kind], on
        entry.search_name = unaccented(f"{entry.name} {entry.unit_name}")
    created = Entry.objects.bulk_create(entries, batch_size=2000)
    note_changes(plan=plan, entry_ids=[entry.pk for entry in created])
    return len(created)


def _body_entries(members, on: date) -> Iterable[Entry]:
    rows = members.filter(body__isnull=False).select_related("body__council", "cluster")
    for member in rows:
        body = member.body
        if body.valid_from <= on and (body.valid_to is None or body.valid_to >= on):
            yield Entry(
                body=body,
                cluster=member.cluster,
                kind=body.kind,
                list=EntryList.COLLECTIVE,
                name=body.name,
                unit_name=body.council.name,
                sort_key=body.sort_key,
            )


def _delegate_entries(members, on: date) -> Iterable[Entry]:
    cluster_of = {
        member.delegates_of_id: member.cluster
        for member in members.filter(delegates_of__isnull=False).select_related("cluster")
    }
    mandates = Mandate.objects.on(on).filter(council__in=cluster_of)
    for mandate in mandates.select_related("person", "council"):
        yield Entry(
            mandate=mandate,
            cluster=cluster_of[mandate.council_id],
            kind=ParticipantKind.DELEGATE,
            list=EntryList.FULL_TIME if mandate.is_full_time else EntryList.PART_TIME,
            name=mandate.person.full_name,
            unit_name=mandate.council.name,
            sort_key=f"{mandate.person.sort_key} {text_sort_key(mandate.council.name)}"[:1000],
        )


def note_changes(*, plan: Plan, entry_ids: Iterable[int]) -> None:
    """Ask for the scores of these entries anew, within the caller's transaction. One insert."""
    ids = list(entry_ids)
    if not ids:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO campaigns_entrychange (plan_id, entry_id, changed_at) "
            "SELECT %s, unnest(%s::bigint[]), now()",
            [plan.pk, ids],
        )
    nudge("entries_changed")
