"""Permissions of papers."""

from accounts.models import User
from core.errors import NotAllowedError
from participants.permissions import is_secretary_of


def require_office(actor: User, council_id: int) -> None:
    """Raise NotAllowedError unless `actor` works in the office of the council today."""
    if not is_secretary_of(actor, council_id):
        raise NotAllowedError("Chỉ văn phòng của HĐND được sửa mẫu văn bản.")
