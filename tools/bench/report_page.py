"""The work of a browser on the page of the form: read fields, encode them, add a photo."""

import json
import os
import re
from html.parser import HTMLParser
from random import Random

PHOTO_BYTES = 300_000
BOUNDARY = "----bench7MA4YWxkTrZu0gW"


def multipart(fields: dict[str, str], picture: bytes) -> tuple[bytes, str]:
    """Body and content type of a form with at most one photo."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode()
        for name, text in fields.items()
    ]
    if picture:
        head = 'Content-Disposition: form-data; name="files"; filename="anh.jpg"\r\n'
        head += "Content-Type: image/jpeg\r\n\r\n"
        parts.append(f"--{BOUNDARY}\r\n{head}".encode() + picture + b"\r\n")
    parts.append(f"--{BOUNDARY}--\r\n".encode())
    return b"".join(parts), f"multipart/form-data; boundary={BOUNDARY}"


# One grey pixel.
JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300"
    + "01" * 64
    + "ffc0000b080001000101011100ffc4001f0000010501010101010100000000000000000102030405060708090a0b"
    "ffc400b5100002010303020403050504040000017d01020300041105122131410613516107227114328191a108"
    "2342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a434445464748494a53545556"
    "5758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9"
    "aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7"
    "f8f9faffda0008010100003f00d2cf20ffd9"
)


def photo(rng: Random, size: int = PHOTO_BYTES) -> bytes:
    """A valid, unique JPEG of `size` bytes; its comments are random."""
    noise, parts = size - len(JPEG), [JPEG[:2]]
    while noise > 0:
        length = min(noise, 65_000)
        parts.append(b"\xff\xfe" + (length + 2).to_bytes(2, "big") + os.urandom(length))
        noise -= length
    return b"".join(parts) + JPEG[2:]


class _FormReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.choices: dict[str, list[str]] = {}
        self.about: dict = {}
        self.in_form = False
        self.select = self.textarea = ""

    def handle_starttag(self, tag: str, attrs) -> None:
        found = dict(attrs)
        if tag == "form" and "/dang-xuat/" not in (found.get("action") or ""):
            self.in_form = True
            self._read_draft(json.loads(found.get("data-kept") or "{}"))
        elif self.in_form and (name := found.get("name")):
            self._read_field(tag, name, found)
        elif tag == "option" and self.select and found.get("value"):
            self.choices[self.select].append(found["value"])

    def _read_draft(self, kept: dict) -> None:
        if kept:
            self.about |= kept | {"cho": "cho=" + kept["key"].split(":")[1]}

    def _read_field(self, tag: str, name: str, found: dict) -> None:
        if tag == "select":
            self.select, self.choices[name], self.values[name] = name, [], ""
        elif tag == "textarea":
            self.textarea, self.values[name] = name, ""
        elif tag == "input" and found.get("type") not in ("file", "checkbox", "radio"):
            self.values[name] = found.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.values[self.textarea] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.in_form = False
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.textarea = ""


def read_form(page: str) -> tuple[dict[str, str], dict[str, list[str]], dict]:
    """Fields of the form with their values, choices by field, and the URL of its drafts."""
    reader = _FormReader()
    reader.feed(page)
    return reader.values, reader.choices, reader.about


def problems_in(page: str) -> str:
    """The error messages of the page, in one line."""
    marked = r'(?s)class="(?:invalid-feedback|errorlist|alert)[^"]*"[^>]*>(.*?)</'
    texts = (re.sub("<[^>]+>", " ", text) for text in re.findall(marked, page))
    return " ".join(" ".join(texts).split())[:200]
