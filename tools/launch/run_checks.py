"""The checks that need no tests. All of them run, even if one fails."""

import secrets
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from . import bootstrap
from .steps import LOGS, StepError, run_step

# Ruff finds Python files by their suffix, and these have none.
SCRIPTS = ("bin/bench", "bin/check", "bin/demo", "bin/drill", "bin/lock", "bin/test")
IMPORT_CONTRACTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
TAIL_LINES = 60


def main() -> int:
    bootstrap.enter_venv("requirements-dev.txt")
    from . import servers  # needs the packages

    python = [sys.executable]
    failed = [
        check("Style", [*python, "-m", "ruff", "check", ".", *SCRIPTS]),
        check("Formatting", [*python, "-m", "ruff", "format", "--check", ".", *SCRIPTS]),
        check("Templates", [*python, "-m", "djlint", "--check", "templates"]),
        check("Types", [*python, "-m", "mypy"]),
        check("Import contracts", [*python, "-c", IMPORT_CONTRACTS]),
        check("Architecture", [*python, "bin/architecture", "--check"]),
        check("Services reached", [*python, "-m", "tools.launch.unreached_services"]),
    ]
    with (
        TemporaryDirectory(prefix="thidua-check-") as folder,
        servers.running_servers(Path(folder), LOGS / "check", throw_away=True),
    ):
        failed += [check_migrations(), check_production()]
    return summarize([name for name in failed if name])


def check(name: str, command: Sequence[str], env: dict[str, str] | None = None) -> str | None:
    """Run one check; return its name when it failed."""
    log = "check-" + name.lower().replace(" ", "-")
    try:
        run_step(name, command, log=log, env=env, tail_lines=TAIL_LINES)
    except StepError:
        return name
    return None


def check_migrations() -> str | None:
    return check(
        "Missing migrations",
        [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
        {"DJANGO_SETTINGS_MODULE": "thidua.settings.test"},
    )


def check_production() -> str | None:
    """Check the production settings with invented secrets."""
    throw_away = {
        "DJANGO_SETTINGS_MODULE": "thidua.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "ALLOWED_HOSTS": "thidua.example.vn",
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return check("Production settings", command, throw_away)


def summarize(failed: Sequence[str]) -> int:
    print(f"\nFAILED: {', '.join(failed)}" if failed else "\nAll checks passed.", flush=True)
    return 1 if failed else 0
