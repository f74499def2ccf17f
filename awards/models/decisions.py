"""Decisions of the authority, and the lines they refuse.

A decision is never edited: another one corrects or revokes it, and both stay on record.
"""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Role, User
from core.states import Look, StateChoices
from participants.models import Council
from participants.permissions import councils_served

from .lines import ProposalLine
from .submissions import Submission


class DecisionKind(StateChoices):
    AWARD = "award", Look("honour", "star"), "Khen thưởng"
    CORRECTION = "correction", Look("returned", "pencil"), "Điều chỉnh, bổ sung"
    REVOCATION = "revocation", Look("bad", "cross"), "Hủy bỏ"


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """Decisions of councils that `user` serves as a secretary or leader."""
        return self.filter(organiser__in=councils_served(user, Role.SECRETARY, Role.LEADER))

    def entered_by(self, user: User):
        """Decisions that `user` may correct or revoke, as a secretary of the council."""
        return self.filter(organiser__in=councils_served(user, Role.SECRETARY))


class Decision(models.Model):
    """A decision as received from outside, with its file. The database refuses any change."""

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
    """A submitted line that the authority refused, with its legal ground."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="refusals")
    line = models.ForeignKey(ProposalLine, models.PROTECT, related_name="refusals")
    legal_ground = models.TextField("căn cứ pháp lý")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "line"], name="refusal_once"),
            models.CheckConstraint(name="refusal_has_a_ground", condition=~Q(legal_ground="")),
        ]
