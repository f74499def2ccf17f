"""Placing judged lines: the seats of each quota, shared over its groups and given by place.

Drafting a proposal and trying other terms both use it. It only reads, through `judgement`.
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
    """A quota with its seats, and the groups and shares they are given to.

    `seats` excludes the seats of quotas nested in it.
    """

    quota: QuotaTerms
    judgement: Judgement
    seats: int
    groups: list[GroupOfLines]
    apportionment: Apportionment

    @property
    def proposed(self) -> list[int]:
        """Ids of ranking lines that are in."""
        return [pk for group, share in self._pairs() for pk in clearly_in(group, share.seats)]

    @property
    def tied(self) -> list[int]:
        """Ids of ranking lines among which a person chooses."""
        return [
            pk
            for group, share in self._pairs()
            for pk in tied_at_last_seat(group, share.seats, share.is_contested)
        ]

    @property
    def given_seats(self) -> int:
        """Seats that are taken now or once the ties are decided."""
        shared = sum(share.seats for share in self.apportionment.shares)
        return shared + self.apportionment.contested_seats

    def _pairs(self):
        return zip(self.groups, self.apportionment.shares, strict=True)


def clearly_in(group: GroupOfLines, seats: int) -> list[int]:
    """Line ids from the top down to the last tie group that fits entirely within `seats`."""
    return group.line_ids[: _number_clearly_in(group, seats)]


def tied_at_last_seat(group: GroupOfLines, seats: int, is_contested: bool) -> list[int]:
    """Ids of the tied lines that do not all fit; a contested seat counts as one more."""
    last = bisect_right(group.places, seats + is_contested)
    return group.line_ids[_number_clearly_in(group, seats) : last]


def _number_clearly_in(group: GroupOfLines, seats: int) -> int:
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
    A nested quota is a part of its parent's number: it is placed first, gets at most that number,
    and its seats are subtracted from the parent's. Under the same award type it takes over its
    lists entirely. One to three queries per quota.
    """
    placing = _Placing(setting, list(quotas), rules, judge)
    return [placing.place(quota) for quota in placing.quotas]


class _Placing:
    """Quotas in the order in which they are placed, and the results of the earlier ones."""

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
        covered = {name for other in same_type for name in self.terms(other).lists}
        terms = self.terms(quota)
        if covered:
            terms = self.terms(quota, lists=[name for name in terms.lists if name not in covered])
        judgement = self.judge(terms)
        groups = judgement.groups()
        number = self.number(quota, None if covered else groups)
        nested_seats = (
            self.placed[other.pk].given_seats for other in nested if other.pk in self.placed
        )
        seats = max(number - sum(nested_seats), 0)
        sharing = [Group(group.key, group.size, _limit_of(quota, group)) for group in groups]
        placed = PlacedQuota(quota, judgement, seats, groups, share_out(seats, sharing))
        self.placed[quota.pk] = placed
        return placed

    def terms(self, quota: QuotaTerms, **more) -> Terms:
        before = list(self.placed.values())
        taken = {
            pk: other.quota.award_type.name
            for other in before
            if other.quota.award_type.kind == quota.award_type.kind
            for pk in (*other.proposed, *other.tied)
        }
        beside = [pk for other in before for pk in (*other.proposed, *other.tied)]
        more = {"taken": taken, "beside": beside} | more
        return Terms.of(self.setting, quota, self.rules.get(quota.pk), **more)

    def number(self, quota: QuotaTerms, groups: list[GroupOfLines] | None = None) -> int:
        """Size of the quota including nested ones, computed once before any seat is allocated."""
        if quota.pk not in self.numbers:
            number = quota.number
            if number is None:
                number = self._computed(quota, groups)
            parent = self.parent_of(quota)
            if parent:
                placed = (other for other in self.nested_in(parent) if other.pk in self.placed)
                given = sum(self.placed[other.pk].given_seats for other in placed)
                left = self.number(parent) - given
                number = min(number, max(left, 0))
            self.numbers[quota.pk] = number
        return self.numbers[quota.pk]

    def _computed(self, quota: QuotaTerms, groups: list[GroupOfLines] | None) -> int:
        if quota.percent is not None and quota.percent_of == PercentOf.PARENT:
            parent = self.parent_of(quota)
            return percent_of(quota, self.number(parent) if parent else 0)
        groups = Judgement(self.terms(quota)).groups() if groups is None else groups
        if quota.percent is None:
            return sum(_limit_of(quota, group) for group in groups)
        of_eligible = quota.percent_of == PercentOf.ELIGIBLE
        base = sum(group.eligible if of_eligible else group.size for group in groups)
        return percent_of(quota, base)


def percent_of(quota: QuotaTerms, base: int) -> int:
    """The percentage of `base`, rounded as the quota requires; `half_up` rounds a half up."""
    exact = Fraction(quota.percent) * base / 100
    if quota.rounding == QuotaRounding.UP:
        return ceil(exact)
    if quota.rounding == QuotaRounding.HALF_UP:
        return floor(exact + Fraction(1, 2))
    return floor(exact)


def _limit_of(quota: QuotaTerms, group: GroupOfLines) -> int:
    """The most seats of a group: its eligible lines, and in fixed shares its band."""
    if quota.sharing != Sharing.BANDS:
        return group.eligible
    return min(band_seats(quota.bands, group.size), group.eligible)


def band_seats(bands: list[list], size: int) -> int:
    """Seats of a cluster of that size; limits are inclusive, None is no limit."""
    return next((seats for limit, seats in bands if limit is None or size <= limit), 0)
