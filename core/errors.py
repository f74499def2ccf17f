"""The two errors of a service: a rule refuses the action, or the person may not do it."""

from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString


class Link(NamedTuple):
    """A page of this site on which a person can do what a refusal asks for."""

    label: str
    address: str


class DomainError(Exception):
    """A rule refuses the action. The message is Vietnamese, for the person: what and what to do.

    `field` names the form field that the message belongs to, if any; `link` leads to the page
    where the cause can be removed. Pages show the message to the person (`core.forms`,
    `core.views`).
    """

    def __init__(self, message: str, *, field: str | None = None, link: Link | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.link = link

    @property
    def html(self) -> SafeString:
        """The message followed by its link, escaped, for pages."""
        if self.link is None:
            return format_html("{}", self.message)
        return format_html(
            '{} <a href="{}">{}</a>', self.message, self.link.address, self.link.label
        )


def refuse_if(problem: str | None, *, field: str | None = None) -> None:
    """Raise DomainError with the answer of a rule, unless it is None."""
    if problem:
        raise DomainError(problem, field=field)


class NotAllowedError(Exception):
    """The actor has no right to do this to this object. The middleware answers 403.

    Not a DomainError: no form and no button turns it into a message.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
