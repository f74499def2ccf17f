"""Councils, their bodies, the people in them and the clusters they compete in, all dated."""

from .appointments import Appointment
from .clusters import Cluster, ClusterMember
from .councils import Body, BodyKind, Council
from .people import BodyPost, Gender, Mandate, Membership, Person
from .units import AdministrativeUnit, Level

__all__ = [
    "AdministrativeUnit",
    "Appointment",
    "Body",
    "BodyKind",
    "BodyPost",
    "Cluster",
    "ClusterMember",
    "Council",
    "Gender",
    "Level",
    "Mandate",
    "Membership",
    "Person",
]
