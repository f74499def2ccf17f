"""The ranking as a loop: a query and a save per entry, sums in Python decimals."""

from decimal import Decimal

from .database import LINES, empty_draft, repeat, rows_of, the_plan


def run(task: dict) -> dict:
    plan = the_plan()
    seconds = repeat(empty_draft, lambda: _loop(plan), task["runs"])
    return {"seconds": seconds, "rows": rows_of(LINES)}


def _loop(plan) -> None:
    from django.db import transaction

    with transaction.atomic():
        _save_lines(plan, *_sums_one_by_one(plan))


def _sums_one_by_one(plan):
    from django.db.models import Sum

    from evidence.models import ReportCount

    nodes = list(plan.scorecards.get().criteria.order_by("position"))
    results = []
    for entry in plan.entries.order_by("pk"):
        counts = dict(
            ReportCount.objects.filter(entry=entry, is_verified=True)
            .values_list("criterion_id")
            .annotate(Sum("count"))
        )
        points = dict.fromkeys((node.pk for node in nodes), Decimal(0))
        for node in nodes:
            if node.is_leaf:
                given = min(Decimal(node.params["per"]) * counts.get(node.pk, 0), node.maximum)
                points[node.pk] = given
                points[node.parent_id] += given
        for node in nodes:
            if not node.is_leaf:
                points[node.pk] = min(points[node.pk], node.maximum)
        total = sum(points[node.pk] for node in nodes if not node.is_leaf)
        results.append((entry, total, counts, points))
    return nodes, results


def _save_lines(plan, nodes, results) -> None:
    from scoring.models import Ranking, RankingLine

    ranking = Ranking.objects.create(plan=plan)
    unit = plan.scorecards.get().unit
    places, last = {}, {}
    for entry, total, _, _ in sorted(results, key=lambda r: (r[0].cluster_id, -r[1])):
        number, place, before = last.get(entry.cluster_id, (0, 0, None))
        number += 1
        place = place if total == before else number
        last[entry.cluster_id] = (number, place, total)
        places[entry.pk] = place
    for entry, total, counts, points in results:
        RankingLine(
            ranking=ranking,
            entry=entry,
            scorecard_id=entry.scorecard_id,
            cluster_id=entry.cluster_id,
            list=entry.list,
            days_served=entry.days_served,
            total=total,
            raw_total=total,
            place=places[entry.pk],
            states=[(1 if n.pk in counts else 0) if n.is_leaf else -1 for n in nodes],
            inputs=[counts.get(node.pk) for node in nodes if node.is_leaf],
            points=[int(points[node.pk] * unit) for node in nodes],
        ).save(force_insert=True)
