"""Score sheets: what a unit says of itself, what a peer says, what the appraisal finds."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from campaigns.models import Entry, Plan
from core.history.tracking import tracked
from core.states import Look, StateChoices
from evidence.models import EvidenceFile
from participants.models import Cluster

from ..querysets import AppealQuerySet, ScoreSheetQuerySet
from .measures import COUNT_IFF_COUNTED, Stated


class SheetStage(StateChoices):
    """How far a sheet has come; what may follow what is in `NEXT_STAGES`."""

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


@tracked(plan="entry__plan")
class ScoreSheet(models.Model):
    """One entry's sheet of a plan (phiếu chấm điểm): columns side by side, stage by stage."""

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
                condition=Q(stage="open") | Q(sent_at__isnull=False, sent_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Phiếu chấm điểm số {self.pk}"

    @property
    def is_waiting_for_peer(self) -> bool:
        return self.stage == SheetStage.SENT and self.peer_id is not None


class Column(models.TextChoices):
    """Who says it. SECOND counts before FIRST and FIRST before SELF; of what an appeal and a
    post-check say later, the latest counts before all."""

    SELF = "self", "Tự chấm"
    CROSS = "cross", "Chấm chéo"
    FIRST = "first", "Thẩm định lần 1"
    SECOND = "second", "Thẩm định lần 2"
    APPEAL = "appeal", "Sau kiến nghị"
    POST_CHECK = "post_check", "Sau hậu kiểm"


# The column that the office writes while a sheet stands at a stage; at the others it writes none.
APPRAISED_AT = {
    SheetStage.SENT: Column.FIRST,
    SheetStage.CROSSED: Column.FIRST,
    SheetStage.APPRAISED: Column.SECOND,
    SheetStage.EXPLAINED: Column.SECOND,
}


@tracked(plan="sheet__entry__plan", private={"sheet__stage": SheetStage.OPEN})
class SheetValue(Stated):
    """What one column of a sheet says at one leaf."""

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
    """What a unit answers to a finding of the first appraisal."""

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
    """Why a round of a sheet was ended while somebody still had time to act.

    `stage` is the stage that was ended; `cut_off` names who lost the rest of the time.
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
    """A file that a unit puts beside a leaf of its sheet (minh chứng)."""

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


class Draw(models.Model):
    """A lot on record: who cross-scores whom, or which sheets are checked again.

    Drawn anew from `seed` over the same entries it gives the same.
    """

    class Purpose(models.TextChoices):
        CROSS = "cross", "Phân công chấm chéo"
        POST_CHECK = "post_check", "Chọn mẫu hậu kiểm"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="draws")
    cluster = models.ForeignKey(
        Cluster, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cụm"
    )
    purpose = models.CharField("mục đích", max_length=10, choices=Purpose)
    seed = models.CharField("mã bốc thăm", max_length=32)
    drawn = models.ManyToManyField(Entry, related_name="draws", verbose_name="kết quả")
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField("bốc lúc")

    class Meta:
        verbose_name = "lần bốc thăm"
        verbose_name_plural = "các lần bốc thăm"
        ordering = ["-drawn_at"]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.seed}"


@tracked(plan="draw__plan")
class PostCheck(models.Model):
    """What checking a drawn sheet again came to; a drawn sheet without one still waits."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="checks")
    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="post_checks")
    is_right = models.BooleanField("đúng")
    note = models.TextField("đã đối chiếu những gì", max_length=4000)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người kiểm tra"
    )
    checked_at = models.DateTimeField("kiểm tra lúc")

    class Meta:
        verbose_name = "kết quả hậu kiểm"
        verbose_name_plural = "kết quả hậu kiểm"
        ordering = ["checked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "sheet"], name="post_check_once"),
        ]

    def __str__(self) -> str:
        return f"Kết quả hậu kiểm số {self.pk}"


@tracked(plan="post_check__draw__plan")
class PostCheckFault(models.Model):
    """A leaf that a post-check found wrong, and the document that shows it.

    What is right instead stands in the sheet's column of the post-check.
    """

    post_check = models.ForeignKey(PostCheck, models.PROTECT, related_name="faults")
    criterion = models.ForeignKey(
        "campaigns.Criterion", models.PROTECT, related_name="+", verbose_name="tiêu chí"
    )
    reason = models.TextField("sai ở đâu")
    document = models.CharField("văn bản, tài liệu", max_length=200)

    class Meta:
        verbose_name = "sai sót khi hậu kiểm"
        verbose_name_plural = "sai sót khi hậu kiểm"
        constraints = [
            models.UniqueConstraint(fields=["post_check", "criterion"], name="fault_once"),
            models.CheckConstraint(
                name="fault_has_reason_and_document", condition=~Q(reason="") & ~Q(document="")
            ),
        ]

    def __str__(self) -> str:
        return f"Sai sót #{self.pk}"


class AppealState(StateChoices):
    FILED = "filed", Look("waiting", "clock"), "Chờ trả lời"
    ACCEPTED = "accepted", Look("good", "check"), "Chấp nhận"
    REFUSED = "refused", Look("bad", "cross"), "Không chấp nhận"


@tracked(plan="line__ranking__plan")
class Appeal(models.Model):
    """A request to look again at one criterion of a sealed ranking (phúc tra).

    Answered by someone else than the appraiser; what is accepted stands in the next version.
    """

    line = models.ForeignKey("scoring.RankingLine", models.PROTECT, related_name="appeals")
    criterion = models.ForeignKey(
        "campaigns.Criterion", models.PROTECT, related_name="+", verbose_name="tiêu chí"
    )
    text = models.TextField("nội dung kiến nghị", max_length=4000)
    state = models.CharField(
        "tình trạng", max_length=10, choices=AppealState, default=AppealState.FILED
    )
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người gửi"
    )
    filed_at = models.DateTimeField("gửi lúc")
    answer = models.TextField("trả lời", blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người trả lời",
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = "kiến nghị về điểm"
        verbose_name_plural = "kiến nghị về điểm"
        ordering = ["filed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["line", "criterion"], name="appeal_once"),
            models.CheckConstraint(
                name="answered_appeal_has_answer",
                condition=Q(state="filed", answered_at__isnull=True)
                | (
                    ~Q(state="filed")
                    & ~Q(answer="")
                    & Q(answered_by__isnull=False, answered_at__isnull=False)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Kiến nghị số {self.pk}"
