"""States and how pages show them: each state has one colour and one icon everywhere.

The states of a model are an enum beside it, below `StateChoices`. A state that only pages know
(“overdue”) is named in `looks.py` of its app with `show_states`.
"""

from collections.abc import Mapping
from typing import NamedTuple, Self

from django.db import models


class Look(NamedTuple):
    """The CSS class `state-<colour>` of a state, and its sign in static/img/icons.svg."""

    colour: str
    icon: str


_LOOKS: dict[str, Look] = {}


def show_states(looks: Mapping[str, Look]) -> None:
    """Name the look of some states. Raises ValueError for a state that has another look already."""
    for value, look in looks.items():
        if _LOOKS.setdefault(value, look) != look:
            raise ValueError(f"state {value!r} is shown as {_LOOKS[value]} elsewhere")


def look_of(value: str) -> Look:
    return _LOOKS[value]


def all_looks() -> list[Look]:
    return list(_LOOKS.values())


class StateChoices(models.TextChoices):
    """A TextChoices whose members are written `NAME = "value", Look(colour, icon), "label"`."""

    look: Look

    def __new__(cls, value: str, look: Look) -> Self:
        show_states({value: look})
        member = str.__new__(cls, value)
        member._value_ = value
        member.look = look
        return member
