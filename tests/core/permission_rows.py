"""Who may read and write what at the addresses of `core`."""

from ..permissions.desk_pages import administrator_keeps

ROWS = [
    *administrator_keeps("core_calendaryear", lambda w: w.calendar_year),
]
