"""From what a decision grants to rows of the register: words, codes and money."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.errors import DomainError
from core.names import normalise_name, person_sort_key, text_sort_key, unaccented
from participants.models import Council

from ..models import Award, AwardTypeRule, Decision, ProposalLine, Recipient, Subject
from ..queries.rewards import base_salary_on, earlier_rewards, reward_of, rules_on
from ..rules import money
from ..rules.codes import new_codes

NO_COEFFICIENT = "Danh mục chưa có hệ số tiền thưởng vào ngày quyết định"


def award_for(line: ProposalLine, organiser: Council) -> Award:
    """An unsaved award in the words of the entry. Expects the line as `lines_to_submit` gives it,
    with the plan."""
    entry, award_type = line.ranking_line.entry, line.share.quota.award_type
    plan = entry.plan
    person = entry.mandate.person if entry.mandate_id else None
    award = Award(
        organiser=organiser,
        line=line,
        award_type=award_type,
        recipient=Subject(line.share.quota.subject).recipient,
        person=person,
        body_id=entry.body_id,
        gender=person.gender if person else "",
        year=plan.ends_on.year,
        achievement=f"{plan.campaign.name}: {plan.name}"[:500],
    )
    put_words(award, entry.name, entry.unit_name)
    return award


def put_words(award: Award, name: str, unit_name: str) -> None:
    """Name and unit as they stand on the paper, with the keys by which they are found."""
    award.name, award.unit_name = normalise_name(name), normalise_name(unit_name)
    is_of_a_person = award.recipient == Recipient.INDIVIDUAL
    award.sort_key = (person_sort_key if is_of_a_person else text_sort_key)(award.name)
    award.search_name = unaccented(f"{award.name} {award.unit_name}")[:420]


def give(decision: Decision, awards: list[Award]) -> list[Award]:
    """Write unsaved awards under a decision, each with a code of its own. 2 queries."""
    codes = new_codes(len(awards), _taken)
    for award, code in zip(awards, codes, strict=True):
        award.decision, award.code = decision, code
    return Award.objects.bulk_create(awards)


def _taken(codes: Iterable[str]) -> Iterable[str]:
    return Award.objects.filter(code__in=codes).values_list("code", flat=True)


# --- money ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Terms:
    """What an award type is worth on a day; no coefficient: nothing is fixed in the catalogue."""

    coefficient: Decimal | None
    is_maximum: bool
    paid_from: str


def put_money(awards: list[Award], organiser: Council, day: date) -> None:
    """Coefficient, base salary, amount and arithmetic of unsaved awards decided on `day`.

    Raises DomainError where the catalogue has no base salary for that day, or a council's own
    coefficient is above the country's maximum. 3 queries.
    """
    rules = rules_on(day, organiser.pk, [award.award_type_id for award in awards])
    salary = base_salary_on(day)
    for number, award in enumerate(awards):
        terms = _terms(award, rules.get((award.award_type_id, award.recipient), []))
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
        award.pk = -1 - number  # a key until it is written
    _leave_out_what_is_not_paid([award for award in awards if award.coefficient is not None])
    for award in awards:
        award.pk = None


def _terms(award: Award, rules: list[AwardTypeRule]) -> Terms:
    """The first rule that says a coefficient; `rules`: the council's own before the country's."""
    saying = [rule for rule in rules if rule.money_coefficient is not None]
    paid_from = next((rule.paid_from for rule in rules if rule.paid_from), "")
    if not saying:
        return Terms(None, False, paid_from)
    first, last = saying[0], saying[-1]
    if last.is_maximum and first.money_coefficient > last.money_coefficient:
        raise DomainError(
            f"Hệ số riêng của HĐND cho {award.award_type} cao hơn mức tối đa của Nhà nước. "
            "Hãy sửa danh mục rồi nhập lại."
        )
    return Terms(first.money_coefficient, first.is_maximum, paid_from)


def _leave_out_what_is_not_paid(awards: list[Award]) -> None:
    before = earlier_rewards(awards, {award.year for award in awards})
    paid = money.payments([reward_of(award) for award in awards], before)
    for award in awards:
        payment = paid[award.pk]
        award.amount = payment.amount
        if payment.note:
            award.money_note = f"{award.money_note}; {payment.note}"[:300]
