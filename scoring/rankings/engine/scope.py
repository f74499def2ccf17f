"""The entries that a statement is about."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """All entries of a plan with a scorecard, or the listed ones.

    With `columns` (strongest first) the values of these columns of their score sheets replace the
    measures, also before the sheet is sent; `entry_ids` is required then.
    """

    plan_id: int
    entry_ids: tuple[int, ...] | None = None
    columns: tuple[str, ...] = ()

    def of_entry(self, alias: str, scorecard_id: int) -> str:
        """SQL condition on a row of campaigns_entry. Only ids, so safe as text."""
        text = f"{alias}.plan_id = {self.plan_id:d} AND {alias}.scorecard_id = {scorecard_id:d}"
        return f"{text} AND {self._ids(f'{alias}.id')}" if self.entry_ids is not None else text

    def of_id(self, column: str, scorecard_id: int) -> str:
        """SQL condition on a column with an entry's id, cheap on an index."""
        if self.entry_ids is not None:
            return self._ids(column)
        chosen = self.of_entry("e", scorecard_id)
        low, high = (
            f"(SELECT {end}(e.id) FROM campaigns_entry e WHERE {chosen})" for end in ("min", "max")
        )
        return f"{column} BETWEEN {low} AND {high}"

    def _ids(self, column: str) -> str:
        ids = ",".join(f"{pk:d}" for pk in self.entry_ids)
        return f"{column} = ANY('{{{ids}}}'::bigint[])"
