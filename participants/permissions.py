"""Offices held by users. The apps above ask here and do not read appointments themselves."""

from accounts.models import Role, User
from core.clock import today

from .models import Appointment


def councils_served(user: User, *roles: Role):
    """Ids of councils where `user` holds one of `roles` today, as a subquery."""
    return Appointment.objects.councils_of(user, *roles, day=today())


def is_secretary_of(user: User, council_id: int) -> bool:
    return _holds(user, council_id, Role.SECRETARY)


def is_leader_of(user: User, council_id: int) -> bool:
    return _holds(user, council_id, Role.LEADER)


def roles_held(user: User) -> set[Role]:
    """Roles that `user` holds in any council today. One query."""
    appointments = Appointment.objects.on(today()).filter(user=user)
    return {Role(role) for role in appointments.values_list("role", flat=True)}


def holds_office(user: User, *roles: Role) -> bool:
    """Whether `user` holds one of `roles` anywhere today. One query."""
    return councils_served(user, *roles).exists()


def secretaries_of(council_id: int) -> set[int]:
    """Ids of the active accounts that work as secretaries of a council today. One query."""
    appointed = Appointment.objects.on(today()).filter(council=council_id, role=Role.SECRETARY)
    return set(appointed.filter(user__is_active=True).values_list("user_id", flat=True))


def _holds(user: User, council_id: int, role: Role) -> bool:
    return councils_served(user, role).filter(council_id=council_id).exists()
