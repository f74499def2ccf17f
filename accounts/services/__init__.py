"""Start-up checks of accounts, and drafts of forms."""

from .drafts import DraftChangedError, close_draft, purge_drafts, save_draft
from .start import refuse_demonstration_accounts

__all__ = [
    "DraftChangedError",
    "close_draft",
    "purge_drafts",
    "refuse_demonstration_accounts",
    "save_draft",
]
