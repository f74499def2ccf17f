"""`bin/bench country`: all shapes of rules, links and grades mixed, in one ranking.

The country has thousands of small clusters; here a cluster has about 400 entries. A sample of
whole clusters with at least 300 entries is compared with the oracle.
"""

import sys

from .country_scorecard import document_without_notes
from .outcome import EngineError
from .ranking import add_common_options, run_sizes
from .running import Bench, Result, own_answer, own_database, own_result

SIZES = (90_000,)
QUICK = (2_000,)
ENGINES = ("service", "task", "incremental")
LEAVES = 40


def add_options(commands) -> None:
    parser = commands.add_parser("country", help="measure a ranking with all shapes of rules")
    parser.add_argument("--quick", action="store_true", help="2,000 entries alone")
    add_common_options(parser, ENGINES)
    parser.set_defaults(run=lambda options: run_sizes(options, _measure, SIZES, QUICK))


def _measure(bench: Bench, entries: int) -> bool:
    """Measure all engines on one size; return whether they agree, with the oracle as well."""
    options = bench.options
    task = {"scenario": "country", "entries": entries, "leaves": LEAVES, "runs": options.runs}
    task |= {"folder": str(bench.folder), "explain": options.explain}
    bench.say(f"country, {entries} entries x {LEAVES} leaves, {len(_nodes())} nodes")
    results = []
    with own_database(f"bench_country_{entries}") as environment:
        loaded = own_answer("load", task, environment)
        bench.say(
            f"  PostgreSQL {loaded['postgres']}, {loaded['reports']} report counts, "
            f"loaded in {loaded['seconds']:.0f} s"
        )
        is_right = True
        for engine in ENGINES:
            if engine not in options.engines:
                continue
            results.append(own_result(engine, task, environment))
            bench.add(results[-1])
            if engine != "incremental":
                is_right &= not results[-1].has_failed and _check(bench, task, environment)
    return _report(bench, results) and is_right


def _nodes() -> list[dict]:
    groups = document_without_notes()["criteria"]
    return [*groups, *(item for group in groups for item in group.get("items", []))]


def _check(bench: Bench, task: dict, environment: dict[str, str]) -> bool:
    """Compare every number of a sample with the oracle."""
    try:
        answer = own_answer("check", task, environment)
    except EngineError as error:
        print(f"  the check against the oracle failed: {error}", file=sys.stderr)
        return False
    wrong = answer["wrong"]
    if bench.options.explain:
        bench.say(f"  occurring: {answer['occurring']}")
    bench.say(f"  oracle: {answer['number'] - len(wrong)} of {answer['number']} lines are equal")
    for entry, texts in list(wrong.items())[:5]:
        print(f"  entry {entry}: {'; '.join(texts[:5])}", file=sys.stderr)
    return not wrong


def _report(bench: Bench, results: list[Result]) -> bool:
    """Whether nothing failed and all checksums are equal."""
    sums = {result.checksum for result in results if result.checksum}
    is_equal = len(sums) <= 1 and not any(result.has_failed for result in results)
    bench.say(f"  checksums: {'equal' if is_equal else 'DIFFERENT'}")
    return is_equal
