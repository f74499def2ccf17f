"""Rankings and their lines: computed by the engine, never typed; sealed ones never change."""

from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from campaigns.models import Entry, EntryList, Plan, Scorecard
from core.fields import ExactDecimalField
from core.history.records import Operation
from core.history.tracking import tracked
from participants.models import Cluster

from ..querysets import RankingLineQuerySet, RankingQuerySet

# A sealed ranking is a document: the database refuses to change it, whoever asks.
_RANKING_SEALED = "Ranking % is sealed; a correction is a new ranking."


@tracked(plan="plan", operations=[Operation.DELETE])
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
            ),
            pgtrigger.Trigger(
                name="ranking_with_lines_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.number IS NULL"),
                func="""
                    IF EXISTS (SELECT 1 FROM scoring_rankingline WHERE ranking_id = OLD.id) THEN
                        RAISE EXCEPTION 'Ranking % has lines.', OLD.id;
                    END IF;
                    RETURN OLD;
                """,
            ),
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


# Four foreign keys a line, each looked up on its own, took a quarter of a country's ranking. What
# has few rows is looked up once a statement instead.
_KNOWN_PARENTS = pgtrigger.Trigger(
    name="line_has_parents",
    level=pgtrigger.Statement,
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    referencing=pgtrigger.Referencing(new="new_lines"),
    func="""
        IF EXISTS (
            SELECT 1 FROM new_lines n
            LEFT JOIN scoring_ranking r ON r.id = n.ranking_id
            LEFT JOIN campaigns_scorecard s ON s.id = n.scorecard_id
            LEFT JOIN participants_cluster c ON c.id = n.cluster_id
            WHERE r.id IS NULL OR s.id IS NULL OR c.id IS NULL
        ) THEN
            RAISE EXCEPTION 'A line names a ranking, a scorecard or a cluster that is not there.';
        END IF;
        RETURN NULL;
    """,
)


class LeafState(models.IntegerChoices):
    """What is known of a leaf of a line; never mixed. Groups have none."""

    GROUP = -1, ""
    MISSING = 0, "Chưa có số liệu"
    COUNTED = 1, "Đã có số liệu"
    NOT_APPLICABLE = 2, "Không áp dụng"
    REFUSED = 3, "Không được công nhận"
    NONE_ARISEN = 4, "Không phát sinh"


class Standing(models.TextChoices):
    """Whether a line takes part in places, grades and quotas."""

    RANKED = "ranked", "Được xếp hạng"
    NO_DATA = "no_data", "Chưa có số liệu"
    CANNOT_BE_ASSESSED = "cannot_be_assessed", "Không đánh giá được"
    TOO_SHORT = "too_short", "Chưa đủ thời gian"
    NOT_CONSIDERED = "not_considered", "Không xét"


# `list` is a field of the line below.
empty_list = list


