"""Official papers: templates a secretary changes in Word, and every paper that was made."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import User
from awards.models import AwardType, Decision, Proposal, ProposalLine
from ballots.models import Ballot
from campaigns.models import Plan
from core.fields import ExactDecimalField
from core.history.tracking import tracked
from core.states import Look, StateChoices
from participants.models import Council


class PaperKind(models.TextChoices):
    SUBMISSION = "submission", "Tờ trình"
    LIST = "list", "Danh sách đề nghị"
    NOTICE = "notice", "Thông báo công khai"
    MINUTES = "minutes", "Biên bản họp xét khen thưởng"
    DRAFT_DECISION = "draft_decision", "Dự thảo quyết định"
    REPORT_COLLECTIVE = "report_collective", "Báo cáo thành tích tập thể"
    REPORT_INDIVIDUAL = "report_individual", "Báo cáo thành tích cá nhân"
    MONEY_LIST = "money_list", "Danh sách chi tiền thưởng"
    CERTIFICATES = "certificates", "Bằng khen, giấy khen"
    CLOSING_REPORT = "closing_report", "Báo cáo tổng kết"


class PaperTemplateQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(used_from__isnull=False, withdrawn_at__isnull=True)

    def on_trial(self):
        """Uploaded, not yet taken into use."""
        return self.filter(used_from__isnull=True, withdrawn_at__isnull=True)


@tracked(council="organiser")
class PaperTemplate(models.Model):
    """A Word template that an office uploaded in place of the one that comes with the product.

    It is looked at first: in use from `used_from` until `withdrawn_at`.
    """

    organiser = models.ForeignKey(
        Council, models.PROTECT, related_name="paper_templates", verbose_name="của HĐND"
    )
    kind = models.CharField("loại văn bản", max_length=20, choices=PaperKind)
    file = models.FileField("mẫu", upload_to="paper_templates/", max_length=300)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người tải lên"
    )
    uploaded_at = models.DateTimeField("tải lên lúc")
    preview = models.FileField("xem thử", upload_to="paper_templates/", max_length=300, blank=True)
    preview_problem = models.TextField("vì sao không xem thử được", blank=True)
    used_from = models.DateTimeField("dùng từ lúc", null=True, blank=True)
    withdrawn_at = models.DateTimeField("thôi dùng lúc", null=True, blank=True)

    objects = PaperTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "mẫu văn bản"
        verbose_name_plural = "mẫu văn bản"
        ordering = ["kind", "-uploaded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organiser", "kind"],
                condition=Q(used_from__isnull=False, withdrawn_at__isnull=True),
                name="paper_template_in_use_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.file_name}"


@tracked(council="organiser")
class CertificateLayout(models.Model):
    """Where the words stand on a printed form, in millimetres from its upper left corner.

    `fields` maps the name of a field to {x, y, width, height, size, align, weight, style}, size in
    points; a text too long for its box is set smaller, not below 5. The offset moves
    everything, for a printer that feeds a little aside.
    """

    organiser = models.ForeignKey(Council, models.PROTECT, related_name="certificate_layouts")
    award_type = models.ForeignKey(AwardType, models.PROTECT, related_name="layouts")
    page_width = ExactDecimalField("rộng (mm)")
    page_height = ExactDecimalField("cao (mm)")
    offset_x = ExactDecimalField("dịch sang phải (mm)", default=0)
    offset_y = ExactDecimalField("dịch xuống (mm)", default=0)
    fields = models.JSONField("vị trí các dòng")

    class Meta:
        verbose_name = "mẫu in bằng"
        verbose_name_plural = "mẫu in bằng"
        constraints = [
            models.UniqueConstraint(
                fields=["organiser", "award_type"], name="certificate_layout_once"
            )
        ]


class PaperState(StateChoices):
    WAITING = "waiting", Look("neutral", "clock"), "Đang chờ"
    WORKING = "working", Look("waiting", "pencil"), "Đang soạn"
    DONE = "done", Look("good", "check"), "Đã xong"
    FAILED = "failed", Look("bad", "alert"), "Không soạn được"


class PaperQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """Papers of plans one oversees."""
        overseen = Plan.objects.overseen_by(user).values("pk")
        return self.filter(proposal__ranking__plan__in=overseen)

    def to_make(self, at: datetime):
        """Waiting, or in the hands of a worker that is taken for dead."""
        abandoned = Q(state=PaperState.WORKING, busy_until__lt=at)
        return self.filter(Q(state=PaperState.WAITING) | abandoned)


class Paper(models.Model):
    """A paper that somebody asked for: made in the background, kept as made.

    It cites the sealed ranking it rests on. Of a set of many (dossiers, certificates) `total`
    and `done` are its progress. While `busy_until` lies ahead, a worker has it in hand. `problem`
    of a paper that is done says what is missing of it.
    """

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="papers")
    kind = models.CharField("loại văn bản", max_length=20, choices=PaperKind)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="papers"
    )
    ballot = models.ForeignKey(Ballot, models.PROTECT, null=True, blank=True, related_name="papers")
    line = models.ForeignKey(
        ProposalLine, models.PROTECT, null=True, blank=True, related_name="papers"
    )
    template = models.ForeignKey(
        PaperTemplate, models.PROTECT, null=True, blank=True, related_name="papers"
    )
    ranking_number = models.PositiveIntegerField("bảng xếp hạng số")
    ranking_checksum = models.CharField("mã kiểm tra", max_length=64)
    has_background = models.BooleanField("in cả khung nền", default=True)
    state = models.CharField(
        "tình trạng", max_length=7, choices=PaperState, default=PaperState.WAITING
    )
    tries = models.PositiveSmallIntegerField(default=0)
    busy_until = models.DateTimeField(null=True, blank=True)
    total = models.PositiveIntegerField(default=1)
    done = models.PositiveIntegerField(default=0)
    problem = models.TextField("vì sao không soạn được", blank=True)
    docx = models.FileField(upload_to="papers/%Y/", max_length=300, blank=True)
    pdf = models.FileField(upload_to="papers/%Y/", max_length=300, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người yêu cầu"
    )
    asked_at = models.DateTimeField("yêu cầu lúc")
    made_at = models.DateTimeField("soạn xong lúc", null=True, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="paper_cites_a_sealed_ranking",
                condition=Q(ranking_checksum__regex="^[0-9a-f]{64}$"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"
