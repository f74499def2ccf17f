"""Preview of a scorecard file: its document with all faults, before anything is saved."""

from dataclasses import dataclass, field, replace
from typing import Any

from ..models import Plan, Scorecard, ScorecardState
from ..rules import draft_problem
from .comparison import Comparison, compare
from .contradictions import contradictions, note_faults
from .document import Document
from .exchange.places import Places, located
from .exchange.upload import read_upload
from .faults import DocumentError, Fault
from .old_keys import OLD_KEYS, without_old_keys
from .outline import Outline, outline_of
from .validator import (
    area_faults,
    period_faults,
    structure_faults,
)

# Show at most this many; fixing the first ones usually resolves or reveals the rest.
MOST_FAULTS = 200


@dataclass(frozen=True)
class Preview:
    """The result of reading a file.

    `faults` prevent saving, contradictions without a note prevent publishing; both name their
    place. `newest` is the newest version of a scorecard of this name in the plan, `base` the one
    that `comparison` starts from.
    """

    faults: list[str]
    contradictions: list[Fault] = field(default_factory=list)
    document: Document | None = None
    outline: Outline | None = None
    newest: Scorecard | None = None
    base: Scorecard | None = None
    comparison: Comparison | None = None

    @property
    def can_be_saved(self) -> bool:
        return self.document is not None and not self.faults

    @property
    def unexplained(self) -> list[Fault]:
        return [fault for fault in self.contradictions if not fault.note]

    @property
    def shown_faults(self) -> list[str]:
        return self.faults[:MOST_FAULTS]

    @property
    def more_faults(self) -> int:
        return max(len(self.faults) - MOST_FAULTS, 0)

    @property
    def replaces_draft(self) -> bool:
        return self.newest is not None and self.newest.state == ScorecardState.DRAFT

    @property
    def seen(self) -> list | None:
        """Id and state of the newest version at the time of the preview."""
        return self.newest and [self.newest.pk, self.newest.state]

    @property
    def version(self) -> int:
        """The version number of the draft."""
        if self.newest is None:
            return 1
        return self.newest.version + (0 if self.replaces_draft else 1)


def preview_of_file(*, plan: Plan, name: str, content: bytes) -> Preview:
    """Preview a file, whatever it contains. At most 3 queries; saves nothing."""
    try:
        data, places = read_upload(name, content)
    except DocumentError as error:
        return Preview(_lines(error.faults))
    return preview_of_data(plan=plan, data=data, places=places)


def preview_of_data(*, plan: Plan, data: Any, places: Places | None = None) -> Preview:
    """Preview nested data; `places` locate its parts in a file."""
    places = places or Places()
    try:
        document = Document.read(data)
    except DocumentError as error:
        return _of_unreadable(data, error.faults, places)
    areas = dict(plan.content_areas.values_list("position", "name"))
    versions = list(plan.scorecards.filter(name=document.values["name"]).order_by("-version"))
    faults = [
        *structure_faults(document),
        *area_faults(document, areas),
        *period_faults(document, plan.days_within(plan.starts_on, plan.ends_on)),
        *note_faults(document),
    ]
    if problem := draft_problem(plan, has_previous=bool(versions)):
        faults.append(Fault(("name",), problem))
    contradicting = contradictions(document)
    # Compare with the version in force, else with the draft that would be replaced.
    published = [v for v in versions if v.state == ScorecardState.PUBLISHED]
    base = next(iter(published or versions), None)
    return Preview(
        faults=_lines(located(faults, places).faults),
        contradictions=_with_places(contradicting, places),
        document=document,
        outline=outline_of(document, areas=areas, contradictions=contradicting),
        newest=versions[0] if versions else None,
        base=base,
        comparison=compare(Document.of(base), document) if base else None,
    )


def _of_unreadable(data: Any, faults: list[Fault], places: Places) -> Preview:
    """Faults of data that no document can be read from.

    If only the grading or keys of older files are wrong, the rest is checked without them, so that
    people can correct everything at once.
    """
    contradicting: list[Fault] = []
    in_grading = [fault for fault in faults if fault.path[:1] == ("grading",)]
    by_old_keys = [fault for fault in faults if fault.path[-1:] and fault.path[-1] in OLD_KEYS]
    if len(in_grading) + len(by_old_keys) == len(faults):
        rest = without_old_keys(data)
        if in_grading:
            rest.pop("grading")
        tree = Document.read(rest)
        beyond = structure_faults(tree)
        if in_grading:  # references to grades cannot be checked
            beyond = [f for f in beyond if f.path[-1:] != ("period_grade",)]
        faults, contradicting = [*faults, *beyond], contradictions(tree)
    return Preview(
        faults=_lines(located(faults, places).faults),
        contradictions=_with_places(contradicting, places),
    )


def _with_places(faults: list[Fault], places: Places) -> list[Fault]:
    """Contradictions with messages that begin with their place in the file."""
    return [
        replace(f, message=f.message[:1].upper() + f.message[1:])
        for f in located(faults, places).faults
    ]


def _lines(faults: list[Fault]) -> list[str]:
    texts = [str(fault) for fault in faults]
    return [text[:1].upper() + text[1:] for text in dict.fromkeys(texts)]
