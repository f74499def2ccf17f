"""Interpretations for contradictions of invented scorecards, which publishing requires."""

from copy import deepcopy

from campaigns.scorecards.contradictions import contradictions
from campaigns.scorecards.document import Document

NOTE = "Cách hiểu dùng để thử."


def with_notes(document: dict) -> dict:
    """A copy of the document with a note for each of its contradictions and no other notes."""
    noted = deepcopy(document)
    places = {"": noted}
    waiting = list(noted["criteria"])
    while waiting:
        node = waiting.pop()
        places[node["code"]] = node
        waiting += node.get("items", [])
    for place in places.values():
        place.pop("interpretations", None)
    for fault in contradictions(Document.read(noted)):
        places[fault.code].setdefault("interpretations", {})[fault.finding] = NOTE
    return noted
