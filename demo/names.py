"""Invented people: names and genders drawn from common parts. Any resemblance is accidental."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from core.names import normalise_name
from participants.models import Gender

from .documents import read_document

# An estimate near the share of women in councils of that term, not a statistic.
SHARE_OF_WOMEN = 0.3


@dataclass(frozen=True)
class InventedPerson:
    full_name: str
    gender: str


def invented_people(rng: Random) -> Iterator[InventedPerson]:
    """An endless sequence of people, each name once. The same seed gives the same people."""
    parts = read_document("names")
    families, shares = list(parts["family"]), list(parts["family"].values())
    used = set()
    while True:
        gender = Gender.FEMALE if rng.random() < SHARE_OF_WOMEN else Gender.MALE
        middle, given = (rng.choice(parts[gender.value][part]) for part in ("middle", "given"))
        family = rng.choices(families, shares)[0]
        name = normalise_name(f"{family} {middle} {given}")
        if name not in used and given not in middle.split():
            used.add(name)
            yield InventedPerson(name, gender.value)
