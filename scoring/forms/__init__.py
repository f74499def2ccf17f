from .grid import GridCellForm
from .post_check import ConfirmForm
from .ranking import DaysForm, ReopenForm, SealForm, WhatIfForm
from .sheet import AppealForm, ReturnForm, SheetForm

__all__ = [
    "AppealForm",
    "ConfirmForm",
    "DaysForm",
    "GridCellForm",
    "ReopenForm",
    "ReturnForm",
    "SealForm",
    "SheetForm",
    "WhatIfForm",
]
