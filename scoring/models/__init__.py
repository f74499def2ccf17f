"""Measures and rankings. Points and places are computed by the engine, never typed."""

from .measures import Measure, MeasureState, OwnMaximum, TieDecision
from .rankings import LeafState, Ranking, RankingLine, Standing

__all__ = [
    "LeafState",
    "Measure",
    "MeasureState",
    "OwnMaximum",
    "Ranking",
    "RankingLine",
    "Standing",
    "TieDecision",
]
