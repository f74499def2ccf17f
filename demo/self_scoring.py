"""Score sheets of a round, derived backwards from the outcome of every leaf.

Some units claim more than they get, some peers notice, some findings are explained and reversed.
Everything is invented and leads to the given outcomes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random

from accounts.models import User
from campaigns.models import Criterion, Entry, MeasureSource, Plan
from participants.models import Cluster
from scoring.models import MeasureState, ScoreSheet
from scoring.services import draws
from scoring.services.filling import fill_appraisal, fill_cross, fill_self
from scoring.services.sheets import explain, finish_appraisal, open_sheets, send_cross, send_sheet
from scoring.sheets.values import Cell

from .documents import read_document
from .outcomes import Outcome, Outcomes, read_outcomes

NOTHING_TO_EXPLAIN = "Đơn vị đã trả lời là không có giải trình."
CLAIMS_MORE, PEER_NOTICES, PEER_DOUBTS, EXPLAINS, FOUND_WRONGLY = 0.12, 0.5, 0.02, 0.5, 0.03


@dataclass(frozen=True)
class Days:
    """Dates of the stages of the sheets."""

    self_scores: datetime
    cross_scores: datetime
    first: datetime
    explanations: datetime
    second: datetime


@dataclass
class SheetContent:
    """Content of each column of one sheet by criterion id, and the unit's explanations."""

    own: dict[int, Cell] = field(default_factory=dict)
    cross: dict[int, Cell] = field(default_factory=dict)
    first: dict[int, Cell] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    second: dict[int, Cell] = field(default_factory=dict)


class SelfScoring:
    """The sheets of a plan from opening to the end of the second appraisal."""

    def __init__(
        self,
        plan: Plan,
        document: Mapping,
        units: Mapping[int, User],
        appraisers: tuple[User, User],
        rng: Random,
    ) -> None:
        """`units`: entry id -> the user who reports for it.

        A second person changes what the first appraisal found.
        """
        self._plan, self._units, self._rng = plan, units, rng
        self._appraiser, self._second = appraisers
        self._allowed_by = document["documents"]["excluded"]
        self._ladders, self._extra = {**document["base"], **document["extra"]}, document["extra"]
        self._texts = read_document("texts")["sheets"]
        leaves = Criterion.objects.filter(scorecard__plan=plan, source=MeasureSource.SHEET)
        self.leaves: dict[str, Criterion] = {leaf.code: leaf for leaf in leaves}

    def score(self, outcomes: Mapping[Entry, Outcomes], days: Days) -> None:
        """Take all sheets to the end; peers are drawn in rings from recorded seeds."""
        open_sheets(actor=self._appraiser, plan=self._plan)
        for cluster in Cluster.objects.filter(entries__in=outcomes).distinct():
            draws.assign_peers(
                actor=self._appraiser,
                plan=self._plan,
                cluster=cluster,
                at=days.self_scores,
                seed=f"{self._plan.slug}-{cluster.position}",
            )
        sheets = {sheet.entry_id: sheet for sheet in ScoreSheet.objects.in_plan(self._plan)}
        for entry, found in outcomes.items():
            self._score_one(sheets[entry.pk], self._content(found), days)

    def _score_one(self, sheet: ScoreSheet, content: SheetContent, days: Days) -> None:
        unit, peer = self._units[sheet.entry_id], self._units[sheet.peer_id]
        fill_self(actor=unit, sheet=sheet, cells=content.own, at=days.self_scores)
        send_sheet(actor=unit, sheet=sheet, at=days.self_scores, with_blanks=True)
        fill_cross(actor=peer, sheet=sheet, cells=content.cross, at=days.cross_scores)
        send_cross(actor=peer, sheet=sheet, at=days.cross_scores)
        appraiser, second = self._appraiser, self._second
        fill_appraisal(actor=appraiser, sheet=sheet, cells=content.first, at=days.first)
        finish_appraisal(actor=appraiser, sheet=sheet, at=days.first)
        if content.texts:
            explain(actor=unit, sheet=sheet, texts=content.texts, at=days.explanations)
        if content.second:
            fill_appraisal(actor=second, sheet=sheet, cells=content.second, at=days.second)
        finish_appraisal(
            actor=appraiser, sheet=sheet, at=days.second, early_reason=NOTHING_TO_EXPLAIN
        )

    def _content(self, outcomes: Outcomes) -> SheetContent:
        content, rng = SheetContent(), self._rng
        for code, leaf in self.leaves.items():
            if (outcome := outcomes.get(code)) is None:
                continue
            better, worse = self._better(code, outcome), self._worse(code, outcome)
            claims = outcome.state == MeasureState.REFUSED or rng.random() < CLAIMS_MORE
            if claims and better:
                self._claim_more(content, leaf.pk, self._cell(better), outcome)
            else:
                self._agree(content, leaf.pk, self._cell(outcome), worse and self._cell(worse))
        return content

    def _claim_more(self, content: SheetContent, pk: int, claimed: Cell, outcome: Outcome) -> None:
        """The unit claims more than it gets; its peer may notice, and its explanation fails."""
        found = self._cell(outcome, outcome.reason or self._word("gaps"))
        content.own[pk], content.first[pk] = claimed, found
        is_seen = found.state == MeasureState.COUNTED and self._rng.random() < PEER_NOTICES
        content.cross[pk] = found if is_seen else claimed
        if self._rng.random() < EXPLAINS:
            content.texts[pk] = self._word("explanations")

    def _agree(self, content: SheetContent, pk: int, right: Cell, wrong: Cell | None) -> None:
        """The unit is right; rarely its peer or the first appraisal disagrees at first."""
        content.own[pk] = content.cross[pk] = right
        if wrong and self._rng.random() < PEER_DOUBTS:
            content.cross[pk] = self._because(wrong, "gaps")
            content.first[pk] = replace(right, reason=self._texts["accepted"][0])
        elif wrong and self._rng.random() < FOUND_WRONGLY:
            content.first[pk] = self._because(wrong, "gaps")
            content.texts[pk] = self._word("explanations")
            content.second[pk] = self._because(right, "accepted")

    def _cell(self, outcome: Outcome, reason: str = "") -> Cell:
        numbers = outcome.numbers
        return Cell(
            state=outcome.state,
            parts=(numbers,) if numbers else (),
            reason=reason,
            document=self._allowed_by if numbers and numbers.excluded else "",
        )

    def _because(self, cell: Cell, kind: str) -> Cell:
        return replace(cell, reason=self._word(kind))

    def _word(self, kind: str) -> str:
        return self._rng.choice(self._texts[kind])

    def _better(self, code: str, outcome: Outcome) -> Outcome | None:
        """The next better step of a criterion, the best one for a refused measure."""
        ladder, place = self._rungs(code, outcome)
        return ladder[max(place - 1, 0)] if place else None

    def _worse(self, code: str, outcome: Outcome) -> Outcome | None:
        ladder, place = self._rungs(code, outcome)
        return ladder[place + 1] if place + 1 < len(ladder) else None

    def _rungs(self, code: str, outcome: Outcome) -> tuple[list[Outcome], int]:
        """The different steps, the best first, and the index of an outcome among them."""
        values = sorted(self._ladders[code]) if code in self._extra else self._ladders[code]
        found = {repr(value): read_outcomes({code: value})[code] for value in values}
        ladder = list(found.values())
        if outcome in ladder:
            return ladder, ladder.index(outcome)
        return ladder, 1 if outcome.state == MeasureState.REFUSED else len(ladder)
