"""Who may read and write what at the addresses of `demo`."""

from ..permissions.roles import BY_GET_ONLY, BY_POST_ONLY, MOVED, NOT_FOUND, OK, everyone
from ..permissions.rows import Row

ROWS = [
    Row("demo:mail_list", get=everyone(OK), post=BY_GET_ONLY),
    Row("demo:digests_send", get=BY_POST_ONLY, post=everyone(MOVED)),
    Row(
        "demo:mail_detail",
        note="none is kept",
        at=lambda w: {"name": "khong-co"},
        get=everyone(NOT_FOUND),
        post=BY_GET_ONLY,
    ),
]
