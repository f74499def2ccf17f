"""Score sheets, their columns and values, explanations, files."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from campaigns.models import Entry, Plan, PlanState
from core.history.tracking import tracked
from core.states import Look, StateChoices
from evidence.models import EvidenceFile

from .measures import COUNT_IFF_COUNTED, Figures


class SheetStage(StateChoices):
    """The last completed step of a sheet. `NEXT_STAGES` has the allowed changes."""

    OPEN = "open", Look("neutral", "pencil"), "Đang tự chấm"
    SENT = "sent", Look("waiting", "send"), "Đã tự chấm"
    CROSSED = "crossed", Look("waiting", "scales"), "Đã chấm chéo"
    APPRAISED = "appraised", Look("waiting", "file"), "Đã thẩm định lần 1"
    EXPLAINED = "explained", Look("waiting", "send"), "Đã giải trình"
    CLOSED = "closed", Look("neutral", "lock"), "Thẩm định xong"


NEXT_STAGES = {
    SheetStage.OPEN: {SheetStage.SENT},
    SheetStage.SENT: {SheetStage.OPEN, SheetStage.CROSSED, SheetStage.APPRAISED},
    SheetStage.CROSSED: {SheetStage.SENT, SheetStage.APPRAISED},
    SheetStage.APPRAISED: {SheetStage.EXPLAINED, SheetStage.CLOSED},
    SheetStage.EXPLAINED: {SheetStage.CLOSED},
    SheetStage.CLOSED: set(),
}


class ScoreSheetQuerySet(models.QuerySet):
    def to_appraise(self, at: datetime):
        """Sheets whose next step is an appraisal: no peer and no explanation is awaited.

        Without the sheets of closed plans, which are not appraised.
        """
        first = Q(stage=SheetStage.SENT) & (
            Q(peer__isnull=True) | Q(entry__plan__cross_scores_due_at__lt=at)
        )
        second = Q(stage=SheetStage.APPRAISED, entry__plan__explanations_due_at__lt=at)
        ready = Q(stage__in=[SheetStage.CROSSED, SheetStage.EXPLAINED])
        return self.filter(first | second | ready).exclude(entry__plan__state=PlanState.CLOSED)

    def visible_to(self, user: User):
        """Own sheets, sent ones to cross-score, and all of plans one oversees."""
        seen = Entry.objects.visible_to(user).values("pk")
        peers = Entry.objects.reported_by(user).values("pk")
        return self.filter(Q(entry__in=seen) | Q(peer__in=peers, sent_at__isnull=False))

    def in_plan(self, plan: Plan):
        return self.filter(entry__plan=plan)


@tracked(plan="entry__plan")
class ScoreSheet(models.Model):
    """The score sheet (phiếu chấm điểm) of an entry, with one column a role."""

    entry = models.OneToOneField(
        Entry, models.PROTECT, related_name="sheet", verbose_name="đơn vị, cá nhân"
    )
    stage = models.CharField(
        "giai đoạn", max_length=10, choices=SheetStage, default=SheetStage.OPEN
    )
    peer = models.ForeignKey(
        Entry,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="crossed_sheets",
        verbose_name="đơn vị chấm chéo",
    )
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người gửi",
    )
    return_note = models.TextField("lý do trả lại", blank=True)

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        verbose_name = "phiếu chấm điểm"
        verbose_name_plural = "phiếu chấm điểm"
        constraints = [
            models.CheckConstraint(
                name="sheet_not_crossed_by_itself",
                condition=Q(peer__isnull=True) | ~Q(peer=F("entry")),
            ),
            models.CheckConstraint(
                name="sent_sheet_has_sender",
                condition=Q(stage=SheetStage.OPEN)
                | Q(sent_at__isnull=False, sent_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Phiếu chấm điểm số {self.pk}"

    @property
    def is_waiting_for_peer(self) -> bool:
        return self.stage == SheetStage.SENT and self.peer_id is not None


class Column(models.TextChoices):
    """The role that filled in a value, in the order of the steps.

    SECOND counts before FIRST, FIRST before SELF; the later of APPEAL and POST_CHECK counts before
    all of them. CROSS never counts.
    """

    SELF = "self", "Tự chấm"
    CROSS = "cross", "Chấm chéo"
    FIRST = "first", "Thẩm định lần 1"
    SECOND = "second", "Thẩm định lần 2"
    APPEAL = "appeal", "Sau kiến nghị"
    POST_CHECK = "post_check", "Sau hậu kiểm"


# The column that the office writes at a stage of the sheet; at the other stages it writes none.
APPRAISED_AT = {
    SheetStage.SENT: Column.FIRST,
    SheetStage.CROSSED: Column.FIRST,
    SheetStage.APPRAISED: Column.SECOND,
    SheetStage.EXPLAINED: Column.SECOND,
}
# Columns of the office before a post-check, in the order in which they replace one another.
APPRAISING_COLUMNS = (Column.FIRST, Column.SECOND, Column.APPEAL)


@tracked(plan="sheet__entry__plan", private={"sheet__stage": SheetStage.OPEN})
class SheetValue(Figures):
    """The value of one column of a sheet at one leaf (and part)."""

    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="values")
    column = models.CharField("cột", max_length=10, choices=Column)

    class Meta:
        verbose_name = "ô của phiếu"
        verbose_name_plural = "ô của phiếu"
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "criterion", "column", "part"], name="sheet_value_once"
            ),
            models.CheckConstraint(
                name="sheet_value_count_iff_counted", condition=COUNT_IFF_COUNTED
            ),
        ]

    def __str__(self) -> str:
        return f"Ô #{self.pk}"


@tracked(plan="sheet__entry__plan")
class Explanation(models.Model):
    """A unit's answer to a finding of the first appraisal."""

    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="explanations")
    criterion = models.ForeignKey("campaigns.Criterion", models.PROTECT, related_name="+")
    text = models.TextField("giải trình", max_length=4000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField("viết lúc")

    class Meta:
        verbose_name = "giải trình"
        verbose_name_plural = "giải trình"
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="explanation_once")
        ]

    def __str__(self) -> str:
        return f"Giải trình #{self.pk}"


@tracked(plan="sheet__entry__plan")
class EarlyFinish(models.Model):
    """The reason for ending a round of a sheet while somebody still had time to act.

    `stage` is the stage that was ended; `cut_off` names the person or unit that lost time.
    """

    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="early_finishes")
    stage = models.CharField("bước đã kết thúc", max_length=10, choices=SheetStage)
    cut_off = models.TextField("ai bị ngắt thời hạn")
    reason = models.TextField("lý do kết thúc sớm", max_length=2000)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("quyết định lúc")

    class Meta:
        verbose_name = "kết thúc sớm"
        verbose_name_plural = "các lần kết thúc sớm"
        ordering = ["decided_at", "pk"]
        constraints = [
            models.CheckConstraint(name="early_finish_has_reason", condition=~Q(reason=""))
        ]

    def __str__(self) -> str:
        return f"Kết thúc sớm #{self.pk}"


class SheetFile(models.Model):
    """A file that a unit attached to a leaf of its sheet (minh chứng)."""

    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="files")
    criterion = models.ForeignKey("campaigns.Criterion", models.PROTECT, related_name="+")
    file = models.OneToOneField(EvidenceFile, models.PROTECT, related_name="on_sheet")
    added_at = models.DateTimeField("đính kèm lúc")

    class Meta:
        verbose_name = "minh chứng của phiếu"
        verbose_name_plural = "minh chứng của phiếu"
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.file.name
