"""Recipients of an announcement: a whole plan, one cluster, or those who owe something."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import QuerySet
from django.utils.timezone import localdate

from accounts.models import User
from campaigns.models import Entry, Plan, Stage
from campaigns.queries.entries import speakers_of
from core.names import person_sort_key
from notices.queries import unreachable
from participants.models import Cluster

from .owing import entries_owing

EVERYONE = "all"


def clusters_of(plan: Plan) -> QuerySet[Cluster]:
    return Cluster.objects.filter(entries__plan=plan).distinct().order_by("position", "pk")


def audience_choices(plan: Plan) -> list:
    """Choices for a select: everyone, clusters, stages. 1 query."""
    clusters = [(f"cluster-{cluster.pk}", cluster.name) for cluster in clusters_of(plan)]
    owing = [(f"owing-{stage}", f"{stage.label}: còn nợ") for stage in Stage]
    return [
        (EVERYONE, "Tất cả đơn vị, cá nhân của kế hoạch"),
        ("Một cụm", clusters),
        ("Chỉ ai còn việc phải làm", owing),
    ]


def entries_meant(plan: Plan, to: str, at: datetime) -> QuerySet[Entry]:
    """Entries of one of `audience_choices`."""
    kind, _, which = to.partition("-")
    if kind == "cluster":
        return plan.entries.filter(cluster=which)
    if kind == "owing":
        return entries_owing(plan, Stage(which), at)
    return plan.entries.all()


@dataclass(frozen=True)
class Audience:
    """Recipients: `people` by given name; entries `without_account` of anybody to notify."""

    people: list[User]
    without_account: list[Entry]
    unreachable: set[int]

    @property
    def ids(self) -> set[int]:
        return {user.pk for user in self.people}

    @cached_property
    def without_address(self) -> list[User]:
        return [user for user in self.people if not user.email]

    @cached_property
    def not_reached(self) -> set[User]:
        """Recipients whose mail failed too often to be tried again."""
        return {user for user in self.people if user.email and user.pk in self.unreachable}


def audience_of(plan: Plan, to: str, at: datetime) -> Audience:
    """The audience of a choice at `at`. Five queries, whatever its size."""
    entries = list(entries_meant(plan, to, at).order_by("sort_key", "pk"))
    speakers = speakers_of([entry.pk for entry in entries], localdate(at))
    ids = set().union(*speakers.values())
    people = sorted(User.objects.filter(pk__in=ids), key=lambda u: person_sort_key(str(u)))
    without_account = [entry for entry in entries if entry.pk not in speakers]
    return Audience(people, without_account, unreachable(ids))
