"""Who may read and write what at the addresses of the admin site itself."""

from django.contrib.contenttypes.models import ContentType

from .roles import (
    ANONYMOUS,
    FORBIDDEN,
    MOVED,
    NOT_BY_THIS_METHOD,
    NOT_FOUND,
    OK,
    SIGN_IN,
    STAFF,
    desk,
    everyone,
    only,
    whole_desk,
)
from .rows import Row

ROWS = [
    Row("admin:index", get=whole_desk(OK), post=whole_desk(OK)),
    Row(
        "admin:login",
        get=everyone(MOVED) | {ANONYMOUS: SIGN_IN},
        post=everyone(MOVED) | {ANONYMOUS: SIGN_IN},
    ),
    # the others are sent to the desk's front page, which sends them to the sign-in
    Row(
        "admin:logout",
        get=only(STAFF, then=NOT_BY_THIS_METHOD, others=MOVED),
        post=only(STAFF, then=SIGN_IN, others=MOVED),
    ),
    Row("admin:password_change", get=whole_desk(OK), post=whole_desk(OK)),
    Row("admin:password_change_done", get=whole_desk(OK), post=whole_desk(NOT_BY_THIS_METHOD)),
    Row("admin:jsi18n", get=whole_desk(OK), post=whole_desk(NOT_BY_THIS_METHOD)),
    Row(
        "admin:autocomplete",
        query=lambda w: {
            "app_label": "participants",
            "model_name": "council",
            "field_name": "superior",
        },
        get=desk(FORBIDDEN, FORBIDDEN, OK),
        post=whole_desk(NOT_BY_THIS_METHOD),
    ),
    Row(
        "admin:view_on_site",
        note="no model has a public page",
        at=lambda w: {
            "content_type_id": ContentType.objects.get_for_model(w.plan).pk,
            "object_id": w.plan.pk,
        },
        get=whole_desk(NOT_FOUND),
        post=whole_desk(NOT_FOUND),
    ),
    Row(
        "admin:app_list",
        note="of the office",
        at=lambda w: {"app_label": "campaigns"},
        get=desk(OK, OK, NOT_FOUND),
        post=desk(OK, OK, NOT_FOUND),
    ),
    Row(
        "admin:app_list",
        note="of the administrator",
        at=lambda w: {"app_label": "participants"},
        get=desk(NOT_FOUND, NOT_FOUND, OK),
        post=desk(NOT_FOUND, NOT_FOUND, OK),
    ),
    Row(
        "admin:quan-tri/(?P<url>.*)$",
        at=lambda w: {"url": "khong-co/"},
        get=whole_desk(NOT_FOUND),
        post=whole_desk(NOT_FOUND),
    ),
]
