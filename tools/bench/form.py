"""`bin/bench form`: the report form on a phone without cache, over a slow connection, in Chromium.

Chromium delays requests, not packets. As in Lighthouse, every request therefore waits 3.75 round
trips, which stand for connecting, TLS and the slow start of TCP.
"""

import argparse
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from random import Random
from statistics import median

from .delegate import FORM, Log, Phone
from .outcome import EngineError
from .running import Bench, running_bench
from .serving import Serving, serving

RUNS = 5
CPU_SLOWDOWN = 4
ROUND_TRIPS_A_REQUEST = 3.75
USABLE_SHARE = 0.9  # share of the bandwidth left after packet headers; as in Lighthouse
TARGET_MS, TARGET_KB = 2000, 300
PHONE = {"width": 390, "height": 844}
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
FLAGS += ["--disable-component-update", "--no-first-run"]


@dataclass(frozen=True)
class Line:
    """A kind of connection: megabits per second down and up, milliseconds of a round trip."""

    name: str
    down: float
    up: float
    round_trip_ms: float

    def conditions(self) -> dict:
        """For Network.emulateNetworkConditions: bytes per second."""
        bytes_a_second = USABLE_SHARE * 1_000_000 / 8
        return {
            "offline": False,
            "latency": self.round_trip_ms * ROUND_TRIPS_A_REQUEST,
            "downloadThroughput": self.down * bytes_a_second,
            "uploadThroughput": self.up * bytes_a_second,
        }


LINES = (
    Line("4G (WebPageTest)", 9, 9, 170),
    Line("slow 4G (Lighthouse)", 1.6, 0.75, 150),
)
# Runs in the page first: the time of the first letter in the field.
WATCH = """
addEventListener("input", () => { window.firstLetterAt ??= performance.now(); }, true);
"""
TIMES = """() => ({
    painted: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null,
    scripts: performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd,
    typed: window.firstLetterAt ?? null,
    height: getComputedStyle(document.getElementById("id_summary")).minHeight,
})"""


@dataclass(frozen=True)
class Visit:
    """Milliseconds from navigation to each event, and the bytes transferred."""

    painted_ms: float
    scripts_ms: float
    typed_ms: float
    kilobytes: float
    requests: int


def add_options(commands) -> None:
    parser = commands.add_parser("form", help="the report form on a phone, first visit")
    parser.add_argument("--runs", type=int, default=RUNS, help="of which the median is taken")
    parser.add_argument("--json", action="store_true", help="the numbers, nothing else")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Return 1 if the form is too slow or too large on 4G."""
    with running_bench(options) as bench, serving(bench) as server:
        answer = _measure(bench, server)
    if options.json:
        print(json.dumps(answer, indent=1, ensure_ascii=False))
    return 0 if answer["is_reached"] else 1


def _measure(bench: Bench, server: Serving) -> dict:
    import django

    django.setup()
    from .delegate_founding import PASSWORD, found_delegates

    _, names = found_delegates(1)
    phone = Phone(server.host, server.port, Log(), Random(1))  # noqa: S311 (no secret)
    phone.sign_in(names[0], PASSWORD)
    phone.ask("form", "GET", FORM)  # the workers have loaded their templates
    lines, files = [], {}
    for line in LINES:
        visits, files = visit_often(server, phone.cookies, line, bench.options.runs)
        lines.append({**asdict(line), "cpu_slowdown": CPU_SLOWDOWN, **_medians(visits)})
        _say(bench, lines[-1])
    for name, size in sorted(files.items(), key=lambda pair: -pair[1]):
        bench.say(f"    {size / 1000:7.1f} kB  {name}")
    usual = lines[0]
    is_reached = usual["typed_ms"] < TARGET_MS and usual["kilobytes"] <= TARGET_KB
    bench.say(
        f"  target {TARGET_MS} ms and {TARGET_KB} kB on the first of the lines: "
        f"{'reached' if is_reached else 'NOT reached'}"
    )
    return {
        "ready_ms": usual["typed_ms"],
        "kilobytes": usual["kilobytes"],
        "is_reached": is_reached,
        "lines": lines,
        "bytes_by_file": files,
        "load": round(os.getloadavg()[0], 2),
    }


def visit_often(
    server: Serving, cookies: dict[str, str], line: Line, runs: int
) -> tuple[list[Visit], dict[str, int]]:
    """Visits by browsers that have only a session cookie; and the bytes of the last one by file."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("THIDUA_CHROMIUM") or next(
        filter(None, map(shutil.which, CHROMIUM)), None
    )
    if path is None:
        raise EngineError("no Chromium was found")
    visits, files = [], {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for _ in range(runs):
            context = browser.new_context(viewport=PHONE, locale="vi-VN", is_mobile=True)
            context.add_cookies(
                [{"name": name, "value": text, "url": server.url} for name, text in cookies.items()]
            )
            visit, files = _visit(context, server.url, line)
            visits.append(visit)
            context.close()
        browser.close()
    return visits, files


def _visit(context, url: str, line: Line) -> tuple[Visit, dict[str, int]]:
    page = context.new_page()
    page.add_init_script(WATCH)
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    files = _count_bytes(devtools, url)
    devtools.send("Network.emulateNetworkConditions", line.conditions())
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
    page.goto(f"{url}{FORM}", wait_until="commit")
    page.locator("#id_summary").focus(timeout=60_000)
    page.wait_for_load_state("domcontentloaded")
    page.keyboard.type("ư")
    page.wait_for_function("window.firstLetterAt !== undefined")
    page.wait_for_load_state("networkidle")
    times = page.evaluate(TIMES)
    if page.locator("#id_summary").input_value() != "ư" or times["height"] in ("0px", "auto"):
        raise EngineError(f"the form was not ready when it was typed into: {times}")
    visit = Visit(
        painted_ms=round(times["painted"]),
        scripts_ms=round(times["scripts"]),
        typed_ms=round(times["typed"]),
        kilobytes=round(sum(files.values()) / 1000, 1),
        requests=len(files),
    )
    return visit, dict(files)


def _count_bytes(devtools, url: str) -> dict[str, int]:
    """Bytes transferred by file, including headers; filled while the page loads."""
    names, files = {}, {}

    def requested(event: dict) -> None:
        names[event["requestId"]] = event["request"]["url"].removeprefix(url)

    def finished(event: dict) -> None:
        name = names.get(event["requestId"], "?")
        files[name] = files.get(name, 0) + int(event["encodedDataLength"])

    devtools.on("Network.requestWillBeSent", requested)
    devtools.on("Network.loadingFinished", finished)
    return files


def _medians(visits: Sequence[Visit]) -> dict:
    rows = [asdict(visit) for visit in visits]
    medians = {name: median(row[name] for row in rows) for name in rows[0]}
    return medians | {"slowest_typed_ms": max(row["typed_ms"] for row in rows), "runs": len(rows)}


def _say(bench: Bench, line: dict) -> None:
    bench.say(
        f"{line['name']}, {line['down']:g} Mbit/s, {line['round_trip_ms']:g} ms, processor "
        f"{CPU_SLOWDOWN} x slower: painted {line['painted_ms']:.0f} ms, scripts "
        f"{line['scripts_ms']:.0f} ms, first letter {line['typed_ms']:.0f} ms "
        f"(slowest of {line['runs']}: {line['slowest_typed_ms']:.0f}), "
        f"{line['kilobytes']:.1f} kB in {line['requests']:.0f} requests"
    )
