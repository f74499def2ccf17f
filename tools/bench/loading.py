"""Load an invented table into our database, as a running plan with verified reports."""

import io

from django.db import connection, transaction

from accounts.models import User
from campaigns.models import Plan
from tools.reference.notes import with_notes

from .founding import START, arrange_clusters, found_council, launch_plan
from .table import Table

REPORTS_AN_ENTRY = 3
# Percentage of the cells with a count of 3 or more that are spread over 3 reports, which gives 5
# million counts for 90,000 entries of 40 leaves. Other cells are spread over 2 reports, or 1.
IN_THREE_PERCENT = 35


def load(table: Table) -> tuple[Plan, int]:
    """Return the plan and its number of report counts; ids of entries are those of the table."""
    with transaction.atomic():
        actor, plan, kind_id, leaf_ids, clusters = _found_plan(table)
        _copy_cells(table, leaf_ids, clusters)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("SET LOCAL work_mem = '512MB'")
            _insert_entries(cursor, plan)
            reports = _insert_reports(cursor, plan, actor, kind_id)
            cursor.execute("DROP TABLE bench_cell, bench_entry")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return plan, reports


def document(table: Table) -> dict:
    """The scorecard of the table: groups with caps, leaves with points for each."""
    groups = [
        {"code": f"G{n}", "name": f"Nhóm {n}", "max": f"{cap:f}"} | {"items": []}
        for n, cap in enumerate(table.group_caps)
    ]
    for n, leaf in enumerate(table.leaves):
        groups[leaf.group]["items"].append(
            {
                "code": f"L{n}",
                "name": f"Mục {n}",
                "max": f"{leaf.cap:f}",
                "shape": "per_unit_capped",
                "params": {"per": f"{leaf.per:f}", "unit_vi": "việc"},
            }
        )
    return with_notes(
        {
            "name": "Đo tốc độ",
            "kinds": ["board"],
            "base_maximum": f"{sum(table.group_caps):f}",
            "criteria": groups,
        }
    )


def _found_plan(table: Table):
    actor, council = found_council()
    codes = [f"L{n}" for n in range(len(table.leaves))]
    kinds = {"Việc": codes}
    plan = launch_plan(actor=actor, council=council, document=document(table), kinds=kinds)
    ids = dict(plan.scorecards.get().criteria.values_list("code", "pk"))
    clusters = arrange_clusters(council, sorted(set(table.clusters)))
    return actor, plan, plan.activity_kinds.get().pk, [ids[code] for code in codes], clusters


def _copy_cells(table: Table, leaf_ids: list[int], clusters: dict[int, int]) -> None:
    width = len(table.leaves)
    entries = zip(table.entries, (clusters[number] for number in table.clusters), strict=True)
    cells = (
        (table.entries[cell // width], leaf_ids[cell % width], count)
        for cell, count in enumerate(table.counts)
        if count
    )
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_entry (entry bigint, cluster bigint)")
        cursor.execute("CREATE TABLE bench_cell (entry bigint, criterion bigint, count int)")
        for name, rows in (("bench_entry", entries), ("bench_cell", cells)):
            text = io.StringIO("".join("\t".join(map(str, row)) + "\n" for row in rows))
            cursor.copy_expert(f"COPY {name} FROM STDIN", text)


def _insert_entries(cursor, plan: Plan) -> None:
    cursor.execute(
        """
        INSERT INTO participants_body (id, council_id, kind, name, sort_key, valid_from)
        SELECT entry, %s, 'board', 'Ban ' || entry, lpad(entry::text, 8, '0'), %s
        FROM bench_entry
        """,
        [plan.campaign.organiser_id, START],
    )
    cursor.execute(
        """
        INSERT INTO campaigns_entry (id, plan_id, body_id, kind, list, cluster_id, scorecard_id,
            name, unit_name, sort_key, search_name, registered_on, days_served, days_note)
        SELECT entry, %s, entry, 'board', 'collective', cluster, %s, 'Ban ' || entry, 'Đo',
            lpad(entry::text, 8, '0'), 'ban ' || entry, %s, 365, ''
        FROM bench_entry ORDER BY entry
        """,
        [plan.pk, plan.scorecards.get().pk, START],
    )


def _insert_reports(cursor, plan: Plan, actor: User, kind_id: int) -> int:
    """Insert the reports in a mixed order, which helps no engine."""
    cursor.execute(
        """
        INSERT INTO evidence_activityreport (id, entry_id, kind_id, happened_on, place, summary,
            state, token, reported_by_id, submitted_at, decided_by_id, decided_at, decision_note,
            on_behalf, document_number, days_late)
        SELECT entry * %(each)s + k, entry, %(kind)s, %(on)s, '', 'Việc đã làm', 'verified',
            gen_random_uuid(), %(actor)s, now(), %(actor)s, now(), '', false, '', 0
        FROM bench_entry, generate_series(0, %(each)s - 1) k ORDER BY hashint8(entry + k)
        """,
        {"each": REPORTS_AN_ENTRY, "kind": kind_id, "actor": actor.pk, "on": START},
    )
    cursor.execute(
        """
        INSERT INTO evidence_reportcount (report_id, criterion_id, count, entry_id, is_verified,
            document)
        SELECT entry * %s + k, criterion, count / times + (k < count %% times)::int, entry, true, ''
        FROM (
            SELECT *, LEAST(count, CASE WHEN abs(hashint8(entry * 977 + criterion) %% 100) < %s
                                   THEN 3 ELSE 2 END) AS times
            FROM bench_cell
        ) c, generate_series(0, times - 1) k
        ORDER BY hashint8(entry * 1009 + criterion * 31 + k)
        """,
        [REPORTS_AN_ENTRY, IN_THREE_PERCENT],
    )
    return cursor.rowcount
