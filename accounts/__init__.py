"""Users, roles, sign-in, invitations, saved drafts of forms."""
