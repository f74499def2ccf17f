"""Reads about award money: rules and base salary of a day, and earlier awards."""

from collections.abc import Hashable, Iterable
from datetime import date

from ..models import Award, AwardTypeKind, AwardTypeRule, BaseSalary
from ..rules.money import Reward


def base_salary_on(day: date) -> int | None:
    """Đồng per month on `day`; None if the catalogue has no row for it."""
    return BaseSalary.objects.on(day).values_list("amount", flat=True).first()


def rules_on(
    day: date, organiser_id: int, award_type_ids: Iterable[int]
) -> dict[tuple, list[AwardTypeRule]]:
    """Rules in force on `day` by (award type id, recipient), own before the country's. 1 query."""
    by_type: dict[tuple, list[AwardTypeRule]] = {}
    rules = AwardTypeRule.objects.on(day).filter(award_type__in=set(award_type_ids))
    for rule in rules.filter(organiser__isnull=True) | rules.filter(organiser=organiser_id):
        by_type.setdefault((rule.award_type_id, rule.recipient), []).append(rule)
    for of_one_type in by_type.values():
        of_one_type.sort(key=lambda rule: rule.organiser_id is None)
    return by_type


def recipient_of(award: Award) -> tuple | None:
    """Kind and id of the person or body that has the award; None if unknown to the system."""
    if award.person_id:
        return "person", award.person_id
    return ("body", award.body_id) if award.body_id else None


def reward_of(award: Award, key: Hashable) -> Reward:
    """An award for `money.payments`. Expects its award type loaded."""
    return Reward(
        key=key,
        recipient=recipient_of(award),
        is_title=award.award_type.kind == AwardTypeKind.TITLE,
        period=award.year,
        achievement=award.achievement,
        full=award.amount,
        name=award.award_type.name,
        paid=award.amount,
    )


def earlier_rewards(awards: Iterable[Award], years: set[int]) -> list[Reward]:
    """Awards in force of the same recipients for the same years, of any council. 1 query."""
    people = {award.person_id for award in awards} - {None}
    bodies = {award.body_id for award in awards} - {None}
    known = Award.objects.in_force().filter(year__in=years).select_related("award_type")
    of_both = known.filter(person__in=people) | known.filter(body__in=bodies)
    return [reward_of(award, key=award.pk) for award in of_both]
