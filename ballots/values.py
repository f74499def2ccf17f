"""Values that forms pass to services."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Outsider:
    """A member from outside the People's Council, such as the head of a department."""

    full_name: str
    gender: str
    office_post: str
    organisation: str
