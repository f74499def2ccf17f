"""Drafts of forms: typed content is saved on the server after a few seconds until it is sent.

A draft belongs to one user and one form. Its content is never checked against the form's object:
it is only ever shown to the user who typed it.
"""

import re
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from core.errors import DomainError

from ..models import SavedDraft, User
from ..rules import UNREADABLE_DRAFT

MOST_FIELDS = 2_000
MOST_CHARACTERS = 300_000  # of all fields of one draft
MOST_DRAFTS = 100  # of one user; a further one replaces the oldest


class DraftChangedError(DomainError):
    """The draft was saved or sent from another window; `current` is the stored one."""

    def __init__(self, current: SavedDraft) -> None:
        super().__init__("Mục này đang được nhập ở một cửa sổ hoặc máy khác.")
        self.current = current


@transaction.atomic
def save_draft(
    *, actor: User, key: str, fields: Mapping[str, str | list], based_on: int, at: datetime
) -> SavedDraft:
    """Save typed content. `based_on` is the revision the form was filled from, 0 for none.

    Raises DraftChangedError when another window has saved or sent the form since.
    """
    _check_key(key)
    kept = _checked_fields(fields)
    draft, is_new = SavedDraft.objects.select_for_update().get_or_create(
        user=actor, key=key, defaults={"saved_at": at}
    )
    if is_new:
        _make_room(actor)
    elif draft.revision != based_on and (draft.fields != kept or draft.sent_revision > based_on):
        raise DraftChangedError(draft)
    draft.fields, draft.saved_at, draft.revision = kept, at, draft.revision + 1
    draft.save()
    return draft


@transaction.atomic
def close_draft(*, actor: User, key: str, at: datetime) -> SavedDraft:
    """Empty the draft of a form that was sent or whose content the user dropped.

    The emptied row stays until `purge_drafts`, so that saves still on their way are rejected.
    """
    _check_key(key)
    draft, is_new = SavedDraft.objects.select_for_update().get_or_create(
        user=actor, key=key, defaults={"saved_at": at}
    )
    if is_new:
        _make_room(actor)
    draft.fields, draft.saved_at = {}, at
    draft.revision += 1
    draft.sent_revision = draft.revision
    draft.save()
    return draft


def purge_drafts(*, before: datetime) -> int:
    """Delete drafts last saved before `before`; return their number."""
    return SavedDraft.objects.filter(saved_at__lt=before).delete()[0]


def _check_key(key: str) -> None:
    if len(key) > 100 or not re.fullmatch(SavedDraft.KEY_PATTERN, key):
        raise DomainError("Không lưu được bản đang nhập của biểu mẫu này.")


def _checked_fields(fields: Mapping[str, str | list]) -> dict[str, str | list[str]]:
    """The fields as they are stored. Raises DomainError when they are too many or too long."""
    kept: dict[str, str | list[str]] = {}
    for name, value in fields.items():
        if isinstance(value, list):
            kept[_storable(name)] = [_storable(each) for each in value]
        else:
            kept[_storable(name)] = _storable(value)
    characters = sum(len(name) + len("".join(value)) for name, value in kept.items())
    values = sum(len(value) if isinstance(value, list) else 1 for value in kept.values())
    if max(len(kept), values) > MOST_FIELDS or characters > MOST_CHARACTERS:
        raise DomainError("Nội dung quá dài để tự lưu. Hãy gửi hoặc lưu bằng nút trên trang.")
    return kept


def _storable(value: object) -> str:
    """The value without NUL and unpaired surrogates, which PostgreSQL cannot store.

    A surrogate is left when a length limit cuts an emoji. Raises DomainError for a nested value.
    """
    if isinstance(value, dict | list):
        raise DomainError(UNREADABLE_DRAFT)
    return str(value).replace("\0", "").encode(errors="ignore").decode()


def _make_room(user: User) -> None:
    newest = SavedDraft.objects.filter(user=user).order_by("-saved_at", "-pk")
    kept = list(newest.values_list("pk", flat=True)[:MOST_DRAFTS])
    if len(kept) == MOST_DRAFTS:
        SavedDraft.objects.filter(user=user).exclude(pk__in=kept).delete()
