"""Start a command of bin/ on Python 3.11 or newer. This module runs on every Python since 2.7."""

import importlib
import os
import subprocess
import sys

OLDEST = (3, 11)
NAMES = ("python3.13", "python3.12", "python3.11", "python3.14", "python3", "python")


def run(module):
    """Run `main()` of the named module and exit with the code that it returns."""
    continue_on_new_python()
    steps = importlib.import_module("tools.launch.steps")
    steps.run_command(lambda: importlib.import_module(module).main())


def continue_on_new_python():
    """Return if this Python is new enough; else start the same command again on one that is."""
    if sys.version_info >= OLDEST:
        return
    for name in NAMES:
        if is_new_enough(name):
            os.execvp(name, [name] + sys.argv)  # noqa: RUF005, S606
    sys.stderr.write(
        "STOPPED: this needs Python 3.11 or newer, and only Python %d.%d was found.\n"  # noqa: UP031
        "Install it (on Debian 12 or Ubuntu 24.04: sudo apt-get install python3 python3-venv)"
        " and type the same command again.\n" % sys.version_info[:2]
    )
    sys.exit(1)


def is_new_enough(command):
    """Whether `command` starts and is new enough; a name on PATH may be a broken link."""
    question = "import sys; sys.exit(0 if sys.version_info >= (%d, %d) else 1)" % OLDEST  # noqa: UP031
    try:
        with open(os.devnull, "w") as nowhere:  # noqa: PTH123
            return subprocess.call([command, "-c", question], stdout=nowhere, stderr=nowhere) == 0
    except OSError:
        return False
