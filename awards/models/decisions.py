"""What goes out to the deciding authority and what comes back: decisions, awards, money.

A decision is never edited: another one corrects or revokes, and both stay.
"""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from core.fields import ExactDecimalField, SortKeyField
from core.history.tracking import tracked
from core.states import Look, StateChoices
from participants.models import Body, Council, Gender, Person

from ..querysets import AwardQuerySet, DecisionQuerySet, SubmissionQuerySet
from .catalogue import AwardType, Recipient
from .proposals import Proposal, ProposalLine


@tracked(plan="proposal__ranking__plan")
class Submission(models.Model):
    """The submission letter (tờ trình) that went out to the deciding authority, with its list."""

    proposal = models.ForeignKey(
        Proposal, models.PROTECT, related_name="submissions", verbose_name="đề nghị"
    )
    number = models.CharField("số, ký hiệu tờ trình", max_length=60)
    issued_on = models.DateField("ngày")
    authority = models.CharField("gửi", max_length=200)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người gửi"
    )
    sent_at = models.DateTimeField("gửi lúc")
    answer_due_on = models.DateField("hạn trả lời")

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "tờ trình đã gửi"
        verbose_name_plural = "các tờ trình đã gửi"
        ordering = ["issued_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="submission_number_once")
        ]

    def __str__(self) -> str:
        return f"Tờ trình {self.number}"


class SubmissionLine(models.Model):
    """A line that went out with a submission."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="lines")
    line = models.ForeignKey(ProposalLine, models.PROTECT, related_name="submissions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "line"], name="submission_line_once")
        ]


@tracked(plan="submission__proposal__ranking__plan")
class SubmissionReturn(models.Model):
    """The authority sent the files back to be completed, by a day counted in working days."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="returns")
    returned_on = models.DateField("trả lại ngày")
    content = models.TextField("phải bổ sung")
    working_days = models.PositiveSmallIntegerField("trong số ngày làm việc")
    due_on = models.DateField("hạn bổ sung")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )
    answered_on = models.DateField("đã bổ sung ngày", null=True, blank=True)
    answer = models.TextField("đã bổ sung", blank=True)

    class Meta:
        verbose_name = "lần trả lại hồ sơ"
        verbose_name_plural = "các lần trả lại hồ sơ"
        ordering = ["returned_on"]


class DecisionKind(StateChoices):
    AWARD = "award", Look("honour", "star"), "Khen thưởng"
    CORRECTION = "correction", Look("returned", "pencil"), "Điều chỉnh, bổ sung"
    REVOCATION = "revocation", Look("bad", "cross"), "Hủy bỏ"


