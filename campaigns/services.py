"""Drawing up plans and scorecards, registering who takes part, and noting what has changed."""

from collections import defaultdict
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
    MeasureSource,
    ParticipantKind,
    Plan,
    PlanState,
    Scorecard,
    ScorecardState,
)
from .permissions import require_run
from .rules import rule_for
from .rules.base import read_number

# A scorecard compiles to one statement, and PostgreSQL takes at most 1,664 columns in one.
LARGEST_SCORECARD = 800


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
    for kind in kinds:
        if kind not in ParticipantKind.values:
            raise DomainError(f"Không có loại tham gia “{kind}”.", field="kinds")
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
    """One node of the document as an unsaved criterion; each fault is told with its code."""
    code = str(node.get("code", "")).strip()
    try:
        if not code or not str(node.get("name", "")).strip():
            raise DomainError("thiếu mã hoặc nội dung.")
        shape, params = node.get("shape", ""), node.get("params", {})
        if bool(shape) == bool(node.get("items")):
            raise DomainError("cần có cách tính, hoặc các mục con, không phải cả hai.")
        maximum = read_number(node, "max")
        if shape:
            rule_for(shape, params, maximum)
        return Criterion(
            scorecard=scorecard,
            parent=parent,
            position=position,
            code=code,
            name=node["name"],
            maximum=maximum,
            content_area=_area(areas, node.get("area")),
            shape=shape,
            params=params,
            source=_source(node.get("source", MeasureSource.REPORTS)),
            largest_count=node.get("largest_count", 50),
        )
    except DomainError as error:
        place = code or f"thứ {position}"
        raise DomainError(f"Tiêu chí {place}: {error.message}", field=error.field) from error


def _area(areas: Mapping[int, ContentArea], position: int | None) -> ContentArea | None:
    if position is not None and position not in areas:
        raise DomainError(f"không có nội dung thi đua thứ {position}.", field="area")
    return areas.get(position)


def _source(value: str) -> str:
    if value not in MeasureSource.values:
        raise DomainError(f"không có nguồn số liệu “{value}”.", field="source")
    return value


@transaction.atomic
def publish_scorecard(*, actor: User, scorecard: Scorecard) -> Scorecard:
    """Freeze a scorecard. Raises DomainError when the parts of a group stay under its maximum."""
    require_run(actor, scorecard.plan)
    if scorecard.state != ScorecardState.DRAFT:
        raise DomainError("Bảng tiêu chí này đã ban hành; muốn đổi thì lập phiên bản mới.")
    criteria = list(scorecard.criteria.all())
    if not any(criterion.is_leaf for criterion in criteria):
        raise DomainError("Bảng tiêu chí chưa có tiêu chí nào để chấm.")
    if len(criteria) > LARGEST_SCORECARD:
        raise DomainError(
            f"Bảng tiêu chí có {len(criteria)} mục, nhiều hơn {LARGEST_SCORECARD}. Hãy tách bảng."
        )
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
    """The content areas of a plan, in order. Raises DomainError once it is launched."""
    require_run(actor, plan)
    _require_draft(plan)
    return ContentArea.objects.bulk_create(
        ContentArea(plan=plan, position=position, name=name)
        for position, name in enumerate(names, start=1)
    )


@transaction.atomic
def add_activity_kinds(
    *, actor: User, plan: Plan, kinds: Mapping[str, Iterable[Criterion]]
) -> None:
    """Kinds of activity in order, each with the leaves it may count for (of any scorecard).

    Raises DomainError once the plan is launched, and for a criterion of another plan.
    """
    require_run(actor, plan)
    _require_draft(plan)
    for position, (name, criteria) in enumerate(kinds.items(), start=1):
        criteria = list(criteria)
        if any(criterion.scorecard.plan_id != plan.pk for criterion in criteria):
            raise DomainError(f"“{name}” có tiêu chí của kế hoạch khác.")
        kind = ActivityKind.objects.create(plan=plan, position=position, name=name)
        kind.criteria.set(criteria)


def _require_draft(plan: Plan) -> None:
    if plan.state != PlanState.DRAFT:
        raise DomainError("Kế hoạch đã phát động nên phần này không đổi được nữa.")


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
    """Enter all who are members of `clusters` on `on`, as they are then; gives the new entries.

    Each gets the newest published scorecard of its kind; a delegate's list is full-time or
    part-time. Raises DomainError when a kind has no scorecard, someone stands in two clusters or
    is entered already, or the plan is closed. A constant number of queries.
    """
    require_run(actor, plan)
    if plan.state == PlanState.CLOSED:
        raise DomainError("Kế hoạch đã tổng kết, không nhận đăng ký nữa.")
    scorecards = {
        kind: card
        for card in plan.scorecards.filter(state=ScorecardState.PUBLISHED).order_by("version")
        for kind in card.kinds
    }
    members = ClusterMember.objects.on(on).filter(
        cluster__in=clusters, cluster__organiser=plan.campaign.organiser_id
    )
    entries = [*_body_entries(members, on), *_delegate_entries(members, on)]
    _refuse_twice(plan, entries)
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


def _refuse_twice(plan: Plan, entries: Iterable[Entry]) -> None:
    """Raises DomainError for the first who would stand twice in the plan."""
    seen = set(plan.entries.values_list("body_id", "mandate_id"))
    for entry in entries:
        who = (entry.body_id, entry.mandate_id)
        if who in seen:
            raise DomainError(f"{entry.name} đã có trong kế hoạch, hoặc đứng trong hai cụm.")
        seen.add(who)


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
    cluster_of = defaultdict(list)
    rows = members.filter(delegates_of__isnull=False).select_related("cluster")
    for member in rows:
        cluster_of[member.delegates_of_id].append(member.cluster)
    mandates = Mandate.objects.on(on).filter(council__in=cluster_of)
    for mandate in mandates.select_related("person", "council"):
        for cluster in cluster_of[mandate.council_id]:
            yield Entry(
                mandate=mandate,
                cluster=cluster,
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
