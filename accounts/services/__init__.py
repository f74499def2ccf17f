"""Start-up checks of accounts, drafts of forms, and invitations."""
