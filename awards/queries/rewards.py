"""Reads about money: the rule and the base salary of a day, and what people have had already."""

from collections.abc import Iterable
from datetime import date

from ..models import Award, AwardTypeKind, AwardTypeRule, BaseSalary
from ..rules.money import Reward


def base_salary_on(day: date) -> int | None:
    """Đồng a month on `day`, or None where the catalogue has nothing for it."""
    return BaseSalary.objects.on(day).values_list("amount", flat=True).first()


def rules_on(
    day: date, organiser_id: int, award_type_ids: Iterable[int]
) -> dict[tuple, list[AwardTypeRule]]:
    """Rules in force on `day` by (award type id, recipient), own before the country's. 1 query."""
    found: dict[tuple, list[AwardTypeRule]] = {}
    rules = AwardTypeRule.objects.on(day).filter(award_type__in=set(award_type_ids))
    for rule in rules.filter(organiser__isnull=True) | rules.filter(organiser=organiser_id):
        found.setdefault((rule.award_type_id, rule.recipient), []).append(rule)
    for of_one in found.values():
        of_one.sort(key=lambda rule: rule.organiser_id is None)
    return found


def recipient_of(award: Award) -> tuple | None:
    """Who it went to, where that is known to the system."""
    if award.person_id:
        return "person", award.person_id
    return ("body", award.body_id) if award.body_id else None


def reward_of(award: Award, key=None) -> Reward:
    """An award with its award type for `money.payments`; `full` what it has been given."""
    return Reward(
        key=key if key is not None else award.pk,
        recipient=recipient_of(award),
        is_title=award.award_type.kind == AwardTypeKind.TITLE,
        period=award.year,
        achievement=award.achievement,
        full=award.amount,
        name=award.award_type.name,
        paid=award.amount,
    )


def earlier_rewards(awards: Iterable[Award], years: set[int]) -> list[Reward]:
    """Awards in force of the same recipients for the same years, of whatever council. 1 query."""
    people = {award.person_id for award in awards} - {None}
    bodies = {award.body_id for award in awards} - {None}
    known = Award.objects.in_force().filter(year__in=years).select_related("award_type")
    of_both = known.filter(person__in=people) | known.filter(body__in=bodies)
    return [reward_of(award) for award in of_both]
