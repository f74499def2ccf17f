"""Each list of each cluster for a leader: first places, spread, missing reports and sheets."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Avg, Count, Exists, F, Max, Min, OuterRef, Q

from campaigns.models import EntryList, MeasureSource
from core.numbers import vietnamese
from participants.models import Cluster
from scoring.models import Ranking, RankingLine, ScoreSheet, Standing
from scoring.sheets.progress import SENT_STAGES, has_verified_report, scorecards_fed_by


@dataclass(frozen=True)
class ClusterStanding:
    """One list of one cluster: first place, spread, missing reports and sheets.

    `first` is one of the entries in first place (`tied_with` others), None without points. Of
    `size` entries, `ranked` have a place; mean and extremes are of those. `without_report` have no
    verified report and `without_sheet` no sent sheet, of the entries asked for one.
    """

    cluster: Cluster
    list: str
    size: int
    ranked: int
    without_data: int
    first: RankingLine | None
    lowest: Decimal | None
    average: Decimal | None
    highest: Decimal | None
    reporting: int
    without_report: int
    scoring: int
    without_sheet: int

    @property
    def mean(self) -> Decimal | None:
        """The average, rounded to two places for display."""
        return None if self.average is None else self.average.quantize(Decimal("0.01"))

    @property
    def average_text(self) -> str:
        return "–" if self.average is None else vietnamese(self.mean)

    @property
    def percent(self) -> int:
        """The mean in percent of the best, for the length of a bar."""
        return int(self.average * 100 // self.highest) if self.highest else 0

    @property
    def is_collective(self) -> bool:
        return self.list == EntryList.COLLECTIVE

    @property
    def share_owing(self) -> Fraction:
        """The larger share of entries that owe a report or a sheet."""
        without_report = Fraction(self.without_report, self.reporting or 1)
        return max(without_report, Fraction(self.without_sheet, self.scoring or 1))


def cluster_standings(ranking: Ranking) -> list[ClusterStanding]:
    """Every list of every cluster with its first places and its spread. Four queries."""
    lines = RankingLine.objects.filter(ranking=ranking)
    first: dict[tuple[int, str], RankingLine] = {}
    leading = lines.filter(place=1, total__gt=0).select_related("entry", "cluster").in_order()
    for line in leading:
        first.setdefault((line.cluster_id, line.list), line)
    ranked = Q(standing=Standing.RANKED)
    spread = (
        lines.order_by("cluster__position", "cluster_id", "list")
        .values("cluster_id", "list")
        .annotate(
            size=Count("pk"),
            ranked=Count("pk", filter=ranked),
            without_data=Count("pk", filter=Q(standing=Standing.NO_DATA)),
            lowest=Min("total", filter=ranked),
            average=Avg("total", filter=ranked),
            highest=Max("total", filter=ranked),
        )
    )
    rows = list(spread)
    clusters = Cluster.objects.in_bulk({row["cluster_id"] for row in rows})
    owing = _owing_by_list(ranking)
    nothing = dict.fromkeys(("reporting", "without_report", "scoring", "without_sheet"), 0)
    standings = []
    for row in rows:
        key = (row.pop("cluster_id"), row.pop("list"))
        standings.append(
            ClusterStanding(
                cluster=clusters[key[0]],
                list=key[1],
                first=first.get(key),
                **row,
                **owing.get(key, nothing),
            )
        )
    return standings


def slowest(standings: list[ClusterStanding], number: int = 6) -> list[ClusterStanding]:
    """Lists by the share of entries that owe a report or a sheet, the largest first."""
    owing = [row for row in standings if row.without_report or row.without_sheet]
    return sorted(owing, key=lambda row: row.share_owing, reverse=True)[:number]


def _owing_by_list(ranking: Ranking) -> dict[tuple[int, str], dict[str, int]]:
    """Entries asked for reports and sheets, and those without any, by cluster and list. 1 query."""
    plan = ranking.plan
    reporting = Q(entry__scorecard__in=scorecards_fed_by(plan, MeasureSource.REPORTS))
    scoring = Q(entry__scorecard__in=scorecards_fed_by(plan, MeasureSource.SHEET))
    sent = ScoreSheet.objects.filter(entry=OuterRef("entry"), stage__in=SENT_STAGES)
    rows = (
        RankingLine.objects.filter(ranking=ranking)
        .annotate(has_verified_report=has_verified_report("entry"), is_sent=Exists(sent))
        .order_by()
        .values(place_of=F("cluster_id"), list_of=F("list"))
        .annotate(
            reporting=Count("pk", filter=reporting),
            without_report=Count("pk", filter=reporting & Q(has_verified_report=False)),
            scoring=Count("pk", filter=scoring),
            without_sheet=Count("pk", filter=scoring & Q(is_sent=False)),
        )
    )
    return {(row.pop("place_of"), row.pop("list_of")): row for row in rows}
