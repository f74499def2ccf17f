"""Names of authorities and award types as one council writes them.

The national catalogue names a level ("Chủ tịch Ủy ban nhân dân cấp tỉnh", "Chiến sĩ thi đua
bộ, ban, ngành, tỉnh"), because it serves every council. Papers name the unit itself.
"""

from dataclasses import dataclass

from core.names import lower_first
from participants.models import AdministrativeUnit, Level

from ..models import AwardType

_LEVEL_WORDS = {
    Level.PROVINCE: "cấp tỉnh",
    Level.DISTRICT: "cấp huyện",
    Level.COMMUNE: "cấp xã",
}
_ANY_PROVINCE = "bộ, ban, ngành, tỉnh"
_OF = " của "
_SHORT, _LONG = "UBND", "Ủy ban nhân dân"


@dataclass(frozen=True)
class LocalNames:
    """`units`: the name of the council's unit and of each unit above it, by level."""

    units: dict[str, str]

    def local(self, text: str) -> str:
        """`text` with levels replaced by the names of their units; a level without a unit stays."""
        for level, words in _LEVEL_WORDS.items():
            if level in self.units:
                text = text.replace(words, lower_first(self.units[level]))
        if (province := self.units.get(Level.PROVINCE)) is None:
            return text
        text = text.replace(_ANY_PROVINCE, lower_first(province))
        if text.endswith(f"{_OF}tỉnh"):
            text = text.removesuffix("tỉnh") + lower_first(province)
        return text

    def authority_of(self, award_type: AwardType) -> str:
        return self.local(award_type.decided_by)

    def name_of(self, award_type: AwardType) -> str:
        return self.local(award_type.name)

    def bare_name_of(self, award_type: AwardType, authority: str) -> str:
        """The award type's name for a paper that names `authority` already: `Bằng khen`.

        "Cờ thi đua của Chính phủ" keeps its end, because the authority is the Prime Minister.
        """
        name = self.name_of(award_type)
        bare, of, end = name.partition(_OF)
        is_repeated = of and _comparable(authority).startswith(_comparable(end))
        return bare if is_repeated else name


def _comparable(text: str) -> str:
    return text.replace(_SHORT, _LONG).casefold()


def local_names_for(unit: AdministrativeUnit) -> LocalNames:
    """The names of `unit` and the units above it. One query for each unit that is not loaded."""
    units: dict[str, str] = {}
    above: AdministrativeUnit | None = unit
    while above is not None:
        units.setdefault(above.level, above.name)
        above = above.parent
    return LocalNames(units)
