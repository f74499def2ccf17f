"""Invented data for proposals: sealed rankings, earlier awards, holds, rules, quotas.

The people and clusters are those of `country_loading`; the sealed lines have as many leaves as
there, but no reports. All values are derived from a hash.
"""

from django.db import connection, transaction

from accounts.models import User
from awards.models import AwardType, AwardTypeRule, Quota
from campaigns.models import Plan
from participants.models import Council
from scoring.models import Ranking

from .country_loading import (
    DICE,
    EARLIER,
    insert_entries,
    insert_participants,
    insert_seeds,
    without_triggers,
)
from .country_scorecard import document
from .founding import START, add_plan, arrange_clusters, found_council, launch_plan
from .scale import clusters_for


def load(entries: int) -> Plan:
    plan = fill(entries)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return plan


@transaction.atomic
def fill(entries: int) -> Plan:
    actor, council = found_council()
    plan = launch_plan(actor=actor, council=council, document=document(), kinds={})
    clusters = arrange_clusters(council, range(1, clusters_for(entries) + 1))
    with connection.cursor() as cursor, without_triggers(cursor):
        cursor.execute(DICE)
        insert_seeds(cursor, entries, list(clusters.values()))
        insert_participants(cursor, council)
        cursor.execute(
            "UPDATE participants_person SET gender = 'male' WHERE bench_dice(id, 0, 200, 2) = 0"
        )
        _insert_members(cursor)
        earlier = add_plan(plan.campaign, slug="do-truoc", year=START.year - 1)
        for later, round_ in ((0, plan), (EARLIER, earlier)):
            insert_entries(cursor, round_, later)
            _insert_sealed(cursor, round_, actor, later)
        award_types = _set_terms(plan)
        _insert_awards(cursor, council, actor, award_types)
        _insert_holds(cursor, actor)
        cursor.execute("DROP TABLE bench_entry")
        cursor.execute("DROP FUNCTION bench_dice")
    return plan


def _insert_members(cursor) -> None:
    """Every delegate is a member of one board."""
    cursor.execute(
        """
        INSERT INTO participants_membership (mandate_id, body_id, role, valid_from)
        SELECT person.entry, board.entry, 'member', %s
        FROM (SELECT entry, row_number() OVER (ORDER BY entry) AS n
              FROM bench_entry WHERE list <> 'collective') person
        JOIN (SELECT entry, row_number() OVER (ORDER BY entry) AS n, count(*) OVER () AS boards
              FROM bench_entry WHERE list = 'collective') board
            ON board.n = person.n %% board.boards + 1
        """,
        [START],
    )


def _insert_sealed(cursor, plan: Plan, actor: User, later: int) -> None:
    """Totals with ties; 2 % are not ranked."""
    ranking = Ranking.objects.create(plan=plan)
    cursor.execute(
        """
        INSERT INTO scoring_rankingline (ranking_id, entry_id, scorecard_id, cluster_id, list,
            days_served, standing, total, raw_total, bonus, deduction, tie_keys, place, tied_with,
            given_grade, reasons, limits, limit_numbers, earlier_lines, states, inputs, points)
        SELECT %(ranking)s, entry + %(later)s, %(card)s, cluster, list,
            CASE WHEN bench_dice(seed, 0, 2, 100) < 3 THEN 120 ELSE 365 END,
            CASE WHEN die < 2 THEN 'not_considered' ELSE 'ranked' END, total, total, 0, 0,
            ARRAY[bench_dice(seed, 1, %(year)s, 10)]::numeric[],
            rank() OVER (PARTITION BY cluster, list ORDER BY total DESC), 0,
            greatest(3 - floor(total / 25)::int, 0), '{}', '{}', '{}', '{}',
            array_fill(1::smallint, ARRAY[48]), array_fill(1.5::numeric, ARRAY[80]),
            array_fill(50000::bigint, ARRAY[48])
        FROM (
            SELECT *, bench_dice(entry, 2, %(year)s, 100) AS die,
                (400 + bench_dice(seed, 3, %(year)s, 600)) / 10.0 AS total
            FROM bench_entry
        ) thrown
        """,
        {
            "ranking": ranking.pk,
            "later": later,
            "card": Plan.objects.get(slug="do").scorecards.get().pk,
            "year": plan.ends_on.year,
        },
    )
    cursor.execute(
        "UPDATE scoring_ranking SET number = 1, sealed_at = now(), sealed_by_id = %s, "
        "checksum = repeat('0', 64) WHERE id = %s",
        [actor.pk, ranking.pk],
    )


