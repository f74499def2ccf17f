"""Hải Phòng 2026: score sheets at every stage, so that each role has something to do.

Scorecards, people and texts are invented; the stages end some weeks after the day of loading. The
city is that of Hải Phòng 2023.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from random import Random

from accounts.models import User
from campaigns.models import Criterion, Entry, MeasureSource, Plan, Stage
from campaigns.scorecards.document import Document
from campaigns.services import plans, registration, scorecards
from core.clock import now, today
from participants.models import Body, BodyKind, BodyPost, Council, Membership
from participants.services import arrange_cluster
from scoring.models import ScoreSheet
from scoring.services import draws, ranking
from scoring.services.filling import fill_appraisal, fill_cross, fill_self
from scoring.services.sheets import explain, finish_appraisal, open_sheets, send_cross, send_sheet
from scoring.sheets import columns
from scoring.sheets.cell_text import parse
from scoring.sheets.values import Cell

from .accounts import user_of
from .city import TERM_STARTS_ON
from .documents import read_document
from .rounds import announce_plan, end_of_day
from .steps import Step
from .units import open_speakers

NAME = "Hải Phòng tự chấm 2026"
PLAN = "hai-phong-tu-cham-2026"
ORGANISER = "HĐND thành phố Hải Phòng"
# Target stages of the groups' sheets in the order of their founding, repeated.
# The first group is that of `totruong.hp`, who has to write an explanation.
FATES = ("appraised", "crossed", "sent", "explained", "open")
DELEGATES = 6  # delegates besides the cast whose sheets are sent


def is_loaded() -> bool:
    return Plan.objects.filter(slug=PLAN).exists()


def load(step: Step) -> Plan:
    """Load the scenario, in the caller's transaction."""
    document = read_document("self_scores_2026")
    with step("plan, clusters and entries"):
        plan = _launch(document, user_of("thuky", "hp"))
    with step("score sheets"):
        _Sheets(plan, document).advance()
        ranking.recompute(plan=plan, whole=True)
    return plan


def _launch(document: Mapping, secretary: User) -> Plan:
    organiser = Council.objects.get(name=ORGANISER)
    days = document["days"]
    last = {
        stage: end_of_day(today() + timedelta(days=days[stage])) for stage in Stage if stage in days
    }
    plan = announce_plan(document=document, organiser=organiser, reports_due_at=last[Stage.REPORTS])
    plans.set_content_areas(actor=secretary, plan=plan, names=document["areas"])
    for values in document["scorecards"]:
        scorecard = scorecards.draft_scorecard(
            actor=secretary, plan=plan, document=Document.read(values)
        )
        scorecards.publish_scorecard(actor=secretary, scorecard=scorecard)
    leaves = {
        (leaf.scorecard.name, leaf.code): leaf
        for leaf in Criterion.objects.filter(scorecard__plan=plan).select_related("scorecard")
    }
    kinds = {
        name: [leaves[tuple(place)] for place in places]
        for name, places in document["kinds"].items()
    }
    plans.add_activity_kinds(actor=secretary, plan=plan, kinds=kinds)
    plans.set_timetable(actor=secretary, plan=plan, days=last, appeal_days=10, at=now())
    plans.launch_plan(actor=secretary, plan=plan)
    groups = Body.objects.filter(council=organiser, kind=BodyKind.DELEGATE_GROUP).order_by("pk")
    clusters = [
        arrange_cluster(
            organiser=organiser,
            name=name,
            position=position,
            valid_from=TERM_STARTS_ON,
            **members,
        )
        for position, (name, members) in enumerate(
            {
                "Các Tổ đại biểu (tự chấm)": {"bodies": groups},
                "Đại biểu HĐND thành phố (tự chấm)": {"delegates_of": [organiser]},
            }.items(),
            start=1,
        )
    ]
    registration.register_clusters(actor=secretary, plan=plan, clusters=clusters, on=plan.starts_on)
    return plan


