"""What is being typed, kept on the server every few seconds until it is sent."""

import re
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts.models import User
from campaigns.models import Entry
from core.errors import DomainError

from ..models import ActivityReport, SavedDraft
from ..permissions import require_report_for

_NAMES = re.compile(
    r"token|kind|happened_on|place|summary|document_number"
    r"|(count|denominator|excluded|document)_[0-9]{1,12}"
)
_LONGEST = 6_000
_MOST_FIELDS = 400


class DraftChangedError(DomainError):
    """The draft was saved elsewhere since; `current` is what stands there."""

    def __init__(self, current: SavedDraft) -> None:
        super().__init__("Báo cáo này đang được nhập ở một cửa sổ hoặc máy khác.")
        self.current = current


def draft_of(user: User, entry: Entry, report: ActivityReport | None = None) -> SavedDraft | None:
    """What `user` was typing for an entry, or as a correction of a report."""
    return SavedDraft.objects.filter(user=user, entry=entry, report=report).first()


@transaction.atomic
def save_draft(
    *,
    actor: User,
    entry: Entry,
    fields: Mapping[str, str],
    based_on: int,
    at: datetime,
    report: ActivityReport | None = None,
) -> SavedDraft:
    """Keep what is being typed. `based_on`: the revision the form was filled from, 0 for none.

    Raises DraftChangedError when another window has saved since, and keeps that one.
    """
    require_report_for(actor, entry)
    if len(fields) > _MOST_FIELDS:
        raise DomainError("Có quá nhiều mục trong bản đang nhập.")
    kept = {
        name: text[:_LONGEST].replace("\0", "")
        for name, text in fields.items()
        if _NAMES.fullmatch(name)
    }
    draft, is_new = SavedDraft.objects.select_for_update().get_or_create(
        user=actor, entry=entry, report=report, defaults={"saved_at": at}
    )
    if not is_new and draft.revision != based_on and draft.fields != kept:
        raise DraftChangedError(draft)
    draft.fields, draft.saved_at, draft.revision = kept, at, draft.revision + 1
    draft.save()
    return draft


def drop_draft(*, actor: User, entry: Entry, report: ActivityReport | None = None) -> None:
    """The draft has been sent, or is not wanted any more."""
    SavedDraft.objects.filter(user=actor, entry=entry, report=report).delete()
