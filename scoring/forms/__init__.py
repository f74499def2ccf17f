from .grid import GridCellForm
from .ranking import DaysForm, ReopenForm, SealForm, WhatIfForm
from .sheet import AppealForm, ReturnForm, SheetForm

__all__ = [
    "AppealForm",
    "DaysForm",
    "GridCellForm",
    "ReopenForm",
    "ReturnForm",
    "SealForm",
    "SheetForm",
    "WhatIfForm",
]
