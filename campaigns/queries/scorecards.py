"""Versions of scorecards, and the effect of publishing a draft."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q

from accounts.models import User

from ..models import Criterion, Entry, Plan, Scorecard, ScorecardState
from ..scorecards.wording import kinds_in_words


@dataclass(frozen=True)
class Family:
    """The versions of one scorecard that a user may see, the newest first."""

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
        """The version to open first: the one in force, or the newest one."""
        return self.in_force or self.versions[0]

    @property
    def others(self) -> list[Scorecard]:
        return [version for version in self.versions if version is not self.shown]

    @property
    def kinds(self) -> str:
        return kinds_in_words(self.shown.kinds)

    def before(self, version: Scorecard) -> Scorecard | None:
        """The version that `version` replaced, or would replace."""
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
    """Whether it replaced an earlier version after the plan was launched. 1 query."""
    return Scorecard.objects.renewed().filter(pk=scorecard.pk).exists()


@dataclass(frozen=True)
class Effect:
    """Effect of publishing a draft: entries that move to it, and leaves whose counts are lost."""

    entries: int
    left_behind: list[Criterion]


def effect_of_publishing(draft: Scorecard, before: Scorecard | None) -> Effect:
    """`left_behind` are leaves of the previous version that no criterion continues. 2 queries."""
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
    """Each leaf's id with those of the earlier versions whose counts it continues.

    One query per version back; none if no leaf has an earlier version.
    """
    leaves = list(leaves)
    ids = {leaf.pk: [leaf.pk] for leaf in leaves}
    waiting = {leaf.previous_id: leaf.pk for leaf in leaves if leaf.previous_id}
    while waiting:
        rows = Criterion.objects.filter(pk__in=waiting).values_list("pk", "previous_id")
        following = {}
        for pk, previous in rows:
            ids[waiting[pk]].append(pk)
            if previous:
                following[previous] = waiting[pk]
        waiting = following
    return ids
