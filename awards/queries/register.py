"""The register: all awards ever of the councils one oversees, through mergers and renamings."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from accounts.models import User
from core.names import unaccented
from participants.models import AdministrativeUnit, Body, BodyKind, Council, Gender, Person

from ..models import Award, AwardTypeLevel

# Of these there is one in a council, whatever it is called.
_ONE_A_COUNCIL = (BodyKind.COUNCIL, BodyKind.STANDING_COMMITTEE)


@dataclass(frozen=True)
class Wanted:
    """What part of the register is asked for; empty means all."""

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


def register(user: User, wanted: Wanted) -> QuerySet[Award]:
    """Awards of the register that `user` oversees, as `wanted`; a unit costs some 6 queries to
    look up."""
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
    """The newest year first, then in the order of honour, with what a row shows."""
    return awards.select_related(
        "award_type", "decision", "ended_by", "replaced_by", "person", "body"
    ).in_order_of_honour("-year")


def _of_unit(text: str) -> Q:
    """Awards of a unit named like `text`, of what it was made from, and of its councils.

    A delegate's award has the council's name as its unit. All names are looked up first, so that
    the conditions on awards need no join, no function and no subquery.
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
    """Ids of units and of all they were made from, however long ago. 1 query a generation."""
    found, newest = set(), set(units)
    while newest:
        found |= newest
        older = AdministrativeUnit.objects.filter(successors__in=newest).exclude(pk__in=found)
        newest = set(older.values_list("pk", flat=True))
    return found


# --- totals ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Totals:
    """What a part of the register adds up to; `by_*` are (label, number) pairs.

    `amount` is đồng; an award given anew in other words is paid once.
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
    """4 queries."""
    awards = awards.order_by()
    sums = awards.aggregate(
        number=Count("pk"),
        collectives=Count("pk", filter=Q(recipient="collective")),
        individuals=Count("pk", filter=Q(recipient="individual")),
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
    """Years and award types (id, name) that occur in the register. 2 queries."""
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
    """All that the reader may see of a person's awards, in force or not."""
    return in_order(Award.objects.visible_to(user).filter(person=person))


def awards_of_body(user: User, body: Body) -> QuerySet[Award]:
    """... of a body and of those it came from. 2 queries and 1 a generation of units."""
    return in_order(Award.objects.visible_to(user).filter(body__in=forerunners(body)))


def forerunners(body: Body) -> QuerySet[Body]:
    """The body itself, and its like in earlier councils of its unit and of the units that was
    made from: the council and its standing committee by kind, boards and groups by name."""
    units = with_predecessors([body.council.unit_id])
    like = Q(kind=body.kind)
    if body.kind not in _ONE_A_COUNCIL:
        like &= Q(name=body.name)
    earlier = Q(council__unit__in=units, valid_from__lte=body.valid_from) & like
    return Body.objects.filter(Q(pk=body.pk) | earlier)


def current_of(award: Award) -> Award | None:
    """What is valid in the place of an award: itself, the last that replaced it, or nothing."""
    while award is not None and award.ended_by_id is not None:
        award = (
            Award.objects.filter(replaces=award).select_related("award_type", "decision").first()
        )
    return award


def known_names(organiser: Council, recipient: str) -> dict[str, Person | Body]:
    """Names that stand for exactly one person, or body, of a council and its forerunners. 3
    queries or so."""
    councils = Council.objects.filter(unit__in=with_predecessors([organiser.unit_id]))
    if recipient == "collective":
        named = [(body.name, body) for body in Body.objects.filter(council__in=councils)]
    else:
        people = Person.objects.filter(mandates__council__in=councils).distinct()
        named = [(person.full_name, person) for person in people]
    often = Counter(name for name, _ in named)
    return {name: one for name, one in named if often[name] == 1}
