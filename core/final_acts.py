"""The text shown before an action that cannot be undone, and the proof that it was seen."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .numbers import vietnamese

NAMES_SHOWN = 8


@dataclass(frozen=True)
class Unready:
    """Something that the action leaves behind, as a sentence; `address` leads to it."""

    text: str
    address: str = ""


@dataclass(frozen=True)
class FinalAct:
    """`ends`: what the action ends, as sentences; `unready`: who or what is left behind.

    `needs_all_ready`: whether the page says so when nothing is unready.
    """

    ends: tuple[str, ...]
    unready: tuple[Unready, ...] = ()
    needs_all_ready: bool = True

    @property
    def seen(self) -> str:
        """Checksum of the sentences, which the page sends back with the confirmation."""
        text = "\n".join([*self.ends, *(item.text for item in self.unready)])
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def was_seen(self, data: Mapping[str, str]) -> bool:
        return data.get("seen") == self.seen


def names_in_words(names: Iterable[str], number: int | None = None) -> str:
    """`An, Bình và 3 nữa`: at most NAMES_SHOWN names; `number` counts all of them."""
    shown = list(names)
    more = (len(shown) if number is None else number) - min(len(shown), NAMES_SHOWN)
    text = ", ".join(shown[:NAMES_SHOWN])
    return f"{text} và {vietnamese(more)} nữa" if more > 0 else text
