"""People, their mandates in councils and their seats in bodies."""

from datetime import date

from django.conf import settings
from django.db import models

from accounts.models import User
from core.dated import DatedModel, DatedQuerySet, ends_after_start, lasting, never_overlapping
from core.fields import SortKeyField
from core.history.tracking import tracked
from core.names import normalise_name, person_sort_key

from .councils import Body, Council


class Gender(models.TextChoices):
    FEMALE = "female", "Nữ"
    MALE = "male", "Nam"


class Person(models.Model):
    """A person, one row for all mandates."""

    full_name = models.CharField("họ và tên", max_length=120)
    sort_key = SortKeyField(max_length=600, db_index=True)
    gender = models.CharField("giới tính", max_length=6, choices=Gender)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
        verbose_name="tài khoản",
    )

    class Meta:
        verbose_name = "người"
        verbose_name_plural = "người"
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.full_name

    def clean_fields(self, exclude=None) -> None:
        self.full_name = normalise_name(self.full_name)
        self.sort_key = person_sort_key(self.full_name)
        super().clean_fields(exclude)


class MandateQuerySet(DatedQuerySet):
    def of_user(self, user: User):
        """Mandates that `user` holds or held."""
        return self.filter(person__user_id=user.pk)


@tracked(administrative=True)
class Mandate(DatedModel):
    """A mandate of a person in a council from a day to a day, full-time or part-time."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="mandates", verbose_name="đại biểu"
    )
    council = models.ForeignKey(
        Council, models.PROTECT, related_name="mandates", verbose_name="hội đồng nhân dân"
    )
    is_full_time = models.BooleanField("chuyên trách", default=False)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = "tư cách đại biểu"
        verbose_name_plural = "tư cách đại biểu"
        constraints = [
            ends_after_start("mandate_ends_after_start"),
            never_overlapping("mandate_once_a_day", "person", "council"),
        ]

    def __str__(self) -> str:
        return f"Đại biểu #{self.pk}"


class BodyPost(models.TextChoices):
    """Posts in a body."""

    HEAD = "head", "Đứng đầu"
    DEPUTY = "deputy", "Cấp phó"
    MEMBER = "member", "Thành viên"


SPEAKING_POSTS = [BodyPost.HEAD, BodyPost.DEPUTY]


class MembershipQuerySet(DatedQuerySet):
    def speaking(self, user: User):
        """Memberships in which `user` speaks or spoke for a body, as head or deputy."""
        return self.filter(role__in=SPEAKING_POSTS, mandate__person__user_id=user.pk)

    def spoken_on(self, day: date):
        """Memberships of those who speak for a body on `day`, with valid mandate and body."""
        posts = self.on(day).filter(role__in=SPEAKING_POSTS)
        return posts.filter(lasting("mandate", day), lasting("body", day))

    def speaking_on(self, user: User, day: date):
        """Memberships in which `user` speaks for a body on `day`, with valid mandate and body."""
        return self.speaking(user).on(day).filter(lasting("mandate", day), lasting("body", day))


@tracked(administrative=True)
class Membership(DatedModel):
    """A seat of a delegate in a body of the council; heads and deputies speak for the body."""

    mandate = models.ForeignKey(
        Mandate, models.PROTECT, related_name="memberships", verbose_name="đại biểu"
    )
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="memberships", verbose_name="tập thể"
    )
    role = models.CharField("vị trí", max_length=10, choices=BodyPost, default=BodyPost.MEMBER)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên"
        verbose_name_plural = "thành viên"
        constraints = [
            ends_after_start("membership_ends_after_start"),
            never_overlapping("membership_once_a_day", "mandate", "body"),
        ]
