"""Apportioning a quota to groups: proportional, at least one each, largest remainder first."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import floor


@dataclass(frozen=True)
class Group:
    """A group that shares a quota: its size, and the number of its eligible lines."""

    key: Hashable
    size: int
    eligible: int


@dataclass(frozen=True)
class Share:
    """Seats of a group, and whether one more is contested with groups of the same remainder.

    `exact` is the share before rounding; 0 if nobody is eligible.
    """

    key: Hashable
    exact: Fraction
    seats: int
    is_contested: bool = False


@dataclass(frozen=True)
class Apportionment:
    """All shares; a person gives the `contested_seats`, one each, to contested groups."""

    shares: list[Share]
    contested_seats: int = 0


def share_out(quota: int, groups: Iterable[Group]) -> Apportionment:
    """Apportion `quota` seats by largest remainder (Hamilton's method).

    The exact share of a group is proportional to its size, but not under 1 and not over its
    number of eligible: min(max(λ x size, 1), eligible), λ such that the shares add up to the
    quota. Whole parts are given first, the rest to the largest remainders. Where equal
    remainders would be split at random, the seats stay contested. A quota smaller than the number
    of groups goes to the largest groups, one each.

    Source: issue of the product owner ("largest remainder with at least one for a cluster with
    an eligible entry while the quota lasts"). Raises ValueError for a negative quota.
    """
    if quota < 0:
        raise ValueError("quota must not be negative")
    groups = list(groups)
    sharing = [group for group in groups if group.eligible > 0]
    if quota >= sum(group.eligible for group in sharing):
        exact = {group.key: Fraction(group.eligible) for group in sharing}
        top = _Top()
    elif quota < len(sharing):
        exact = dict.fromkeys((group.key for group in sharing), Fraction(0))
        top = _top(quota, {group.key: Fraction(group.size) for group in sharing})
    else:
        exact = _exact_shares(quota, sharing)
        rest = quota - sum(floor(share) for share in exact.values())
        remainders = {key: share - floor(share) for key, share in exact.items() if share % 1}
        top = _top(rest, remainders)
    shares = [
        Share(
            key=group.key,
            exact=exact.get(group.key, Fraction(0)),
            seats=floor(exact.get(group.key, 0)) + (group.key in top.winners),
            is_contested=group.key in top.tied,
        )
        for group in groups
    ]
    return Apportionment(shares, top.seats_for_tied)


def _exact_shares(quota: int, groups: list[Group]) -> dict[Hashable, Fraction]:
    """Shares min(max(λ x size, 1), eligible) that add up to `quota`, λ between two breakpoints."""

    def shares(rate: Fraction) -> list[Fraction]:
        return [
            min(max(rate * group.size, Fraction(1)), Fraction(group.eligible)) for group in groups
        ]

    points = {Fraction(1, group.size) for group in groups}
    points |= {Fraction(group.eligible, group.size) for group in groups}
    low = Fraction(0)
    for high in sorted(points):
        if sum(shares(high)) >= quota:
            break
        low = high
    at_low, at_high = sum(shares(low)), sum(shares(high))
    rate = high
    if at_high > at_low:  # linear between two breakpoints
        rate = low + (high - low) * (quota - at_low) / (at_high - at_low)
    return {group.key: share for group, share in zip(groups, shares(rate), strict=True)}


@dataclass(frozen=True)
class _Top:
    """Keys above the last seat, keys tied for it, and the number of seats the tied ones share."""

    winners: frozenset = frozenset()
    tied: frozenset = frozenset()
    seats_for_tied: int = 0


def _top(seats: int, weights: dict[Hashable, Fraction]) -> _Top:
    """The `seats` heaviest keys; keys tied for the last seats are contested instead."""
    if seats <= 0:
        return _Top()
    if seats >= len(weights):
        return _Top(winners=frozenset(weights))
    last = sorted(weights.values(), reverse=True)[seats - 1]
    above = frozenset(key for key, weight in weights.items() if weight > last)
    tied = frozenset(key for key, weight in weights.items() if weight == last)
    if len(above) + len(tied) == seats:
        return _Top(winners=above | tied)
    return _Top(winners=above, tied=tied, seats_for_tied=seats - len(above))
