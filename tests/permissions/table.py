"""The permission table: the rows beside the tests of each app, and those of the admin site."""

from importlib import import_module
from pathlib import Path

from .admin_site_rows import ROWS
from .rows import Row

TESTS = Path(__file__).parents[1]
APPS = sorted(path.parent.name for path in TESTS.glob("*/permission_rows.py"))


def rows_of(app: str) -> list[Row]:
    return import_module(f"tests.{app}.permission_rows").ROWS


TABLE = [*ROWS, *(row for app in APPS for row in rows_of(app))]
