"""Checks and headers of every request and response."""

from io import IOBase
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_cache_control, patch_vary_headers

from .errors import NotAllowedError


def page_after_sign_in(request: HttpRequest) -> str:
    """The address to open after signing in: for a POST, the page that holds the form.

    That page is the Referer if it is on this site, else the home page: a POST cannot be repeated,
    and many of these addresses do not answer GET. Without a Referer it is the address itself,
    which for the longest forms is the form's page.
    """
    referer = request.headers.get("Referer", "")
    if request.method in ("GET", "HEAD") or not referer:
        return request.get_full_path()
    home, sign_in = (resolve_url(u) for u in (settings.LOGIN_REDIRECT_URL, settings.LOGIN_URL))
    try:
        page = urlsplit(referer)
    except ValueError:  # not a valid address
        return home
    if page.netloc != request.get_host() or page.path == sign_in:
        return home
    return f"{page.path}?{page.query}" if page.query else page.path


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Redirect anonymous users to the sign-in page, and back to a page they can open.

    Requests of scripts get 401 instead, so that no script takes the sign-in page for its answer.
    """

    def handle_no_permission(self, request: HttpRequest, view_func) -> HttpResponse:
        is_script = request.headers.get("Accept", "").startswith("application/json")
        if is_script or "HX-Request" in request.headers:
            return JsonResponse({"error": "Phiên làm việc đã hết. Hãy đăng nhập lại."}, status=401)
        return redirect_to_login(page_after_sign_in(request), self.get_login_url(view_func))


class RequestLimitsMiddleware:
    """Refuse bodies larger than any page sends, before they are read, and NUL in addresses."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise SuspiciousOperation("NUL in the query string")
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        limit = settings.REQUEST_MAX_MB if signed_in else settings.REQUEST_MAX_MB_SIGNED_OUT
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > limit * 1024 * 1024:
            return self._refuse(request, signed_in)
        return self.get_response(request)

    def _refuse(self, request: HttpRequest, signed_in: bool) -> HttpResponse:
        """Redirect to the sign-in page if the session has ended; the browser keeps the text."""
        if signed_in or request.path == resolve_url(settings.LOGIN_URL):
            return render(request, "413.html", status=413)
        return redirect_to_login(page_after_sign_in(request))


class _WholeBody(IOBase):
    """The body of a request, of `length` bytes; reading past an early end raises OSError.

    Django turns that into UnreadablePostError, and the request is refused.
    """

    def __init__(self, stream, length: int) -> None:
        self.stream, self.missing = stream, length

    def read(self, size: int | None = -1, /) -> bytes:
        wanted = self.missing if size is None or size < 0 else min(size, self.missing)
        parts = []
        while wanted:
            data = self.stream.read(wanted)
            if not data:
                raise OSError(f"the request ended {self.missing} bytes early")
            parts.append(data)
            wanted -= len(data)
            self.missing -= len(data)
        return b"".join(parts)


class WholeBodiesMiddleware:
    """Reject truncated request bodies instead of processing them as shorter ones.

    Servers hand over what arrived, and a form without its last photo looks complete.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length):
            request._stream = _WholeBody(request._stream, int(length))  # Django offers no other way
        return self.get_response(request)


class CompressedPagesMiddleware(GZipMiddleware):
    """Compress pages, with padding of random length against guessing by size (BREACH).

    Photos and papers are compressed already, static files when they are collected.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        is_text = response.get("Content-Type", "").startswith("text/html")
        if response.streaming or not is_text:
            return response
        return super().process_response(request, response)


class PrivatePagesMiddleware:
    """Forbid caching for signed-in users; fragments and pages are cached apart."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
            patch_vary_headers(response, ["HX-Request"])
        return response


class PostOnlyPagesMiddleware:
    """Answer with a page instead of an empty 405 when a POST-only address is opened."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and request.method == "GET" and not response.content:
            page = render(request, "405.html", status=405)
            page["Allow"] = response["Allow"]
            return page
        return response


class NotAllowedMiddleware:
    """Answer NotAllowedError with a 403 page that shows its message."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotAllowedError):
            return render(request, "403.html", {"message": error.message}, status=403)
        return None