class _Sheets:
    """Takes every sheet to its target stage, through the services."""

    def __init__(self, plan: Plan, document: Mapping) -> None:
        self._plan, self._document, self._rng = plan, document, Random(PLAN)
        self._secretary, self._at = user_of("thuky", "hp"), now()
        self._leaves: dict[int, dict[str, Criterion]] = {}
        for leaf in Criterion.objects.filter(scorecard__plan=plan, source=MeasureSource.SHEET):
            self._leaves.setdefault(leaf.scorecard_id, {})[leaf.code] = leaf

    def advance(self) -> None:
        open_sheets(actor=self._secretary, plan=self._plan)
        groups = list(self._plan.entries.filter(body__isnull=False).order_by("body_id"))
        draws.assign_peers(
            actor=self._secretary,
            plan=self._plan,
            cluster=groups[0].cluster,
            at=self._at,
            seed=PLAN,
        )
        delegates = self._delegates()
        self._speakers = open_speakers([*groups, *delegates])
        sheets = {sheet.entry_id: sheet for sheet in ScoreSheet.objects.in_plan(self._plan)}
        for number, group in enumerate(groups):
            fate = FATES[number % len(FATES)]
            if sheets[group.pk].peer_id == groups[0].pk:
                fate = "sent"  # so that the first group can cross-score it
            self._advance_one(sheets[group.pk], fate)
        for entry in delegates:
            self._advance_one(sheets[entry.pk], "sent")
        self._half(sheets, user_of("daibieu", "hp"))

    def _delegates(self) -> list[Entry]:
        """Some delegates without post and account."""
        heads = Membership.objects.filter(role=BodyPost.HEAD).values("mandate")
        others = self._plan.entries.filter(mandate__isnull=False, mandate__person__user=None)
        return list(others.exclude(mandate__in=heads).order_by("mandate_id")[:DELEGATES])

    def _half(self, sheets: Mapping[int, ScoreSheet], user: User) -> None:
        """Begin a sheet without sending it, so that a user of the demonstration can finish it."""
        entry = self._plan.entries.get(mandate__person__user=user)
        own = self._claims(entry)
        begun = dict(list(own.items())[: len(own) // 2])
        fill_self(actor=user, sheet=sheets[entry.pk], cells=begun, at=self._at)

    def _advance_one(self, sheet: ScoreSheet, fate: str) -> None:
        if fate == "open":
            return
        unit = self._speakers[sheet.entry_id]
        fill_self(actor=unit, sheet=sheet, cells=self._claims(sheet.entry), at=self._at)
        send_sheet(actor=unit, sheet=sheet, at=self._at)
        if fate == "sent":
            return
        peer, lower = self._speakers[sheet.peer_id], self._lower(sheet.entry)
        agreed = {
            pk: replace(cell, reason="") for pk, cell in columns.cells_of(sheet)["self"].items()
        }
        decided = agreed | self._one_of(lower)
        fill_cross(actor=peer, sheet=sheet, cells=decided, at=self._at)
        send_cross(actor=peer, sheet=sheet, at=self._at)
        if fate == "crossed":
            return
        found = lower | self._answers(sheet)
        fill_appraisal(actor=self._secretary, sheet=sheet, cells=found, at=self._at)
        finish_appraisal(actor=self._secretary, sheet=sheet, at=self._at)
        if fate == "explained":
            texts = dict.fromkeys(lower, self._document["answer"])
            explain(actor=unit, sheet=sheet, texts=texts, at=self._at)

    def _claims(self, entry: Entry) -> dict[int, Cell]:
        cells = {}
        for code, leaf in self._leaves[entry.scorecard_id].items():
            text = self._rng.choice(self._document["claims"][code])
            needs = leaf.rule.needs_reason or text == "KAD"
            reason = self._document["reasons"][code] if needs else ""
            cells[leaf.pk] = parse(leaf, text, reason=reason)
        return cells

    def _lower(self, entry: Entry) -> dict[int, Cell]:
        leaves = self._leaves[entry.scorecard_id]
        return {
            leaves[code].pk: parse(leaves[code], text, reason=reason)
            for code, (text, reason) in self._document["lower"].items()
        }

    def _one_of(self, cells: dict[int, Cell]) -> dict[int, Cell]:
        return dict([self._rng.choice(list(cells.items()))])

    def _answers(self, sheet: ScoreSheet) -> dict[int, Cell]:
        """Grant all requests for not-applicable criteria, because a round cannot end before."""
        return {
            value.criterion_id: Cell(
                value.state, (), value.reason, "Thông báo số 15/TB-HĐND (minh họa)"
            )
            for value in sheet.values.filter(column="self", state="not_applicable")
        }
