"""Measures, score sheets and rankings. Points and places are computed."""

from .appeals import Appeal, AppealState
from .measures import Measure, MeasureState, OwnMaximum, TieDecision
from .notice_kinds import ScoringNotice
from .post_checks import CheckState, Draw, DrawPurpose, PostCheck, PostCheckFault
from .rankings import LeafState, Ranking, RankingLine, Standing
from .sheets import (
    APPRAISED_AT,
    APPRAISING_COLUMNS,
    NEXT_STAGES,
    Column,
    EarlyFinish,
    Explanation,
    ScoreSheet,
    SheetFile,
    SheetStage,
    SheetValue,
)

__all__ = [
    "APPRAISED_AT",
    "APPRAISING_COLUMNS",
    "NEXT_STAGES",
    "Appeal",
    "AppealState",
    "CheckState",
    "Column",
    "Draw",
    "DrawPurpose",
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
