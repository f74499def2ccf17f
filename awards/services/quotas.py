"""Setting the quotas of a plan before its proposal is drafted."""

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction

from accounts.models import User
from campaigns.models import Plan
from campaigns.permissions import require_run

from ..models import AwardType, EqualMerit, PercentOf, Quota, QuotaRounding, Sharing
from ..rules import quotas as rules


@transaction.atomic
def set_quota(
    *,
    actor: User,
    plan: Plan,
    award_type: AwardType,
    subject: str,
    number: int | None = None,
    minimum_points: Decimal = Decimal(0),
    percent: Decimal | None = None,
    percent_of: str = PercentOf.PARTICIPANTS,
    rounding: str = QuotaRounding.DOWN,
    sharing: str = Sharing.REMAINDER,
    bands: Sequence[Sequence[int | None]] = (),
    equal_merit: str = EqualMerit.HUMAN,
    nested_in: Quota | None = None,
) -> Quota:
    """Set how many of `subject` the plan may propose for `award_type`, and on which terms.

    `bands` are [largest size, seats], the last size None. Raises DomainError for contradictory
    terms, and once a proposal was drafted from the newest sealed ranking: shared seats change only
    by a new ranking.
    """
    require_run(actor, plan)
    quota = Quota.objects.filter(plan=plan, award_type=award_type, subject=subject).first()
    quota = quota or Quota(plan=plan, award_type=award_type, subject=subject)
    quota.number, quota.percent, quota.percent_of = number, percent, percent_of
    quota.rounding, quota.sharing, quota.bands = rounding, sharing, [list(band) for band in bands]
    quota.minimum_points, quota.equal_merit = minimum_points, equal_merit
    quota.nested_in = nested_in
    rules.check_quota(quota)
    quota.save()
    return quota
