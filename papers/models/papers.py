"""Papers that were requested and made."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import User
from awards.models import Decision, Proposal, ProposalLine
from ballots.models import Ballot
from campaigns.models import Plan
from core.states import Look, StateChoices

from .kinds import PaperKind
from .templates import PaperTemplate


class PaperState(StateChoices):
    WAITING = "waiting", Look("neutral", "clock"), "Đang chờ"
    WORKING = "working", Look("waiting", "pencil"), "Đang soạn"
    DONE = "done", Look("good", "check"), "Đã xong"
    FAILED = "failed", Look("bad", "alert"), "Không soạn được"


# States of a paper that a worker has yet to finish.
UNFINISHED_STATES = (PaperState.WAITING, PaperState.WORKING)


class PaperQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """Papers of plans that `user` oversees."""
        overseen = Plan.objects.overseen_by(user).values("pk")
        return self.filter(proposal__ranking__plan__in=overseen)

    def to_make(self, at: datetime):
        """Waiting, or claimed by a worker whose claim has expired."""
        abandoned = Q(state=PaperState.WORKING, busy_until__lt=at)
        return self.filter(Q(state=PaperState.WAITING) | abandoned)

    def unfinished(self):
        return self.filter(state__in=UNFINISHED_STATES)


class Paper(models.Model):
    """A requested paper, made in the background and kept as made.

    It cites the sealed ranking it is based on. `total` and `done` are the progress of a set of
    documents (achievement reports, certificates). A worker claims it until `busy_until`.
    `problem` of a paper that is done names what is missing, such as the PDF.
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

    @property
    def is_unfinished(self) -> bool:
        return self.state in UNFINISHED_STATES
