"""An invented country in the database; every value is derived from a hash.

Made by statements inside PostgreSQL; the same number of entries gives the same rows. A quarter of
the entries repeat the numbers of another entry of their cluster and list, so that there are ties.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from accounts.models import User
from campaigns.models import Criterion, Plan, Scorecard
from participants.models import Council
from scoring.models import Ranking

from .country_scorecard import OWN_MAXIMA, RECORDED, REPORTED, REPORTS_AN_ENTRY, document
from .founding import START, add_plan, arrange_clusters, found_council, launch_plan
from .scale import clusters_for

EARLIER = 1_000_000  # added to the id of an entry gives the id of its entry of the year before
TWINS_PERCENT = 25
# Lists of ten entries of a cluster: three collectives, one full-time delegate, six part-time ones.
LISTS = "'{collective,full_time,part_time,part_time,collective,part_time,part_time,collective,part_time,part_time}'::text[]"  # noqa: E501
# A number from 0 to `sides` - 1 for an entry and a purpose, always the same.
DICE = """
    CREATE FUNCTION bench_dice(entry bigint, leaf bigint, purpose int, sides int) RETURNS int
    IMMUTABLE PARALLEL SAFE LANGUAGE sql
    RETURN (hashint8(entry * 1000003 + leaf * 1009 + purpose) & 2147483647) % sides
"""


def load(entries: int, clusters: int | None = None) -> tuple[Plan, int]:
    """Make the plan of a country, with statistics; return it and its number of report counts."""
    plan, reports = fill(entries, clusters)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return plan, reports


@transaction.atomic
def fill(entries: int, clusters: int | None = None) -> tuple[Plan, int]:
    """`load` without the database's statistics; runs inside any transaction."""
    actor, council = found_council()
    kinds = {"Việc": REPORTED}
    plan = launch_plan(actor=actor, council=council, document=document(), kinds=kinds)
    numbers = range(1, (clusters or clusters_for(entries)) + 1)
    cluster_ids = arrange_clusters(council, numbers)
    with connection.cursor() as cursor, without_triggers(cursor):
        cursor.execute(DICE)
        insert_seeds(cursor, entries, list(cluster_ids.values()))
        insert_participants(cursor, council)
        insert_entries(cursor, plan)
        _insert_leaves(cursor, plan.scorecards.get())
        reports = _insert_reports(cursor, plan, actor)
        _insert_measures(cursor, actor)
        _insert_own_maxima(cursor, actor)
        _insert_year_before(cursor, plan, actor)
        cursor.execute("DROP TABLE bench_entry, bench_leaf")
        cursor.execute("DROP FUNCTION bench_dice")
    return plan, reports


@contextmanager
def without_triggers(cursor) -> Iterator[None]:
    """Disable history and foreign key checks, too slow for millions of rows."""
    cursor.execute("SET LOCAL session_replication_role = replica; SET LOCAL work_mem = '512MB'")
    yield
    cursor.execute("SET LOCAL session_replication_role = origin; SET LOCAL work_mem TO DEFAULT")


def insert_seeds(cursor, entries: int, clusters: list[int]) -> None:
    """Insert entries with cluster, list, and the entry whose numbers they use (own or repeated).

    `entry` - 10 x clusters is in the same cluster and list.
    """
    cursor.execute(
        f"""
        CREATE TABLE bench_entry AS
        SELECT entry, (%(clusters)s::bigint[])[entry %% %(number)s + 1] AS cluster,
            ({LISTS})[entry / %(number)s %% 10 + 1] AS list,
            CASE WHEN entry > 10 * %(number)s AND bench_dice(entry, 0, 1, 100) < {TWINS_PERCENT}
                 THEN entry - 10 * %(number)s ELSE entry END AS seed
        FROM generate_series(1, %(entries)s::bigint) AS entry
        """,  # noqa: S608 (our own constants)
        {"clusters": clusters, "number": len(clusters), "entries": entries},
    )
    cursor.execute("ANALYZE bench_entry")


def insert_participants(cursor, council: Council) -> None:
    cursor.execute(
        """
        INSERT INTO participants_body (id, council_id, kind, name, sort_key, valid_from)
        SELECT entry, %s, 'board', 'Ban ' || entry, lpad(entry::text, 8, '0'), %s
        FROM bench_entry WHERE list = 'collective'
        """,
        [council.pk, START],
    )
    cursor.execute(
        """
        INSERT INTO participants_person (id, full_name, sort_key, gender)
        SELECT entry, 'Lê Thử ' || entry, lpad(entry::text, 8, '0'), 'female'
        FROM bench_entry WHERE list <> 'collective'
        """
    )
    cursor.execute(
        """
        INSERT INTO participants_mandate (id, person_id, council_id, is_full_time, valid_from)
        SELECT entry, entry, %s, list = 'full_time', %s
        FROM bench_entry WHERE list <> 'collective'
        """,
        [council.pk, START],
    )


