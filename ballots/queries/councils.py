"""Members of award councils, and the seats and ballots of one user."""

from datetime import date

from accounts.models import User

from ..models import AwardCouncil, Ballot, BallotState, CouncilMember


def members_shown(council: AwardCouncil, day: date) -> list[CouncilMember]:
    """Members on `day` or later, in their order, with person and account. 1 query."""
    members = council.members.exclude(valid_to__lt=day)
    return list(members.select_related("person__user").order_by("position", "pk"))


def seats_of(user: User, day: date) -> list[CouncilMember]:
    """Seats of `user` in award councils on `day`. 1 query."""
    seats = CouncilMember.objects.on(day).filter(person__user=user)
    return list(seats.select_related("council").order_by("council__name", "pk"))


def sits_in_council(user: User, day: date) -> bool:
    """Whether `user` is a member of an award council on `day`."""
    return CouncilMember.objects.on(day).filter(person__user=user).exists()


def ballots_on_the_roll(user: User, most: int = 10) -> list[Ballot]:
    """The newest opened ballots on whose roll `user` is. 1 query."""
    ballots = Ballot.objects.filter(seats__person__user=user).exclude(state=BallotState.PREPARED)
    newest = ballots.select_related("council", "proposal__ranking__plan").order_by("-opened_at")
    return list(newest[:most])
