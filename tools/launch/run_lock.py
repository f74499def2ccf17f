"""Write requirements*.txt from pyproject.toml: every package pinned, with its hashes.

Versions stay as they are unless pyproject.toml demands others; `bin/lock --upgrade` or
`bin/lock --upgrade-package NAME` moves them. Further arguments go to `uv pip compile`.
"""

import subprocess
import sys

from . import bootstrap
from .steps import ROOT, run_step

# File -> what it holds: the project's dependencies, a dependency group, or both.
FILES = {
    "requirements.txt": ["pyproject.toml"],
    "requirements-dev.txt": ["pyproject.toml", "--group", "dev"],
    "requirements-bench.txt": ["pyproject.toml", "--group", "bench"],
    "requirements-node.txt": ["--group", "node"],
    "requirements-lock.txt": ["--group", "lock"],
}
OPTIONS = (
    "--universal",  # one file for every system and Python, with markers
    *("--python-version", "3.11"),
    "--generate-hashes",
    "--no-emit-index-url",
    *("--custom-compile-command", "bin/lock"),
)


def main() -> int:
    bootstrap.enter_venv("requirements-lock.txt")
    for name, source in FILES.items():
        command = [sys.executable, "-m", "uv", "pip", "compile", *source, *OPTIONS, "-o", name]
        if "pyproject.toml" in source and name != "requirements.txt":
            command += ["--constraints", "requirements.txt"]  # the same versions everywhere
        run_step(f"Writing {name}", [*command, *sys.argv[1:]], log="lock")
    changed = subprocess.run(
        ["git", "diff", "--stat", "--", *FILES], cwd=ROOT, capture_output=True, text=True
    )
    print(changed.stdout or "Nothing changed.", end="")
    return 0