def insert_entries(cursor, plan: Plan, later: int = 0) -> None:
    """The entries of a plan; ids are those of the table, `later` on."""
    cursor.execute(
        """
        INSERT INTO campaigns_entry (id, plan_id, body_id, mandate_id, kind, list, cluster_id,
            scorecard_id, name, unit_name, sort_key, search_name, registered_on, days_served,
            days_note)
        SELECT entry + %(later)s, %(plan)s, CASE WHEN list = 'collective' THEN entry END,
            CASE WHEN list <> 'collective' THEN entry END,
            CASE WHEN list = 'collective' THEN 'board' ELSE 'delegate' END, list, cluster,
            %(card)s, 'Tên ' || entry, 'Đo', lpad(entry::text, 8, '0'), 'ten ' || entry,
            %(on)s, CASE WHEN bench_dice(seed, 0, 2, 100) < 3 THEN 120 ELSE 365 END, ''
        FROM bench_entry ORDER BY entry
        """,
        {
            "later": later,
            "plan": plan.pk,
            "card": Scorecard.objects.get(plan__slug="do").pk,
            "on": START,
        },
    )


def _insert_leaves(cursor, card: Scorecard) -> None:
    """Insert the properties of the leaves that the statements below read."""
    cursor.execute(
        """
        CREATE TABLE bench_leaf (leaf int, criterion bigint, shape text, parts int, levels int,
            maximum numeric, reported int, recorded int, has_own_maximum boolean,
            has_denominator boolean, may_not_apply boolean, not_counted_twice boolean)
        """
    )
    leaves = [c for c in card.criteria.order_by("position") if c.is_leaf]
    cursor.executemany(
        f"INSERT INTO bench_leaf VALUES ({', '.join(['%s'] * 12)})",  # noqa: S608
        [_facts(leaf) for leaf in leaves],
    )
    cursor.execute("ANALYZE bench_leaf")


def _facts(leaf: Criterion) -> tuple:
    return (
        leaf.position,
        leaf.pk,
        leaf.shape,
        len(leaf.rule.part_names),
        len(leaf.params.get("levels", ())),
        leaf.maximum,
        REPORTED.get(leaf.code, 0),
        RECORDED.get(leaf.code, 0),
        leaf.code in OWN_MAXIMA,
        leaf.rule.reads_denominator,
        bool(leaf.not_applicable),
        bool(leaf.not_counted_with),
    )


def _insert_reports(cursor, plan: Plan, actor: User) -> int:
    """Insert reports and their counts in a mixed order; return the number of counts."""
    names = {"each": REPORTS_AN_ENTRY, "actor": actor.pk, "on": START}
    names["kind"] = plan.activity_kinds.get().pk
    cursor.execute(
        """
        INSERT INTO evidence_activityreport (id, entry_id, kind_id, happened_on, place, summary,
            state, token, reported_by_id, submitted_at, decided_by_id, decided_at, decision_note,
            on_behalf, document_number, days_late)
        SELECT entry * %(each)s + k, entry, %(kind)s, %(on)s, '', 'Việc đã làm', 'verified',
            gen_random_uuid(), %(actor)s, now(), %(actor)s, now(), '', false, '', 0
        FROM bench_entry, generate_series(0, %(each)s - 1) k ORDER BY hashint8(entry + k)
        """,
        names,
    )
    cursor.execute(
        """
        INSERT INTO evidence_reportcount (report_id, criterion_id, count, entry_id, is_verified,
            document)
        SELECT entry * %(each)s + k, criterion, 1 + bench_dice(seed, leaf, 20 + k, 4)
            * bench_dice(seed, leaf, 40 + k, 2), entry, true, ''
        FROM bench_entry CROSS JOIN bench_leaf CROSS JOIN generate_series(0, %(each)s - 1) k
        WHERE bench_dice(seed, leaf, 10 + k, 100) < reported
        ORDER BY hashint8(entry * 1009 + criterion * 31 + k)
        """,
        names,
    )
    return cursor.rowcount


