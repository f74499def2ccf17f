"""Reads about scorecards: their versions, and what publishing a draft would do."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Greatest

from accounts.models import User
from core.dated import lasting
from participants.models import Cluster, Membership

from .models import (
    ClusterClosing,
    Criterion,
    Entry,
    Extension,
    Plan,
    PlanState,
    PledgeState,
    Scorecard,
    ScorecardState,
    Stage,
)
from .scorecards.wording import kinds_in_words


@dataclass(frozen=True)
class Family:
    """The versions of one scorecard that somebody may see, the newest first."""

    name: str
    versions: list[Scorecard]

    @cached_property
    def in_force(self) -> Scorecard | None:
        return next((v for v in self.versions if v.state == ScorecardState.PUBLISHED), None)

    @cached_property
    def draft(self) -> Scorecard | None:
        return next((v for v in self.versions if v.state == ScorecardState.DRAFT), None)

    @property
    def shown(self) -> Scorecard:
        """What a reader is led to: the version in force, or the newest one."""
        return self.in_force or self.versions[0]

    @property
    def others(self) -> list[Scorecard]:
        return [version for version in self.versions if version is not self.shown]

    @property
    def kinds(self) -> str:
        return kinds_in_words(self.shown.kinds)

    def before(self, version: Scorecard) -> Scorecard | None:
        """The version that one replaced, or would replace."""
        older = [v for v in self.versions if v.version < version.version]
        return older[0] if older else None


def families_of(plan: Plan, user: User) -> list[Family]:
    """The scorecards of a plan, each with `number_of_leaves`. 1 query."""
    scorecards = (
        Scorecard.objects.visible_to(user)
        .filter(plan=plan)
        .annotate(number_of_leaves=Count("criteria", filter=~Q(criteria__shape="")))
        .order_by("name", "-version")
    )
    by_name: dict[str, list[Scorecard]] = {}
    for scorecard in scorecards:
        by_name.setdefault(scorecard.name, []).append(scorecard)
    return [Family(name, versions) for name, versions in by_name.items()]


def family_of(scorecard: Scorecard, user: User) -> Family:
    """The versions of the same scorecard. 1 query."""
    versions = Scorecard.objects.visible_to(user).filter(
        plan=scorecard.plan_id, name=scorecard.name
    )
    return Family(scorecard.name, list(versions.order_by("-version")))


def areas_of(plan: Plan) -> dict[int, str]:
    """Names of a plan's content areas by their number. 1 query."""
    return dict(plan.content_areas.values_list("position", "name"))


def is_renewed(scorecard: Scorecard) -> bool:
    """Whether it took the place of another after the plan was launched. 1 query."""
    return Scorecard.objects.renewed().filter(pk=scorecard.pk).exists()


@dataclass(frozen=True)
class Effect:
    """What publishing a draft does: who moves to it, and whose counts stay behind."""

    entries: int
    left_behind: list[Criterion]


def effect_of_publishing(draft: Scorecard, before: Scorecard | None) -> Effect:
    """`left_behind`: leaves of the version before that no criterion goes on with. 2 queries."""
    if before is None:
        return Effect(0, [])
    older = Scorecard.objects.filter(plan=draft.plan_id, name=draft.name, version__lt=draft.version)
    return Effect(
        entries=Entry.objects.filter(scorecard__in=older).count(),
        left_behind=list(
            before.criteria.exclude(shape="").exclude(next__scorecard=draft).order_by("position")
        ),
    )


def ids_over_versions(leaves: Iterable[Criterion]) -> dict[int, list[int]]:
    """Each leaf's id with those of the earlier versions whose counts go on with it.

    A query for each step back; none where no leaf has an earlier version.
    """
    leaves = list(leaves)
    ids = {leaf.pk: [leaf.pk] for leaf in leaves}
    waiting = {leaf.previous_id: leaf.pk for leaf in leaves if leaf.previous_id}
    while waiting:
        found = Criterion.objects.filter(pk__in=waiting).values_list("pk", "previous_id")
        following = {}
        for pk, previous in found:
            ids[waiting[pk]].append(pk)
            if previous:
                following[previous] = waiting[pk]
        waiting = following
    return ids


def due_at(entry: Entry, stage: Stage) -> datetime | None:
    """Until when an entry may act at a stage: the plan's day, or its own extension. 1 query."""
    own = Extension.objects.filter(entry=entry, stage=stage).values_list("until", flat=True)
    general = getattr(entry.plan, f"{Stage(stage)}_due_at")
    return max(filter(None, (general, own.first())), default=None) if general else None


def clusters_of(plan: Plan) -> list[Cluster]:
    """Clusters that take part in a plan, in order. 1 query."""
    ids = plan.entries.order_by().values("cluster").distinct()
    return list(Cluster.objects.filter(pk__in=ids).order_by("position", "pk"))


def clusters_without_pledges(plan: Plan) -> list[Cluster]:
    """Clusters with an entry that has not begun to register, in order. 1 query."""
    ids = plan.entries.filter(pledge__isnull=True).order_by().values("cluster")
    return list(Cluster.objects.filter(pk__in=ids).order_by("position", "pk"))


