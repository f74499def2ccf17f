"""Submission letters to the deciding authority, and files it returned."""

from django.conf import settings
from django.db import models

from accounts.models import User
from campaigns.models import Plan
from core.history.tracking import tracked

from .lines import ProposalLine
from .proposals import Proposal


class SubmissionQuerySet(models.QuerySet):
    def overseen_by(self, user: User):
        """Submissions of plans that `user` oversees."""
        return self.filter(proposal__ranking__plan__in=Plan.objects.overseen_by(user).values("pk"))

    def run_by(self, user: User):
        """Submissions of plans that `user` runs."""
        return self.filter(proposal__ranking__plan__in=Plan.objects.run_by(user).values("pk"))


@tracked(plan="proposal__ranking__plan")
class Submission(models.Model):
    """A submission letter (tờ trình) sent to the deciding authority, with its list."""

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
    """A line of a submission."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="lines")
    line = models.ForeignKey(ProposalLine, models.PROTECT, related_name="submissions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "line"], name="submission_line_once")
        ]


@tracked(plan="submission__proposal__ranking__plan")
class SubmissionReturn(models.Model):
    """The authority returned the files to be completed within some working days."""

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