def _insert_measures(cursor, actor: User) -> None:
    """Insert measures: most counted, some refused, not applicable or with nothing arisen.

    A count is 50 to 100 % of its denominator, and 50 to 150 % of its target.
    """
    cursor.execute(
        """
        INSERT INTO scoring_measure (entry_id, criterion_id, part, state, count, denominator,
            excluded, shared, is_excepted, reason, document, recorded_by_id, recorded_at)
        SELECT entry, criterion, part, state, CASE WHEN state = 'counted' THEN count END,
            CASE WHEN state = 'counted' AND has_denominator THEN below + excluded END,
            CASE WHEN state = 'counted' AND has_denominator THEN excluded END,
            CASE WHEN state = 'counted' AND not_counted_twice THEN 1 END,
            state = 'counted' AND bench_dice(seed, leaf, 65, 4) = 0, '', 'VB 1', %s, now()
        FROM (
            SELECT *, CASE
                WHEN shape = 'choice' THEN 1 + die * bench_dice(seed, leaf, 62, levels) / 40
                WHEN shape = 'judgement' THEN floor(maximum * (30 + die) / 35) / 2
                WHEN shape = 'weighted_percent' THEN (3000 + die * 175 + die %% 7) / 100.0
                WHEN shape = 'signed_adjustment' THEN die %% 4
                WHEN shape = 'relative_to_leader' THEN below * (50 + die * 5 / 2) / 100.0
                WHEN has_denominator THEN below - floor(below * (39 - die) / 80)
                ELSE 1 + die %% 3 END AS count
            FROM (
                SELECT *, bench_dice(seed, leaf, 70 + part, 40) AS die,
                    bench_dice(seed, leaf, 80 + part, 5) %% 3 AS excluded,
                    CASE WHEN has_denominator AND shape <> 'relative_to_leader'
                              AND bench_dice(seed, leaf, 90 + part, 100) < 5 THEN 0
                         WHEN shape = 'relative_to_leader'
                         THEN (1 + bench_dice(seed, leaf, 100, 20)) * 2.5
                         ELSE 1 + bench_dice(seed, leaf, 100 + part, 40) END AS below,
                    CASE WHEN bench_dice(seed, leaf, 110, 100) < 4 THEN 'refused'
                         WHEN may_not_apply AND bench_dice(seed, leaf, 120, 100) < 6
                         THEN 'not_applicable' ELSE 'counted' END AS state
                FROM bench_entry CROSS JOIN bench_leaf CROSS JOIN generate_series(1, 3) AS part
                WHERE part <= parts AND bench_dice(seed, leaf, 60, 100) < recorded
            ) thrown
        ) counted
        WHERE state = 'counted' OR part = 1
        ORDER BY hashint8(entry * 1013 + criterion * 37 + part)
        """,
        [actor.pk],
    )


def _insert_own_maxima(cursor, actor: User) -> None:
    cursor.execute(
        """
        INSERT INTO scoring_ownmaximum (entry_id, criterion_id, maximum, document, recorded_by_id,
            recorded_at)
        SELECT entry, criterion, maximum * (2 + bench_dice(seed, leaf, 130, 3)) / 4, 'VB 2', %s,
            now()
        FROM bench_entry CROSS JOIN bench_leaf
        WHERE has_own_maximum AND bench_dice(seed, leaf, 140, 100) < 10
        """,
        [actor.pk],
    )


def _insert_year_before(cursor, plan: Plan, actor: User) -> None:
    """An earlier plan of the campaign with all entries, ranked and sealed."""
    earlier = add_plan(plan.campaign, slug="do-truoc", year=START.year - 1)
    insert_entries(cursor, earlier, EARLIER)
    ranking = Ranking.objects.create(plan=earlier)
    cursor.execute(
        """
        INSERT INTO scoring_rankingline (ranking_id, entry_id, scorecard_id, cluster_id, list,
            days_served, standing, total, raw_total, bonus, deduction, tie_keys, given_grade,
            tied_with, reasons, limits, limit_numbers, earlier_lines, states, inputs, points)
        SELECT %s, entry + %s, %s, cluster, list, 365, 'ranked',
            CASE WHEN bench_dice(seed, 0, 5, 100) >= 3
                 THEN (400 + bench_dice(seed, 0, 6, 650)) / 10.0 END,
            0, 0, 0, '{}', bench_dice(seed, 0, 7, 4), 0, '{}', '{}', '{}', '{}', '{}',
            '{}', '{}'
        FROM bench_entry ORDER BY entry
        """,
        [ranking.pk, EARLIER, plan.scorecards.get().pk],
    )
    cursor.execute(
        "UPDATE scoring_ranking SET number = 1, sealed_at = now(), sealed_by_id = %s, "
        "checksum = repeat('0', 64) WHERE id = %s",
        [actor.pk, ranking.pk],
    )
