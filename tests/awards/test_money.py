"""Award money to the đồng, and the state's catalogue it comes from."""

import datetime as dt
from decimal import Decimal

import pytest

from awards.models import AwardType, AwardTypeRule, BaseSalary
from awards.queries.rewards import base_salary_on
from awards.rules import money
from awards.rules.money import Payment, Reward
from awards.services.catalogue import load_catalogue

JUNE, JULY = dt.date(2026, 6, 30), dt.date(2026, 7, 1)


@pytest.mark.parametrize(
    ("coefficient", "salary", "amount"),
    [
        ("1.5", 2_340_000, 3_510_000),
        ("1.5", 2_530_000, 3_800_000),
        ("0.3", 2_340_000, 710_000),
        ("0.3", 2_530_000, 760_000),
        ("2.25", 2_340_000, 5_270_000),  # 5.265.000
        ("1", 10_000, 10_000),
        ("1", 10_001, 20_000),
    ],
)
def test_money_is_rounded_up_to_ten_thousand(coefficient, salary, amount):
    assert money.amount_of(Decimal(coefficient), salary) == amount


def test_the_arithmetic_is_shown_with_its_rounding():
    assert money.in_words(Decimal("1.5"), 2_340_000) == "1,5 × 2.340.000 = 3.510.000 đ"
    assert money.in_words(Decimal("1.5"), 2_530_000) == (
        "1,5 × 2.530.000 = 3.795.000, làm tròn lên 3.800.000 đ"
    )


def reward(key, full, *, title=False, period=2025, achievement="A", paid=0, who="An"):
    return Reward(key, who, title, period, achievement, full, name=key, paid=paid)


def test_of_several_titles_of_one_period_only_the_highest_is_paid():
    paid = money.payments([reward("LDTT", 710, title=True), reward("CSTDCS", 2340, title=True)])
    assert paid["CSTDCS"] == Payment(2340)
    assert paid["LDTT"].amount == 0
    assert "CSTDCS" in paid["LDTT"].note


@pytest.mark.parametrize(
    "others",
    [
        reward("b", 5, title=True, period=2024),  # titles of different periods: each
        reward("b", 5, title=False),  # a title and an award type: both
        reward("b", 5, title=True, who="Bình"),  # somebody else
    ],
)
def test_awards_paid_beside_a_title(others):
    paid = money.payments([reward("a", 7, title=True), others])
    assert [paid["a"].amount, paid["b"].amount] == [7, 5]


def test_commendations_are_paid_once_for_each_achievement():
    different = [reward("a", 7), reward("b", 5, achievement="B")]
    assert [p.amount for p in money.payments(different).values()] == [7, 5]
    same = [reward("a", 5), reward("b", 7)]
    assert [p.amount for p in money.payments(same).values()] == [0, 7]


def test_money_paid_before_for_a_lower_title_is_subtracted():
    before = [reward("old", 710, title=True, paid=710)]
    paid = money.payments([reward("new", 2340, title=True)], before)
    assert paid["new"].amount == 1630
    assert "chênh lệch" in paid["new"].note
    lower = money.payments([reward("new", 300, title=True)], before)
    assert lower["new"].amount == 0


def test_unknown_recipients_are_never_merged():
    unknown = [reward("a", 7, title=True, who=None), reward("b", 5, title=True, who=None)]
    assert [p.amount for p in money.payments(unknown).values()] == [7, 5]


# --- the catalogue --------------------------------------------------------------------------------


@pytest.fixture
def catalogue(db):
    assert load_catalogue() > 40


def test_loading_again_adds_nothing_and_keeps_changes(catalogue):
    AwardTypeRule.objects.filter(award_type__code="BK_TINH").update(paid_from="Quỹ của thành phố")
    assert load_catalogue() == 0
    assert AwardTypeRule.objects.filter(paid_from="Quỹ của thành phố").count() == 3


def test_collectives_get_twice_and_households_one_and_a_half_times(catalogue):
    """Art. 49, for every award type that individuals receive as well."""
    for award_type in AwardType.objects.filter(kind="commendation").prefetch_related("rules"):
        money_of = {rule.recipient: rule.money_coefficient for rule in award_type.rules.all()}
        one = money_of.get("individual")
        assert money_of.get("collective", 2 * (one or 0)) == 2 * (one or 0), award_type
        if "household" in money_of:
            assert money_of["household"] == Decimal("1.5") * one, award_type


@pytest.mark.parametrize(
    ("code", "numerator", "denominator", "strict"),
    [("CSTDTQ", 9, 10, False), ("CO_CP", 8, 10, False), ("BK_TINH", 1, 2, True)],
)
def test_high_awards_need_the_votes_the_decree_requires(
    catalogue, code, numerator, denominator, strict
):
    rule = AwardTypeRule.objects.filter(award_type__code=code).first()
    terms = (rule.yes_numerator, rule.yes_denominator, rule.is_strict, rule.ballot_base)
    assert terms == (numerator, denominator, strict, "total")
    assert bool(rule.assumption) == strict
    assert "GIẢ ĐỊNH" not in rule.legal_basis


def test_each_day_has_its_base_salary(catalogue):
    assert base_salary_on(JUNE) == 2_340_000
    assert base_salary_on(JULY) == 2_530_000
    assert base_salary_on(dt.date(2024, 6, 30)) is None


def test_a_salary_of_the_office_is_not_overwritten(db):
    own = BaseSalary.objects.create(amount=1, legal_basis="thử", valid_from=dt.date(2025, 1, 1))
    load_catalogue()
    own.refresh_from_db()
    assert (own.amount, own.valid_to) == (1, JUNE)
    assert base_salary_on(JULY) == 2_530_000
