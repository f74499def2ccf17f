"""What the office enters from letters and decisions: the values, and why some are refused.

Forms and services refuse with the same sentences, so each of them is written here once.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

from core.errors import DomainError
from participants.models import Body, Person

from ..models import AwardType

NAME_CHARACTERS = 200
REASON_CHARACTERS = 10
DOSSIER_CHARACTERS = 60_000

NO_SUBMISSION_NUMBER = "Hãy ghi số, ký hiệu tờ trình."
NO_RETURN_CONTENT = "Hãy ghi phải bổ sung những gì."
NO_RETURN_ANSWER = "Hãy ghi đã bổ sung những gì."
NO_DECISION_NUMBER = "Hãy ghi số, ký hiệu quyết định."
NO_SIGNED_FILE = "Hãy chọn tệp PDF đã ký của quyết định."
NO_REASON = "Hãy ghi lý do; lý do này được lưu lại."
NO_AWARD_CHOSEN = "Hãy chọn ít nhất một khen thưởng bị hủy."
NO_DOSSIER_TEXT = "Báo cáo thành tích đang trống."


class SignedPaper(TypedDict):
    """What a decision on paper contains. `file` is the signed PDF, None for old decisions."""

    number: str
    decided_on: date
    signer: str
    signer_post: str
    authority: str
    received_on: date
    file: Any


@dataclass(frozen=True)
class CorrectedNames:
    """Name and unit of an award as they should have been."""

    name: str
    unit_name: str


@dataclass(frozen=True)
class EarlierAward:
    """An award from before the system, as its decision names it; `amount` is đồng as paid then."""

    award_type: AwardType
    recipient: str
    name: str
    unit_name: str
    year: int
    person: Person | None = None
    body: Body | None = None
    gender: str = ""
    achievement: str = ""
    amount: int = 0


def required_reason(text: str, *, field: str) -> str:
    """A reason kept on record, stripped. Raises DomainError at `field` if it is too short."""
    text = text.strip()
    if len(text) < REASON_CHARACTERS:
        raise DomainError(
            f"Hãy ghi rõ lý do (ít nhất {REASON_CHARACTERS} ký tự); nội dung này được lưu lại.",
            field=field,
        )
    return text


def why_text_is_no_dossier(text: str) -> str | None:
    """None if an achievement report is neither empty nor too long."""
    if not text.strip():
        return NO_DOSSIER_TEXT
    if len(text) > DOSSIER_CHARACTERS:
        return "Báo cáo thành tích dài quá 60.000 ký tự."
    return None
