"""Who may read and write what at the addresses of `ballots`."""

from ..permissions.desk_pages import kept_office_pages
from ..permissions.roles import (
    BY_GET_ONLY,
    BY_POST_ONLY,
    MOVED,
    OFFICE,
    OTHER,
    OUTSIDER,
    OVERSEERS,
    OWNER,
    only,
)
from ..permissions.rows import Row, of_plan
from ..permissions.world import World


def of_ballot(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.ballot.pk}


def of_paper_ballot(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.paper_ballot.pk}


def of_absent_seat(world: World) -> dict:
    return of_ballot(world) | {"seat_pk": world.ballot.seats.get(attendance="written").pk}


def of_council(world: World) -> dict:
    return {"pk": world.ballot.council_id}


def of_outsider(world: World) -> dict:
    member = world.ballot.council.members.get(is_outside=True)
    return {"pk": world.ballot.council_id, "member_pk": member.pk}


ROWS = [
    Row("ballots:ballot_list", at=of_plan, get=only(OVERSEERS), post=only(OFFICE)),
    Row(
        "ballots:ballot_detail",
        at=of_ballot,
        get=only(OWNER, OTHER, OUTSIDER, OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row(
        "ballots:ballot_detail",
        note="on paper, counted",
        at=of_paper_ballot,
        get=only(OWNER, OUTSIDER, OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row("ballots:ballot_open", at=of_ballot, get=only(OFFICE), post=only(OFFICE)),
    Row("ballots:ballot_close", at=of_ballot, get=only(OFFICE), post=only(OFFICE)),
    Row(
        "ballots:ballot_annul",
        at=of_ballot,
        data={"reason": "Lập lại"},  # without "seen" the page asks again
        get=only(OFFICE),
        post=only(OFFICE),
    ),
    Row("ballots:ballot_opinion", at=of_absent_seat, get=only(OFFICE), post=only(OFFICE)),
    Row(
        "ballots:ballot_vote",
        at=of_ballot,
        get=only(OWNER, OUTSIDER),
        post=only(OWNER, OUTSIDER),
    ),
    Row("ballots:council_members", at=of_council, get=only(OFFICE), post=only(OFFICE)),
    # The account has a password already: refused.
    Row(
        "ballots:member_invite",
        at=of_outsider,
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    # The ballot is open already: refused.
    Row("ballots:ballot_key", at=of_ballot, get=only(OTHER), post=only(OTHER, then=409)),
    Row("ballots:ballot_count", at=of_ballot, get=only(OTHER, OFFICE), post=only(OTHER, OFFICE)),
    Row("ballots:ballot_paper", at=of_paper_ballot, get=only(OFFICE), post=only(OFFICE)),
    *kept_office_pages("ballots_awardcouncil", lambda w: w.ballot.council),
]
