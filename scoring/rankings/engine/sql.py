"""Layout of generated statements: CTEs with a comment, one column a line."""

from collections.abc import Iterable
from textwrap import indent


def cte(name: str, comment: str, query: str, *, options: str = "") -> str:
    """A common table expression with its comment."""
    return f"-- {comment}\n{name} AS {options}(\n{indent(query.strip(), '  ')}\n)"


def column_list(columns: Iterable[str]) -> str:
    """Columns of a SELECT, one a line."""
    return ",\n  ".join(columns)


def extend(table: str, columns: Iterable[str]) -> str:
    """SELECT of all rows of a CTE with computed columns added.

    OFFSET 0 keeps the planner from merging it with the next step, which would repeat every
    expression wherever a later step reads its column.
    """
    return f"SELECT *,\n  {column_list(columns)}\nFROM {table}\nOFFSET 0"
