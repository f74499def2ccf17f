"""The test suite on real servers, like the demonstration, with the machine's Chromium."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from . import bootstrap
from .processes import die_with_parent
from .steps import ROOT, StepError

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# LibreOffice makes PDFs of official papers, in a font as wide as Times New Roman, and pictures of
# Word, Excel and PowerPoint files. Each kind needs its own package; the library shows that it is
# installed.
OFFICE_PARTS = {
    "libreoffice-writer-nogui": "libswlo.so",
    "libreoffice-calc-nogui": "libsclo.so",
    "libreoffice-impress-nogui": "libsdlo.so",
}
OFFICE_PACKAGES = (*OFFICE_PARTS, "fonts-croscore")
# Fonts with every Vietnamese letter for a bare Debian, a few MB.
FONT_PACKAGES = ("fonts-dejavu-core", "fonts-croscore")
PROCESSES = "2"
NEEDS_ONE_PROCESS = ("-n", "--numprocesses", "--pdb", "--trace", "-h", "--help", "--version")


def main() -> int:
    arguments = sys.argv[1:]
    bootstrap.enter_venv("requirements-dev.txt")
    chromium, why_not = find_chromium()
    no_office = find_office()
    code = run_pytest([*spread(arguments), *arguments], browser_environment(chromium, why_not))
    if not chromium:
        print_warning("BROWSER TESTS WERE SKIPPED: THERE IS NO CHROMIUM TO DRIVE.", why_not)
    if no_office:
        print_warning("TESTS OF PAPERS FAIL: THERE IS NO LIBREOFFICE OR NO FONT TINOS.", no_office)
    return code


def spread(arguments: Sequence[str]) -> list[str]:
    """Options for several processes, unless the caller chose them or names a single file."""
    chose = any(argument.startswith(NEEDS_ONE_PROCESS) for argument in arguments)
    names_files = [argument for argument in arguments if ".py" in argument]
    return [] if chose or len(names_files) == 1 else ["-n", PROCESSES, "--dist", "worksteal"]


def run_pytest(arguments: Sequence[str], env: dict[str, str]) -> int:
    """Run pytest to its end. The terminal sends it Ctrl-C; other signals are passed on."""
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest", *arguments],
        cwd=ROOT,
        env={**os.environ, **env},
        preexec_fn=die_with_parent(signal.SIGTERM),
    )
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.send_signal(signal.SIGINT)
        return process.wait()


# --- Chromium ---------------------------------------------------------------------------------
def find_chromium() -> tuple[str | None, str]:
    """The path of a Chromium that starts, or None and the reason."""
    chromium = installed_chromium()
    if chromium:
        return chromium, ""
    if not bootstrap.can_apt():
        return None, (
            "No Chromium was found. To run them, type: sudo apt-get install -y"
            f" {debian_package()} {' '.join(FONT_PACKAGES)}"
        )
    try:
        bootstrap.apt_install(debian_package(), *FONT_PACKAGES)
    except StepError as error:
        return None, f"Chromium could not be installed. {error}"
    return installed_chromium(), "The Chromium that apt-get installed does not start."


def find_office() -> str:
    """Install LibreOffice and the font of papers if missing; return why not, or "".

    Without them the tests of papers fail; none is skipped."""
    if has_office():
        return ""
    names = " ".join(OFFICE_PACKAGES)
    if not bootstrap.can_apt():
        return f"Type: sudo apt-get install -y --no-install-recommends {names}"
    try:
        bootstrap.apt_install(*OFFICE_PACKAGES)
    except StepError as error:
        return f"They could not be installed. {error}"
    return "" if has_office() else f"apt-get installed {names}, and something is still missing."


def has_office() -> bool:
    """Whether LibreOffice with all its parts and the font Tinos are installed."""
    soffice = shutil.which("soffice", path=os.defpath)
    if not soffice:
        return False
    program = Path(soffice).resolve().parent
    has_parts = all((program / library).exists() for library in OFFICE_PARTS.values())
    return has_parts and any(Path("/usr/share/fonts").rglob("Tinos*.ttf"))


def installed_chromium() -> str | None:
    paths = (shutil.which(name) for name in CHROMIUM_NAMES)
    return next((path for path in paths if path and starts(path)), None)


def starts(browser: str) -> bool:
    """Whether the browser starts; Ubuntu's package may only point to a snap."""
    try:
        return (
            subprocess.run([browser, "--version"], capture_output=True, timeout=30).returncode == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


def debian_package() -> str:
    release = Path("/etc/os-release")
    is_ubuntu = release.exists() and "ID=ubuntu" in release.read_text().splitlines()
    return "chromium-browser" if is_ubuntu else "chromium"


def browser_environment(chromium: str | None, why_not: str) -> dict[str, str]:
    """Environment that names the browser for the tests, or the reason why there is none."""
    return {"THIDUA_CHROMIUM": chromium} if chromium else {"THIDUA_NO_BROWSER": why_not}


def print_warning(what: str, why: str) -> None:
    print(f"\n{what}\n{why}", flush=True)
