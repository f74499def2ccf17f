from .ranking import DaysForm, ReopenForm, SealForm, WhatIfForm
from .sheet import AppealForm, ReturnForm, SheetForm

__all__ = [
    "AppealForm",
    "DaysForm",
    "ReopenForm",
    "ReturnForm",
    "SealForm",
    "SheetForm",
    "WhatIfForm",
]
