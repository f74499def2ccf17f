from .closings import ReopenForm
from .numbers import NumberField
from .pledges import PaperPledgesForm, PledgeForm, PledgeReturnForm
from .scorecards import DraftForm, ImportForm, PublishForm
from .timetable import DayField, ExtensionForm, TimetableForm

__all__ = [
    "DayField",
    "DraftForm",
    "ExtensionForm",
    "ImportForm",
    "NumberField",
    "PaperPledgesForm",
    "PledgeForm",
    "PledgeReturnForm",
    "PublishForm",
    "ReopenForm",
    "TimetableForm",
]
