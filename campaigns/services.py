"""Drawing up plans and scorecards, registering who takes part, and noting what has changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from core import clock
from core.errors import DomainError
from core.names import text_sort_key, unaccented
from core.queue import nudge
from participants.models import Cluster, ClusterMember, Mandate, Membership

from .document import Document, criteria_of, document_of, scorecard_of
from .faults import DocumentError
from .models import (
    ActivityKind,
    ClusterClosing,
    ContentArea,
    Criterion,
    Entry,
    EntryList,
    Extension,
    MeasureSource,
    ParticipantKind,
    Plan,
    PlanState,
    Scorecard,
    ScorecardState,
    Stage,
)
from .permissions import require_run
from .validator import area_faults, checked_document, unexplained


@transaction.atomic
def draft_scorecard(*, actor: User, plan: Plan, document: Mapping) -> Scorecard:
    """Write a scorecard down from its document (docs/scorecards.md).

    A plan that runs may get a new version of a scorecard it has; its criteria of the same code
    and kind go on with what was counted for them. Raises DocumentError with every fault.
    """
    require_run(actor, plan)
    Plan.objects.select_for_update().get(pk=plan.pk)  # two at once would take one number
    checked = checked_document(document)
    previous = plan.scorecards.filter(name=checked.values["name"]).order_by("-version").first()
    if problem := draft_problem(plan, has_previous=previous is not None):
        raise DomainError(problem, field="name")
    kinds_by_code: dict[str, list[ActivityKind]] = {}
    if previous and previous.state == ScorecardState.DRAFT:
        kinds_by_code = _kinds_by_code(previous)
        previous.delete()
        previous = plan.scorecards.filter(name=checked.values["name"]).order_by("-version").first()
    scorecard = scorecard_of(checked, plan, version=previous.version + 1 if previous else 1)
    if previous:  # what was recorded under the old version must not be rounded by the new one
        scorecard.decimals = max(scorecard.decimals, previous.decimals)
    scorecard.save()
    _save_criteria(scorecard, checked, previous)
    for criterion in scorecard.criteria.filter(code__in=kinds_by_code):
        criterion.activity_kinds.set(kinds_by_code[criterion.code])
    checked_document(document_of(scorecard))  # what is stored can be read again
    return scorecard


def _kinds_by_code(scorecard: Scorecard) -> dict[str, list[ActivityKind]]:
    criteria = scorecard.criteria.prefetch_related("activity_kinds")
    return {c.code: kinds for c in criteria if (kinds := list(c.activity_kinds.all()))}


def draft_problem(plan: Plan, *, has_previous: bool) -> str | None:
    """Why no draft of a name may be written now; `has_previous`: the plan has it already."""
    if plan.state == PlanState.CLOSED:
        return "Kế hoạch đã tổng kết nên không lập phiên bản mới được nữa."
    if plan.state != PlanState.DRAFT and not has_previous:
        return "Kế hoạch đã phát động; chỉ lập được phiên bản mới của bảng đang có."
    return None


def _save_criteria(scorecard: Scorecard, document: Document, previous: Scorecard | None) -> None:
    """One insert a floor of the tree: parents need their ids first."""
    areas = {area.position: area for area in scorecard.plan.content_areas.all()}
    if faults := area_faults(document, areas):
        raise DocumentError(faults)
    before = {c.code: c for c in previous.criteria.all()} if previous else {}
    criteria = criteria_of(document, scorecard, areas)
    floors = defaultdict(list)
    for node, criterion in zip(document.nodes, criteria, strict=True):
        floors[sum(1 for _ in node.above())].append((node, criterion))
        old = before.get(criterion.code)
        if old and criterion.is_leaf and counts_alike(old, criterion):
            criterion.previous = old
    made = {}
    for depth in sorted(floors):
        for node, criterion in floors[depth]:
            criterion.parent = made[node.parent] if node.parent else None
        Criterion.objects.bulk_create(criterion for _, criterion in floors[depth])
        made |= dict(floors[depth])


def counts_alike(old: Criterion, new: Criterion) -> bool:
    """Whether what was measured for `old` means the same for `new`."""
    if old.shape != new.shape:
        return False
    return _meaning(old) == _meaning(new)


def _meaning(leaf: Criterion) -> tuple:
    """What a number on record at a leaf stands for."""
    levels = [level["name_vi"] for level in leaf.params.get("levels", ())]
    rule = leaf.rule
    return levels, rule.part_names, rule.reads_denominator, rule.reads_target, leaf.period_grade


@transaction.atomic
def publish_scorecard(*, actor: User, scorecard: Scorecard) -> Scorecard:
    """Freeze a scorecard under its version.

    Raises DocumentError when the regulation contradicts itself and no interpretation note says
    how it is read. In a running plan the entries move to the new version and are scored anew;
    sealed rankings keep the old one.
    """
    require_run(actor, scorecard.plan)
    plan = Plan.objects.select_for_update().get(pk=scorecard.plan_id)  # one click at a time
    scorecard.refresh_from_db(fields=["state"])
    if plan.state == PlanState.CLOSED:
        raise DomainError("Kế hoạch đã tổng kết nên không ban hành phiên bản mới được nữa.")
    if scorecard.state != ScorecardState.DRAFT:
        raise DomainError("Bảng tiêu chí này đã ban hành; muốn đổi thì lập phiên bản mới.")
    if faults := unexplained(checked_document(document_of(scorecard))):
        raise DocumentError(faults)
    _refuse_shared_kinds(scorecard)
    _refuse_lost_kinds(scorecard)
    scorecard.state = ScorecardState.PUBLISHED
    scorecard.published_at = clock.now()
    scorecard.save(update_fields=["state", "published_at"])
    _supersede(scorecard)
    return scorecard


def _refuse_shared_kinds(scorecard: Scorecard) -> None:
    """One scorecard for each kind of participant."""
    others = scorecard.plan.scorecards.filter(
        state=ScorecardState.PUBLISHED, kinds__overlap=scorecard.kinds
    ).exclude(name=scorecard.name)
    if other := others.first():
        raise DomainError(f"“{other.name}” đã áp dụng cho cùng loại tham gia.", field="kinds")


def _refuse_lost_kinds(scorecard: Scorecard) -> None:
    """Who is scored by the version in force is scored by the next one as well."""
    scored = Entry.objects.filter(plan=scorecard.plan_id, scorecard__name=scorecard.name)
    lost = set(scored.values_list("kind", flat=True)) - set(scorecard.kinds)
    if lost:
        names = ", ".join(ParticipantKind(kind).label for kind in sorted(lost))
        raise DomainError(f"Phiên bản mới bỏ sót người đang được chấm: {names}.", field="kinds")


def _supersede(scorecard: Scorecard) -> None:
    """Older versions step back; entries, kinds of activity and counts go on with the new one."""
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
    note_changes(plan=scorecard.plan, entry_ids=ids)


def _give_kinds(scorecard: Scorecard) -> None:
    """What a new version asks reports for can be reported: under a kind of its own name."""
    asked = scorecard.criteria.filter(source=MeasureSource.REPORTS, activity_kinds__isnull=True)
    last = scorecard.plan.activity_kinds.aggregate(last=Max("position"))["last"] or 0
    for position, criterion in enumerate(asked.exclude(shape=""), start=last + 1):
        kind = ActivityKind.objects.create(
            plan=scorecard.plan, position=position, name=criterion.name[:160]
        )
        kind.criteria.add(criterion)


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
    if ScorecardState.PUBLISHED not in states or ScorecardState.DRAFT in states:
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
        holder = entry.body or entry.mandate
        entry.days_served = days_within(plan, holder.valid_from, holder.valid_to)
    created = Entry.objects.bulk_create(entries, batch_size=2000)
    _name_organisations(plan, created, on)
    note_changes(plan=plan, entry_ids=[entry.pk for entry in created])
    return len(created)


def days_within(plan: Plan, starts_on: date, ends_on: date | None) -> int:
    """How many days of the plan somebody takes part, both ends counted."""
    last = min(ends_on or plan.ends_on, plan.ends_on)
    return max((last - max(starts_on, plan.starts_on)).days + 1, 0)


def _name_organisations(plan: Plan, entries: Iterable[Entry], on: date) -> None:
    """Heads stand behind the body they lead: the highest one that takes part. Two queries."""
    people = {
        (e.mandate.person_id, e.mandate.council_id): e for e in entries if e.mandate is not None
    }
    led = (
        Membership.objects.on(on)
        .filter(role=Membership.Post.HEAD, mandate__person__in={person for person, _ in people})
        .filter(body__entries__plan=plan)
        .values_list("mandate__person_id", "mandate__council_id", "body__entries", "body__kind")
    )
    order = list(ParticipantKind.values)
    heads = {}
    highest_last = sorted(led, key=lambda row: order.index(row[3]), reverse=True)
    for person, council, organisation, _kind in highest_last:
        if entry := people.get((person, council)):
            entry.organisation_id = organisation
            heads[entry.pk] = entry
    Entry.objects.bulk_update(heads.values(), ["organisation"], batch_size=1000)


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


@transaction.atomic
def change_days_served(*, actor: User, entry: Entry, days: int, note: str) -> Entry:
    """Correct how long somebody took part (suspended, maternity leave), with what it rests on."""
    require_run(actor, entry.plan)
    most = days_within(entry.plan, entry.plan.starts_on, None)
    if not 0 <= days <= most:
        raise DomainError(f"Số ngày tham gia từ 0 đến {most} (cả kỳ của kế hoạch).", field="days")
    if not note.strip():
        raise DomainError("Hãy ghi căn cứ, ví dụ số và ngày quyết định.", field="note")
    entry.days_served, entry.days_note = days, note.strip()
    entry.save(update_fields=["days_served", "days_note"])
    note_changes(plan=entry.plan, entry_ids=[entry.pk])
    return entry


@transaction.atomic
def close_cluster(*, actor: User, plan: Plan, cluster: Cluster, at: datetime) -> ClusterClosing:
    """Declare a cluster's figures final: nothing that its points rest on changes from now on."""
    require_run(actor, plan)
    if not plan.entries.filter(cluster=cluster).exists():
        raise DomainError("Cụm này không tham gia kế hoạch.")
    _lock_closings(plan, shared=False)
    if _open_closings(plan).filter(cluster=cluster).exists():
        raise DomainError(f"{cluster} đã chốt số liệu.")
    return ClusterClosing.objects.create(plan=plan, cluster=cluster, closed_by=actor, closed_at=at)


