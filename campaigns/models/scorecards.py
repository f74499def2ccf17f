"""Scorecards, version after version."""

from decimal import Decimal

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from core.fields import ExactDecimalField
from core.history.tracking import tracked
from core.states import Look, StateChoices
from participants.models import BodyKind

from ..scorecards.faults import notes_in_words
from ..scorecards.grading import Grading
from .plans import Plan, PlanState


class ParticipantKind(models.TextChoices):
    """Kinds of participant; each has its scorecard."""

    COUNCIL = BodyKind.COUNCIL.value, BodyKind.COUNCIL.label
    STANDING_COMMITTEE = BodyKind.STANDING_COMMITTEE.value, BodyKind.STANDING_COMMITTEE.label
    BOARD = BodyKind.BOARD.value, BodyKind.BOARD.label
    DELEGATE_GROUP = BodyKind.DELEGATE_GROUP.value, BodyKind.DELEGATE_GROUP.label
    DELEGATE = "delegate", "Đại biểu HĐND"


class ScorecardState(StateChoices):
    DRAFT = "draft", Look("neutral", "pencil"), "Dự thảo"
    PUBLISHED = "published", Look("good", "check"), "Đã ban hành"
    SUPERSEDED = "superseded", Look("neutral", "clock"), "Đã có phiên bản mới"


_DRAFT = ScorecardState.DRAFT.value
# Only the state of a published scorecard may change.
_FROZEN_COLUMNS = (
    *("plan_id", "name", "kinds", "version", "published_at", "legal_basis"),
    *("remark", "interpretations"),
    *("base_maximum", "bonus_cap", "deduction_cap", "lowest_total", "highest_total"),
    *("scaling", "tie_break", "grading", "decimals"),
)


class ScorecardQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """Scorecards of the plans `user` may see; drafts only to secretaries of the plan."""
        run = Plan.objects.run_by(user).values("pk")
        seen = Plan.objects.visible_to(user).values("pk")
        return self.filter(Q(plan__in=run) | Q(plan__in=seen) & ~Q(state=ScorecardState.DRAFT))

    def renewed(self):
        """Versions in force that were published after their plan had been launched."""
        return self.filter(
            state=ScorecardState.PUBLISHED,
            version__gt=1,
            plan__state=PlanState.RUNNING,
            published_at__gt=F("plan__launched_at"),
        )


@tracked(plan="plan")
class Scorecard(models.Model):
    """The criteria of some kinds of participant (bảng tiêu chí); frozen once published.

    docs/scorecards.md defines how it is computed; the fields are the keys of its document.
    """

    plan = models.ForeignKey(
        Plan, models.CASCADE, related_name="scorecards", verbose_name="kế hoạch"
    )
    name = models.CharField("tên", max_length=200)
    kinds = ArrayField(
        models.CharField(max_length=20, choices=ParticipantKind), verbose_name="áp dụng cho"
    )
    version = models.PositiveIntegerField("phiên bản", default=1)
    state = models.CharField(
        "tình trạng", max_length=10, choices=ScorecardState, default=ScorecardState.DRAFT
    )
    published_at = models.DateTimeField("ban hành lúc", null=True, blank=True)
    legal_basis = models.TextField("căn cứ", blank=True)
    remark = models.TextField("ghi chú", blank=True)
    interpretations = models.JSONField("cách hiểu từng mâu thuẫn", default=dict, blank=True)
    base_maximum = ExactDecimalField("tổng điểm chuẩn")
    bonus_cap = ExactDecimalField("mức trần điểm thưởng", null=True, blank=True)
    deduction_cap = ExactDecimalField("mức trần điểm trừ", null=True, blank=True)
    lowest_total = ExactDecimalField("tổng điểm thấp nhất", default=Decimal(0))
    highest_total = ExactDecimalField("tổng điểm cao nhất")
    scaling = models.JSONField("cách quy đổi khi có mục không tính", null=True, blank=True)
    tie_break = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, verbose_name="khi bằng điểm"
    )
    grading = models.JSONField("xếp loại", default=dict, blank=True)
    decimals = models.PositiveSmallIntegerField(
        "số chữ số lẻ", default=0, help_text="Điểm được lưu bằng số nguyên của đơn vị này."
    )

    objects = ScorecardQuerySet.as_manager()

    class Meta:
        verbose_name = "bảng tiêu chí"
        verbose_name_plural = "bảng tiêu chí"
        ordering = ["plan", "name", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "name", "version"], name="scorecard_version_once"
            )
        ]

        triggers = [
            pgtrigger.Trigger(
                name="published_scorecard_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.state <> '{_DRAFT}' AND (NEW.state = '{_DRAFT}' OR "
                    + " OR ".join(f"OLD.{c} IS DISTINCT FROM NEW.{c}" for c in _FROZEN_COLUMNS)
                    + ")"
                ),
                func="RAISE EXCEPTION 'A published scorecard is frozen; a change is a version.';",
            ),
            pgtrigger.Protect(
                name="published_scorecard_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition(f"OLD.state <> '{_DRAFT}'"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def notes(self) -> list[str]:
        """The remark and the notes on contradictions, for everyone scored."""
        return notes_in_words(self.remark, self.interpretations)

    @property
    def unit(self) -> int:
        """Points of this scorecard are stored as whole numbers of 1/`unit`."""
        return 10**self.decimals

    @property
    def read_grading(self) -> Grading | None:
        """The grading, parsed; None for a scorecard without grades."""
        return Grading.parse(self.grading) if self.grading else None
