"""LibreOffice Calc: the same table as a workbook of real formulas, recalculated without a window.

A macro in a temporary profile measures inside LibreOffice: loading the workbook (which has no
results; the profile is set to recalculate on loading), storing it as .xlsx, and separately a hard
recalculation of the open workbook. Writing the workbook, starting LibreOffice and reading the
results are not timed.
"""

import shutil
import subprocess
import tempfile
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

from .outcome import RUNS, EngineError, Outcome, run_and_measure
from .table import Table, places_by_total
from .workbook import read_results, write_workbook

PROGRAM = "soffice"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SETTINGS = f"""{HEAD}<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""
DOCTYPE = '<!DOCTYPE {0}:{1} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}.dtd">\n'
LIBRARY = f"""{HEAD}{DOCTYPE.format("library", "library")}<library:library library:name="Standard"
 xmlns:library="http://openoffice.org/2000/library" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Bench"/></library:library>"""
MODULE = f"""{HEAD}{DOCTYPE.format("script", "module")}<script:module script:name="Bench"
 xmlns:script="http://openoffice.org/2000/script" script:language="StarBasic"
 script:moduleType="normal">{{code}}</script:module>"""
MACRO = """
Sub Main
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim excel(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  excel(0).Name = "FilterName" : excel(0).Value = "Calc MS Excel 2007 XML"
  Open "{folder}/times.txt" For Output As #1
  For i = 1 To {runs}
    started = GetSystemTicks()
    book = StarDesktop.loadComponentFromURL("{url}/table.xlsx", "_blank", 0, hidden())
    loaded = GetSystemTicks()
    book.storeToURL("{url}/result.xlsx", excel())
    stored = GetSystemTicks()
    book.calculateAll()
    calculated = GetSystemTicks()
    book.close(True)
    Print #1, CStr(loaded - started); " "; CStr(stored - loaded); " "; CStr(calculated - stored)
  Next i
  Close #1
  StarDesktop.terminate()
End Sub
"""


def why_not() -> str | None:
    """Why this engine cannot run here, or None."""
    return None if shutil.which(PROGRAM) else f"not installed: no program {PROGRAM}"


def version() -> str:
    command = [shutil.which(PROGRAM), "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout.split()[1]


def run(
    table: Table, *, place: str = "rank", runs: int = RUNS, limit_seconds: float = 3600
) -> Outcome:
    """Rank the table in a workbook, with the places by one of workbook.PLACE_FORMULAS.

    `rank` and `rank_rounded` read only the rows of the cluster, `countifs` the whole column. Only
    `rank_rounded` rounds totals, so that its places are exact.
    """
    if reason := why_not():
        raise EngineError(reason)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_workbook(table, folder / "table.xlsx", place)
        command = _make_profile(folder, runs + 1)
        whole, peak_mb = run_and_measure(command, folder, limit_seconds=limit_seconds)
        times = _read_times(folder, runs + 1)
        results = read_results(table, folder / "result.xlsx")
    outcome = _outcome(table, results, times, peak_mb)
    outcome.notes |= {"place_formula": place, "whole_process_seconds": round(whole, 2)}
    return outcome


def _outcome(table: Table, results: dict, times: list, peak_mb: float) -> Outcome:
    """Totals rounded to the decimals of the table, and the places of the workbook."""
    step = Decimal(1).scaleb(-table.digits)
    totals = {entry: total.quantize(step) for entry, (total, _) in results.items()}
    places = {entry: place for entry, (_, place) in results.items()}
    right = places_by_total(table, totals)
    loads, stores, recalculations = zip(*times[1:], strict=True)
    return Outcome(
        engine="LibreOffice",
        version=version(),
        totals=totals,
        places=places,
        runs=[load + store for load, store in zip(loads, stores, strict=True)],
        peak_mb=peak_mb,
        notes={
            "includes": "load with recalculation, store; not the start of the program",
            "load_seconds": loads,
            "store_seconds": stores,
            "hard_recalculation_seconds": recalculations,
            "totals_not_exact_in_file": sum(
                total != totals[e] for e, (total, _) in results.items()
            ),
            "places_that_differ": sum(places[entry] != right[entry] for entry in places),
            "warm_up": "one run in the same process, not counted",
        },
    )


def _read_times(folder: Path, runs: int) -> list[tuple[float, ...]]:
    """Seconds of loading, storing and hard recalculation, one line per run."""
    path = folder / "times.txt"
    lines = path.read_text().split("\n") if path.exists() else []
    times = [tuple(int(part) / 1000 for part in line.split()) for line in lines if line.strip()]
    if len(times) != runs:
        raise EngineError(f"LibreOffice finished {len(times)} of {runs} runs")
    return times


def _make_profile(folder: Path, runs: int) -> list[str]:
    """Make a profile with the macro; return the command that runs it.

    The first start of LibreOffice overwrites the library, so ours is added after it.
    """
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(SETTINGS)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [shutil.which(PROGRAM), profile, "--headless", "--norestore", "--nologo"]
    run_and_measure([*command, "--terminate_after_init"], folder, limit_seconds=300)
    library = user / "basic" / "Standard"
    library.mkdir(parents=True, exist_ok=True)
    code = escape(MACRO.format(folder=folder, url=folder.as_uri(), runs=runs))
    (library / "script.xlb").write_text(LIBRARY)
    (library / "Bench.xba").write_text(MODULE.format(code=code))
    return [*command, "macro:///Standard.Bench.Main"]