def _set_terms(plan: Plan) -> dict[str, AwardType]:
    """Two award types whose rules use every condition on earlier years."""
    award_types = {
        "Cờ thi đua": AwardType.objects.create(name="Cờ thi đua", precedence=50),
        "Bằng khen": AwardType.objects.create(name="Bằng khen", precedence=60),
        "Giấy khen": AwardType.objects.create(name="Giấy khen", precedence=70),
    }
    for recipient in ("collective", "individual"):
        AwardTypeRule.objects.create(
            award_type=award_types["Bằng khen"],
            recipient=recipient,
            legal_basis="Quy chế đo",
            valid_from=START,
            minimum_points=55,
            worst_grade=1,
            worst_place=200,
            years_in_a_row=2,
            needs_award_type=award_types["Giấy khen"],
            needs_within_years=3,
            interval_years=2,
            minimum_days=180,
        )
    quotas = {"collective": 20, "full_time": 20, "part_time": 10}
    for subject, percent in quotas.items():
        Quota.objects.create(
            plan=plan,
            award_type=award_types["Bằng khen"],
            subject=subject,
            percent=percent,
            equal_merit="women_first",
        )
    Quota.objects.create(
        plan=plan, award_type=award_types["Cờ thi đua"], subject="collective", percent=5
    )
    return award_types


def _insert_awards(
    cursor, council: Council, actor: User, award_types: dict[str, AwardType]
) -> None:
    """60 % had a Giấy khen two years ago, 5 % a Bằng khen last year, 1 % one this year."""
    cursor.execute(
        """
        INSERT INTO awards_decision (organiser_id, kind, number, decided_on, authority, signer,
            signer_post, received_on, reason, file, file_name, file_sha256, entered_by_id,
            entered_at)
        VALUES (%s, 'award', '1/QĐ', %s, 'Đo', 'Đo', 'Đo', %s, '', '', '', '', %s, now())
        RETURNING id
        """,
        [council.pk, START, START, actor.pk],
    )
    decision = cursor.fetchone()[0]
    given = (("Giấy khen", 2, 60), ("Bằng khen", 1, 5), ("Bằng khen", 0, 1))
    for index, (name, ago, percent) in enumerate(given):
        cursor.execute(
            """
            INSERT INTO awards_award (decision_id, organiser_id, award_type_id, recipient,
                person_id, body_id, name, unit_name, sort_key, search_name, gender, year,
                achievement, is_thematic, code, amount, money_note, paid_from)
            SELECT %(decision)s, %(council)s, %(award_type)s,
                CASE WHEN list = 'collective' THEN 'collective' ELSE 'individual' END,
                CASE WHEN list <> 'collective' THEN entry END,
                CASE WHEN list = 'collective' THEN entry END, 'Tên ' || entry, '', '', '', '',
                %(year)s, '', false, %(index)s || '-' || entry, 0, '', ''
            FROM bench_entry WHERE bench_dice(entry, 0, 300 + %(index)s, 100) < %(percent)s
            """,
            {
                **{"decision": decision, "council": council.pk, "award_type": award_types[name].pk},
                **{"year": START.year - ago, "index": index, "percent": percent},
            },
        )


def _insert_holds(cursor, actor: User) -> None:
    """1 % are open, 1 % are disciplinary measures that ended within the plan."""
    cursor.execute(
        """
        INSERT INTO awards_hold (person_id, body_id, kind, begins_on, ended_on, document,
            placed_by_id, placed_at, lifted_by_id, outcome)
        SELECT CASE WHEN list <> 'collective' THEN entry END,
            CASE WHEN list = 'collective' THEN entry END, 'discipline', %(on)s,
            CASE WHEN die = 0 THEN %(on)s + 90 END, 'VB', %(actor)s, now(),
            CASE WHEN die = 0 THEN %(actor)s END, CASE WHEN die = 0 THEN 'Xong' ELSE '' END
        FROM (SELECT *, bench_dice(entry, 0, 400, 100) AS die FROM bench_entry) thrown
        WHERE die < 2
        """,
        {"on": START, "actor": actor.pk},
    )
