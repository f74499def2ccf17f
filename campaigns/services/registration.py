"""Registering participants of a plan: their days of service and their organisation."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import transaction

from accounts.models import User
from core.errors import DomainError
from core.names import text_sort_key, unaccented
from participants.models import BodyPost, ClusterMember, Mandate, Membership

from ..models import (
    Entry,
    EntryList,
    ParticipantKind,
    Plan,
    PlanState,
    ScorecardState,
)
from ..permissions import require_run, require_run_for
from ..rules import DAYS_NOTE_MISSING
from . import changes


@transaction.atomic
def register_clusters(*, actor: User, plan: Plan, clusters: Iterable, on: date) -> int:
    """Enter all members of `clusters` on the day `on`; return the number of new entries.

    Each gets the newest published scorecard of its kind; a delegate's list is full-time or
    part-time. Raises DomainError when a kind has no scorecard, a member is in two clusters or
    entered already, or the plan is closed. A constant number of queries.
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
    members = members.order_by("cluster__position", "pk")
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
        entry.days_served = plan.days_within(holder.valid_from, holder.valid_to)
    created = Entry.objects.bulk_create(entries, batch_size=2000)
    _name_organisations(plan, created, on)
    changes.note_changes(plan=plan, entry_ids=[entry.pk for entry in created])
    return len(created)


def _name_organisations(plan: Plan, entries: Iterable[Entry], on: date) -> None:
    """Link heads to the highest body they lead that takes part. Two queries."""
    people = {
        (e.mandate.person_id, e.mandate.council_id): e for e in entries if e.mandate is not None
    }
    led = (
        Membership.objects.on(on)
        .filter(role=BodyPost.HEAD, mandate__person__in={person for person, _ in people})
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
    """Raises DomainError for the first participant that would be in the plan twice."""
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
    mandates = Mandate.objects.on(on).filter(council__in=cluster_of).order_by("pk")
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
    """Correct an entry's days of service (suspension, maternity leave), with the legal basis."""
    require_run_for(actor, entry)
    most = entry.plan.days_within(entry.plan.starts_on, None)
    if not 0 <= days <= most:
        raise DomainError(f"Số ngày tham gia từ 0 đến {most} (cả kỳ của kế hoạch).", field="days")
    if not note.strip():
        raise DomainError(DAYS_NOTE_MISSING, field="note")
    entry.days_served, entry.days_note = days, note.strip()
    entry.save(update_fields=["days_served", "days_note"])
    changes.note_changes(plan=entry.plan, entry_ids=[entry.pk])
    return entry
