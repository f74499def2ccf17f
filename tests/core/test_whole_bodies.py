"""Truncated requests are refused, and nothing of them is stored."""

from io import BytesIO

import pytest
from django.http import UnreadablePostError
from django.test import RequestFactory

from core.middleware import WholeBodiesMiddleware

FORM = "multipart/form-data; boundary=x"
BODY = (
    b'--x\r\nContent-Disposition: form-data; name="summary"\r\n\r\nDa lam\r\n'
    b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\n\r\n'
    + b"A" * 200_000
    + b"\r\n--x--\r\n"
)


def request_of(body: bytes, length: int, content_type: str):
    request = RequestFactory().post("/", content_type=content_type)
    request.META["CONTENT_LENGTH"] = str(length)
    request._stream = BytesIO(body)
    WholeBodiesMiddleware(lambda request: None)(request)
    return request


def test_a_complete_form_is_read():
    request = request_of(BODY, len(BODY), FORM)
    assert request.POST["summary"] == "Da lam"
    assert request.FILES["files"].size == 200_000


@pytest.mark.parametrize("cut", [10, 100, 150, len(BODY) // 2, len(BODY) - 1])
def test_a_truncated_form_is_refused(cut):
    with pytest.raises(UnreadablePostError):
        _ = request_of(BODY[:cut], len(BODY), FORM).POST


def test_a_truncated_draft_is_refused():
    typed, kind = b"summary=Da+lam+xong", "application/x-www-form-urlencoded"
    assert request_of(typed, len(typed), kind).POST["summary"] == "Da lam xong"
    with pytest.raises(UnreadablePostError):
        _ = request_of(typed[:12], len(typed), kind).POST
