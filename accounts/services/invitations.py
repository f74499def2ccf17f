"""Accounts that start with an invitation: their owner sets the first password."""

from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from core.errors import DomainError

from ..models import User


@transaction.atomic
def create_invited_account(*, username: str, full_name: str) -> User:
    """Create an account without a password; its owner sets one through an invitation.

    The caller decides who may create accounts.

    Raises DomainError (field `username`) for a name that is taken or not allowed.
    """
    user = User(username=username.strip(), full_name=full_name)
    user.set_unusable_password()
    try:
        user.full_clean()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages), field="username") from error
    user.save()
    return user


def invitation_code(user: User) -> str:
    """A code that sets the first password of an account, once, within PASSWORD_RESET_TIMEOUT.

    Raises DomainError for an account that has a password, so that no invitation takes it over.
    """
    if user.has_usable_password() or not user.is_active:
        raise DomainError(
            "Tài khoản này đã có mật khẩu hoặc đã ngừng dùng. Nếu quên mật khẩu, hãy nhờ người "
            "quản trị."
        )
    number = urlsafe_base64_encode(str(user.pk).encode())
    return f"{number}.{default_token_generator.make_token(user)}"


def user_invited_by(code: str) -> User | None:
    """The account that a valid, unused invitation is for."""
    number, _, token = code.partition(".")
    try:
        pk = int(urlsafe_base64_decode(number))
    except (ValueError, UnicodeDecodeError):
        return None
    user = User.objects.filter(pk=pk, is_active=True).first() if pk < 2**63 else None
    if user is None or user.has_usable_password():
        return None
    return user if default_token_generator.check_token(user, token) else None


@transaction.atomic
def accept_invitation(*, code: str, password: str) -> User:
    """Set the first password of an invited account. Raises DomainError for a used or old code."""
    if (user := user_invited_by(code)) is None:
        raise DomainError(
            "Lời mời này không đúng, đã dùng hoặc đã hết hạn. Hãy xin văn phòng lời mời mới."
        )
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.has_usable_password():
        raise DomainError("Lời mời này đã dùng. Hãy đăng nhập bằng mật khẩu đã đặt.")
    locked.set_password(password)
    locked.save(update_fields=["password"])
    return locked
