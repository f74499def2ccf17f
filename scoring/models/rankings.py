"""Rankings and their lines: computed by the engine; sealed ones never change."""

from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, TextField, Value

from accounts.models import User
from campaigns.models import Entry, EntryList, Plan, Scorecard
from core.fields import ExactDecimalField
from core.history.records import Operation
from core.history.tracking import tracked
from participants.models import Cluster


def _visible_to(user: User, prefix: str = "") -> Q:
    """Rankings of plans one oversees, and sealed ones of plans one takes part in."""
    overseen = Plan.objects.overseen_by(user).values("pk")
    joined = Plan.objects.visible_to(user).values("pk")
    sealed = {f"{prefix}plan__in": joined, f"{prefix}number__isnull": False}
    return Q(**{f"{prefix}plan__in": overseen}) | Q(**sealed)


class RankingQuerySet(models.QuerySet):
    def sealed(self):
        """Sealed rankings, superseded ones included."""
        return self.filter(number__isnull=False)

    def draft_of(self, plan):
        return self.filter(plan=plan, number__isnull=True).first()

    def latest_sealed_of(self, plan):
        return self.sealed().filter(plan=plan).order_by("-number").first()

    def sealed_before(self, ranking):
        """Earlier sealed rankings of the same plan, the newest first."""
        earlier = {} if ranking.number is None else {"number__lt": ranking.number}
        return self.sealed().filter(plan=ranking.plan_id, **earlier).order_by("-number")

    def visible_to(self, user: User):
        """Rankings of plans one oversees, and sealed ones of plans one takes part in."""
        return self.filter(_visible_to(user))


# A sealed ranking is a document: triggers refuse every change.
_RANKING_SEALED = "Ranking % is sealed; a correction is a new ranking."


@tracked(plan="plan", operations=[Operation.DELETE])
class Ranking(models.Model):
    """All lines of a plan: the draft, kept up to date, or a sealed version.

    A sealed ranking has a number and a SHA-256 over its lines; the next draft is another row.
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
    """A trigger that runs once per statement, so that bulk loads stay fast."""
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


# Checking four foreign keys for each line took a quarter of the time of a country's ranking, so the
# parents with few rows are checked once per statement.
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
    """The state of a leaf of a line. Groups have none."""

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


class RankingLineQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """Lines of visible rankings, and one's own in every ranking."""
        mine = Entry.objects.visible_to(user).values("pk")
        return self.filter(_visible_to(user, "ranking__") | Q(entry__in=mine))

    def with_open_grade_tie(self):
        """Lines in a tie group at the edge of a quota that waits for a decision."""
        limits = Func(F("limits"), Value(","), function="array_to_string", output_field=TextField())
        return self.alias(limits_text=limits).filter(limits_text__contains="tie:")

    def in_order(self):
        """By cluster, list and place; equal places by name, for display only."""
        return self.order_by("cluster__position", "cluster_id", "list", "place", "entry__sort_key")


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
        db_index=False,  # no query reads the lines of a scorecard over all rankings
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
    # Base points after scaling; `available` holds the points available without what was left out,
    # NULL where nothing was left out.
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
    # Ids of the sealed lines of earlier plans that were counted, the oldest first.
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
        """Points of the node at a position (from 1). Reads `scorecard`."""
        return Decimal(self.points[position - 1]).scaleb(-self.scorecard.decimals)

    def state_at(self, position: int) -> LeafState:
        return LeafState(self.states[position - 1])
