"""Work on uploaded content that may be hostile: in a process of its own, with little time, little
memory, and none of our secrets in its environment. Whatever happens there, the worker lives on.

`child.py` is what runs inside; each other module is a job and imports nothing of Django.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

_HOUSE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Bounds:
    """What a job may take: seconds (of processor, and a little more by the clock), megabytes."""

    seconds: int
    megabytes: int


BOUNDS = {
    "office": Bounds(15, 700),
    "legacy": Bounds(10, 500),
    "pdf": Bounds(15, 500),
    "photo": Bounds(20, 2000),
    "picture_page": Bounds(20, 2000),
    "pdf_page": Bounds(20, 1500),
    "office_pdf": Bounds(60, 3000),
    "office_pdfs": Bounds(150, 3000),
    "word_check": Bounds(10, 600),
    "word_fill": Bounds(60, 1000),
}


class SandboxError(Exception):
    """The job crashed, took too long or too much memory; nothing of its answer is to be used."""


def run(job: str, source: Path | str, *arguments: str) -> dict:
    """Let `job` look at the file `source` and give its answer. Raises SandboxError.

    Costs a quarter of a second for the process; a hostile file costs at most `BOUNDS[job]`.
    """
    bounds = BOUNDS[job]
    command = [sys.executable, "-E", "-s", "-m", "core.sandbox.child", job, str(source), *arguments]
    with tempfile.TemporaryDirectory(prefix="sandbox-") as home:
        environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": home, "TMPDIR": home}
        with subprocess.Popen(  # noqa: S603 (our own program and job)
            [*command, json.dumps([bounds.seconds, bounds.megabytes])],
            cwd=_HOUSE,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            answer = _answer_of(process, bounds.seconds * 2)
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
