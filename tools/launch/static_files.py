"""Collect the static files, compressed and under hashed names, if something changed."""

import hashlib
import os
import sys
from pathlib import Path

from . import frontend
from .steps import ROOT, VAR, run_step

# Our own static files and the settings for serving them; the front-end packages come on top.
OWN_FOLDERS = ("static", "thidua")


def collect() -> None:
    """Run collectstatic into the folder `THIDUA_VAR`, unless its files are current."""
    stamp = Path(os.environ.get("THIDUA_VAR", VAR)) / "static" / ".thidua-stamp"
    wanted = fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--clear", "-v", "0"]
    run_step("Compressing the static files", command, log="collectstatic")
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted)


def fingerprint() -> str:
    """Hash of everything that decides which static files browsers get."""
    own = (path for folder in OWN_FOLDERS for path in (ROOT / folder).rglob("*.*"))
    files = [path for path in own if path.is_file() and path.suffix != ".pyc"]
    digest = hashlib.sha256(frontend.fingerprint().encode())
    for path in (ROOT / "requirements.txt", *sorted(files)):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()
