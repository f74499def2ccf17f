"""Start PostgreSQL and the broker before Django reads its settings; a conftest is too late.

Loaded by `-p tests.plugins.servers`. Only the main process starts servers; the worker processes of
pytest-xdist inherit the URLs, each with its own Redis database.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tools.launch import bootstrap
from tools.launch.servers import start_servers
from tools.launch.steps import ROOT

FOLDERS = 20


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        os.environ["REDIS_URL"] = of_worker(os.environ["REDIS_URL"], worker)
        return
    folder = lock_folder(early_config)
    os.environ["THIDUA_VAR"] = str(folder)
    servers = start_servers(folder, folder / "log", throw_away=True)
    early_config.add_cleanup(servers.stop)
    os.environ.update(servers.urls)


def lock_folder(config: pytest.Config) -> Path:
    """A folder that no other run uses: var/test, or var/test-2 beside a running one."""
    var = Path(os.environ.get("THIDUA_VAR") or ROOT / "var").absolute()
    for number in range(1, FOLDERS):
        folder = var / ("test" if number == 1 else f"test-{number}")
        folder.mkdir(parents=True, exist_ok=True)
        lock_file = (folder / "lock").open("a+")
        if bootstrap.try_lock(lock_file):
            config.add_cleanup(lock_file.close)
            return folder
        lock_file.close()
    raise pytest.UsageError(f"{FOLDERS} test runs are busy in {var}; wait for one of them.")


def of_worker(url: str, worker: str) -> str:
    """The URL with the worker's own database: gw0 has 1, gw1 has 2."""
    number = int(worker.removeprefix("gw")) + 1
    return urlsplit(url)._replace(path=f"/{number}").geturl()
