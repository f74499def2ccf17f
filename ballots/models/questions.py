"""Questions of a ballot, and the written opinions on them."""

from django.conf import settings
from django.db import models

from awards.models import ProposalLine
from awards.models.catalogue import Threshold, threshold_in_range
from core.history.tracking import tracked

from .ballots import Ballot, BallotSeat


class Choice(models.TextChoices):
    YES = "yes", "Đồng ý"
    NO = "no", "Không đồng ý"
    BLANK = "blank", "Phiếu trắng"


# Fields that count ballots by vote, of a question and of a line of a paper count.
VOTE_KINDS = (*Choice.values, "invalid")


class BallotQuestion(Threshold):
    """A yes or no question about one line: its threshold and, once counted, result.

    `yes + no + blank + invalid` is the number of ballots returned for this question. Written
    opinions are not part of it; `written_yes` and `written_no` count them.
    """

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="questions")
    line = models.ForeignKey(ProposalLine, models.PROTECT, related_name="questions")
    position = models.PositiveIntegerField()
    candidate = models.ForeignKey(
        BallotSeat, models.PROTECT, null=True, blank=True, related_name="stands_in"
    )
    yes = models.PositiveSmallIntegerField("đồng ý", null=True)
    no = models.PositiveSmallIntegerField("không đồng ý", null=True)
    blank = models.PositiveSmallIntegerField("phiếu trắng", null=True)
    invalid = models.PositiveSmallIntegerField("không hợp lệ", null=True)
    written_yes = models.PositiveSmallIntegerField("đồng ý bằng văn bản", null=True)
    written_no = models.PositiveSmallIntegerField("không đồng ý bằng văn bản", null=True)
    base = models.PositiveSmallIntegerField("số để tính tỷ lệ", null=True)
    needed = models.PositiveSmallIntegerField("số phiếu cần", null=True)
    is_passed = models.BooleanField("thông qua", null=True)

    class Meta:
        verbose_name = "nội dung biểu quyết"
        verbose_name_plural = "nội dung biểu quyết"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "line"], name="ballot_question_once"),
            *threshold_in_range("ballot_question"),
        ]


@tracked(plan="seat__ballot__proposal__ranking__plan")
class WrittenOpinion(models.Model):
    """An absent member's written opinion on one question; not secret."""

    seat = models.ForeignKey(BallotSeat, models.PROTECT, related_name="opinions")
    question = models.ForeignKey(BallotQuestion, models.PROTECT, related_name="opinions")
    choice = models.CharField("ý kiến", max_length=5, choices=Choice)
    document = models.CharField("văn bản", max_length=200)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )

    class Meta:
        verbose_name = "ý kiến bằng văn bản"
        verbose_name_plural = "ý kiến bằng văn bản"
        constraints = [
            models.UniqueConstraint(fields=["seat", "question"], name="written_opinion_once")
        ]
