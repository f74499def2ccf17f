"""Invented texts of reports: activities, places, and reasons for returning a report."""

from random import Random

from campaigns.models import Entry, ParticipantKind

from .documents import read_document


class Writer:
    """Writes summaries and places from `texts.yaml`, in the words of a delegate or of a body."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._texts = read_document("texts")

    def write(self, entry: Entry, kind: str) -> tuple[str, str]:
        """Summary and place of an activity of this kind (its key in the plan's document)."""
        texts, choice = self._texts["kinds"][kind], self._rng.choice
        voice = "delegate" if entry.kind == ParticipantKind.DELEGATE else "body"
        slots = {
            "council": entry.unit_name,
            "unit": entry.unit_name.removeprefix("HĐND "),
            "policy": choice(self._texts["policies"]),
            "concern": choice(self._texts["concerns"]),
            "people": 20 + int(self._rng.random() * 130),
        }
        summary, place = choice(texts[voice]), choice(texts["places"])
        return summary.format_map(slots), place.format_map(slots)

    def reason_to_return(self) -> str:
        return self._rng.choice(self._texts["return_reasons"])

    def reason_to_refuse(self) -> str:
        return self._rng.choice(self._texts["refuse_reasons"])

    def reason_for_choice(self) -> str:
        return self._rng.choice(self._texts["tie_reasons"])
