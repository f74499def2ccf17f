"""Measures and own maxima on record."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from campaigns.models import Criterion, Entry
from campaigns.queries.scorecards import ids_over_versions

from ..models import Measure, OwnMaximum


def measures_at(entry: Entry, leaves: Iterable[Criterion]) -> QuerySet[Measure]:
    """Measures of an entry at some leaves, also under earlier versions of them."""
    ids = [pk for ids in ids_over_versions(leaves).values() for pk in ids]
    return Measure.objects.filter(entry=entry, criterion__in=ids)


@dataclass(frozen=True)
class RecordedLeaf:
    """A leaf of an entry's scorecard with its measures and own maximum."""

    criterion: Criterion
    measures: list[Measure]
    own_maximum: OwnMaximum | None

    @property
    def measure(self) -> Measure | None:
        """The first part, which carries state, reason and document."""
        return self.measures[0] if self.measures else None

    @property
    def counted(self) -> list[Measure]:
        """The parts with a number, in order."""
        return [measure for measure in self.measures if measure.count is not None]


def leaves_on_record(entry: Entry) -> list[RecordedLeaf]:
    """Every leaf of the entry's scorecard with its measures and own maximum. 4 queries."""
    leaves = list(entry.scorecard.criteria.exclude(shape="").order_by("position"))
    over_versions = ids_over_versions(leaves)
    measures, maxima = defaultdict(list), {}
    for measure in entry.measures.select_related("recorded_by").order_by("part"):
        measures[measure.criterion_id].append(measure)
    for own in entry.own_maxima.select_related("recorded_by"):
        maxima[own.criterion_id] = own
    return [
        RecordedLeaf(
            leaf,
            [row for pk in over_versions[leaf.pk] for row in measures[pk]],
            next((maxima[pk] for pk in over_versions[leaf.pk] if pk in maxima), None),
        )
        for leaf in leaves
    ]
