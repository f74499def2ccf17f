"""The installation of a bare clone: done once, repaired after a killed start."""

import fcntl
import os
import sys
import threading

import pytest

from .clone import Clone

VENV_LINE = "Making .venv"
PIP_LINE = "Installing Python packages"
PREPARE = "bootstrap.prepare('requirements.txt')"


def test_a_half_made_venv_is_replaced_once(clone: Clone) -> None:
    clone.ask("bootstrap.UNFINISHED.touch()")
    replaced = clone.ask(PREPARE)
    assert VENV_LINE in replaced and PIP_LINE in replaced
    assert clone.ask(PREPARE) == ""
    (clone.folder / "requirements.txt").write_text("# another list\n")
    changed = clone.ask(PREPARE)
    assert PIP_LINE in changed and VENV_LINE not in changed


@pytest.mark.parametrize(
    "damage",
    [
        "bootstrap.UNFINISHED.touch()",
        "bootstrap.PYTHON.unlink()",
        "(bootstrap.VENV / 'pyvenv.cfg').unlink()",
        "bootstrap.STAMP.write_text(json.dumps(bootstrap.read_stamp() | {'python': '2.7'}))",
        "bootstrap.STAMP.write_text(json.dumps(bootstrap.read_stamp() | {'folder': '/else'}))",
    ],
    ids=["killed half-way", "dead Python", "half made", "Python was replaced", "clone was moved"],
)
def test_a_broken_venv_is_detected(clone: Clone, damage: str) -> None:
    usable = "print(bootstrap.venv_is_usable())"
    assert clone.ask(usable) == "True"
    clone.ask(damage)
    assert clone.ask(usable) == "False"


def test_a_truncated_stamp_means_installing_again(clone: Clone) -> None:
    clone.ask("bootstrap.STAMP.write_text('{\"requi')")
    assert clone.ask("print(bootstrap.packages_are_current('requirements.txt'))") == "False"


def test_a_second_start_waits_and_prints_why(clone: Clone) -> None:
    with (clone.folder / ".start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("4711")
        lock.flush()
        release = threading.Timer(3, fcntl.flock, [lock, fcntl.LOCK_UN])
        release.start()
        output = clone.ask(PREPARE)
        release.join()
    assert "Another start (process 4711) is preparing this folder" in output


@pytest.mark.parametrize(
    ("output_of_tool", "advice"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("NewConnectionError: Temporary failure in name resolution", "Connect to the network"),
        ("npm error code EAI_AGAIN", "Connect to the network"),
        ("EACCES: permission denied, mkdir", "could not be written to"),
        ("SyntaxError", "Installing did not work; the lines above say why"),
    ],
)
def test_a_failed_step_prints_what_to_do(clone: Clone, output_of_tool: str, advice: str) -> None:
    failing = f"import sys; print({output_of_tool!r}); sys.exit(1)"
    output = clone.ask(
        f"try: steps.run_step('Installing', [{sys.executable!r}, '-c', {failing!r}], log='x')\n"
        "except steps.StepError as error: print(error)"
    )
    assert "FAILED" in output and output_of_tool in output and "var/log/x.log" in output
    assert advice in output.splitlines()[-1]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_of_another_user_is_named(clone: Clone) -> None:
    clone.folder.chmod(0o500)
    refused = clone.demo("--once")
    clone.folder.chmod(0o700)
    assert refused.returncode == 1 and "Traceback" not in refused.stderr
    assert "could not be written to" in refused.stderr
