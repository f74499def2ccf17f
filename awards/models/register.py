"""The register: awards granted by decisions, and what must be recovered after a revocation."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Role, User
from core.fields import ExactDecimalField, SortKeyField
from core.history.tracking import tracked
from core.names import search_words
from participants.models import Body, Council, Gender, Person
from participants.permissions import councils_served

from .catalogue import AwardType, Recipient
from .decisions import Decision
from .lines import ProposalLine


class AwardQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """Awards of councils that `user` serves, and their own."""
        offices = councils_served(user, Role.SECRETARY, Role.LEADER)
        return self.filter(Q(organiser__in=offices) | Q(person__user_id=user.pk))

    def overseen_by(self, user: User):
        """Awards of councils that `user` serves as a secretary or leader."""
        return self.filter(organiser__in=councils_served(user, Role.SECRETARY, Role.LEADER))

    def in_order_of_honour(self, *before: str):
        """Order by `before`, then higher award types, collectives before individuals, and name."""
        order = ("award_type__precedence", "award_type_id", "recipient", "sort_key", "pk")
        return self.order_by(*before, *order)

    def in_force(self):
        """Awards that were neither corrected nor revoked."""
        return self.filter(ended_by__isnull=True)

    def named_like(self, text: str):
        """Awards whose name contains all words of `text`, with or without accents."""
        return self.filter(*(Q(search_name__contains=word) for word in search_words(text)))


@tracked(plan="line__proposal__ranking__plan", council="organiser")
class Award(models.Model):
    """An award granted by a decision, with the names printed on it; in force until it is ended.

    `amount` is đồng, computed from the coefficient and the base salary of the decision's day. An
    award from before the system has no line. The database refuses every change except setting
    `ended_by` once.
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
    """Certificate and money to recover within 15 working days of a revocation."""

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
