"""Layouts of certificates."""

from decimal import Decimal

from django.db import transaction

from accounts.models import User
from awards.models import AwardType
from participants.models import Council

from ..models import CertificateLayout
from ..permissions import require_office


@transaction.atomic
def set_layout(
    *,
    actor: User,
    council: Council,
    award_type: AwardType,
    page: tuple[Decimal, Decimal],
    offset: tuple[Decimal, Decimal],
    fields: dict,
) -> CertificateLayout:
    """Store where the texts of a certificate are printed, in millimetres and points.

    `page` is (width, height), `offset` (right, down).
    """
    require_office(actor, council.pk)
    layout, _ = CertificateLayout.objects.update_or_create(
        organiser=council,
        award_type=award_type,
        defaults={
            "page_width": page[0],
            "page_height": page[1],
            "offset_x": offset[0],
            "offset_y": offset[1],
            "fields": fields,
        },
    )
    return layout