@dataclass
class ClusterClosings:
    """A cluster of a plan with its closing in force, if any, and its earlier reopenings."""

    cluster: Cluster
    closing: ClusterClosing | None
    reopenings: list[ClusterClosing]


def closings_in(plan: Plan) -> list[ClusterClosings]:
    """Every cluster of a plan with its closings, in order. 2 queries."""
    closings = defaultdict(list)
    for closing in plan.closings.select_related("closed_by", "reopened_by"):
        closings[closing.cluster_id].append(closing)
    return [_closings(cluster, closings[cluster.pk]) for cluster in clusters_of(plan)]


def closings_of(plan: Plan, cluster: Cluster) -> ClusterClosings:
    """One cluster of a plan with its closings. 1 query."""
    closings = plan.closings.filter(cluster=cluster).select_related("closed_by", "reopened_by")
    return _closings(cluster, list(closings))


def _closings(cluster: Cluster, closings: list[ClusterClosing]) -> ClusterClosings:
    in_force = next((closing for closing in closings if closing.reopened_at is None), None)
    reopened = [closing for closing in closings if closing.reopened_at is not None]
    return ClusterClosings(cluster, in_force, reopened)


@dataclass(frozen=True)
class Registered:
    """How the registration of a plan stands; `missing` have sent nothing, or got it back."""

    entries: int
    accepted: int
    waiting: int
    returned: int
    late: int

    @property
    def registered(self) -> int:
        return self.accepted + self.waiting

    @property
    def missing(self) -> int:
        return self.entries - self.registered


def registration_progress(plan: Plan) -> Registered | None:
    """None for a plan without a registration. 1 query."""
    if not plan.has_registration:
        return None

    def in_state(state: PledgeState):
        return Count("pk", filter=Q(pledge__state=state))

    return Registered(
        **plan.entries.aggregate(
            entries=Count("pk"),
            accepted=in_state(PledgeState.ACCEPTED),
            waiting=in_state(PledgeState.SENT),
            returned=in_state(PledgeState.RETURNED),
            late=Count("pk", filter=~Q(pledge__late_reason="") & Q(pledge__isnull=False)),
        )
    )


def entries_with_due(entries):
    """Entries with `own_until`, an extension of the registration, and `due`, the later of both."""
    own = Extension.objects.filter(entry=OuterRef("pk"), stage=Stage.REGISTRATIONS)
    return entries.annotate(
        own_until=Subquery(own.values("until")[:1]),
        due=Greatest("plan__registrations_due_at", "own_until"),  # NULL counts for nothing
    )


def pledges_due_from(user: User, at: datetime):
    """Entries that `user` has to register still and can, each with its pledge, `due` and
    `due_again`, until when a returned one is taken. 1 query."""
    entries = Entry.objects.reported_by(user).without_registration()
    again = Q(pledge__state=PledgeState.RETURNED, pledge__resend_until__gte=at)
    return (
        entries_with_due(entries.filter(plan__state=PlanState.RUNNING))
        .filter(Q(due__gte=at) | again)
        .annotate(due_again=F("pledge__resend_until"))
        .select_related("plan", "pledge")
        .order_by("due", "sort_key")
    )


# What ?loc= of the list of registrations may ask for.
REGISTRATION_FILTERS = {
    "chua": "Chưa đăng ký",
    "cho": "Chờ xem",
    "chap-nhan": "Đã chấp nhận",
    "tra-lai": "Trả lại",
    "muon": "Nhận muộn",
}


def entries_by_registration(plan: Plan, wanted: str = ""):
    """Entries of a plan with their pledges, by cluster and name; `wanted` of the filters above."""
    entries = entries_with_due(plan.entries.all())
    states = {
        "cho": PledgeState.SENT,
        "chap-nhan": PledgeState.ACCEPTED,
        "tra-lai": PledgeState.RETURNED,
    }
    if wanted == "chua":
        entries = entries.without_registration()
    elif wanted == "muon":
        entries = entries.filter(pledge__isnull=False).exclude(pledge__late_reason="")
    elif wanted in states:
        entries = entries.filter(pledge__state=states[wanted])
    return entries.select_related("cluster", "pledge__sent_by").order_by(
        "cluster__position", "cluster_id", "list", "sort_key"
    )


def speakers_of(entries, day: date) -> dict[int, set[int]]:
    """Who reports for each of `entries` (ids, or a QuerySet) on `day`: entry id -> ids of users.

    The other way round than `Entry.objects.reported_by`; active accounts alone. 2 queries.
    """
    own = (
        Entry.objects.filter(lasting("mandate", day), pk__in=entries)
        .filter(mandate__person__user__is_active=True)
        .order_by()
        .values_list("pk", "mandate__person__user")
    )
    led = (
        Membership.objects.spoken_on(day)
        .filter(body__entries__in=entries, mandate__person__user__is_active=True)
        .order_by()
        .values_list("body__entries", "mandate__person__user")
    )
    found = defaultdict(set)
    for entry, user in [*own, *led]:
        found[entry].add(user)
    return found


def speakers_in(entries, day: date) -> set[int]:
    """Ids of all users who report for any of `entries` on `day`. 2 queries."""
    return set().union(*speakers_of(entries, day).values())
