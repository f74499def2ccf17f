"""`bin/bench awards`: a proposal with four quotas drafted from a sealed ranking, and other terms.

`draft` judges every line by rules that read earlier years, allocates four quotas and writes the
lines; `what-if` computes one quota with a higher minimum; `judging-loop` queries and saves entry by
entry, for a sample scaled up to all, and must give the same reasons.
"""

import json
import sys
from dataclasses import asdict

from .ranking import add_common_options
from .running import Bench, own_answer, own_database, own_result, running_bench

SIZES = (10_000, 100_000)
QUICK = (2_000,)
ENGINES = ("draft", "what-if", "judging-loop")


def add_options(commands) -> None:
    parser = commands.add_parser("awards", help="measure proposals and other terms for them")
    parser.add_argument("--quick", action="store_true", help="2,000 entries alone")
    add_common_options(parser, ENGINES)
    parser.set_defaults(run=_run)


def _run(options) -> int:
    with running_bench(options) as bench:
        for entries in options.entries or (QUICK if options.quick else SIZES):
            _measure(bench, entries)
    if options.json:
        print(json.dumps([asdict(result) for result in bench.results], indent=1))
    has_failed = any(result.has_failed for result in bench.results)
    if has_failed:
        print("DIFFERENT: the loop disagrees, or an engine failed.", file=sys.stderr)
    return int(has_failed)


def _measure(bench: Bench, entries: int) -> None:
    options = bench.options
    task = {"scenario": "awards", "entries": entries, "leaves": 40, "runs": options.runs}
    task |= {"folder": str(bench.folder), "explain": options.explain}
    bench.say(f"awards, {entries} entries, 4 quotas")
    with own_database(f"bench_awards_{entries}") as environment:
        loaded = own_answer("load", task, environment)
        bench.say(f"  PostgreSQL {loaded['postgres']}, loaded in {loaded['seconds']:.0f} s")
        for engine in ENGINES:
            if engine in options.engines:
                bench.add(own_result(engine, task, environment))
