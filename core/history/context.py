"""Pass the user and the page or task of a change to the triggers that record it.

Statements that write are preceded by a `set_config` in the same round trip. The setting ends with
the transaction, so a pooled connection never carries it into the work of somebody else.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4

from django.db import connection
from django.http import HttpRequest, HttpResponse

SETTING = "thidua.history"
_WRITES = re.compile(r"\s*(insert|update|delete|with|merge)\b", re.IGNORECASE)

# Returns the current context; a function, because signing in changes the user of a request.
_current: ContextVar[Callable[[], dict] | None] = ContextVar("history_context", default=None)


@contextmanager
def history_context(
    *, user_id: int | None = None, cause: str = "", request: HttpRequest | None = None
) -> Iterator[None]:
    """Record the changes inside as made by a user, or caused by a task.

    `request` gives the user and the view, `cause` is the name of a view, task or command. All
    changes of the outermost context have the same context id; an inner one replaces what it names.
    """
    outer = _current.get()
    context_id = str(uuid4())

    def describe() -> dict:
        context = outer() if outer else {"id": context_id}
        if request is not None:
            context |= _of_request(request)
        if user_id is not None:
            context["user"] = user_id
        if cause:
            context["cause"] = cause
        return context

    token = _current.set(describe)
    try:
        if outer is None:
            with connection.execute_wrapper(_announce_context):
                yield
        else:
            yield
    finally:
        _current.reset(token)


def _of_request(request: HttpRequest) -> dict:
    """The signed-in user and the name of the view; never the path, which may hold a token."""
    user = getattr(request, "user", None)
    match = request.resolver_match
    return {"user": user and user.pk, "cause": match.view_name if match else ""}


def _announce_context(execute, sql, params, many: bool, context: dict):
    """Execute wrapper: put the present context before a statement that writes."""
    describe = _current.get()
    is_named = getattr(context["cursor"], "name", None)  # holds one SELECT, nothing else
    if describe and not is_named and isinstance(sql, str) and _WRITES.match(sql):
        value = json.dumps(describe()).replace("'", "''")
        if params is not None:
            value = value.replace("%", "%%")
        sql = f"SELECT set_config('{SETTING}', '{value}', true); {sql}"
    return execute(sql, params, many, context)


class HistoryMiddleware:
    """Record the changes of a request under its user and its view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with history_context(request=request):
            return self.get_response(request)
