"""The award council and its members."""

from django.db import models
from django.db.models import Q

from accounts.models import Role, User
from core.dated import DatedModel, DatedQuerySet, ends_after_start, never_overlapping
from core.history.tracking import tracked
from participants.models import Council, Person
from participants.permissions import councils_served


class AwardCouncilQuerySet(DatedQuerySet):
    def served_by(self, user: User):
        """Award councils of councils that `user` serves as a secretary today."""
        return self.filter(organiser__in=councils_served(user, Role.SECRETARY))


@tracked(council="organiser")
class AwardCouncil(DatedModel):
    """Hội đồng Thi đua - Khen thưởng: it advises, and votes by ballot."""

    organiser = models.ForeignKey(
        Council, models.PROTECT, related_name="award_councils", verbose_name="HĐND"
    )
    name = models.CharField("tên", max_length=200)
    document = models.CharField("quyết định thành lập", max_length=200, blank=True)

    objects = AwardCouncilQuerySet.as_manager()

    class Meta:
        verbose_name = "hội đồng thi đua - khen thưởng"
        verbose_name_plural = "hội đồng thi đua - khen thưởng"
        constraints = [
            ends_after_start("award_council_ends_after_start"),
            never_overlapping("award_council_once_a_day", "organiser", "name"),
        ]

    def __str__(self) -> str:
        return self.name


class CouncilPost(models.TextChoices):
    CHAIR = "chair", "Chủ tịch Hội đồng khen thưởng"
    DEPUTY = "deputy", "Phó Chủ tịch Hội đồng khen thưởng"
    SECRETARY = "secretary", "Thư ký Hội đồng khen thưởng"
    MEMBER = "member", "Ủy viên"


@tracked(council="council__organiser")
class CouncilMember(DatedModel):
    """A seat of a person in the award council, from a day to a day."""

    council = models.ForeignKey(
        AwardCouncil, models.PROTECT, related_name="members", verbose_name="Hội đồng khen thưởng"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="council_seats", verbose_name="thành viên"
    )
    post = models.CharField(
        "chức vụ", max_length=9, choices=CouncilPost, default=CouncilPost.MEMBER
    )
    position = models.PositiveIntegerField("thứ tự", default=100)
    office_post = models.CharField(
        "chức vụ công tác", max_length=120, blank=True, help_text="Giám đốc, Chủ tịch…"
    )
    organisation = models.CharField(
        "cơ quan, đơn vị", max_length=160, blank=True, help_text="Sở Nội vụ, UBND thành phố…"
    )
    is_outside = models.BooleanField(
        "ngoài HĐND",
        default=False,
        editable=False,
        help_text="Do văn phòng ghi vào Hội đồng khen thưởng, không phải đại biểu hay cán bộ.",
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên hội đồng thi đua - khen thưởng"
        verbose_name_plural = "thành viên hội đồng thi đua - khen thưởng"
        ordering = ["position", "id"]
        constraints = [
            ends_after_start("council_member_ends_after_start"),
            never_overlapping("council_member_once_a_day", "council", "person"),
            models.CheckConstraint(
                name="outside_member_has_workplace",
                condition=Q(is_outside=False) | ~Q(office_post="") & ~Q(organisation=""),
                violation_error_message="Thành viên ngoài HĐND phải có chức vụ và cơ quan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_post_display()} #{self.pk}"

    @property
    def workplace(self) -> str:
        """`Giám đốc, Sở Nội vụ`; empty for a member without post and organisation."""
        return ", ".join(filter(None, (self.office_post, self.organisation)))
