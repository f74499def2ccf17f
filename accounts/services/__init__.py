"""Start-up checks of accounts, drafts of forms, and invitations."""

from .drafts import DraftChangedError, close_draft, purge_drafts, save_draft
from .invitations import (
    accept_invitation,
    create_invited_account,
    invitation_code,
    user_invited_by,
)
from .start import refuse_demonstration_accounts

__all__ = [
    "DraftChangedError",
    "accept_invitation",
    "close_draft",
    "create_invited_account",
    "invitation_code",
    "purge_drafts",
    "refuse_demonstration_accounts",
    "save_draft",
    "user_invited_by",
]
