"""Who may read and write what at the addresses of `accounts`."""

from django.contrib.auth.models import Group

from accounts.models import User
from accounts.services.invitations import invitation_code

from ..permissions.desk_pages import administrator_pages
from ..permissions.roles import (
    ANONYMOUS,
    BY_POST_ONLY,
    FORBIDDEN,
    MOVED,
    NOT_FOUND,
    OK,
    OWNER,
    SIGN_IN,
    anybody,
    desk,
    everyone,
)
from ..permissions.rows import Row
from ..permissions.world import World


def of_invited(world: World) -> dict:
    return {"code": invitation_code(User.objects.get(username="moi-vao"))}


ROWS = [
    Row(
        "accounts:sign_in",
        get=everyone(MOVED) | {ANONYMOUS: OK},
        post=everyone(MOVED) | {ANONYMOUS: OK},
    ),
    # the code is the right to set the first password, once
    Row("accounts:invitation", at=of_invited, get=anybody(OK), post=anybody(OK)),
    Row(
        "accounts:invitation",
        note="forged",
        at=lambda w: {"code": "MTA.aaaaaa-bbbb"},
        get=anybody(NOT_FOUND),
        post=anybody(NOT_FOUND),
    ),
    Row("accounts:sign_out", get=BY_POST_ONLY, post=everyone(SIGN_IN)),
    Row(
        "accounts:draft_save",
        data={"key": "report:1", "fields": '{"summary": "Đang viết"}', "based_on": "0"},
        get=BY_POST_ONLY,
        post=everyone(OK),
    ),
    Row(
        "admin:auth_user_password_change",
        at=lambda w: {"id": w.people[OWNER[0]].pk},
        get=desk(FORBIDDEN, FORBIDDEN, OK),
        post=desk(FORBIDDEN, FORBIDDEN, OK),
    ),
    *administrator_pages("accounts_user", lambda w: w.people[OWNER[0]]),
    *administrator_pages("auth_group", lambda w: Group.objects.first()),
]
