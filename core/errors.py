"""What a service says when the rules of the house forbid something."""


class DomainError(Exception):
    """A rule was broken. The message is Vietnamese, for the person: what happened, what to do.

    `field` names the form field it belongs to, where there is one.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotAllowedError(DomainError):
    """The actor may not do this to this object (the page answers 403)."""
