"""Prepare a campaign with one plan from its document: areas, scorecards, kinds of activity."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.utils.timezone import make_aware

from accounts.models import User
from awards.models import AwardType
from awards.services import quotas
from campaigns.models import Campaign, Criterion, Plan
from campaigns.scorecards.document import Document
from campaigns.services import plans, scorecards
from participants.models import Council

# Keys of a scorecard's node for services; the others control the invented reports.
_NODE_KEYS = {
    *("code", "name", "max", "area", "interpretations"),
    *("shape", "params", "source", "largest_count"),
}


def end_of_day(day: date) -> datetime:
    """The last second of a day in Việt Nam."""
    return make_aware(datetime.combine(day, time(23, 59, 59)))


def draw_up_plan(
    *, document: Mapping, organiser: Council, actor: User, reports_due_at: datetime
) -> Plan:
    """Create and launch the campaign, plan, scorecards, kinds and quotas of a document."""
    plan = announce_plan(document=document, organiser=organiser, reports_due_at=reports_due_at)
    plans.set_content_areas(actor=actor, plan=plan, names=document["areas"])
    _publish_scorecards(document, plan, actor)
    _add_kinds(document, plan, actor)
    _set_quotas(document, plan, actor)
    return plans.launch_plan(actor=actor, plan=plan)


def announce_plan(*, document: Mapping, organiser: Council, reports_due_at: datetime) -> Plan:
    """Create the campaign and an empty plan of a document."""
    campaign = Campaign.objects.create(organiser=organiser, **document["campaign"])
    values = {key: value for key, value in document["plan"].items() if key != "reports_due_on"}
    if day := values.pop("registrations_due_on", None):
        values["registrations_due_at"] = end_of_day(day)
    return Plan.objects.create(campaign=campaign, reports_due_at=reports_due_at, **values)


def _publish_scorecards(document: Mapping, plan: Plan, actor: User) -> None:
    for values in document["scorecards"]:
        scorecard = scorecards.draft_scorecard(
            actor=actor,
            plan=plan,
            document=Document.read(
                {
                    "name": values["name"],
                    "kinds": values["kinds"],
                    "criteria": [_node(node) for node in values["tree"]],
                }
            ),
        )
        scorecards.publish_scorecard(actor=actor, scorecard=scorecard)


def _node(node: Mapping) -> dict:
    known = {key: value for key, value in node.items() if key in _NODE_KEYS}
    if "items" in node:
        known["items"] = [_node(item) for item in node["items"]]
    return known


def _add_kinds(document: Mapping, plan: Plan, actor: User) -> None:
    found = {
        (criterion.scorecard.name, criterion.code): criterion
        for criterion in Criterion.objects.filter(scorecard__plan=plan).select_related("scorecard")
    }
    samples = list(samples_of(document))
    kinds = {
        values["name"]: [found[s.scorecard, s.code] for s in samples if key in s.kinds]
        for key, values in document["kinds"].items()
    }
    plans.add_activity_kinds(actor=actor, plan=plan, kinds=kinds)


@dataclass(frozen=True)
class Sample:
    """How often invented reports count for a leaf, and the number counted at once."""

    scorecard: str
    code: str
    kinds: tuple[str, ...]
    chance: float
    least: int
    most: int


def samples_of(document: Mapping) -> Iterator[Sample]:
    """The samples of all leaves of a document, in reading order."""
    for scorecard in document["scorecards"]:
        for leaf in _leaves(scorecard["tree"]):
            yield Sample(scorecard["name"], leaf["code"], tuple(leaf["kinds"]), *leaf["sample"])


def _leaves(nodes: Iterable[Mapping]) -> Iterator[Mapping]:
    for node in nodes:
        if "items" in node:
            yield from _leaves(node["items"])
        else:
            yield node


def _set_quotas(document: Mapping, plan: Plan, actor: User) -> None:
    award_type, _ = AwardType.objects.get_or_create(**document["commendation"])
    for subject, number in document["quotas"].items():
        quotas.set_quota(
            actor=actor,
            plan=plan,
            award_type=award_type,
            subject=subject,
            number=number,
            minimum_points=Decimal(document["minimum_points"]),
        )
