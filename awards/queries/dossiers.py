"""Recorded data for achievement reports, collected for many lines at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Prefetch, Q

from evidence.models import ActivityReport, ReportCount, ReportState
from participants.models import Membership
from scoring.models import RankingLine, Standing
from scoring.rankings.engine.compiled import CompiledScorecard

from ..models import IN_PROPOSAL, Award, Proposal, ProposalLine
from ..rules.similarity import Pair, similar_pairs


@dataclass
class Record:
    """The recorded data of one line from which its report is written."""

    line: ProposalLine
    card: CompiledScorecard
    size: int  # number of ranked lines in its cluster and list
    reports: list[ActivityReport] = field(default_factory=list)
    awards: list[Award] = field(default_factory=list)
    posts: list[Membership] = field(default_factory=list)
    members: int = 0
    before: RankingLine | None = None
    card_before: CompiledScorecard | None = None


def lines_for_dossiers(proposal: Proposal):
    """Lines in a proposal in the order of honour, with everything a dossier needs."""
    return (
        ProposalLine.objects.filter(proposal=proposal, outcome__in=IN_PROPOSAL)
        .select_related("share__quota__award_type", "share__cluster", "dossier__edited_by")
        .select_related("ranking_line__ranking", "ranking_line__scorecard", "ranking_line__cluster")
        .select_related("ranking_line__entry__plan__campaign")
        .select_related(
            "ranking_line__entry__body__council", "ranking_line__entry__mandate__person"
        )
        .select_related("ranking_line__entry__mandate__council")
        .in_order_of_honour()
    )


def records_of(lines: Iterable[ProposalLine]) -> list[Record]:
    """One record per line of one proposal. 7 queries, and 1 for each scorecard."""
    lines = list(lines)
    if not lines:
        return []
    plan = lines[0].ranking_line.entry.plan
    entries = [line.ranking_line.entry for line in lines]
    cards = _Cards()
    sizes = _sizes(lines[0].ranking_line.ranking_id)
    reports, awards = _reports(entries), _awards(entries)
    posts, members = _posts(entries, plan.ends_on), _members(entries, plan.ends_on)
    before = _before(entries, plan)
    records = []
    for line in lines:
        entry, who = line.ranking_line.entry, _key(line.ranking_line.entry)
        earlier = before.get(who)
        records.append(
            Record(
                line=line,
                card=cards.of(line.ranking_line),
                size=sizes.get((line.ranking_line.cluster_id, line.ranking_line.list), 0),
                reports=reports[entry.pk],
                awards=awards[who],
                posts=posts[entry.mandate_id],
                members=members.get(entry.body_id, 0),
                before=earlier,
                card_before=cards.of(earlier) if earlier else None,
            )
        )
    return records


class _Cards:
    """Compiled scorecards by id, each loaded once."""

    def __init__(self) -> None:
        self.known: dict[int, CompiledScorecard] = {}

    def of(self, line: RankingLine) -> CompiledScorecard:
        if line.scorecard_id not in self.known:
            criteria = list(line.scorecard.criteria.select_related("content_area"))
            self.known[line.scorecard_id] = CompiledScorecard(line.scorecard, criteria)
        return self.known[line.scorecard_id]


def _key(entry) -> tuple[str, int]:
    """The person or body of an entry, the same in every plan."""
    return ("body", entry.body_id) if entry.body_id else ("person", entry.mandate.person_id)


def _about(entries: list, body: str, person: str) -> Q:
    bodies = [entry.body_id for entry in entries if entry.body_id]
    people = [entry.mandate.person_id for entry in entries if entry.mandate_id]
    return Q(**{f"{body}__in": bodies}) | Q(**{f"{person}__in": people})


def _sizes(ranking_id: int) -> dict[tuple[int, str], int]:
    rows = RankingLine.objects.filter(ranking=ranking_id, standing=Standing.RANKED)
    counted = rows.order_by().values_list("cluster", "list").annotate(number=Count("pk"))
    return {(cluster, list_name): number for cluster, list_name, number in counted}


def _reports(entries: list) -> dict[int, list[ActivityReport]]:
    counts = ReportCount.objects.select_related("criterion")
    rows = (
        ActivityReport.objects.filter(entry__in=entries, state=ReportState.VERIFIED)
        .prefetch_related(Prefetch("counts", queryset=counts))
        .order_by("happened_on", "pk")
    )
    by_entry = defaultdict(list)
    for report in rows:
        by_entry[report.entry_id].append(report)
    return by_entry


def _awards(entries: list) -> dict[tuple[str, int], list[Award]]:
    rows = (
        Award.objects.in_force()
        .filter(_about(entries, "body", "person"))
        .select_related("award_type", "decision")
        .order_by("-year", "award_type__precedence", "pk")
    )
    by_candidate = defaultdict(list)
    for award in rows:
        by_candidate["body", award.body_id].append(award)
        by_candidate["person", award.person_id].append(award)
    return by_candidate


def _posts(entries: list, day: date) -> dict[int | None, list[Membership]]:
    mandates = [entry.mandate_id for entry in entries if entry.mandate_id]
    rows = Membership.objects.on(day).filter(mandate__in=mandates).select_related("body")
    by_mandate = defaultdict(list)
    for post in rows.order_by("role", "pk"):
        by_mandate[post.mandate_id].append(post)
    return by_mandate


def _members(entries: list, day: date) -> dict[int, int]:
    bodies = [entry.body_id for entry in entries if entry.body_id]
    rows = Membership.objects.on(day).filter(body__in=bodies).order_by()
    return dict(rows.values_list("body").annotate(number=Count("pk")))


def _before(entries: list, plan) -> dict[tuple[str, int], RankingLine]:
    """The newest sealed line of each candidate in an earlier plan of the same council."""
    rows = (
        RankingLine.objects.filter(_about(entries, "entry__body", "entry__mandate__person"))
        .filter(
            ranking__number__isnull=False,
            entry__plan__starts_on__lt=plan.starts_on,
            entry__plan__campaign__organiser=plan.campaign.organiser_id,
        )
        .select_related("scorecard", "cluster", "entry__plan", "entry__mandate")
        .order_by("entry__plan__starts_on", "ranking__number")
    )
    return {_key(line.entry): line for line in rows}  # later lines replace earlier ones


def similar_in(proposal: Proposal) -> list[Pair]:
    """Pairs of dossiers of a proposal that are too similar; `one` and `other` are their ids.

    One query; the comparison takes about a millisecond per dossier.
    """
    lines = ProposalLine.objects.filter(
        proposal=proposal, outcome__in=IN_PROPOSAL, dossier__isnull=False
    )
    return similar_pairs(dict(lines.values_list("dossier", "dossier__text")))
