"""Measures, score sheets and rankings. Points and places are computed, never typed."""

from .measures import Measure, MeasureState, OwnMaximum, TieDecision
from .rankings import LeafState, Ranking, RankingLine, Standing
from .sheets import (
    NEXT_STAGES,
    Appeal,
    AppealState,
    Column,
    Draw,
    Explanation,
    ScoreSheet,
    SheetStage,
    SheetValue,
)

__all__ = [
    "NEXT_STAGES",
    "Appeal",
    "AppealState",
    "Column",
    "Draw",
    "Explanation",
    "LeafState",
    "Measure",
    "MeasureState",
    "OwnMaximum",
    "Ranking",
    "RankingLine",
    "ScoreSheet",
    "SheetStage",
    "SheetValue",
    "Standing",
    "TieDecision",
]
