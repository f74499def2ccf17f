"""Places in a file of the parts of a document."""

from collections.abc import Iterable, Mapping

from ..faults import DocumentError, Fault, Path


class Places:
    """Path in the document -> place in the file, in Vietnamese."""

    def __init__(self, known: Mapping[Path, str] | None = None) -> None:
        self.known = dict(known or {})

    def place(self, path: Path) -> str:
        """Place of the deepest known part of the path; empty when no part of it is known."""
        path = tuple(path)
        for length in range(len(path), -1, -1):
            if path[:length] in self.known:
                return self.known[path[:length]]
        return ""


def located(faults: Iterable[Fault], places: Places) -> DocumentError:
    """The same faults, each message beginning with its place in the file."""
    return DocumentError(
        Fault(
            fault.path,
            f"{place}: {fault}" if (place := places.place(fault.path)) else str(fault),
            finding=fault.finding,
            note=fault.note,
        )
        for fault in faults
    )
