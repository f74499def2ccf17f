"""Reads of the register: all awards of a council, through mergers and renamings of units."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from accounts.models import User
from core.names import unaccented
from participants.models import AdministrativeUnit, Body, BodyKind, Council, Gender, Person

from ..models import Award, AwardTypeLevel, Recipient

# A council has one of each, whatever its name.
_ONE_A_COUNCIL = (BodyKind.COUNCIL, BodyKind.STANDING_COMMITTEE)


@dataclass(frozen=True)
class RegisterFilter:
    """Filter of the register; an empty value means all."""

    year: int | None = None
    award_type: int | None = None
    recipient: str = ""
    women: bool = False
    unit: str = ""
    search: str = ""
    also_ended: bool = False

    def in_words(self) -> str:
        words = [
            f"năm {self.year}" if self.year else "",
            "nữ" if self.women else "",
            f"đơn vị có “{self.unit}” (kể cả tiền thân)" if self.unit else "",
            f"tên có “{self.search}”" if self.search else "",
            "kể cả hết hiệu lực" if self.also_ended else "còn hiệu lực",
        ]
        return ", ".join(word for word in words if word)


def register(user: User, wanted: RegisterFilter) -> QuerySet[Award]:
    """Awards that `user` oversees and the filter selects. A unit costs about 6 queries."""
    awards = Award.objects.overseen_by(user)
    if not wanted.also_ended:
        awards = awards.in_force()
    if wanted.year:
        awards = awards.filter(year=wanted.year)
    if wanted.award_type:
        awards = awards.filter(award_type=wanted.award_type)
    if wanted.recipient:
        awards = awards.filter(recipient=wanted.recipient)
    if wanted.women:
        awards = awards.filter(gender=Gender.FEMALE)
    if wanted.search:
        awards = awards.named_like(wanted.search)
    return awards.filter(_of_unit(wanted.unit)) if wanted.unit else awards


def in_order(awards: QuerySet[Award]) -> QuerySet[Award]:
    """Awards by year, the newest first, then in the order of honour, with what a row shows."""
    return awards.select_related(
        "award_type", "decision", "ended_by", "replaced_by", "person", "body"
    ).in_order_of_honour("-year")


def _of_unit(text: str) -> Q:
    """Condition: awards of a unit named like `text`, of its predecessors and of its councils.

    A delegate's award has the council's name as its unit. Names are looked up first, so the
    condition needs no join, function or subquery.
    """
    units = with_predecessors(
        _named_like(AdministrativeUnit.objects.values_list("pk", "name"), text)
    )
    councils = list(Council.objects.filter(unit__in=units).values_list("pk", "name"))
    names = {name for _, name in councils}
    names |= set(AdministrativeUnit.objects.filter(pk__in=units).values_list("name", flat=True))
    written = Award.objects.order_by().values_list("unit_name", "unit_name").distinct()
    names |= set(_named_like(written, text))
    ids = [pk for pk, _ in councils]
    bodies = Body.objects.filter(council__in=ids).order_by().values_list("pk", flat=True)
    return Q(unit_name__in=names) | Q(body__in=list(bodies))


def _named_like(pairs: Iterable[tuple], text: str) -> list:
    """Keys of (key, name) whose name holds all words of `text`, accents or not."""
    words = unaccented(text).split()
    return [key for key, name in pairs if all(word in unaccented(name) for word in words)]


def with_predecessors(units: Iterable[int]) -> set[int]:
    """Ids of units and of all their predecessors. 1 query per generation."""
    known, newest = set(), set(units)
    while newest:
        known |= newest
        older = AdministrativeUnit.objects.filter(successors__in=newest).exclude(pk__in=known)
        newest = set(older.values_list("pk", flat=True))
    return known


# --- totals ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Totals:
    """Totals of a part of the register; `by_*` are (label, number) pairs.

    `amount` is đồng; a corrected award is counted once.
    """

    number: int
    collectives: int
    individuals: int
    women: int
    amount: int
    by_year: list[tuple]
    by_award_type: list[tuple]
    by_level: list[tuple]


def totals(awards: QuerySet[Award]) -> Totals:
    """Totals of the awards. 4 queries."""
    awards = awards.order_by()
    sums = awards.aggregate(
        number=Count("pk"),
        collectives=Count("pk", filter=Q(recipient=Recipient.COLLECTIVE)),
        individuals=Count("pk", filter=Q(recipient=Recipient.INDIVIDUAL)),
        women=Count("pk", filter=Q(gender=Gender.FEMALE)),
        amount=Sum("amount", filter=Q(replaced_by__isnull=True), default=0),
    )
    of_level = awards.values_list("award_type__level").annotate(number=Count("pk"))
    levels = dict(of_level)
    return Totals(
        **sums,
        by_year=list(awards.values_list("year").annotate(number=Count("pk")).order_by("-year")),
        by_award_type=list(
            awards.values_list("award_type__name")
            .annotate(number=Count("pk"))
            .order_by("award_type__precedence", "award_type__name")
        ),
        by_level=[(level.label, levels[level]) for level in AwardTypeLevel if level in levels],
    )


def choices_of(user: User) -> dict[str, list]:
    """Years and award types (id, name) in the register of `user`. 2 queries."""
    awards = Award.objects.overseen_by(user).order_by()
    return {
        "years": list(awards.values_list("year", flat=True).distinct().order_by("-year")),
        "award_types": list(
            awards.values_list("award_type", "award_type__name")
            .distinct()
            .order_by("award_type__precedence", "award_type__name", "award_type")
        ),
    }


# --- one person, one body -------------------------------------------------------------------------


def awards_of_person(user: User, person: Person) -> QuerySet[Award]:
    """Awards of a person that `user` may see, in force or not."""
    return in_order(Award.objects.visible_to(user).filter(person=person))


def awards_of_body(user: User, body: Body) -> QuerySet[Award]:
    """Awards of a body and its predecessors that `user` may see, in force or not.

    2 queries, and 1 per generation of units.
    """
    return in_order(Award.objects.visible_to(user).filter(body__in=predecessors_of(body)))


def predecessors_of(body: Body) -> QuerySet[Body]:
    """The body itself, and its counterparts in earlier councils of its unit and predecessor units.

    Councils and standing committees correspond by kind, boards and groups by name.
    """
    units = with_predecessors([body.council.unit_id])
    counterpart = Q(kind=body.kind)
    if body.kind not in _ONE_A_COUNCIL:
        counterpart &= Q(name=body.name)
    earlier = Q(council__unit__in=units, valid_from__lte=body.valid_from) & counterpart
    return Body.objects.filter(Q(pk=body.pk) | earlier)


def current_of(award: Award) -> Award | None:
    """The award in force in place of `award`: itself, the last replacement, or None."""
    while award is not None and award.ended_by_id is not None:
        award = (
            Award.objects.filter(replaces=award).select_related("award_type", "decision").first()
        )
    return award


def known_names(organiser: Council, recipient: str) -> dict[str, Person | Body]:
    """Names that only one person or body of a council and its predecessors has. 3 queries."""
    councils = Council.objects.filter(unit__in=with_predecessors([organiser.unit_id]))
    if recipient == Recipient.COLLECTIVE:
        named = [(body.name, body) for body in Body.objects.filter(council__in=councils)]
    else:
        people = Person.objects.filter(mandates__council__in=councils).distinct()
        named = [(person.full_name, person) for person in people]
    counts = Counter(name for name, _ in named)
    return {name: candidate for name, candidate in named if counts[name] == 1}
