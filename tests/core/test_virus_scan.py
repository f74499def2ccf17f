"""Scanning files with ClamAV, played by a small server."""

import socket
import struct
import threading
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.errors import DomainError
from core.files import check_upload

from ..pdf_files import one_page_pdf

SIGN = b"X5O!P%@AP[4"  # beginning of the harmless test virus


class Clam:
    """Reads INSTREAM as clamd does: lengths and chunks, up to a length of zero."""

    def __init__(self, server: socket.socket, answer: str | None) -> None:
        self.server, self.answer, self.seen = server, answer, b""
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        connection, _ = self.server.accept()
        with connection, connection.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            while length := struct.unpack(">I", stream.read(4))[0]:
                self.seen += stream.read(length)
            found = "Eicar-Test FOUND" if SIGN in self.seen else "OK"
            connection.sendall((self.answer or f"stream: {found}").encode() + b"\0")


@pytest.fixture(params=["host and port", "path"])
def listening(request, settings, tmp_path) -> Iterator[socket.socket]:
    if request.param == "path":
        server, address = socket.socket(socket.AF_UNIX), str(tmp_path / "clamd")
        server.bind(address)
    else:
        server = socket.socket()
        server.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{server.getsockname()[1]}"
    server.listen()
    settings.CLAMAV_ADDRESS = address
    yield server
    server.close()


def check(content: bytes):
    return check_upload(SimpleUploadedFile("a.pdf", content), max_mb=20)


def test_a_clean_file_passes_and_is_scanned_completely(listening):
    clam, content = Clam(listening, None), one_page_pdf(1).ljust(200_000)
    assert check(content).content.read() == content
    assert clam.seen == content


def test_an_infected_file_is_refused_by_name(listening):
    Clam(listening, None)
    with pytest.raises(DomainError, match=r"có mã độc \(Eicar-Test\)"):
        check(sick_paper())


def sick_paper() -> bytes:
    """A paper with the test signature in a comment after its last object."""
    head, end = one_page_pdf(1).split(b"xref", 1)
    return head + b"%" + SIGN + b"\nxref" + end


def test_an_unclear_answer_does_not_accept_the_file(listening):
    Clam(listening, "INSTREAM size limit exceeded. ERROR")
    with pytest.raises(DomainError, match="Chưa kiểm tra được"):
        check(one_page_pdf(1))


def test_without_an_answer_the_file_is_refused(settings, tmp_path):
    for address in (str(tmp_path / "nobody"), "127.0.0.1:1"):
        settings.CLAMAV_ADDRESS = address
        with pytest.raises(DomainError, match="Chưa kiểm tra được"):
            check(one_page_pdf(1))