class RankingLine(models.Model):
    """One entry in one ranking: total, place, grades, and every number behind them.

    `states` and `points` run over all nodes of `scorecard`, the version it was computed by, in the
    order of `Criterion.position`; points are whole numbers of 1/`scorecard.unit`. `inputs` holds
    the numbers that each leaf was computed from, leaf after leaf, in the order of
    `CompiledScorecard.input_names`. Grades are numbers of levels, 0 the best.
    """

    ranking = models.ForeignKey(
        Ranking, models.PROTECT, related_name="lines", db_index=False, db_constraint=False
    )
    entry = models.ForeignKey(
        Entry,
        models.PROTECT,
        related_name="lines",
        verbose_name="đơn vị, cá nhân",
        db_index=False,  # the unique constraint begins with it
    )
    scorecard = models.ForeignKey(
        Scorecard,
        models.PROTECT,
        related_name="+",
        verbose_name="bảng tiêu chí",
        db_index=False,  # nobody asks for the lines of a scorecard over all rankings
        db_constraint=False,
    )
    cluster = models.ForeignKey(
        Cluster,
        models.PROTECT,
        related_name="+",
        verbose_name="cụm thi đua",
        db_index=False,
        db_constraint=False,
    )
    list = models.CharField("danh sách", max_length=12, choices=EntryList)
    standing = models.CharField("tư cách", max_length=20, choices=Standing, default=Standing.RANKED)
    days_served = models.PositiveIntegerField("số ngày tham gia trong kỳ", default=0)
    total = ExactDecimalField("tổng điểm", null=True)
    raw_total = ExactDecimalField("tổng điểm trước quy đổi", null=True)
    # The base points that count, scaled where something was left out; `available` then holds the
    # points that could be had without what was left out, and is NULL where nothing was.
    base = ExactDecimalField("điểm chuẩn", null=True)
    available = ExactDecimalField("điểm chuẩn có thể đạt", null=True)
    bonus = ExactDecimalField("điểm thưởng", default=Decimal(0))
    deduction = ExactDecimalField("điểm trừ", default=Decimal(0))
    best_total = ExactDecimalField("tổng điểm cao nhất có thể", null=True)
    worst_total = ExactDecimalField("tổng điểm thấp nhất có thể", null=True)
    tie_keys = ArrayField(ExactDecimalField(), default=empty_list)
    place = models.PositiveIntegerField("thứ hạng", null=True)
    tied_with = models.PositiveIntegerField("cùng hạng", default=0)
    earned_grade = models.SmallIntegerField("xếp loại theo điểm", null=True)
    own_grade = models.SmallIntegerField("sau điều kiện, chế tài", null=True)
    given_grade = models.SmallIntegerField("xếp loại được công nhận", null=True)
    reasons = ArrayField(
        models.CharField(max_length=40), default=empty_list, verbose_name="lý do hạ"
    )
    limits = ArrayField(
        models.CharField(max_length=40), default=empty_list, verbose_name="giới hạn chung"
    )
    # Four numbers for each item of `limits`. A quota or a tie: seats, size of its base, rank of
    # this line, lines of the same rank. An organisation: its entry, its given grade, 0, 0.
    limit_numbers = ArrayField(
        models.BigIntegerField(), default=empty_list, verbose_name="số liệu của giới hạn"
    )
    # Sealed lines of earlier plans that were counted, the oldest first. Sealed lines never change.
    earlier_lines = ArrayField(
        models.BigIntegerField(), default=empty_list, verbose_name="kết quả các kỳ trước"
    )
    states = ArrayField(models.SmallIntegerField(), verbose_name="tình trạng số liệu")
    inputs = ArrayField(ExactDecimalField(null=True), verbose_name="số liệu")
    points = ArrayField(models.BigIntegerField(), verbose_name="điểm")

    objects = RankingLineQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng xếp hạng"
        verbose_name_plural = "dòng xếp hạng"
        constraints = [
            models.UniqueConstraint(fields=["entry", "ranking"], name="ranking_line_once")
        ]
        indexes = [
            models.Index(fields=["ranking", "cluster", "list", "place"], name="ranking_line_place")
        ]
        triggers = [
            _KNOWN_PARENTS,
            _refuse_when_sealed("sealed_line_not_added", pgtrigger.Insert, new="new_lines"),
            _refuse_when_sealed("sealed_line_not_removed", pgtrigger.Delete, old="old_lines"),
            _refuse_when_sealed(
                "sealed_line_not_changed", pgtrigger.Update, old="old_lines", new="new_lines"
            ),
        ]

    def __str__(self) -> str:
        return f"Dòng #{self.pk}"

    def points_at(self, position: int) -> Decimal:
        """Points of the node at a position (from 1). Reads `scorecard`: select it."""
        return Decimal(self.points[position - 1]).scaleb(-self.scorecard.decimals)

    def state_at(self, position: int) -> LeafState:
        return LeafState(self.states[position - 1])
