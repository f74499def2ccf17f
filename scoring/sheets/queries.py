"""Reads of score sheets, draws and appeals."""

from django.db.models import Count, Exists, OuterRef, QuerySet

from campaigns.models import Criterion, MeasureSource, Plan
from participants.models import Cluster

from ..models import Appeal, Draw, DrawPurpose, PostCheck, RankingLine, ScoreSheet


def sheets_by_stage(sheets) -> dict[str, int]:
    """Number of sheets by stage."""
    counted = sheets.order_by().values_list("stage").annotate(number=Count("pk"))
    return dict(counted)


def sheets_in_order(sheets):
    """The sheets by cluster and name, with cluster and peer."""
    return sheets.select_related("entry__cluster", "peer").order_by(
        "entry__cluster__position", "entry__cluster_id", "entry__sort_key"
    )


def without_sheet(plan: Plan) -> int:
    """Number of entries whose scorecard asks for a sheet and that have none yet."""
    asked = Criterion.objects.filter(source=MeasureSource.SHEET).values("scorecard")
    return plan.entries.filter(scorecard__in=asked, sheet__isnull=True).count()


def clusters_with_sheets(plan: Plan) -> list[Cluster]:
    """Clusters with score sheets, in order."""
    ids = ScoreSheet.objects.in_plan(plan).values("entry__cluster")
    return list(Cluster.objects.filter(pk__in=ids).order_by("position", "pk"))


def draws_of(plan: Plan) -> list[Draw]:
    """Draws of a plan with the drawn entries, the latest first. 2 queries."""
    return list(plan.draws.select_related("cluster", "drawn_by").prefetch_related("drawn"))


def drawn_and_unchecked() -> QuerySet:
    """(draw, entry) rows of post-check draws whose sheet has not been checked yet."""
    checked = PostCheck.objects.filter(draw=OuterRef("draw"), sheet__entry=OuterRef("entry"))
    drawn = Draw.drawn.through.objects.filter(draw__purpose=DrawPurpose.POST_CHECK)
    return drawn.filter(~Exists(checked), entry__sheet__isnull=False)


def appeals_of(line: RankingLine) -> list[Appeal]:
    """Appeals about a line."""
    return list(line.appeals.select_related("criterion", "answered_by"))
