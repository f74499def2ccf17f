"""Measures, score sheets and rankings. Points and places are computed, never typed."""

from .measures import Measure, MeasureState, OwnMaximum, TieDecision
from .notice_kinds import ScoringNotice
from .rankings import LeafState, Ranking, RankingLine, Standing
from .sheets import (
    APPRAISED_AT,
    NEXT_STAGES,
    Appeal,
    AppealState,
    Column,
    Draw,
    EarlyFinish,
    Explanation,
    PostCheck,
    PostCheckFault,
    ScoreSheet,
    SheetFile,
    SheetStage,
    SheetValue,
)

__all__ = [
    "APPRAISED_AT",
    "NEXT_STAGES",
    "Appeal",
    "AppealState",
    "Column",
    "Draw",
    "EarlyFinish",
    "Explanation",
    "LeafState",
    "Measure",
    "MeasureState",
    "OwnMaximum",
    "PostCheck",
    "PostCheckFault",
    "Ranking",
    "RankingLine",
    "ScoreSheet",
    "ScoringNotice",
    "SheetFile",
    "SheetStage",
    "SheetValue",
    "Standing",
    "TieDecision",
]
