"""Who may read and write what at the addresses of `notices`."""

from notices.models import Mailbox
from notices.services.preferences import unsubscribe_token

from ..permissions.desk_pages import administrator_reads
from ..permissions.roles import (
    BY_GET_ONLY,
    BY_POST_ONLY,
    MOVED,
    NOT_FOUND,
    OK,
    OWNER,
    anybody,
    everyone,
    only,
)
from ..permissions.rows import Row
from ..permissions.world import World


def of_owners_mail(world: World) -> dict:
    return {"token": unsubscribe_token(world.people[OWNER[0]])}


ROWS = [
    Row("notices:inbox", get=everyone(OK), post=BY_GET_ONLY),
    Row("notices:all_read", get=BY_POST_ONLY, post=everyone(MOVED)),
    Row(
        "notices:notice_open",
        at=lambda w: {"pk": w.notice.pk},
        get=BY_POST_ONLY,
        post=only(OWNER, then=MOVED),
    ),
    Row(
        "notices:mail_settings",
        data={"address": "moi@xa.example"},
        get=everyone(OK),
        post=everyone(MOVED),
    ),
    # the signed link is the right to do it, whoever follows it
    Row("notices:unsubscribe", at=of_owners_mail, get=anybody(OK), post=anybody(OK)),
    Row(
        "notices:unsubscribe",
        note="forged",
        at=lambda w: {"token": "MTA:aaaaaa:bbbb"},
        get=anybody(NOT_FOUND),
        post=anybody(NOT_FOUND),
    ),
    *administrator_reads("notices_mailbox", lambda w: Mailbox.objects.first()),
]
