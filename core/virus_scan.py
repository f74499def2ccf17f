"""Ask a ClamAV daemon about a file (its INSTREAM command), where the office set an address."""

import socket
import struct

from django.conf import settings

TIMEOUT_SECONDS = 30
_CHUNK = 1 << 16


class ScanUnavailableError(Exception):
    """The daemon is not there, too slow, or did not understand; nothing is known of the file."""


def infection_in(file) -> str | None:
    """The name of what ClamAV found in `file` (from its beginning), or None.

    Asks nobody where CLAMAV_ADDRESS is empty. Raises ScanUnavailableError.
    """
    address = settings.CLAMAV_ADDRESS
    if not address:
        return None
    try:
        with _connect(address) as connection:
            answer = _ask(connection, file)
    except OSError as error:
        raise ScanUnavailableError(str(error)) from error
    if answer.endswith("FOUND"):
        return answer.removeprefix("stream:").removesuffix("FOUND").strip()
    if answer.removeprefix("stream:").strip() == "OK":
        return None
    raise ScanUnavailableError(answer or "no answer")


def _connect(address: str) -> socket.socket:
    """`host:port`, or the path of a Unix socket."""
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(TIMEOUT_SECONDS)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), TIMEOUT_SECONDS)


def _ask(connection: socket.socket, file) -> str:
    connection.sendall(b"zINSTREAM\0")
    file.seek(0)
    while chunk := file.read(_CHUNK):
        connection.sendall(struct.pack(">I", len(chunk)) + chunk)
    file.seek(0)
    connection.sendall(struct.pack(">I", 0))
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < 4096:
        if not (more := connection.recv(4096)):
            break
        answer += more
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()
