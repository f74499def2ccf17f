"""Runs inside pretalx's own environment: `python -m tools.bench.pretalx_worker FOLDER`."""

import datetime
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from itertools import count
from pathlib import Path

from .outcome import own_memory_mb

BATCH = 5000


def main(folder: Path) -> None:
    task = json.loads((folder / "task.json").read_text())
    (folder / "data").mkdir()
    with _database(task["url"]):
        import django

        django.setup()
        try:
            answer = _measure(task)
        finally:
            django.db.connections.close_all()
    (folder / "answer.json").write_text(json.dumps(answer))


@contextmanager
def _database(url: str | None) -> Iterator[None]:
    """Point pretalx's settings to a new PostgreSQL database, dropped at the end."""
    if url is None:
        yield
        return
    import psycopg2.extensions

    name, parts = f"bench_pretalx_{os.getpid()}", psycopg2.extensions.parse_dsn(url)
    settings = {"TYPE": "postgresql", "NAME": name, "PASS": parts.get("password", "")}
    settings |= {part.upper(): parts.get(part, "") for part in ("user", "host", "port")}
    os.environ |= {f"PRETALX_DB_{key}": value for key, value in settings.items()}
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        connection.cursor().execute(f"CREATE DATABASE {name}")
        try:
            yield
        finally:
            connection.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")


def _measure(task: dict) -> dict:
    from django.core.management import call_command
    from django.db import connection
    from django_scopes import scope

    started = time.perf_counter()
    call_command("migrate", verbosity=0)
    event, user = _event()
    with scope(event=event):
        _fill(event, user, task)
    _analyze()
    setup_seconds, (loaded_mb, _) = time.perf_counter() - started, own_memory_mb()
    statements = count(0)
    with connection.execute_wrapper(lambda do, *args: (next(statements), do(*args))[1]):
        _recalculate(event)
        _sorted_list(event, user)
    times, rows = _repeat(event, user, task["runs"])
    return {
        "rows": _result(event, rows, task["entries"]),
        "recalculation_seconds": [first for first, _ in times],
        "list_seconds": [second for _, second in times],
        "queries_per_entry": round(next(statements) / len(task["entries"]), 2),
        "setup_seconds": round(setup_seconds, 1),
        "loaded_mb": loaded_mb,
        "peak_mb": own_memory_mb()[1],
        "database": connection.vendor,
    }


# --- What is timed ------------------------------------------------------------------------------
def _repeat(event, user, runs: int) -> tuple[list[tuple[float, float]], list]:
    times, rows = [], []
    for _ in range(runs):
        started = time.perf_counter()
        _recalculate(event)
        recalculated = time.perf_counter()
        rows = _with_places(_sorted_list(event, user))
        times.append((recalculated - started, time.perf_counter() - recalculated))
    return times, rows


def _recalculate(event) -> None:
    """The work of pretalx when its review settings are saved."""
    from pretalx.submission.tasks import recalculate_all_review_scores

    recalculate_all_review_scores.apply(kwargs={"event_id": event.pk}, throw=True)


def _sorted_list(event, user) -> list[tuple]:
    """Query and order of the review dashboard, without objects that only its pages show."""
    from django.test import RequestFactory
    from django_scopes import scope
    from pretalx.orga.views.review import ReviewDashboard

    request = RequestFactory().get("/")
    request.event, request.user = event, user
    view = ReviewDashboard()
    view.setup(request)
    with scope(event=event):
        listed = view.get_queryset().prefetch_related(None)
        return list(listed.values_list("code", "track_id", "median_score"))


def _with_places(listed: list[tuple]) -> list[tuple[str, int]]:
    """Competition places in each track; the list has the best first."""
    seen, last = {}, {}
    rows = []
    for code, track, score in listed:
        seen[track] = seen.get(track, 0) + 1
        if track not in last or last[track][0] != score:
            last[track] = (score, seen[track])
        rows.append((code, last[track][1]))
    return rows


def _result(event, rows: list[tuple[str, int]], entries: list[int]) -> list[tuple]:
    """Entry, total as stored by pretalx, place."""
    from django_scopes import scope
    from pretalx.submission.models import Review

    with scope(event=event):
        scores = dict(Review.objects.values_list("submission__code", "score"))
    places = dict(rows)
    return [
        (entry, str(scores[_code(position)]), places[_code(position)])
        for position, entry in enumerate(entries)
    ]


# --- Filling it ---------------------------------------------------------------------------------
def _code(position: int) -> str:
    return f"E{position:07d}"


def _event() -> tuple:
    from django_scopes import scope, scopes_disabled
    from pretalx.event.models import Event
    from pretalx.event.utils import create_organiser_with_team
    from pretalx.person.models import User

    with scopes_disabled():
        user = User.objects.create_user(email="bench@example.org", name="Bench")
        user.is_administrator = True
        user.save()
        organiser, _ = create_organiser_with_team(name="Bench", slug="bench", users=[user])
        day = datetime.date(2026, 1, 1)
        event = Event.objects.create(
            name="Bench", slug="bench", organiser=organiser, date_from=day, date_to=day,
            email="bench@example.org", locale="en", locale_array="en", timezone="UTC",
        )  # fmt: skip
    with scope(event=event):
        event.build_initial_data()
        event.score_categories.all().delete()
    return event, user


def _fill(event, user, task: dict) -> None:
    from pretalx.submission.models import Review, Submission, Track

    tracks = {
        number: Track.objects.create(event=event, name=f"Track {number}", color="#000000")
        for number in sorted(set(task["tracks"]))
    }
    kind = event.cfp.default_type
    submissions = Submission.objects.bulk_create(
        [
            Submission(
                event=event, title=_code(position), code=_code(position), submission_type=kind,
                track=tracks[number],
            )
            for position, number in enumerate(task["tracks"])
        ],
        BATCH,
    )  # fmt: skip
    reviews = Review.objects.bulk_create(
        [Review(submission=submission, user=user) for submission in submissions], BATCH
    )
    _give_scores(event, reviews, task)


def _give_scores(event, reviews: list, task: dict) -> None:
    """Add a category for each leaf, with a score for each of its values."""
    from pretalx.submission.models import Review, ReviewScore, ReviewScoreCategory

    for position in range(len(task["scores"][0])):
        category = ReviewScoreCategory.objects.create(event=event, name=f"Leaf {position}")
        column = [row[position] for row in task["scores"]]
        scores = {
            units: ReviewScore(category=category, value=Decimal(units).scaleb(-task["digits"]))
            for units in set(column)
        }
        ReviewScore.objects.bulk_create(scores.values())
        link = Review.scores.through
        link.objects.bulk_create(
            [
                link(review_id=review.pk, reviewscore_id=scores[units].pk)
                for review, units in zip(reviews, column, strict=True)
            ],
            BATCH,
        )


def _analyze() -> None:
    """Update the statistics of the database, as autovacuum does in daily use."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
