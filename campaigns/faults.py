"""What is wrong with a document, and where: collected, so that a person sees all of it at once."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.errors import DomainError

# Where in a document: keys and list positions from the top, as in ("criteria", 0, "max").
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """One thing wrong at one place.

    A contradiction is in the regulation itself; it may stand when an interpretation note at
    `code` (or on the scorecard) tells everyone how it is read. Any other fault has to go.
    """

    path: Path
    message: str
    code: str = ""
    is_contradiction: bool = False

    def __str__(self) -> str:
        return f"Tiêu chí {self.code}: {self.message}" if self.code else self.message


class DocumentError(DomainError):
    """A document that cannot be used; `faults` holds everything found, in reading order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
