"""Changes that the ranking has not taken in yet."""

from django.db import connection, models

from .entries import Entry
from .plans import Plan


class EntryChangeQuerySet(models.QuerySet):
    def waiting_plan_ids(self) -> list[int]:
        return list(self.order_by("plan_id").values_list("plan_id", flat=True).distinct())

    def note(self, plan: Plan, entry_ids: list[int]) -> None:
        """Add one change for each of these entries. One statement for any number of them."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO campaigns_entrychange (plan_id, entry_id, changed_at) "
                "SELECT %s, unnest(%s::bigint[]), now()",
                [plan.pk, entry_ids],
            )

    def take(self, plan: Plan) -> list[int]:
        """Delete the changes of a plan and return the ids of their entries, ascending."""
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM campaigns_entrychange WHERE plan_id = %s RETURNING entry_id", [plan.pk]
            )
            return sorted({entry_id for (entry_id,) in cursor.fetchall()})


class EntryChange(models.Model):
    """Something an entry is scored by has changed since the ranking was computed.

    Added in the transaction of the change, deleted in the transaction of the ranking: work asked
    for is a row, so no crash of worker or broker can lose it.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="changes")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="changes")
    changed_at = models.DateTimeField(auto_now_add=True)

    objects = EntryChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "thay đổi chờ tính lại"
        verbose_name_plural = "thay đổi chờ tính lại"
        indexes = [models.Index(fields=["plan"], name="entry_change_plan")]
