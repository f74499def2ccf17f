from .grid import GridCellForm
from .post_check import ConfirmForm
from .ranking import DaysForm, SealForm, WhatIfForm
from .sheet import AppealForm, ReturnForm, SheetForm

__all__ = [
    "AppealForm",
    "ConfirmForm",
    "DaysForm",
    "GridCellForm",
    "ReturnForm",
    "SealForm",
    "SheetForm",
    "WhatIfForm",
]
