"""Building and storing awards: names, codes and money."""

from collections.abc import Iterable
from datetime import date

from core.errors import DomainError
from core.names import normalise_name, person_sort_key, text_sort_key, unaccented
from participants.models import Council

from ..models import Award, AwardTypeRule, Decision, ProposalLine, Recipient, Subject
from ..queries.rewards import base_salary_on, earlier_rewards, reward_of, rules_on
from ..rules import money
from ..rules.codes import new_codes
from ..rules.money import RewardTerms

NO_COEFFICIENT = "Danh mục chưa có hệ số tiền thưởng vào ngày quyết định"


def build_award(line: ProposalLine, organiser: Council) -> Award:
    """An unsaved award with the names of the line's entry.

    Expects the line as `lines_to_submit` loads it, with the plan.
    """
    entry = line.ranking_line.entry
    plan = entry.plan
    person = entry.mandate.person if entry.mandate_id else None
    award = Award(
        organiser=organiser,
        line=line,
        award_type=line.share.quota.award_type,
        recipient=Subject(line.share.quota.subject).recipient,
        person=person,
        body_id=entry.body_id,
        gender=person.gender if person else "",
        year=plan.ends_on.year,
        achievement=f"{plan.campaign.name}: {plan.name}"[:500],
    )
    set_names(award, entry.name, entry.unit_name)
    return award


def set_names(award: Award, name: str, unit_name: str) -> None:
    """Set name and unit as printed on the certificate, with their sort and search keys."""
    award.name, award.unit_name = normalise_name(name), normalise_name(unit_name)
    is_individual = award.recipient == Recipient.INDIVIDUAL
    award.sort_key = (person_sort_key if is_individual else text_sort_key)(award.name)
    award.search_name = unaccented(f"{award.name} {award.unit_name}")[:420]


def grant(decision: Decision, awards: list[Award]) -> list[Award]:
    """Store unsaved awards under a decision, each with a new code. 2 queries."""
    codes = new_codes(len(awards), _taken_among)
    for award, code in zip(awards, codes, strict=True):
        award.decision, award.code = decision, code
    return Award.objects.bulk_create(awards)


def _taken_among(codes: Iterable[str]) -> Iterable[str]:
    return Award.objects.filter(code__in=codes).values_list("code", flat=True)


def set_amounts(awards: list[Award], organiser: Council, day: date) -> None:
    """Set coefficient, base salary, amount and its arithmetic of unsaved awards decided on `day`.

    Raises DomainError if the catalogue has no base salary for that day, or a council's own
    coefficient is above the country's maximum. 3 queries.
    """
    rules = rules_on(day, organiser.pk, [award.award_type_id for award in awards])
    salary = base_salary_on(day)
    for award in awards:
        terms = _reward_terms(award, rules.get((award.award_type_id, award.recipient), []))
        award.paid_from, award.money_note = terms.paid_from, NO_COEFFICIENT
        if terms.coefficient is None:
            continue
        if salary is None:
            raise DomainError(
                f"Danh mục chưa có mức lương cơ sở cho ngày {day:%d/%m/%Y} nên chưa tính được tiền "
                "thưởng. Hãy nhờ quản trị ghi mức lương cơ sở vào danh mục rồi nhập lại.",
                field="decided_on",
            )
        award.coefficient, award.base_salary = terms.coefficient, salary
        award.amount = money.amount_of(terms.coefficient, salary)
        award.money_note = money.in_words(terms.coefficient, salary, is_maximum=terms.is_maximum)
    _reduce_to_payments([award for award in awards if award.coefficient is not None])


def _reward_terms(award: Award, rules: list[AwardTypeRule]) -> RewardTerms:
    """Terms of the first rule with a coefficient; `rules`: own ones before national ones."""
    with_coefficient = [rule for rule in rules if rule.money_coefficient is not None]
    paid_from = next((rule.paid_from for rule in rules if rule.paid_from), "")
    if not with_coefficient:
        return RewardTerms(None, False, paid_from)
    first, last = with_coefficient[0], with_coefficient[-1]
    if last.is_maximum and first.money_coefficient > last.money_coefficient:
        raise DomainError(
            f"Hệ số riêng của HĐND cho {award.award_type} cao hơn mức tối đa của Nhà nước. "
            "Hãy sửa danh mục rồi nhập lại."
        )
    return RewardTerms(first.money_coefficient, first.is_maximum, paid_from)


def _reduce_to_payments(awards: list[Award]) -> None:
    """Lower amounts to what is paid beside other awards of the same recipients."""
    before = earlier_rewards(awards, {award.year for award in awards})
    # The awards have no id yet, so their position is the key.
    rewards = [reward_of(award, key=position) for position, award in enumerate(awards)]
    payments = money.payments(rewards, before)
    for position, award in enumerate(awards):
        award.amount = payments[position].amount
        if payments[position].note:
            award.money_note = f"{award.money_note}; {payments[position].note}"[:300]
