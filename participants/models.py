"""Councils, their bodies, the people in them and the clusters they compete in, all dated."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Role
from core.dated import DatedModel, DatedQuerySet, ends_after_start, never_overlapping
from core.fields import SortKeyField
from core.history.tracking import tracked
from core.names import normalise_name, person_sort_key, text_sort_key

from .querysets import AppointmentQuerySet, MandateQuerySet, MembershipQuerySet


class Level(models.TextChoices):
    """Levels of local government. The district level ended on 30 June 2025 (Law 72/2025/QH15)."""

    PROVINCE = "province", "Cấp tỉnh, thành phố"
    DISTRICT = "district", "Cấp huyện, quận"
    COMMUNE = "commune", "Cấp xã, phường"


class NamedModel(models.Model):
    """Something with a name, sorted in the order of a Vietnamese dictionary."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude=None) -> None:
        self.name = normalise_name(self.name)
        self.sort_key = text_sort_key(self.name)
        super().clean_fields(exclude)


class AdministrativeUnit(NamedModel, DatedModel):
    """A province, district or commune under one name; merged or renamed, it is another row."""

    code = models.CharField("mã", max_length=20)
    name = models.CharField("tên", max_length=120)
    sort_key = SortKeyField(max_length=600)
    level = models.CharField("cấp", max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="thuộc",
    )
    predecessors = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="successors", verbose_name="tiền thân"
    )

    class Meta:
        verbose_name = "đơn vị hành chính"
        verbose_name_plural = "đơn vị hành chính"
        ordering = ["sort_key"]
        constraints = [
            ends_after_start("unit_ends_after_start"),
            never_overlapping("unit_code_once_a_day", "code"),
        ]

    def __str__(self) -> str:
        return self.name


class Council(NamedModel, DatedModel):
    """The People's Council of a unit for one term."""

    unit = models.ForeignKey(
        AdministrativeUnit, models.PROTECT, related_name="councils", verbose_name="đơn vị"
    )
    name = models.CharField("tên", max_length=160, help_text="HĐND thành phố Hải Phòng")
    sort_key = SortKeyField(max_length=800)
    level = models.CharField("cấp", max_length=10, choices=Level)
    term = models.CharField("nhiệm kỳ", max_length=20, help_text="2021-2026")
    superior = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="subordinates",
        verbose_name="HĐND cấp trên",
    )

    class Meta:
        verbose_name = "hội đồng nhân dân"
        verbose_name_plural = "hội đồng nhân dân"
        ordering = ["sort_key"]
        constraints = [
            ends_after_start("council_ends_after_start"),
            never_overlapping("one_council_a_unit", "unit"),
        ]

    def __str__(self) -> str:
        return self.name


class BodyKind(models.TextChoices):
    COUNCIL = "council", "Hội đồng nhân dân"
    STANDING_COMMITTEE = "standing_committee", "Thường trực HĐND"
    BOARD = "board", "Ban của HĐND"
    DELEGATE_GROUP = "delegate_group", "Tổ đại biểu HĐND"


class Body(NamedModel, DatedModel):
    """A collective inside a council: the standing committee, a board, a delegate group."""

    council = models.ForeignKey(
        Council, models.PROTECT, related_name="bodies", verbose_name="hội đồng nhân dân"
    )
    kind = models.CharField("loại", max_length=20, choices=BodyKind)
    name = models.CharField("tên", max_length=200)
    sort_key = SortKeyField(max_length=1000)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "tập thể"
        verbose_name_plural = "tập thể"
        ordering = ["sort_key"]
        constraints = [
            ends_after_start("body_ends_after_start"),
            never_overlapping("body_name_once_a_day", "council", "name"),
        ]

    def __str__(self) -> str:
        return self.name


class Gender(models.TextChoices):
    FEMALE = "female", "Nữ"
    MALE = "male", "Nam"


class Person(models.Model):
    """A human being, once, whatever they are a delegate of."""

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


@tracked(administrative=True)
class Mandate(DatedModel):
    """A person is a delegate of a council from a day to a day, full-time or part-time."""

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


@tracked(administrative=True)
class Membership(DatedModel):
    """A delegate sits in a body of the council; heads and deputies speak for it."""

    class Post(models.TextChoices):
        HEAD = "head", "Đứng đầu"
        DEPUTY = "deputy", "Cấp phó"
        MEMBER = "member", "Thành viên"

    mandate = models.ForeignKey(
        Mandate, models.PROTECT, related_name="memberships", verbose_name="đại biểu"
    )
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="memberships", verbose_name="tập thể"
    )
    role = models.CharField("vị trí", max_length=10, choices=Post, default=Post.MEMBER)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên"
        verbose_name_plural = "thành viên"
        constraints = [
            ends_after_start("membership_ends_after_start"),
            never_overlapping("membership_once_a_day", "mandate", "body"),
        ]


@tracked(administrative=True)
class Appointment(DatedModel):
    """Someone works in, or leads, the office of a council, with sight of its campaigns."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="appointments",
        verbose_name="tài khoản",
    )
    council = models.ForeignKey(
        Council, models.PROTECT, related_name="appointments", verbose_name="hội đồng nhân dân"
    )
    role = models.CharField("vai trò", max_length=10, choices=Role)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = "phân công"
        verbose_name_plural = "phân công"
        constraints = [
            ends_after_start("appointment_ends_after_start"),
            never_overlapping("appointment_once_a_day", "user", "council", "role"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} #{self.pk}"


class Cluster(DatedModel):
    """Units that are compared with each other (cụm, khối thi đua), as one council arranged them."""

    organiser = models.ForeignKey(
        Council, models.PROTECT, related_name="clusters", verbose_name="do HĐND"
    )
    name = models.CharField("tên", max_length=160)
    position = models.PositiveIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "cụm thi đua"
        verbose_name_plural = "cụm thi đua"
        ordering = ["position", "id"]
        constraints = [
            ends_after_start("cluster_ends_after_start"),
            never_overlapping("cluster_name_once_a_day", "organiser", "name"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked(administrative=True)
class ClusterMember(DatedModel):
    """In a cluster stand bodies, or all delegates of a council."""

    cluster = models.ForeignKey(
        Cluster, models.CASCADE, related_name="members", verbose_name="cụm thi đua"
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tập thể"
    )
    delegates_of = models.ForeignKey(
        Council,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="mọi đại biểu của",
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên cụm"
        verbose_name_plural = "thành viên cụm"
        constraints = [
            ends_after_start("cluster_member_ends_after_start"),
            models.CheckConstraint(
                name="cluster_member_is_one_thing",
                condition=Q(body__isnull=False, delegates_of__isnull=True)
                | Q(body__isnull=True, delegates_of__isnull=False),
                violation_error_message="Chọn một tập thể, hoặc mọi đại biểu của một HĐND.",
            ),
            never_overlapping("cluster_body_once_a_day", "cluster", "body"),
            never_overlapping("cluster_delegates_once_a_day", "cluster", "delegates_of"),
        ]
