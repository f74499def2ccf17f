"""The table of all recorded changes."""

import json
from decimal import Decimal

import pgtrigger
from django.contrib.postgres.indexes import BrinIndex
from django.db import models


class ExactDecoder(json.JSONDecoder):
    """Read numbers with a point as Decimal, so that no digit is lost."""

    def __init__(self, **options) -> None:
        super().__init__(parse_float=Decimal, **options)


class Operation(models.TextChoices):
    UPDATE = "update", "Sửa"
    DELETE = "delete", "Xóa"


class HistoryRecordQuerySet(models.QuerySet):
    def of(self, row: models.Model):
        """Changes of one row, the oldest first."""
        return self.of_rows(type(row), [row.pk])

    def of_rows(self, model: type[models.Model], pks):
        """Changes of rows of a model, the oldest first; `pks` may be a subquery."""
        table = model._meta.db_table
        return self.filter(table_name=table, row_id__in=pks).order_by("pk")


class HistoryRecord(models.Model):
    """One change of one row, written by a trigger and never changed.

    `old` is the whole row before the change, by column, without secret columns. `new` holds the
    columns that an update changed; a changed secret column is there with the value null. Ids of
    users, plans and councils are kept without foreign keys, so that the record outlives them.
    """

    at = models.DateTimeField("lúc", help_text="Thời điểm bắt đầu của giao dịch.")
    table_name = models.CharField("bảng", max_length=63)
    row_id = models.BigIntegerField("mã dòng")
    operation = models.CharField("thao tác", max_length=6, choices=Operation)
    old = models.JSONField("trước khi đổi", decoder=ExactDecoder)
    new = models.JSONField("giá trị mới", null=True, decoder=ExactDecoder)
    plan_id = models.BigIntegerField("kế hoạch", null=True)
    council_id = models.BigIntegerField("HĐND", null=True)
    is_private = models.BooleanField("lúc còn là bản riêng của người viết")
    user_id = models.BigIntegerField("người thay đổi", null=True)
    cause = models.CharField("trang hoặc tác vụ", max_length=200, blank=True)
    context_id = models.UUIDField("lần gọi", null=True)

    objects = HistoryRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "thay đổi đã ghi"
        verbose_name_plural = "lịch sử thay đổi"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["table_name", "row_id", "id"], name="history_of_row"),
            models.Index(fields=["plan_id", "id"], name="history_of_plan"),
            models.Index(
                fields=["council_id", "id"],
                name="history_of_council",
                condition=models.Q(council_id__isnull=False),
            ),
            BrinIndex(fields=["at"], name="history_at"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="history_stays",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
                func="RAISE EXCEPTION 'The history is never changed';",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def change(self) -> tuple:
        """Key of all records that one transaction of one request or task wrote."""
        return self.at, self.context_id
