"""A delegate's phone over real HTTP: signs in, opens the form, saves drafts, sends, retries.

It reads the form from the page and sends what a browser sends, so that a new field of the form
needs no change here unless it is required.
"""

import json
import re
import threading
import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from http.client import HTTPConnection, HTTPException
from random import Random
from urllib.parse import urlencode

from .report_page import multipart, photo, problems_in, read_form

FORM = "/bao-hoat-dong/"
COUNTS = "/bao-hoat-dong/so-luong/"
SIGN_IN = "/dang-nhap/"
TRIES = 6
WAIT_BEFORE_RETRY_SECONDS = 0.5
TIMEOUT_SECONDS = 30
TEXT = "Tiếp xúc cử tri, ghi nhận ý kiến về đường giao thông và nước sạch. "


@dataclass(frozen=True)
class Sample:
    """One request: its part of the work, and the time until the last byte of the answer."""

    part: str
    seconds: float
    status: int


@dataclass
class Answer:
    status: int
    location: str
    text: str


@dataclass
class Intent:
    """A report that a delegate intends to send: its content and its outcome.

    `mark` is a unique part of its text; `way` is how it is sent (`WAYS`).
    """

    mark: str
    way: str
    token: str = ""
    kind: str = ""
    happened_on: str = ""
    place: str = ""
    summary: str = ""
    counts: dict[str, str] = field(default_factory=dict)
    photo_hash: str = ""
    answered: list[str] = field(default_factory=list)

    @property
    def is_acknowledged(self) -> bool:
        return bool(self.answered)


@dataclass
class Log:
    """What all phones recorded; threads only append to it."""

    samples: list[Sample] = field(default_factory=list)
    intents: list[Intent] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


# How a report is sent, and in what percentage of cases.
WAYS = {
    "once": 80,
    "twice": 8,  # two clicks: the same request on two connections at the same moment
    "unread": 8,  # the connection breaks after the last byte was sent, before the answer
    "half": 4,  # the connection breaks in the middle of the request
}


