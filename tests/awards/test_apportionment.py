"""Apportioning a quota: cases computed by hand, and invariants for any numbers."""

from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.drafting.apportionment import Group, share_out


def seats(quota, *groups):
    """groups: (size, eligible)"""
    apportionment = share_out(quota, [Group(i, size, fit) for i, (size, fit) in enumerate(groups)])
    return [share.seats for share in apportionment.shares], apportionment


def test_largest_remainder_by_hand():
    # Hamilton: 10 seats over 53, 27, 20: exact 5.3, 2.7, 2.0 -> 5, 2, 2 and the rest to 0.7
    given_seats, apportionment = seats(10, (53, 53), (27, 27), (20, 20))
    assert given_seats == [5, 3, 2]
    assert apportionment.shares[0].exact == Fraction(53, 10)


def test_a_small_group_with_an_eligible_entry_gets_one():
    # λ: 1 for the group of 1, the other 9 over 60 and 39: 5.45 and 3.55
    assert seats(10, (60, 60), (39, 39), (1, 1))[0] == [5, 4, 1]


def test_a_group_gets_no_more_than_it_has_eligible():
    assert seats(10, (90, 2), (10, 10), (10, 10))[0] == [2, 4, 4]


def test_nobody_eligible_means_no_seat():
    assert seats(3, (10, 0), (10, 5))[0] == [0, 3]


def test_more_seats_than_eligible_leaves_the_rest_unused():
    assert seats(10, (5, 2), (5, 3))[0] == [2, 3]


def test_equal_remainders_stay_contested():
    given_seats, apportionment = seats(3, (10, 10), (10, 10))
    assert given_seats == [1, 1]
    assert apportionment.contested_seats == 1
    assert [share.is_contested for share in apportionment.shares] == [True, True]


def test_fewer_seats_than_groups_go_to_the_largest():
    given_seats, apportionment = seats(2, (5, 1), (9, 1), (7, 1))
    assert given_seats == [0, 1, 1]
    assert apportionment.contested_seats == 0
    given_seats, apportionment = seats(2, (5, 1), (9, 1), (5, 1))
    assert given_seats == [0, 1, 0]
    assert [s.is_contested for s in apportionment.shares] == [True, False, True]


def test_a_negative_quota_is_refused():
    with pytest.raises(ValueError, match="negative"):
        share_out(-1, [])


def test_no_groups():
    assert share_out(5, []).shares == []


groups = st.lists(
    st.integers(1, 400).flatmap(lambda size: st.tuples(st.just(size), st.integers(0, size))),
    max_size=40,
)


@given(st.integers(0, 120), groups)
def test_invariants_for_any_numbers(quota, sizes):
    given_seats, apportionment = seats(quota, *sizes)
    eligible = [fit for _, fit in sizes]
    open_groups = sum(1 for fit in eligible if fit)
    # the whole quota is given or contested, unless there are not enough eligible
    assert sum(given_seats) + apportionment.contested_seats == min(quota, sum(eligible))
    for (_, fit), share in zip(sizes, apportionment.shares, strict=True):
        assert share.seats + share.is_contested <= fit
        if fit and quota >= open_groups:
            assert share.seats + share.is_contested >= 1
            assert floor(share.exact) <= share.seats <= ceil(share.exact)
    # a larger group with at least as many eligible never gets less
    for (size_a, fit_a), a in zip(sizes, apportionment.shares, strict=True):
        for (size_b, fit_b), b in zip(sizes, apportionment.shares, strict=True):
            if size_a >= size_b and fit_a >= fit_b > 0 and not (a.is_contested or b.is_contested):
                assert a.seats >= b.seats
    # equals are treated alike: never one in and one out
    alike = {}
    for (size, fit), share in zip(sizes, apportionment.shares, strict=True):
        alike.setdefault((size, fit), set()).add((share.seats, share.is_contested))
    assert all(len(outcomes) == 1 for outcomes in alike.values())


@given(st.integers(0, 60), groups, st.randoms())
def test_the_order_of_the_groups_does_not_matter(quota, sizes, random):
    _, apportionment = seats(quota, *sizes)
    keyed = [Group(i, *size) for i, size in enumerate(sizes)]
    random.shuffle(keyed)
    shuffled = {share.key: share for share in share_out(quota, keyed).shares}
    assert shuffled == {share.key: share for share in apportionment.shares}