class Decision(models.Model):
    """A decision as it came from outside, with its file as received. The database keeps it so."""

    organiser = models.ForeignKey(
        Council, models.PROTECT, related_name="decisions", verbose_name="ghi vào sổ của"
    )
    kind = models.CharField("loại", max_length=10, choices=DecisionKind, default=DecisionKind.AWARD)
    submission = models.ForeignKey(
        Submission,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name="theo tờ trình",
    )
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name="điều chỉnh, hủy bỏ quyết định",
    )
    number = models.CharField("số, ký hiệu", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    authority = models.CharField("cơ quan, người quyết định", max_length=200)
    signer = models.CharField("người ký", max_length=120)
    signer_post = models.CharField("chức vụ người ký", max_length=160)
    received_on = models.DateField("nhận ngày")
    reason = models.TextField("lý do điều chỉnh, hủy bỏ", blank=True)
    file = models.FileField("bản ký số", upload_to="decisions/%Y/", max_length=300, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhập"
    )
    entered_at = models.DateTimeField("nhập lúc")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định"
        verbose_name_plural = "quyết định"
        ordering = ["-decided_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organiser", "number", "decided_on"],
                name="decision_number_once",
                violation_error_message="Quyết định số này, ngày này đã có.",
            ),
            models.CheckConstraint(
                name="decision_corrects_another",
                condition=Q(kind=DecisionKind.AWARD, corrects__isnull=True)
                | (Q(corrects__isnull=False) & ~Q(kind=DecisionKind.AWARD) & ~Q(reason="")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="decision_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"Quyết định {self.number} ngày {self.decided_on:%d/%m/%Y}"


class Refusal(models.Model):
    """A submitted line that the authority did not grant, with the legal ground it gave."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="refusals")
    line = models.ForeignKey(ProposalLine, models.PROTECT, related_name="refusals")
    legal_ground = models.TextField("căn cứ pháp lý")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "line"], name="refusal_once"),
            models.CheckConstraint(name="refusal_has_a_ground", condition=~Q(legal_ground="")),
        ]


@tracked(plan="line__proposal__ranking__plan", council="organiser")
class Award(models.Model):
    """An honour given by a decision, in the words of that decision; in force until revoked.

    `amount` is đồng, computed on entering from the coefficient and the base salary of the
    decision's day. An award of a time before the system has no line. The database lets nothing
    of it change but, once, the decision that ended it.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="awards")
    organiser = models.ForeignKey(Council, models.PROTECT, related_name="awards")
    line = models.ForeignKey(
        ProposalLine, models.PROTECT, null=True, blank=True, related_name="awards"
    )
    award_type = models.ForeignKey(AwardType, models.PROTECT, related_name="awards")
    recipient = models.CharField("đối tượng", max_length=10, choices=Recipient)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="awards")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="awards")
    name = models.CharField("tên", max_length=200)
    unit_name = models.CharField("đơn vị", max_length=200, blank=True)
    sort_key = SortKeyField(max_length=1000)
    search_name = models.CharField(max_length=420, editable=False)
    gender = models.CharField("giới tính", max_length=6, choices=Gender, blank=True)
    year = models.PositiveSmallIntegerField("thành tích năm")
    achievement = models.CharField("thành tích", max_length=500, blank=True)
    is_thematic = models.BooleanField("khen chuyên đề, đột xuất", default=False)
    code = models.CharField("mã tra cứu", max_length=20, unique=True)
    # --- money
    coefficient = ExactDecimalField("hệ số", null=True, blank=True)
    base_salary = models.PositiveIntegerField("mức lương cơ sở", null=True, blank=True)
    amount = models.PositiveIntegerField("tiền thưởng (đồng)", default=0)
    money_note = models.CharField("cách tính", max_length=300, blank=True)
    paid_from = models.CharField("chi từ quỹ", max_length=200, blank=True)
    # --- afterwards
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    ended_by = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ended_awards",
        verbose_name="hết hiệu lực theo",
    )

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = "khen thưởng"
        verbose_name_plural = "khen thưởng"
        ordering = ["award_type__precedence", "recipient", "sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["line"],
                condition=Q(ended_by__isnull=True, line__isnull=False),
                name="award_in_force_once",
            ),
            models.CheckConstraint(
                name="award_is_of_one",
                condition=Q(person__isnull=True) | Q(body__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "award_type", "year"], name="award_of_person"),
            models.Index(fields=["body", "award_type", "year"], name="award_of_body"),
            models.Index(fields=["organiser", "year"], name="award_of_year"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="award_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["ended_by"]),
            ),
            pgtrigger.Protect(
                name="award_ends_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_by__isnull=False),
            ),
            pgtrigger.Protect(name="award_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Khen thưởng #{self.pk}"

    @property
    def is_in_force(self) -> bool:
        return self.ended_by_id is None


@tracked(council="award__organiser")
class Recovery(models.Model):
    """What must come back after a revocation, within 15 working days of it."""

    award = models.OneToOneField(Award, models.PROTECT, related_name="recovery")
    items = models.CharField("hiện vật phải thu hồi", max_length=300)
    amount = models.PositiveIntegerField("tiền phải thu hồi (đồng)")
    due_on = models.DateField("hạn thu hồi")
    recovered_on = models.DateField("đã thu hồi ngày", null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người ghi",
    )
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "thu hồi"
        verbose_name_plural = "thu hồi"
        ordering = ["due_on"]
