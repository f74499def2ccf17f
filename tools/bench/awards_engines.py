"""Drafting, what-if, and the loop that they are compared with."""

import time
from collections.abc import Callable
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import Count

from awards.drafting.what_if import what_if
from awards.models import Award, AwardTypeRule, Hold, Proposal, ProposalLine, ProposalQuota, Reason
from awards.services import proposals
from scoring.models import Ranking, RankingLine

from .database import BackendClock, execute, repeat, the_plan
from .outcome import EngineError

LOOPED = 100  # entries of the loop; the time is scaled up to all


def draft(task: dict) -> dict:
    """One proposal, the whole call; the earlier proposal is deleted before each run."""
    work = _Clocked(_draft)
    answer = {"seconds": repeat(_forget, work, task["runs"]), "checksum": _checksum()}
    answer["notes"] = work.notes | {"lines": ProposalLine.objects.count()} | _found()
    if task.get("explain"):
        answer["explain"] = _explained()
    return answer


class _Clocked:
    """Measure the processor time of the work, here and in the database."""

    def __init__(self, work: Callable) -> None:
        self.work, self.clock = work, BackendClock()
        self.notes: dict[str, list[float]] = {"server_cpu": [], "own_cpu": []}

    def __call__(self) -> None:
        server, own = self.clock.seconds(), time.process_time()
        self.work()
        self.notes["own_cpu"].append(time.process_time() - own)
        if server is not None:
            self.notes["server_cpu"].append(self.clock.seconds() - server)


def _found() -> dict[str, int]:
    """Number of lines by outcome, to see that the measurement is not trivial."""
    counted = ProposalLine.objects.values_list("outcome").annotate(Count("pk"))
    return dict(counted.order_by("outcome"))


def _forget() -> None:
    with transaction.atomic():
        execute("SET LOCAL session_replication_role = replica")
        for table in ("proposalline", "quotashare", "tiepool", "proposalquota", "proposal"):
            execute(f"DELETE FROM awards_{table}")  # noqa: S608 (our own names)
    execute("VACUUM ANALYZE awards_proposalline")


def _draft() -> Proposal:
    plan = the_plan()
    ranking = Ranking.objects.latest_sealed_of(plan)
    return proposals.draft_proposal(actor=ranking.sealed_by, ranking=ranking)


def _checksum() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT encode(sha256(convert_to(string_agg(l.entry_id || ' ' || pl.outcome || ' '
                || pl.reasons::text, E'\n' ORDER BY pl.share_id, l.entry_id), 'UTF8')), 'hex')
            FROM awards_proposalline pl
            JOIN scoring_rankingline l ON l.id = pl.ranking_line_id
            """
        )
        return cursor.fetchone()[0]


def _explained() -> str:
    """EXPLAIN (ANALYZE, BUFFERS) of the statement that writes the lines of one quota."""
    seen = []

    def catch(run, sql, params, many, context):
        if "INSERT INTO awards_proposalline" in sql and "had.times" in sql and not seen:
            seen.append("lines of the first quota with a rule:")
            context["cursor"].execute("SAVEPOINT before_explain")
            context["cursor"].execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql}", params)
            seen.extend(line[:200] for (line,) in context["cursor"].fetchall())
            context["cursor"].execute("ROLLBACK TO SAVEPOINT before_explain")
        return run(sql, params, many, context)

    _forget()
    with connection.execute_wrapper(catch):
        _draft()
    return "\n".join(seen)


def try_terms(task: dict) -> dict:
    """A higher minimum and fewer seats for part-time delegates, the longest of the lists.

    The whole call; nothing is written.
    """
    proposal = Proposal.objects.select_related("ranking__plan__campaign").get()
    quota = proposal.quotas.get(award_type__name="Bằng khen", subject="part_time")
    changes = {"minimum_points": Decimal(70), "percent": Decimal(8)}
    effects = []

    def work() -> None:
        effects.append(what_if(proposal, quota.pk, changes).chosen)

    clocked = _Clocked(work)
    seconds = repeat(lambda: None, clocked, task["runs"])
    notes = clocked.notes | {"coming": effects[-1].coming.number, "going": effects[-1].going.number}
    return {"seconds": seconds, "rows": [], "notes": notes}


def loop(task: dict) -> dict:
    """Query and save each entry of a sample; the reasons must equal those of `draft`."""
    quota = ProposalQuota.objects.get(award_type__name="Bằng khen", subject="part_time")
    with transaction.atomic():
        lines = RankingLine.objects.filter(proposal_lines__share__quota=quota).order_by("pk")
        part = list(lines[:LOOPED])
        started = time.perf_counter()
        judged = {line.pk: _judge(line, quota.rule) for line in part}
        copies = [ProposalLine.objects.get(ranking_line=pk, share__quota=quota) for pk in judged]
        for row in copies:
            row.reasons = judged[row.ranking_line_id]
            row.save()
        seconds = time.perf_counter() - started
        transaction.set_rollback(True)
    rows = ProposalLine.objects.filter(ranking_line__in=judged, share__quota=quota)
    for pk, reasons in rows.values_list("ranking_line", "reasons"):
        if sorted(reasons) != sorted(judged[pk]):
            raise EngineError(f"line {pk}: the loop says {judged[pk]}, the proposal {reasons}")
    scaled = seconds * ProposalLine.objects.count() / len(part)
    note = {"scaled_from_lines": len(part), "measured": seconds}
    return {"seconds": [scaled], "rows": [], "notes": note}


def _judge(line: RankingLine, rule: AwardTypeRule) -> list[str]:
    """Reasons of one delegate, with one query for each condition."""
    line = RankingLine.objects.select_related("entry__mandate__person").get(pk=line.pk)
    person, year = line.entry.mandate.person, the_plan().ends_on.year
    awards = Award.objects.in_force().filter(person=person, is_thematic=False)
    holds = Hold.objects.filter(person=person)
    today = Proposal.objects.get().drafted_at.date()
    before = RankingLine.objects.filter(
        entry__mandate__person=person,
        ranking__number__isnull=False,
        ranking__plan__ends_on__year=year - 1,
        given_grade__lte=rule.worst_grade,
        standing="ranked",
    )
    has_grade = line.given_grade is not None and line.given_grade <= rule.worst_grade
    since = year - rule.needs_within_years
    asked = {
        Reason.NOT_RANKED: line.standing != "ranked",
        Reason.POINTS: line.total < rule.minimum_points,
        Reason.GRADE: not has_grade,
        Reason.PLACE: line.place > rule.worst_place,
        Reason.TIME_SERVED: line.days_served < rule.minimum_days,
        Reason.YEARS: not has_grade or not before.exists(),
        Reason.EARLIER_AWARD: awards.filter(
            award_type=rule.needs_award_type, year__gte=since, year__lt=year
        ).count()
        < rule.needs_times,
        Reason.INTERVAL: awards.filter(
            award_type=rule.award_type, year__lt=year, year__gt=year - rule.interval_years
        ).exists(),
        Reason.ALREADY_AWARDED: awards.filter(
            year=year, award_type__precedence__lte=rule.award_type.precedence
        ).exists(),
        Reason.HELD: holds.open_on(today).exists(),
        Reason.DISCIPLINE_ENDED: holds.filter(
            kind="discipline", ended_on__gte=the_plan().starts_on, ended_on__lte=today
        ).exists(),
    }
    return [reason.value for reason, stands in asked.items() if stands]
