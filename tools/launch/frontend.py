"""Install the front-end packages of package-lock.json into node_modules."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from .steps import ROOT, run_step

LOCK = ROOT / "package-lock.json"
MODULES = ROOT / "node_modules"
STAMP = MODULES / ".thidua-stamp"
# Older ones cannot read our lock file.
OLDEST_NODE = 18


def prepare(install_node: Callable[[], Path]) -> None:
    """Run `npm ci` if the lock file changed; `install_node` installs Node if there is none.

    npm first empties node_modules including the stamp, so a killed run is repeated.
    """
    if STAMP.exists() and STAMP.read_text() == fingerprint():
        return
    npm, env = find_npm() or npm_of_wheel(install_node())
    options = ("--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    run_step("Installing front-end packages", [*npm, "ci", *options], log="npm", env=env)
    MODULES.mkdir(exist_ok=True)  # npm makes no folder for an empty list
    STAMP.write_text(fingerprint())


def fingerprint() -> str:
    return hashlib.sha256((ROOT / "package.json").read_bytes() + LOCK.read_bytes()).hexdigest()


def find_npm() -> tuple[list[str], dict[str, str]] | None:
    """The machine's npm, if its Node is new enough."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not (npm and node):
        return None
    version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    major = version.strip().removeprefix("v").split(".")[0]
    return ([npm], {}) if major.isdigit() and int(major) >= OLDEST_NODE else None


def npm_of_wheel(folder: Path) -> tuple[list[str], dict[str, str]]:
    """npm run by the packaged Node; its own `npm` script expects a `node` on PATH."""
    env = {
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}",
        "NODE_USE_SYSTEM_CA": "1",  # trust the certificates of the machine, such as a company's own
    }
    script = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(folder / "bin" / "node"), str(script)], env