class Phone:
    """A browser with one signed-in delegate; not to be shared between threads."""

    def __init__(self, host: str, port: int, log: Log, rng: Random) -> None:
        self.host, self.port, self.log, self.rng = host, port, log, rng
        self.cookies: dict[str, str] = {}
        self.line: HTTPConnection | None = None

    # --- the work of a delegate ---------------------------------------------------------------
    def sign_in(self, username: str, password: str) -> None:
        """Sign in; raise RuntimeError if the server refuses."""
        page = self.ask("sign_in_form", "GET", SIGN_IN)
        data = {**read_form(page.text)[0], "username": username, "password": password}
        answer = self.ask("sign_in", "POST", SIGN_IN, urlencode(data), URLENCODED)
        self.close()
        if answer.status != 302:
            raise RuntimeError(f"{username} could not sign in: status {answer.status}")

    def report(self, *, pause_seconds: float, photo_percent: int, way: str) -> Intent:
        """Open the form, type for `pause_seconds` while drafts are saved, send."""
        page = self.ask("form", "GET", FORM)
        values, choices, about = read_form(page.text)
        intent = self._think_up(values, choices, way)
        picture = photo(self.rng) if self.rng.randrange(100) < photo_percent else b""
        intent.photo_hash = sha256(picture).hexdigest() if picture else ""
        shown = self.ask("counts", "GET", f"{COUNTS}?{about['cho']}&kind={intent.kind}", "", HTMX)
        fields = read_form(f"<form>{shown.text}</form>")[0]
        intent.counts = {name: "1" for name in fields if name.startswith("count_")}
        self._type(intent, values, about, pause_seconds)
        self.log.intents.append(intent)
        self._send(intent, values, picture)
        self.close()  # a phone is unused between two reports
        return intent

    def _think_up(self, values: dict, choices: dict, way: str) -> Intent:
        mark = uuid.uuid4().hex
        return Intent(
            mark=mark,
            way=way,
            token=values["token"],
            kind=self.rng.choice(choices["kind"]),
            happened_on=f"2023-{self.rng.randrange(1, 13):02}-{self.rng.randrange(1, 29):02}",
            place=f"Nhà văn hóa số {self.rng.randrange(1, 99)}",
            summary=f"[{mark}] {TEXT * self.rng.randrange(1, 6)}".strip(),
        )

    def _type(self, intent: Intent, values: dict, about: dict, pause_seconds: float) -> None:
        """Save two drafts, one half and one complete, as static/js/kept_form.js does."""
        revision = about["revision"]
        for share in (0.5, 1.0):
            time.sleep(pause_seconds / 2)
            self.close()  # servers close idle connections, and browsers then open another
            text = intent.summary[: int(len(intent.summary) * share)]
            data = {
                "key": about["key"],
                "user": about["user"],
                "based_on": revision,
                "fields": json.dumps({**words(intent), "summary": text}),
                "csrfmiddlewaretoken": values["csrfmiddlewaretoken"],
            }
            answer = self.ask("draft", "POST", about["url"], urlencode(data), URLENCODED)
            saved = json.loads(answer.text) if answer.status == 200 else {}
            if "revision" not in saved:
                self.log.errors.append(f"draft: status {answer.status} {answer.text[:60]}")
            revision = saved.get("revision", revision)

    # --- sending, and sending again -----------------------------------------------------------
    def _send(self, intent: Intent, values: dict[str, str], picture: bytes) -> None:
        body, kind = multipart({**values, **words(intent)}, picture)
        headers = {"Content-Type": kind}
        if intent.way == "twice":
            other = Phone(self.host, self.port, self.log, self.rng)
            other.cookies = dict(self.cookies)
            click = threading.Thread(target=other._try, args=(intent, body, headers))
            click.start()
            self._try(intent, body, headers)
            click.join()
            other.close()
        elif intent.way in ("unread", "half"):
            last = len(body) if intent.way == "unread" else len(body) // 2
            self._break_off(body, headers, last)
            time.sleep(self.rng.random() * WAIT_BEFORE_RETRY_SECONDS)
        for _ in range(TRIES):
            if intent.is_acknowledged:
                return
            self._try(intent, body, headers)
        if not intent.is_acknowledged:
            self.log.errors.append("gave up after several tries")

    def _try(self, intent: Intent, body: bytes, headers: dict[str, str]) -> None:
        """Send once; acknowledged if the answer redirects to the page of a report."""
        part = "report_with_photo" if intent.photo_hash else "report"
        try:
            answer = self.ask(part, "POST", FORM, body, headers)
            if answer.status == 302 and (found := re.search(r"/bao-cao/(\d+)/", answer.location)):
                intent.answered.append(found[1])
                self.ask("report_page", "GET", answer.location)
                return
            problem = f"status {answer.status} {problems_in(answer.text)}"
        except (OSError, HTTPException) as error:
            problem = type(error).__name__
        self.log.errors.append(f"{part}: {problem}")
        time.sleep(WAIT_BEFORE_RETRY_SECONDS)

    def _break_off(self, body: bytes, headers: dict[str, str], last: int) -> None:
        """Send a request up to byte `last` of its body, and close without reading."""
        line = HTTPConnection(self.host, self.port, timeout=TIMEOUT_SECONDS)
        line.putrequest("POST", FORM)
        for name, text in {**self._headers(), **headers}.items():
            line.putheader(name, text)
        line.putheader("Content-Length", str(len(body)))
        line.endheaders()
        line.send(body[:last])
        line.close()

    # --- HTTP ---------------------------------------------------------------------------------
    def ask(self, part: str, method: str, path: str, body="", headers=()) -> Answer:
        """Send a request on the open connection, or on a new one; measured from its first byte.

        Raises OSError or HTTPException if the connection breaks.
        """
        started = time.perf_counter()
        if self.line is None:
            self.line = HTTPConnection(self.host, self.port, timeout=TIMEOUT_SECONDS)
        try:
            self.line.request(method, path, body or None, {**self._headers(), **dict(headers)})
            response = self.line.getresponse()
            text = response.read().decode("utf-8", "replace")
        except (OSError, HTTPException):
            self.close()
            raise
        self.log.samples.append(Sample(part, time.perf_counter() - started, response.status))
        self._keep_cookies(response.headers.get_all("Set-Cookie") or [])
        if response.will_close:
            self.close()
        return Answer(response.status, response.headers.get("Location", ""), text)

    def _headers(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={text}" for name, text in self.cookies.items())
        return {"Cookie": cookies, "Accept": "text/html"}

    def _keep_cookies(self, lines: Iterable[str]) -> None:
        for line in lines:
            name, _, text = line.partition(";")[0].partition("=")
            self.cookies[name] = text

    def close(self) -> None:
        """Close the connection; the next request opens a new one."""
        if self.line is not None:
            self.line.close()
        self.line = None


URLENCODED = {"Content-Type": "application/x-www-form-urlencoded"}
HTMX = {"HX-Request": "true"}


def words(intent: Intent) -> dict[str, str]:
    """The text fields of the form."""
    return {
        "token": intent.token,
        "kind": intent.kind,
        "happened_on": intent.happened_on,
        "place": intent.place,
        "summary": intent.summary,
        **intent.counts,
    }
