"""What a ranking is judged by: its round, an award type, a subject and the rule for them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, F, Q
from django.utils.timezone import localdate

from campaigns.models import Entry, Plan, Scorecard
from participants.models import Council
from scoring.models import Ranking

from ..models import AwardType, AwardTypeRule, EqualMerit, Proposal, QuotaTerms, Sharing, Subject


@dataclass(frozen=True)
class Setting:
    """What all quotas of a proposal share: the ranking, its round and the day.

    `unregistered` are ids of entries, `doubled` ids of people with several entries, `elsewhere`
    ids of other current proposals of the same year, `grades` names of levels by scorecard id.
    """

    ranking: Ranking
    at: datetime
    unregistered: list[int]
    doubled: list[int]
    elsewhere: list[int]
    grades: dict[int, list[str]]

    @property
    def plan(self) -> Plan:
        return self.ranking.plan

    @property
    def year(self) -> int:
        return self.plan.ends_on.year

    @property
    def day(self) -> date:
        return localdate(self.at)


def setting_of(ranking: Ranking, at: datetime) -> Setting:
    """The setting of a ranking at a moment. Five small queries."""
    plan = ranking.plan
    unregistered = plan.entries.unregistered(at) if plan.has_registration else Entry.objects.none()
    people = plan.entries.filter(mandate__isnull=False).values("mandate__person")
    doubled = people.annotate(number=Count("pk")).filter(number__gt=1)
    return Setting(
        ranking=ranking,
        at=at,
        unregistered=list(unregistered.values_list("pk", flat=True)),
        doubled=list(doubled.values_list("mandate__person", flat=True)),
        elsewhere=_live_elsewhere(plan),
        grades=_grade_names(plan),
    )


def _live_elsewhere(plan: Plan) -> list[int]:
    """Proposals from the newest sealed ranking of other plans that end in the same year."""
    others = Ranking.objects.sealed().filter(plan__ends_on__year=plan.ends_on.year)
    newest = others.exclude(plan=plan).order_by("plan_id", "-number").distinct("plan_id")
    live = Proposal.objects.filter(ranking__in=list(newest.values_list("pk", flat=True)))
    return list(live.values_list("pk", flat=True))


def _grade_names(plan: Plan) -> dict[int, list[str]]:
    graded = {card.pk: card.read_grading for card in Scorecard.objects.filter(plan=plan)}
    return {
        pk: [level.name for level in grading.levels] for pk, grading in graded.items() if grading
    }


@dataclass(frozen=True)
class Terms:
    """One quota's conditions in a setting.

    `taken` maps ids of lines that are in or tied under a higher award type to its name. `beside`
    are ids of lines in or tied under any other quota: a person in one of them needs a decision.
    `lists` are the lists judged: those of the subject without those that nested quotas take over.
    """

    setting: Setting
    award_type: AwardType
    subject: Subject
    rule: AwardTypeRule | None
    minimum_points: Decimal
    women_first: bool = False
    is_one_list: bool = False
    lists: list[str] = field(default_factory=list)
    taken: dict[int, str] = field(default_factory=dict)
    beside: list[int] = field(default_factory=list)

    @property
    def is_collective(self) -> bool:
        return self.subject is Subject.COLLECTIVE

    @property
    def who(self) -> str:
        """Column of holds and awards with the person or body of a line."""
        return "body_id" if self.is_collective else "person_id"

    @classmethod
    def of(cls, setting: Setting, quota: QuotaTerms, rule: AwardTypeRule | None, **more) -> "Terms":
        """The terms of a quota; the greater of the two minimum points applies."""
        least = (rule.minimum_points if rule else None) or Decimal(0)
        subject = Subject(quota.subject)
        return cls(
            setting=setting,
            award_type=quota.award_type,
            subject=subject,
            rule=rule,
            minimum_points=max(quota.minimum_points, least),
            women_first=quota.equal_merit == EqualMerit.WOMEN_FIRST,
            is_one_list=quota.sharing == Sharing.ONE_LIST,
            **({"lists": subject.lists} | more),
        )


def rule_for(
    award_type: AwardType, recipient: str, organiser: Council | int, day: date
) -> AwardTypeRule | None:
    """The rule of an award type for a kind of recipient on a day. 1 query.

    The organiser's own regulation comes before the country's. None: only the quota's terms apply.
    """
    rules = AwardTypeRule.objects.on(day).filter(award_type=award_type, recipient=recipient)
    own_or_all = rules.filter(Q(organiser=organiser) | Q(organiser__isnull=True))
    ordered = own_or_all.order_by(F("organiser").asc(nulls_last=True), "-valid_from")
    return ordered.select_related("needs_award_type").first()
