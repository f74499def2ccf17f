"""Loading the national catalogue of awards from the data file of the product."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from core.data_files import read_data

from ..models import AwardType, AwardTypeRule, BaseSalary

FILE = Path(__file__).parent.parent / "data" / "catalogue.yaml"
_AWARD_TYPE_FIELDS = ("name", "kind", "level", "precedence", "decided_by")


@transaction.atomic
def load_catalogue() -> int:
    """Add missing award types, rules of the country and base salaries; return the number of rows.

    Idempotent; rows that an administrator changed stay unchanged. Below the state's level every
    council has its own rules, which come before these.
    """
    data = read_data(FILE)
    added = 0
    for row in data["award_types"]:
        award_type, is_new = AwardType.objects.get_or_create(
            code=row["code"],
            defaults={key: row[key] for key in _AWARD_TYPE_FIELDS} | {"legal_basis": data["law"]},
        )
        added += is_new + _add_rules(award_type, row, data)
    for row in data["base_salaries"]:
        added += _add_salary(row)
    return added


def _add_rules(award_type: AwardType, row: dict, data: dict) -> int:
    """Add a national rule for each recipient that has none on or after that day."""
    country = AwardTypeRule.objects.filter(award_type=award_type, organiser=None)
    known = country.exclude(valid_to__lt=data["valid_from"]).values_list("recipient", flat=True)
    terms = _terms(row, data)
    missing = [recipient for recipient in row["rules"] if recipient not in set(known)]
    AwardTypeRule.objects.bulk_create(
        AwardTypeRule(
            award_type=award_type,
            recipient=recipient,
            valid_from=data["valid_from"],
            money_coefficient=None
            if row["rules"][recipient] is None
            else Decimal(row["rules"][recipient]),
            **terms,
        )
        for recipient in missing
    )
    return len(missing)


def _terms(row: dict, data: dict) -> dict:
    """Ballot threshold, legal basis and assumption of a rule of the catalogue."""
    basis, assumption = [data["money_law"]], ""
    if "ballot" in row:
        numerator, denominator = row["ballot"]
        strict = False
        basis.append(data["ballot_law"])
    else:
        numerator, denominator, strict = 1, 2, True
        assumption = data["ballot_assumption"]
    return {
        "is_maximum": row.get("maximum", False),
        "yes_numerator": numerator,
        "yes_denominator": denominator,
        "is_strict": strict,
        "legal_basis": "; ".join(basis),
        "assumption": assumption,
    }


def _add_salary(row: dict) -> int:
    """Add a salary, ending the current one without an end; skip if the days are taken."""
    start, end = row["valid_from"], row.get("valid_to")
    later = BaseSalary.objects.filter(valid_from__gte=start)
    if end:
        later = later.filter(valid_from__lte=end)
    before = BaseSalary.objects.on(start).filter(valid_from__lt=start)
    if later.exists() or before.filter(valid_to__isnull=False).exists():
        return 0
    before.update(valid_to=start - timedelta(days=1))
    BaseSalary.objects.create(**row)
    return 1
