"""Mail preferences. Notices with a deadline cannot be unsubscribed, only the address removed."""

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from accounts.models import User
from core.errors import DomainError

from ..models import Mailbox
from ..rules import INVALID_ADDRESS

_SALT = "notices.unsubscribe"


@transaction.atomic
def choose_mail(*, actor: User, address: str, wants_news: bool) -> Mailbox:
    """Set the actor's address (empty: no mail) and whether notices without a deadline are mailed.

    Resets earlier failures, because the address has just been checked.
    """
    address = address.strip()
    if address:
        try:
            validate_email(address)
        except ValidationError:
            raise DomainError(INVALID_ADDRESS, field="address")  # noqa: B904
    actor.email = address
    actor.save(update_fields=["email"])
    mailbox, _ = Mailbox.objects.update_or_create(
        user=actor, defaults={"wants_news": wants_news} | _NO_FAILURES
    )
    return mailbox


_NO_FAILURES = {"failures": 0, "next_try_at": None, "last_error": ""}


def retry_mail(*, mailboxes) -> int:
    """Reset the failures of these mailboxes (a QuerySet), so that mail is tried again."""
    return mailboxes.update(**_NO_FAILURES)


def unsubscribe(*, user: User) -> Mailbox:
    """Stop mail to `user` without a deadline. The signed link of a mail is the permission."""
    mailbox, _ = Mailbox.objects.update_or_create(user=user, defaults={"wants_news": False})
    return mailbox


def unsubscribe_token(user: User) -> str:
    """Signed token of the unsubscribe link; it does not expire and allows nothing else."""
    return signing.dumps(user.pk, salt=_SALT)


def user_of_token(token: str) -> User | None:
    try:
        pk = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk, is_active=True).first()
