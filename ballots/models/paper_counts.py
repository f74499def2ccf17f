"""The count of a paper ballot, entered by two people independently."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.history.tracking import tracked

from .ballots import Ballot
from .questions import BallotQuestion


@tracked(plan="ballot__proposal__ranking__plan")
class PaperCount(models.Model):
    """Numbers of paper ballots as one typist entered them; two typists must agree."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="paper_counts")
    typist = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhập"
    )
    issued = models.PositiveSmallIntegerField("số phiếu phát ra")
    returned = models.PositiveSmallIntegerField("số phiếu thu về")

    class Meta:
        verbose_name = "lần kiểm phiếu giấy"
        verbose_name_plural = "lần kiểm phiếu giấy"
        constraints = [
            models.UniqueConstraint(fields=["ballot", "typist"], name="paper_count_once"),
            models.CheckConstraint(
                name="paper_returned_within_issued", condition=Q(returned__lte=F("issued"))
            ),
        ]


class PaperCountLine(models.Model):
    """One question of a paper count: all returned ballots, by kind of vote."""

    count = models.ForeignKey(PaperCount, models.CASCADE, related_name="lines")
    question = models.ForeignKey(BallotQuestion, models.PROTECT, related_name="+")
    yes = models.PositiveSmallIntegerField("đồng ý")
    no = models.PositiveSmallIntegerField("không đồng ý")
    blank = models.PositiveSmallIntegerField("phiếu trắng")
    invalid = models.PositiveSmallIntegerField("không hợp lệ")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["count", "question"], name="paper_count_line_once")
        ]