@transaction.atomic
def reopen_cluster(
    *, actor: User, plan: Plan, cluster: Cluster, reason: str, at: datetime
) -> ClusterClosing:
    """Open a closed cluster for corrections; the reason stays on record."""
    require_run(actor, plan)
    closing = _open_closings(plan).select_for_update().filter(cluster=cluster).first()
    if closing is None:
        raise DomainError(f"{cluster} chưa chốt số liệu nên không cần mở lại.")
    if len(reason.strip()) < 5:
        raise DomainError("Hãy ghi rõ lý do mở lại; lý do này được lưu lại.", field="reason")
    closing.reopened_by, closing.reopened_at, closing.reason = actor, at, reason.strip()
    closing.save(update_fields=["reopened_by", "reopened_at", "reason"])
    return closing


def _open_closings(plan: Plan):
    return ClusterClosing.objects.filter(plan=plan, reopened_at__isnull=True)


@transaction.atomic
def grant_extension(
    *, actor: User, entry: Entry, stage: Stage, until: datetime, reason: str, at: datetime
) -> Extension:
    """Give one participant more time at one stage; what it gave before is replaced."""
    require_run(actor, entry.plan)
    if until <= at:
        raise DomainError("Thời hạn mới phải sau lúc này.", field="until")
    if len(reason.strip()) < 5:
        raise DomainError("Hãy ghi rõ lý do gia hạn.", field="reason")
    values = {"until": until, "reason": reason.strip(), "granted_by": actor, "granted_at": at}
    extension, _ = Extension.objects.update_or_create(entry=entry, stage=stage, defaults=values)
    return extension


