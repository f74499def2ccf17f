"""What mail a person wants. What is due cannot be chosen away, only the address removed."""

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from accounts.models import User
from core.errors import DomainError

from ..models import Mailbox

_SALT = "notices.unsubscribe"


@transaction.atomic
def choose_mail(*, actor: User, address: str, wants_news: bool) -> Mailbox:
    """Set one's own address (may be empty: inbox only) and whether pleasant things are mailed.

    What failed before is forgotten: somebody has just looked at the address.
    """
    address = address.strip()
    if address:
        try:
            validate_email(address)
        except ValidationError:
            raise DomainError("Địa chỉ thư chưa đúng. Ví dụ: ten@haiphong.gov.vn.", field="address")  # noqa: B904
    actor.email = address
    actor.save(update_fields=["email"])
    mailbox, _ = Mailbox.objects.update_or_create(
        user=actor, defaults={"wants_news": wants_news} | _UNTRIED
    )
    return mailbox


_UNTRIED = {"failures": 0, "next_try_at": None, "last_error": ""}


def retry_mail(*, mailboxes) -> int:
    """The administrator has looked at what went wrong (a QuerySet): try them again."""
    return mailboxes.update(**_UNTRIED)


def unsubscribe(*, user: User) -> Mailbox:
    """No more mail to `user` about what is not due. For who holds the link of a mail."""
    mailbox, _ = Mailbox.objects.update_or_create(user=user, defaults={"wants_news": False})
    return mailbox


def unsubscribe_token(user: User) -> str:
    """What stands in a mail's link; it lets its holder do this one thing, for ever."""
    return signing.dumps(user.pk, salt=_SALT)


def user_of_token(token: str) -> User | None:
    try:
        pk = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk, is_active=True).first()
