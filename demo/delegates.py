"""Fill councils with invented delegates: chairs, boards, groups, full-time and part-time."""

from collections.abc import Iterator
from random import Random

from participants.models import Body, BodyPost, Mandate
from participants.services import Seat, seat_delegates

from .city import TERM_STARTS_ON, Government
from .names import invented_people

HEAD, DEPUTY, MEMBER = BodyPost.HEAD, BodyPost.DEPUTY, BodyPost.MEMBER
Posts = list[tuple[Body, str]]


def elect_delegates(city: Government, rng: Random) -> list[Mandate]:
    """Seat the delegates of every council of a city; three inserts."""
    seats = [seat for government in city.every() for seat in _seats(government, rng)]
    return seat_delegates(seats=seats, valid_from=TERM_STARTS_ON)


def _seats(government: Government, rng: Random) -> Iterator[Seat]:
    """Delegates of one council, each name once; full-time ones directly after the chair."""
    all_posts = _share_posts(government, rng.randint(*government.tier.delegates), rng)
    _join_groups(government.groups, all_posts)
    people = invented_people(rng)
    for number, posts in enumerate(all_posts):
        person = next(people)
        yield Seat(
            full_name=person.full_name,
            gender=person.gender,
            council=government.council,
            is_full_time=1 <= number <= government.tier.full_time,
            posts=tuple(posts),
        )


def _share_posts(government: Government, number: int, rng: Random) -> list[Posts]:
    """Give posts: chair, vice chairs, heads of boards (in the standing committee), deputies."""
    committee, boards = government.standing_committee, government.boards
    leaders: list[Posts] = [[(committee, HEAD)]]
    leaders += [[(committee, DEPUTY)] for _ in range(government.tier.vice_chairs)]
    leaders += [[(board, HEAD), (committee, MEMBER)] for board in boards]
    leaders += [[(board, DEPUTY)] for board in boards]
    others = [[(rng.choice(boards), MEMBER)] for _ in range(number - len(leaders))]
    return [*leaders, *others][:number]


def _join_groups(groups: list[Body], all_posts: list[Posts]) -> None:
    """Put everyone into one group, led by one of the last delegates without another post."""
    for number, posts in enumerate(reversed(all_posts) if groups else ()):
        turn, group = divmod(number, len(groups))
        posts.append((groups[group], (HEAD, DEPUTY)[turn] if turn < 2 else MEMBER))
