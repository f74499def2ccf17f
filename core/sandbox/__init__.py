"""Work on hostile uploads in a separate process with bounds of time and memory.

The process has none of our secrets in its environment, and its failure does not affect the
worker. `child.py` runs inside; each other module is a job and imports nothing of Django.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Job:
    """A function of the module named as the job, and its limits.

    `seconds` are of processor time; the clock allows twice as many.
    """

    function: str
    seconds: int
    megabytes: int


JOBS = {
    "office": Job("inspect", 15, 700),
    "legacy": Job("inspect", 10, 500),
    "pdf": Job("inspect", 15, 500),
    "photo": Job("convert", 20, 2000),
    "picture_page": Job("render", 20, 2000),
    "pdf_page": Job("render", 20, 1500),
    "office_pdf": Job("convert", 60, 3000),
    "office_pdfs": Job("convert", 150, 3000),
    "word_check": Job("inspect", 10, 600),
    "word_fill": Job("fill", 60, 1000),
}


class SandboxError(Exception):
    """The job crashed or exceeded its bounds; its answer must not be used."""


def run(job: str, source: Path | str, *arguments: str) -> dict:
    """Answer of `job` about the file `source`. Raises SandboxError.

    Starting the process costs a quarter of a second; a hostile file costs at most `JOBS[job]`.
    """
    limits = JOBS[job]
    program = [sys.executable, "-E", "-s", "-m", "core.sandbox.child"]
    command = [*program, job, limits.function, str(source), *arguments]
    with tempfile.TemporaryDirectory(prefix="sandbox-") as home:
        environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": home, "TMPDIR": home}
        with subprocess.Popen(  # noqa: S603 (our own program and job)
            [*command, json.dumps([limits.seconds, limits.megabytes])],
            cwd=_ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            answer = _answer_of(process, limits.seconds * 2)
    if process.returncode != 0:
        raise SandboxError(f"{job} ended with {process.returncode}")
    try:
        return json.loads(answer)
    except ValueError as error:
        raise SandboxError(f"{job} gave no answer") from error


def _answer_of(process: subprocess.Popen, seconds: int) -> bytes:
    try:
        return process.communicate(timeout=seconds)[0]
    except subprocess.TimeoutExpired as error:
        raise SandboxError("out of time") from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