def _lock_closings(plan: Plan, *, shared: bool) -> None:
    """A cluster is not closed while a change is on its way, nor changed while it is closed."""
    lock = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(hashtext('campaigns.closings'), %s)", [plan.pk])


def _refuse_in_closed_clusters(plan: Plan, entry_ids: list[int]) -> None:
    touched = Entry.objects.filter(pk__in=entry_ids).values("cluster")
    closing = _open_closings(plan).filter(cluster__in=touched).select_related("cluster").first()
    if closing:
        day = timezone.localtime(closing.closed_at).strftime("%d/%m/%Y")
        raise DomainError(
            f"{closing.cluster} đã chốt số liệu ngày {day}. "
            "Muốn sửa thì mở lại cụm ở trang xếp hạng, có ghi lý do."
        )


def note_changes(*, plan: Plan, entry_ids: Iterable[int], even_closed: bool = False) -> None:
    """Ask for the scores of these entries anew, within the caller's transaction.

    Raises DomainError when one of them stands in a cluster whose figures are final: whatever
    changes points passes here, so nothing gets by. `even_closed` is for what nobody in the
    cluster can hold up, such as the sealed result of an earlier year.
    """
    ids = list(entry_ids)
    if not ids:
        return
    _lock_closings(plan, shared=True)
    if not even_closed:
        _refuse_in_closed_clusters(plan, ids)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO campaigns_entrychange (plan_id, entry_id, changed_at) "
            "SELECT %s, unnest(%s::bigint[]), now()",
            [plan.pk, ids],
        )
    nudge("entries_changed")
