"""Registrations of a plan: progress, lists, and the content of a pledge."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, OuterRef, Q, Subquery, TextChoices
from django.db.models.functions import Greatest

from accounts.models import User
from participants.models import Cluster

from ..models import Criterion, Entry, Extension, Plan, PlanState, Pledge, PledgeState, Stage
from ..pledge_content import PledgeContent
from ..scorecards.targets import Target
from .scorecards import ids_over_versions


def content_of(pledge: Pledge, leaves: Iterable[Criterion]) -> PledgeContent:
    """Content of a pledge at the leaves of the scorecard in force; initial value of a form."""
    stored = {t.criterion_id: Target(t.number, t.text) for t in pledge.targets.all()}
    over_versions = ids_over_versions(leaves) if stored else {}
    targets = {
        leaf: stored[pk] for leaf, ids in over_versions.items() for pk in ids if pk in stored
    }
    return PledgeContent(targets, pledge.commitment, pledge.title, seen=pledge.token)


def clusters_without_pledges(plan: Plan) -> list[Cluster]:
    """Clusters with an entry that has no pledge yet, in order. 1 query."""
    ids = plan.entries.filter(pledge__isnull=True).order_by().values("cluster")
    return list(Cluster.objects.filter(pk__in=ids).order_by("position", "pk"))


@dataclass(frozen=True)
class Registered:
    """Numbers of a plan's registration; `missing` have not sent theirs, or it was returned."""

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
    """Numbers of the registration; None for a plan without one. 1 query."""
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
    """Entries with `own_until`, their extension, and `due`, the later of it and the plan's."""
    own = Extension.objects.filter(entry=OuterRef("pk"), stage=Stage.REGISTRATIONS)
    return entries.annotate(
        own_until=Subquery(own.values("until")[:1]),
        due=Greatest("plan__registrations_due_at", "own_until"),  # ignores NULL
    )


def pledges_due_from(user: User, at: datetime):
    """Entries that `user` still has to register and can, each with its pledge. 1 query.

    `due` is the deadline, `due_again` the last moment to resend a returned pledge.
    """
    entries = Entry.objects.reported_by(user).without_registration()
    again = Q(pledge__state=PledgeState.RETURNED, pledge__resend_until__gte=at)
    return (
        entries_with_due(entries.filter(plan__state=PlanState.RUNNING))
        .filter(Q(due__gte=at) | again)
        .annotate(due_again=F("pledge__resend_until"))
        .select_related("plan", "pledge")
        .order_by("due", "sort_key")
    )


class RegistrationFilter(TextChoices):
    """Values of ?loc= in the list of registrations."""

    MISSING = "chua", "Chưa đăng ký"
    WAITING = "cho", "Chờ xem"
    ACCEPTED = "chap-nhan", "Đã chấp nhận"
    RETURNED = "tra-lai", "Trả lại"
    LATE = "muon", "Nhận muộn"


def entries_by_registration(plan: Plan, wanted: str = ""):
    """Entries of a plan with their pledges, by cluster and name.

    `wanted` is a RegistrationFilter; any other text filters nothing.
    """
    entries = entries_with_due(plan.entries.all())
    states = {
        RegistrationFilter.WAITING: PledgeState.SENT,
        RegistrationFilter.ACCEPTED: PledgeState.ACCEPTED,
        RegistrationFilter.RETURNED: PledgeState.RETURNED,
    }
    if wanted == RegistrationFilter.MISSING:
        entries = entries.without_registration()
    elif wanted == RegistrationFilter.LATE:
        entries = entries.filter(pledge__isnull=False).exclude(pledge__late_reason="")
    elif wanted in states:
        entries = entries.filter(pledge__state=states[wanted])
    return entries.select_related("cluster", "pledge__sent_by").order_by(
        "cluster__position", "cluster_id", "list", "sort_key"
    )
