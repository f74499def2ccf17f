"""`bin/bench intake`: many delegates send at once, some twice, some while the connection breaks.

Every delegate opens the form, asks for the counts of a kind, types while two drafts are saved,
sends (sometimes with a photo), opens the page of the report, and repeats. Afterwards all intended
reports are compared with the database.
"""

import argparse
import json
import os
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from random import Random
from statistics import median

from .delegate import WAYS, Log, Phone, Sample
from .running import Bench, running_bench
from .serving import CoreClock, Serving, serving

ALONE_REPORTS = 20
REPORT_PARTS = ("report", "report_with_photo")
TARGET_MS = 1000


def add_options(commands) -> None:
    parser = commands.add_parser("intake", help="delegates send reports at once: none lost")
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--delegates", type=int, default=50)
    parser.add_argument("--pause", type=float, default=10, help="seconds of typing a report")
    parser.add_argument("--photos", type=int, default=30, help="reports with a photo, in percent")
    parser.add_argument("--json", action="store_true", help="the numbers, nothing else")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Return 1 if a report was lost, doubled or altered."""
    with running_bench(options) as bench, serving(bench) as server:
        answer = _measure(bench, server)
    if options.json:
        print(json.dumps(answer, indent=1, ensure_ascii=False))
    return 0 if answer["is_right"] else 1


def _measure(bench: Bench, server: Serving) -> dict:
    import django

    django.setup()
    from .delegate_founding import PASSWORD, found_delegates
    from .intake_tally import tally

    options = bench.options
    plan, names = found_delegates(options.delegates)
    bench.say(f"intake, {len(names)} delegates, {options.pause:g} s of typing a report")
    log = Log()
    phones = signed_in(server.host, server.port, names, PASSWORD, log)
    alone = _alone(phones[0])
    load = os.getloadavg()[0]
    log.samples.clear()
    clock, started = CoreClock(server), time.monotonic()
    before = len(log.intents)
    send_at_once(phones, seconds=options.seconds, pause=options.pause, photos=options.photos)
    lasted, cores = time.monotonic() - started, clock.cores()
    counted = tally(plan, log.intents)
    answer = {
        **asdict(counted),
        **_quantiles([s.seconds for s in log.samples if s.part in REPORT_PARTS], prefix=""),
        "is_right": counted.is_right,
        "delegates": len(names),
        "seconds": round(lasted, 1),
        "pause_seconds": options.pause,
        "reports_per_second": round((len(log.intents) - before) / lasted, 2),
        "requests_per_second": round(len(log.samples) / lasted, 1),
        "ways": dict(Counter(intent.way for intent in log.intents)),
        "with_photo": sum(bool(intent.photo_hash) for intent in log.intents),
        "never_acknowledged": sum(not intent.is_acknowledged for intent in log.intents),
        "parts": summary(log.samples),
        "alone": alone,
        "errors": dict(Counter(log.errors)),
        "busy_cores": cores,
        "load_before": round(load, 2),
    }
    _say(bench, answer)
    return answer


def signed_in(host: str, port: int, names: Sequence[str], password: str, log: Log) -> list[Phone]:
    """One phone per user name; their random choices are the same in every run."""
    phones = [
        Phone(host, port, log, Random(number))  # noqa: S311 (no secret)
        for number in range(len(names))
    ]
    for phone, name in zip(phones, names, strict=True):
        phone.sign_in(name, password)
    return phones


def _alone(phone: Phone) -> dict[str, dict]:
    """The same work by a single delegate."""
    phone.log.samples.clear()
    for index in range(ALONE_REPORTS):
        phone.report(pause_seconds=0.05, photo_percent=100 * (index % 2), way="once")
    return summary(phone.log.samples)


def send_at_once(phones: Sequence[Phone], *, seconds: float, pause: float, photos: int) -> None:
    """Send report after report from every phone; those begun in time are completed."""
    until = time.monotonic() + seconds

    def work(phone: Phone) -> None:
        while time.monotonic() < until:
            (way,) = phone.rng.choices(list(WAYS), WAYS.values())
            try:
                phone.report(pause_seconds=pause, photo_percent=photos, way=way)
            except Exception as error:  # the page did not load, as a person would see
                phone.log.errors.append(f"page: {type(error).__name__}: {error}"[:120])
                phone.hang_up()
                time.sleep(0.5)

    threads = [threading.Thread(target=work, args=(phone,)) for phone in phones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# --- numbers ----------------------------------------------------------------------------------
def summary(samples: Sequence[Sample]) -> dict[str, dict]:
    """Number and milliseconds of each part, in the order of a delegate's work."""
    by_part = defaultdict(list)
    for sample in samples:
        by_part[sample.part].append(sample.seconds)
    return {
        part: {"number": len(seconds), **_quantiles(seconds)} for part, seconds in by_part.items()
    }


def _quantiles(seconds: Sequence[float], prefix: str = "") -> dict[str, float]:
    if not seconds:
        return {f"{prefix}{name}": None for name in ("p50_ms", "p95_ms", "max_ms")}
    ordered = sorted(seconds)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    numbers = {"p50_ms": median(ordered), "p95_ms": p95, "max_ms": ordered[-1]}
    return {f"{prefix}{name}": round(value * 1000, 1) for name, value in numbers.items()}


def _say(bench: Bench, answer: dict) -> None:
    bench.say(
        f"  {answer['sent']} sent, {answer['lost']} lost, {answer['doubled']} doubled, "
        f"{answer['altered']} altered, {answer['strange']} strange"
    )
    bench.say(
        f"  {answer['reports_per_second']} reports and {answer['requests_per_second']} requests a "
        f"second for {answer['seconds']} s; ways {answer['ways']}, "
        f"{answer['with_photo']} with a photo"
    )
    for title in ("alone", "parts"):
        bench.say("  one delegate alone" if title == "alone" else "  all at once")
        for part, numbers in answer[title].items():
            bench.say(
                f"    {part:18} {numbers['number']:6}  median {numbers['p50_ms']:7.1f} ms  "
                f"p95 {numbers['p95_ms']:7.1f} ms  longest {numbers['max_ms']:7.1f} ms"
            )
    reached = "reached" if answer["p95_ms"] and answer["p95_ms"] < TARGET_MS else "NOT reached"
    bench.say(f"  p95 of sending {answer['p95_ms']} ms, target {TARGET_MS} ms: {reached}")
    bench.say(f"  busy cores {answer['busy_cores']}, load before {answer['load_before']}")
    for error, number in answer["errors"].items():
        bench.say(f"  {number} x {error}")
