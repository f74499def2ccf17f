"""States as enums that know how they are shown: value, colour and icon, label."""

from typing import NamedTuple, Self

from django.db import models


class Look(NamedTuple):
    """How a state is shown: `colour` names a CSS class `state-...`, `icon` a sign of the sprite."""

    colour: str
    icon: str


# Look of every state of the installed apps by its value; one value has one look everywhere.
LOOKS: dict[str, Look] = {}


class StateChoices(models.TextChoices):
    """A TextChoices whose members are written `NAME = "value", Look(colour, icon), "label"`."""

    look: Look

    def __new__(cls, value: str, look: Look) -> Self:
        if LOOKS.setdefault(value, look) != look:
            raise ValueError(f"state {value!r} is shown as {LOOKS[value]} elsewhere")
        member = str.__new__(cls, value)
        member._value_ = value
        member.look = look
        return member
