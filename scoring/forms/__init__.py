from .grid import GridCellForm
from .measures import GradeTieForm, OwnMaximumForm
from .post_check import ConfirmForm
from .ranking import DaysForm, SealForm, WhatIfForm
from .sheet import AppealForm, ReturnForm, SheetForm

__all__ = [
    "AppealForm",
    "ConfirmForm",
    "DaysForm",
    "GradeTieForm",
    "GridCellForm",
    "OwnMaximumForm",
    "ReturnForm",
    "SealForm",
    "SheetForm",
    "WhatIfForm",
]
