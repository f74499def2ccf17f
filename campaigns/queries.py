"""Reads about scorecards: their versions, and what publishing a draft would do."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Count, Q

from accounts.models import User
from core.dated import lasting
from participants.models import Membership

from .models import Criterion, Entry, Extension, Plan, Scorecard, ScorecardState, Stage
from .wording import kinds_in_words


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
