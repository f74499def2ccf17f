"""A ballot of an award council, its roll and its keepers.

What is stored of a secret vote reveals nothing about it: the tables of seats and votes have no
time stamp, no running number and no history, and nothing links a vote to a seat. See
docs/adr/0009.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import User
from awards.models import Proposal
from campaigns.models import Plan
from core.history.tracking import tracked
from core.states import Look, StateChoices
from participants.models import Person

from .councils import AwardCouncil, CouncilPost


class BallotMethod(models.TextChoices):
    ELECTRONIC = "electronic", "Bỏ phiếu kín điện tử"
    PAPER = "paper", "Bỏ phiếu giấy"


class BallotState(models.TextChoices):
    """Prepared: keepers take their codes. Closed: no more votes, nothing counted yet."""

    PREPARED = "prepared", "Đang chuẩn bị"
    OPEN = "open", "Đang bỏ phiếu"
    CLOSED = "closed", "Đã đóng, chưa kiểm phiếu"
    COUNTED = "counted", "Đã kiểm phiếu"
    ANNULLED = "annulled", "Đã hủy"


UNFINISHED_STATES = [BallotState.PREPARED, BallotState.OPEN, BallotState.CLOSED]


class Attendance(StateChoices):
    PRESENT = "present", Look("good", "check"), "Có mặt"
    WRITTEN = "written", Look("waiting", "file"), "Vắng, cho ý kiến bằng văn bản"
    ABSENT = "absent", Look("neutral", "minus"), "Vắng, không có ý kiến"


class BallotQuerySet(models.QuerySet):
    def run_by(self, user: User):
        """Ballots of plans that `user` runs."""
        return self.filter(proposal__ranking__plan__in=Plan.objects.run_by(user).values("pk"))

    def overseen_by(self, user: User):
        """Ballots of plans that `user` oversees."""
        return self.filter(proposal__ranking__plan__in=Plan.objects.overseen_by(user).values("pk"))

    def visible_to(self, user: User):
        """Ballots that `user` oversees, is on the roll of, or is a keeper of."""
        takes_part = Q(seats__person__user_id=user.pk) | Q(keepers__user_id=user.pk)
        overseen = Plan.objects.overseen_by(user).values("pk")
        own = self.model.objects.filter(takes_part).values("pk")
        return self.filter(Q(proposal__ranking__plan__in=overseen) | Q(pk__in=own))

    def unfinished(self):
        """Neither counted nor annulled."""
        return self.filter(state__in=UNFINISHED_STATES)

    def waiting_for(self, user: User):
        """Open secret ballots in which `user` is present and has not voted yet."""
        return self.filter(
            state=BallotState.OPEN,
            method=BallotMethod.ELECTRONIC,
            seats__person__user_id=user.pk,
            seats__attendance=Attendance.PRESENT,
            seats__has_voted=False,
        )


@tracked(plan="proposal__ranking__plan")
class Ballot(models.Model):
    """A ballot of the award council on lines of a closed proposal.

    `public_key` seals electronic votes; the private key exists only as shares of the keepers.
    `total_members` is stored with the roll when the ballot opens.
    """

    proposal = models.ForeignKey(
        Proposal, models.PROTECT, related_name="ballots", verbose_name="đề nghị"
    )
    council = models.ForeignKey(
        AwardCouncil, models.PROTECT, related_name="ballots", verbose_name="Hội đồng khen thưởng"
    )
    method = models.CharField("cách bỏ phiếu", max_length=10, choices=BallotMethod)
    state = models.CharField(
        "tình trạng", max_length=8, choices=BallotState, default=BallotState.PREPARED
    )
    place = models.CharField("địa điểm họp", max_length=300, blank=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập"
    )
    opened_at = models.DateTimeField("mở lúc", null=True, blank=True)
    closed_at = models.DateTimeField("đóng lúc", null=True, blank=True)
    counted_at = models.DateTimeField("kiểm phiếu lúc", null=True, blank=True)
    total_members = models.PositiveSmallIntegerField("tổng số thành viên", null=True)
    issued = models.PositiveSmallIntegerField("số phiếu phát ra", null=True)
    returned = models.PositiveSmallIntegerField("số phiếu thu về", null=True)
    public_key = models.CharField("khóa công khai", max_length=64, blank=True)
    annulled_reason = models.TextField("lý do hủy", blank=True)

    objects = BallotQuerySet.as_manager()

    class Meta:
        verbose_name = "cuộc bỏ phiếu"
        verbose_name_plural = "các cuộc bỏ phiếu"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="ballot_state_has_its_moments",
                condition=Q(state=BallotState.PREPARED, opened_at__isnull=True)
                | Q(state=BallotState.OPEN, opened_at__isnull=False, closed_at__isnull=True)
                | Q(state=BallotState.CLOSED, closed_at__isnull=False, counted_at__isnull=True)
                | Q(state=BallotState.COUNTED, closed_at__isnull=False, counted_at__isnull=False)
                | (Q(state=BallotState.ANNULLED) & ~Q(annulled_reason="")),
            ),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(state__in=UNFINISHED_STATES),
                name="ballot_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Cuộc bỏ phiếu #{self.pk}"

    @property
    def is_electronic(self) -> bool:
        return self.method == BallotMethod.ELECTRONIC

    @property
    def sign(self) -> str:
        """The key of its state among the states that pages show."""
        return {BallotState.OPEN: "voting", BallotState.CLOSED: "to_count"}.get(
            self.state, self.state
        )

    @property
    def is_over(self) -> bool:
        return self.state not in UNFINISHED_STATES


class BallotSeatQuerySet(models.QuerySet):
    def present(self):
        return self.filter(attendance=Attendance.PRESENT)

    def absent(self):
        """Without an opinion, or with a written one."""
        return self.exclude(attendance=Attendance.PRESENT)

    def without_expected_opinion(self):
        """Absent members who write their opinion, as long as it is not entered."""
        return self.filter(attendance=Attendance.WRITTEN, opinions__isnull=True)


class BallotSeat(models.Model):
    """A member on the roll of a ballot: whether they have voted, never when or how."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    post = models.CharField(max_length=9, choices=CouncilPost)
    workplace = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField()
    attendance = models.CharField(max_length=7, choices=Attendance, default=Attendance.PRESENT)
    has_voted = models.BooleanField(default=False)

    objects = BallotSeatQuerySet.as_manager()

    class Meta:
        verbose_name = "người trong danh sách bỏ phiếu"
        verbose_name_plural = "người trong danh sách bỏ phiếu"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "person"], name="ballot_seat_once"),
            models.CheckConstraint(
                name="only_present_seats_vote",
                condition=Q(has_voted=False) | Q(attendance=Attendance.PRESENT),
            ),
        ]


class BallotKeeper(models.Model):
    """A member of the counting team; any two of them can open the box.

    `public_key` is derived from the code, which was shown once to the keeper and is not stored;
    `sealed_share` is the keeper's share of the private key of the ballot, sealed to `public_key`.
    """

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="keepers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    public_key = models.CharField(max_length=64, blank=True)
    sealed_share = models.BinaryField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "user"], name="ballot_keeper_once"),
            models.UniqueConstraint(fields=["ballot", "number"], name="ballot_keeper_number_once"),
        ]
