"""Storing the verdicts of the award council on lines of a proposal."""

from collections.abc import Mapping

from ..models import ProposalLine


def record_verdicts(*, verdicts: Mapping[int, bool]) -> None:
    """Store whether the council passed each line; called in the transaction that counts a ballot.

    `verdicts`: proposal line id -> passed. A line that an earlier ballot passed stays passed.
    """
    lines = ProposalLine.objects.filter(pk__in=verdicts)
    lines.filter(pk__in=[pk for pk, passed in verdicts.items() if passed]).update(is_passed=True)
    lines.filter(is_passed=None).update(is_passed=False)
