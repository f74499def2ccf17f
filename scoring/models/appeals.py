"""Appeals about sealed lines."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import User
from campaigns.models import Entry
from core.history.tracking import tracked
from core.states import Look, StateChoices


class AppealState(StateChoices):
    FILED = "filed", Look("waiting", "clock"), "Chờ trả lời"
    ACCEPTED = "accepted", Look("good", "check"), "Chấp nhận"
    REFUSED = "refused", Look("bad", "cross"), "Không chấp nhận"


class AppealQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """Appeals of one's entries, and all of plans one oversees."""
        return self.filter(line__entry__in=Entry.objects.visible_to(user).values("pk"))

    def waiting(self):
        """Appeals without an answer."""
        return self.filter(state=AppealState.FILED)


@tracked(plan="line__ranking__plan")
class Appeal(models.Model):
    """A request to re-examine one criterion of a sealed line (phúc tra).

    Somebody other than the appraiser answers it; an accepted value counts in the next ranking.
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
                condition=Q(state=AppealState.FILED, answered_at__isnull=True)
                | (
                    ~Q(state=AppealState.FILED)
                    & ~Q(answer="")
                    & Q(answered_by__isnull=False, answered_at__isnull=False)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Kiến nghị số {self.pk}"
