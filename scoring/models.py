"""Measures and rankings. Points and places are computed by the engine, never typed."""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from campaigns.models import Criterion, Entry, EntryList, Plan, Scorecard
from core.fields import ExactDecimalField
from participants.models import Cluster

from .querysets import RankingLineQuerySet, RankingQuerySet


class MeasureState(models.TextChoices):
    """A measure without a row is not yet reported: four states, never mixed."""

    COUNTED = "counted", "Đã có số liệu"
    NOT_APPLICABLE = "not_applicable", "Không áp dụng"
    REFUSED = "refused", "Không được công nhận"


class MeasureOrigin(models.TextChoices):
    REPORTS = "reports", "Báo cáo đã xác nhận"


class Measure(models.Model):
    """What was counted for an entry at one leaf, wherever it came from."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="measures")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="measures")
    state = models.CharField(max_length=15, choices=MeasureState, default=MeasureState.COUNTED)
    source = models.CharField(
        max_length=10,
        choices=MeasureOrigin,
        default=MeasureOrigin.REPORTS,
        help_text="Who wrote it: the engine rewrites only what it counted from reports.",
    )
    count = ExactDecimalField(null=True)

    class Meta:
        verbose_name = "số liệu"
        verbose_name_plural = "số liệu"
        constraints = [
            models.UniqueConstraint(fields=["entry", "criterion"], name="measure_once"),
            models.CheckConstraint(
                name="measure_count_iff_counted",
                condition=Q(state="counted", count__isnull=False)
                | (~Q(state="counted") & Q(count__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"Số liệu #{self.pk}"


# A sealed ranking is a document: the database refuses to change it, whoever asks.
_RANKING_SEALED = "Ranking % is sealed; a correction is a new ranking."


@pghistory.track(pghistory.DeleteEvent())
class Ranking(models.Model):
    """All lines of a plan at one moment: one draft that is kept up to date, then sealed versions.

    A sealed one has its number and a SHA-256 over its lines; the next draft is another row.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="rankings", verbose_name="kế hoạch")
    number = models.PositiveIntegerField("số", null=True, blank=True)
    revision = models.PositiveIntegerField("lần tính", default=0)
    computed_at = models.DateTimeField("tính lúc", null=True)
    seconds = models.FloatField("số giây tính", null=True)
    sealed_at = models.DateTimeField("khóa lúc", null=True, blank=True)
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người khóa",
    )
    checksum = models.CharField("mã kiểm tra", max_length=64, blank=True)

    objects = RankingQuerySet.as_manager()

    class Meta:
        verbose_name = "bảng xếp hạng"
        verbose_name_plural = "bảng xếp hạng"
        ordering = ["plan", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="ranking_number_once"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(number__isnull=True), name="one_draft_ranking"
            ),
            models.CheckConstraint(
                name="sealed_ranking_is_complete",
                condition=Q(number__isnull=True, sealed_at__isnull=True)
                | Q(
                    number__isnull=False,
                    sealed_at__isnull=False,
                    sealed_by__isnull=False,
                    checksum__regex="^[0-9a-f]{64}$",
                ),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="sealed_ranking_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.number IS NOT NULL"),
                func=f"RAISE EXCEPTION '{_RANKING_SEALED}', OLD.id;",
            )
        ]

    def __str__(self) -> str:
        return f"Bảng xếp hạng số {self.number}" if self.number else "Bảng xếp hạng tạm tính"

    @property
    def is_sealed(self) -> bool:
        return self.number is not None


def _refuse_when_sealed(name: str, operation, **tables: str) -> pgtrigger.Trigger:
    """A trigger once per statement, so that a country's lines are loaded at full speed."""
    # Table names come from the three calls below, never from anyone's input.
    rows = " UNION ALL ".join(f"SELECT ranking_id FROM {table}" for table in tables.values())  # noqa: S608
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**tables),
        func=f"""
            IF EXISTS (
                SELECT 1 FROM scoring_ranking r
                WHERE r.number IS NOT NULL AND r.id IN (SELECT DISTINCT ranking_id FROM ({rows}) t)
            ) THEN
                RAISE EXCEPTION 'A line of a sealed ranking cannot change.';
            END IF;
            RETURN NULL;
        """,  # noqa: S608
    )


class RankingLine(models.Model):
    """One entry in one ranking: its total, its place, and every score behind them.

    `counts` and `points` run over all nodes of `scorecard`, the one it was computed by, in the
    order of `Criterion.position`: element 0 belongs to position 1. `counts` is NULL where
    nothing was reported, and for groups.
    """

    ranking = models.ForeignKey(Ranking, models.PROTECT, related_name="lines")
    entry = models.ForeignKey(
        Entry, models.PROTECT, related_name="lines", verbose_name="đơn vị, cá nhân"
    )
    scorecard = models.ForeignKey(
        Scorecard, models.PROTECT, related_name="+", verbose_name="bảng tiêu chí"
    )
    cluster = models.ForeignKey(
        Cluster, models.PROTECT, related_name="+", verbose_name="cụm thi đua"
    )
    list = models.CharField("danh sách", max_length=12, choices=EntryList)
    total = ExactDecimalField("tổng điểm")
    place = models.PositiveIntegerField("thứ hạng", null=True)
    tied_with = models.PositiveIntegerField("cùng hạng", default=0)
    counts = ArrayField(ExactDecimalField(null=True), verbose_name="số liệu")
    points = ArrayField(ExactDecimalField(), verbose_name="điểm")

    objects = RankingLineQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng xếp hạng"
        verbose_name_plural = "dòng xếp hạng"
        constraints = [
            models.UniqueConstraint(fields=["ranking", "entry"], name="ranking_line_once")
        ]
        indexes = [
            models.Index(fields=["ranking", "cluster", "list", "place"], name="ranking_line_place")
        ]
        triggers = [
            _refuse_when_sealed("sealed_line_not_added", pgtrigger.Insert, new="new_lines"),
            _refuse_when_sealed("sealed_line_not_removed", pgtrigger.Delete, old="old_lines"),
            _refuse_when_sealed(
                "sealed_line_not_changed", pgtrigger.Update, old="old_lines", new="new_lines"
            ),
        ]

    def __str__(self) -> str:
        return f"Dòng #{self.pk}"
