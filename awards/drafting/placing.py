"""From judged lines to who is in: seats of each quota, shared over its groups, given by place.

The one computation behind a proposal and behind trying other terms; it reads and writes nothing
but what `eligibility` reads.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from ..models import AwardTypeRule, PercentOf, QuotaRounding, QuotaTerms, Sharing
from .apportionment import Apportionment, Group, share_out
from .judgement import GroupOfLines, Judgement
from .terms import Setting, Terms


@dataclass(frozen=True)
class PlacedQuota:
    """A quota with its seats, the groups they are shared over, and what each group makes of them.

    `seats` is what it has itself to give, without the seats of quotas nested in it.
    """

    quota: QuotaTerms
    judgement: Judgement
    seats: int
    groups: list[GroupOfLines]
    apportionment: Apportionment

    @property
    def proposed(self) -> list[int]:
        """Ids of ranking lines that are in."""
        return [pk for group, share in self._pairs() for pk in chosen(group, share.seats)]

    @property
    def tied(self) -> list[int]:
        """Ids of ranking lines among which a human chooses."""
        return [
            pk
            for group, share in self._pairs()
            for pk in level_at_edge(group, share.seats, share.is_contested)
        ]

    @property
    def given_seats(self) -> int:
        """Seats that somebody takes, now or once a human has chosen."""
        shared = sum(share.seats for share in self.apportionment.shares)
        return shared + self.apportionment.contested_seats

    def _pairs(self):
        return zip(self.groups, self.apportionment.shares, strict=True)


def chosen(group: GroupOfLines, seats: int) -> list[int]:
    """Ids from the top for which all equals fit under the seats."""
    return group.line_ids[: _clear(group, seats)]


def level_at_edge(group: GroupOfLines, seats: int, is_contested: bool) -> list[int]:
    """Ids of equals of whom not all fit; with a contested seat also those who could take it."""
    last = bisect_right(group.places, seats + is_contested)
    return group.line_ids[_clear(group, seats) : last]


def _clear(group: GroupOfLines, seats: int) -> int:
    if seats >= len(group.places):
        return len(group.places)
    return bisect_left(group.places, group.places[seats])


Judge = Callable[[Terms], Judgement]


def place_quotas(
    setting: Setting,
    quotas: Iterable[QuotaTerms],
    rules: Mapping[int, AwardTypeRule | None],
    judge: Judge = Judgement,
) -> list[PlacedQuota]:
    """Place lines under each quota, higher award types first; `rules` by id of the quota.

    A line that is in or tied under one quota is taken for the lower award types of the same kind.
    A nested quota is a share of its parent's number: it gives first, at most that number, and
    what it gives is gone from the parent. Under the same award type it takes over its lists wholly.
    One to three queries a quota.
    """
    placing = _Placing(setting, list(quotas), rules, judge)
    return [placing.place(quota) for quota in placing.quotas]


class _Placing:
    """Quotas in the order of their giving, and what those before have given."""

    def __init__(
        self, setting: Setting, quotas: list[QuotaTerms], rules: Mapping, judge: Judge
    ) -> None:
        self.setting, self.rules, self.judge = setting, rules, judge
        self.by_pk = {quota.pk: quota for quota in quotas}
        self.quotas = sorted(quotas, key=self._order)
        self.placed: dict[int, PlacedQuota] = {}
        self.numbers: dict[int, int] = {}

    def _order(self, quota: QuotaTerms) -> tuple:
        depth, parent = 0, self.parent_of(quota)
        while parent:
            depth, parent = depth + 1, self.parent_of(parent)
        return quota.award_type.precedence, quota.award_type_id, -depth, quota.subject

    def parent_of(self, quota: QuotaTerms) -> QuotaTerms | None:
        return self.by_pk.get(quota.nested_in_id)

    def nested_in(self, quota: QuotaTerms) -> list[QuotaTerms]:
        return [other for other in self.quotas if other.nested_in_id == quota.pk]

    def place(self, quota: QuotaTerms) -> PlacedQuota:
        nested = self.nested_in(quota)
        same_type = [other for other in nested if other.award_type_id == quota.award_type_id]
        covered = {of for other in same_type for of in self.terms(other).lists}
        terms = self.terms(quota)
        if covered:
            terms = self.terms(quota, lists=[of for of in terms.lists if of not in covered])
        judgement = self.judge(terms)
        groups = judgement.groups()
        number = self.number(quota, None if covered else groups)
        given = (self.placed[other.pk].given_seats for other in nested if other.pk in self.placed)
        seats = max(number - sum(given), 0)
        sharing = [Group(group.key, group.size, _most(quota, group)) for group in groups]
        found = PlacedQuota(quota, judgement, seats, groups, share_out(seats, sharing))
        self.placed[quota.pk] = found
        return found

    def terms(self, quota: QuotaTerms, **more) -> Terms:
        before = list(self.placed.values())
        taken = {
            pk: other.quota.award_type.name
            for other in before
            if other.quota.award_type.kind == quota.award_type.kind
            for pk in (*other.proposed, *other.tied)
        }
        beside = [pk for other in before for pk in (*other.proposed, *other.tied)]
        found = {"taken": taken, "beside": beside} | more
        return Terms.of(self.setting, quota, self.rules.get(quota.pk), **found)

    def number(self, quota: QuotaTerms, groups: list[GroupOfLines] | None = None) -> int:
        """How many a quota comes to, nested ones included; said once, before anything is given."""
        if quota.pk not in self.numbers:
            number = quota.number
            if number is None:
                number = self._computed(quota, groups)
            parent = self.parent_of(quota)
            if parent:
                others = (o for o in self.nested_in(parent) if o.pk in self.placed)
                left = self.number(parent) - sum(self.placed[o.pk].given_seats for o in others)
                number = min(number, max(left, 0))
            self.numbers[quota.pk] = number
        return self.numbers[quota.pk]

    def _computed(self, quota: QuotaTerms, groups: list[GroupOfLines] | None) -> int:
        if quota.percent is not None and quota.percent_of == PercentOf.PARENT:
            parent = self.parent_of(quota)
            return percent_of(quota, self.number(parent) if parent else 0)
        groups = Judgement(self.terms(quota)).groups() if groups is None else groups
        if quota.percent is None:
            return sum(_most(quota, group) for group in groups)
        of_eligible = quota.percent_of == PercentOf.ELIGIBLE
        base = sum(group.eligible if of_eligible else group.size for group in groups)
        return percent_of(quota, base)


def percent_of(quota: QuotaTerms, base: int) -> int:
    """The percentage of `base`, rounded as the quota says; half a seat is up in `half_up`."""
    exact = Fraction(quota.percent) * base / 100
    if quota.rounding == QuotaRounding.UP:
        return ceil(exact)
    if quota.rounding == QuotaRounding.HALF_UP:
        return floor(exact + Fraction(1, 2))
    return floor(exact)


def _most(quota: QuotaTerms, group: GroupOfLines) -> int:
    """The most that a group may get: its eligible; with fixed shares the band of its size."""
    if quota.sharing != Sharing.BANDS:
        return group.eligible
    return min(band_seats(quota.bands, group.size), group.eligible)


def band_seats(bands: list[list], size: int) -> int:
    """Seats of a cluster of that size; a limit is included, null has none."""
    return next((seats for limit, seats in bands if limit is None or size <= limit), 0)
