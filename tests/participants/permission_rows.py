"""Who may read and write what at the addresses of `participants`."""

from participants.models import Appointment, Cluster

from ..permissions.desk_pages import administrator_pages
from ..permissions.roles import OWNER

ROWS = [
    *administrator_pages("participants_administrativeunit", lambda w: w.round.city.council.unit),
    *administrator_pages("participants_council", lambda w: w.round.city.council),
    *administrator_pages("participants_body", lambda w: w.round.city.boards[0]),
    *administrator_pages("participants_person", lambda w: w.people[OWNER[0]].person),
    *administrator_pages("participants_mandate", lambda w: w.owner_entry.mandate),
    *administrator_pages("participants_appointment", lambda w: Appointment.objects.first()),
    *administrator_pages("participants_cluster", lambda w: Cluster.objects.first()),
]
