"""Kinds of notices. Each app names those it sends in an enum of its own, below `NoticeKind`."""

from enum import Enum
from typing import Self

from django.db import models


class Asks(Enum):
    """What a notice asks of its reader."""

    NOTHING = "nothing"
    WORK = "work"  # the notice closes when the work is done
    WORK_IN_TIME = "work in time"  # the same; mailed whatever the reader has unsubscribed from
    RESENDING = "resending"  # the same; lapses when the time to send again is over

    @property
    def is_due(self) -> bool:
        return self in (Asks.WORK_IN_TIME, Asks.RESENDING)


# Kinds of the installed apps by their value, those of the lowest app first.
_KINDS: dict[str, "NoticeKind"] = {}


class NoticeKind(models.TextChoices):
    """A TextChoices whose members are written `NAME = "value", Asks..., "label"`."""

    asks: Asks

    def __new__(cls, value: str, asks: Asks) -> Self:
        if value in _KINDS:
            raise ValueError(f"two kinds of notices are called {value!r}")
        member = str.__new__(cls, value)
        member._value_ = value
        member.asks = asks
        _KINDS[value] = member
        return member


class OfficeNotice(NoticeKind):
    """What every app may send to the secretaries."""

    WORK = "office_work", Asks.WORK, "Việc chờ văn phòng"


def all_kinds() -> list[NoticeKind]:
    return list(_KINDS.values())


def kind_choices() -> list[tuple[str, str]]:
    return [(kind.value, kind.label) for kind in _KINDS.values()]


def due_kinds() -> list[NoticeKind]:
    """Kinds that ask for something by a day: mailed whatever the reader has unsubscribed from."""
    return [kind for kind in _KINDS.values() if kind.asks.is_due]


def asking_kinds() -> list[NoticeKind]:
    """Kinds that ask their reader to act and close when that is done."""
    return [kind for kind in _KINDS.values() if kind.asks is not Asks.NOTHING]
