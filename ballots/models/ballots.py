"""Ballots of an award council. What is stored of a secret vote says nothing about it.

Nothing in this file has a time stamp of a vote, a running number or a history trigger, and
nothing links a vote to a seat. See docs/adr/0009.
"""

import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from awards.models.catalogue import Threshold, threshold_in_range
from awards.models.proposals import Proposal, ProposalLine
from campaigns.models import Plan
from core.states import Look, StateChoices
from participants.models import Person

from .councils import AwardCouncil, CouncilPost


class BallotMethod(models.TextChoices):
    ELECTRONIC = "electronic", "Bỏ phiếu kín điện tử"
    PAPER = "paper", "Bỏ phiếu giấy"


class BallotState(models.TextChoices):
    """Prepared: the keepers take their codes. Closed: nobody votes any more, nothing counted."""

    PREPARED = "prepared", "Đang chuẩn bị"
    OPEN = "open", "Đang bỏ phiếu"
    CLOSED = "closed", "Đã đóng, chưa kiểm phiếu"
    COUNTED = "counted", "Đã kiểm phiếu"
    ANNULLED = "annulled", "Đã hủy"


class Attendance(StateChoices):
    PRESENT = "present", Look("good", "check"), "Có mặt"
    WRITTEN = "written", Look("waiting", "file"), "Vắng, cho ý kiến bằng văn bản"
    ABSENT = "absent", Look("neutral", "minus"), "Vắng, không có ý kiến"


class BallotQuerySet(models.QuerySet):
    def overseen_by(self, user: User):
        return self.filter(proposal__ranking__plan__in=Plan.objects.overseen_by(user).values("pk"))

    def visible_to(self, user: User):
        """Ballots one oversees, sits on the roll of, or keeps a code of."""
        own = Q(seats__person__user_id=user.pk) | Q(keepers__user_id=user.pk)
        overseen = Plan.objects.overseen_by(user).values("pk")
        mine = self.model.objects.filter(own).values("pk")
        return self.filter(Q(proposal__ranking__plan__in=overseen) | Q(pk__in=mine))

    def waiting_for(self, user: User):
        """Open secret ballots in which `user` is present and has not voted yet."""
        return self.filter(
            state=BallotState.OPEN,
            method=BallotMethod.ELECTRONIC,
            seats__person__user_id=user.pk,
            seats__attendance=Attendance.PRESENT,
            seats__has_voted=False,
        )


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Ballot(models.Model):
    """One vote of the council over lines of a closed proposal.

    `public_key` seals electronic votes; the private one exists only in parts with the keepers.
    `total_members` is frozen with the roll when the ballot opens.
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
    public_key = models.CharField(max_length=64, blank=True)
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
                condition=Q(state__in=[BallotState.PREPARED, BallotState.OPEN, BallotState.CLOSED]),
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
        return self.state in (BallotState.COUNTED, BallotState.ANNULLED)


class BallotSeat(models.Model):
    """A member on the roll of a ballot. Only whether, never when, never what."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    post = models.CharField(max_length=9, choices=CouncilPost)
    workplace = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField()
    attendance = models.CharField(max_length=7, choices=Attendance, default=Attendance.PRESENT)
    has_voted = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "person"], name="ballot_seat_once"),
            models.CheckConstraint(
                name="only_present_seats_vote",
                condition=Q(has_voted=False) | Q(attendance=Attendance.PRESENT),
            ),
        ]


class BallotQuestion(Threshold):
    """Yes or no about one line, under the threshold of its form; the result once counted.

    Counts of ballots: `yes + no + blank + invalid` is the number returned for this question
    without written opinions, which are counted beside them in `written_yes` and `written_no`.
    """

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="questions")
    line = models.ForeignKey(ProposalLine, models.PROTECT, related_name="questions")
    position = models.PositiveIntegerField()
    candidate = models.ForeignKey(
        BallotSeat, models.PROTECT, null=True, blank=True, related_name="stands_in"
    )
    yes = models.PositiveSmallIntegerField("đồng ý", null=True)
    no = models.PositiveSmallIntegerField("không đồng ý", null=True)
    blank = models.PositiveSmallIntegerField("phiếu trắng", null=True)
    invalid = models.PositiveSmallIntegerField("không hợp lệ", null=True)
    written_yes = models.PositiveSmallIntegerField("đồng ý bằng văn bản", null=True)
    written_no = models.PositiveSmallIntegerField("không đồng ý bằng văn bản", null=True)
    base = models.PositiveSmallIntegerField("số để tính tỷ lệ", null=True)
    needed = models.PositiveSmallIntegerField("số phiếu cần", null=True)
    is_passed = models.BooleanField("thông qua", null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "line"], name="ballot_question_once"),
            *threshold_in_range("ballot_question"),
        ]


class SealedVote(models.Model):
    """A vote that is in: sealed, all of one length, under a random key; no seat, no time.

    After the count only `receipt` is left, the fingerprint by which a voter finds it again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="votes")
    sealed = models.BinaryField(null=True)
    receipt = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "receipt"], name="vote_receipt_once")
        ]


class BallotKeeper(models.Model):
    """Someone of the counting team: two of them together can open the box.

    `public_key` comes from the code that was shown once to the keeper and is kept nowhere;
    `sealed_share` is the keeper's part of the ballot's key, sealed to it.
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


class Choice(models.TextChoices):
    YES = "yes", "Đồng ý"
    NO = "no", "Không đồng ý"
    BLANK = "blank", "Phiếu trắng"


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class WrittenOpinion(models.Model):
    """What an absent member wrote about one question; not secret, cited by its document."""

    seat = models.ForeignKey(BallotSeat, models.PROTECT, related_name="opinions")
    question = models.ForeignKey(BallotQuestion, models.PROTECT, related_name="opinions")
    choice = models.CharField("ý kiến", max_length=5, choices=Choice)
    document = models.CharField("văn bản", max_length=200)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seat", "question"], name="written_opinion_once")
        ]


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PaperCount(models.Model):
    """Paper ballots as one person counted and typed them; two people must agree."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="paper_counts")
    typist = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhập"
    )
    issued = models.PositiveSmallIntegerField("số phiếu phát ra")
    returned = models.PositiveSmallIntegerField("số phiếu thu về")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "typist"], name="paper_count_once"),
            models.CheckConstraint(
                name="paper_returned_within_issued", condition=Q(returned__lte=F("issued"))
            ),
        ]


class PaperCountLine(models.Model):
    """One question of a paper count: all ballots returned, sorted into four heaps."""

    count = models.ForeignKey(PaperCount, models.CASCADE, related_name="lines")
    question = models.ForeignKey(BallotQuestion, models.PROTECT, related_name="+")
    yes = models.PositiveSmallIntegerField("đồng ý")
    no = models.PositiveSmallIntegerField("không đồng ý")
    blank = models.PositiveSmallIntegerField("phiếu trắng")
    invalid = models.PositiveSmallIntegerField("không hợp lệ")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["count", "question"], name="paper_count_line_once")
        ]
