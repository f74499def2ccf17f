"""Matters that stop a commendation for now: discipline, verification, a denunciation."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Role, User
from campaigns.models import Entry
from core.history.tracking import tracked
from participants.models import Body, Mandate, Person
from participants.permissions import councils_served


class HoldKind(models.TextChoices):
    """The kind of an open matter."""

    DISCIPLINE = "discipline", "Đang bị xem xét kỷ luật hoặc đang thi hành kỷ luật"
    VERIFICATION = "verification", "Đang được xác minh, thanh tra, kiểm tra"
    DENUNCIATION = "denunciation", "Có đơn thư tố cáo đang được giải quyết"


def _is_open_on(day: date) -> Q:
    """Condition: begun and not concluded on `day`. The only definition of an open matter."""
    return Q(Q(ended_on__isnull=True) | Q(ended_on__gt=day), begins_on__lte=day)


class HoldQuerySet(models.QuerySet):
    def open_on(self, day: date):
        """Matters open on `day`."""
        return self.filter(_is_open_on(day))

    def with_open_on(self, day: date):
        """All matters, annotated with `is_open` on `day`."""
        is_open = models.ExpressionWrapper(_is_open_on(day), models.BooleanField())
        return self.annotate(is_open=is_open)

    def visible_to(self, user: User):
        """Matters about people and bodies of councils that `user` serves, or that these rank.

        Matters about `user` are excluded.
        """
        offices = councils_served(user, Role.SECRETARY, Role.LEADER)
        entries = Entry.objects.filter(plan__campaign__organiser__in=offices)
        mandates = Mandate.objects.filter(
            Q(council__in=offices) | Q(pk__in=entries.values("mandate"))
        )
        bodies = Q(body__council__in=offices) | Q(body__in=entries.values("body"))
        visible = self.filter(bodies | Q(person__in=mandates.values("person")))
        return visible.exclude(person__isnull=False, person__user_id=user.pk)


@tracked(council="body__council")
class Hold(models.Model):
    """An open matter: its person or body may not be commended until it is concluded.

    After a discipline ends, only later achievements count (Decree 152/2025/NĐ-CP, Art. 4), so a
    discipline within the round needs a decision by a person.
    """

    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="holds", verbose_name="cá nhân"
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="holds", verbose_name="tập thể"
    )
    kind = models.CharField("loại", max_length=12, choices=HoldKind)
    begins_on = models.DateField("từ ngày")
    ended_on = models.DateField("đã kết thúc ngày", null=True, blank=True)
    document = models.CharField("văn bản, căn cứ", max_length=300)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )
    placed_at = models.DateTimeField("ghi lúc")
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người ghi kết thúc",
    )
    outcome = models.TextField("kết luận", blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = "việc chưa kết luận"
        verbose_name_plural = "việc chưa kết luận"
        ordering = ["-begins_on"]
        constraints = [
            models.CheckConstraint(
                name="hold_is_about_one",
                condition=Q(person__isnull=False, body__isnull=True)
                | Q(person__isnull=True, body__isnull=False),
            ),
            models.CheckConstraint(
                name="hold_end_is_complete",
                condition=Q(ended_on__isnull=True, lifted_by__isnull=True, outcome="")
                | (Q(ended_on__gte=F("begins_on"), lifted_by__isnull=False) & ~Q(outcome="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"
