"""What a service says when the rules of the house forbid something."""

from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString


class Link(NamedTuple):
    """A page of this site on which a person can do what a refusal asks for."""

    label: str
    address: str


class DomainError(Exception):
    """A rule was broken. The message is Vietnamese, for the person: what happened, what to do.

    `field` names the form field it belongs to, where there is one; `link` leads to the page
    where the cause can be removed.
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


class NotAllowedError(DomainError):
    """The actor may not do this to this object (the page answers 403)."""
