"""Scan a file with a ClamAV daemon (its INSTREAM command), if one is configured."""

import socket
import struct

from django.conf import settings

TIMEOUT_SECONDS = 30
_CHUNK = 1 << 16


class ScanUnavailableError(Exception):
    """The daemon is unreachable, too slow or answers with an error."""


def infection_in(file) -> str | None:
    """Name of the infection that ClamAV found in `file`, read from its beginning, or None.

    Returns None when CLAMAV_ADDRESS is empty. Raises ScanUnavailableError.
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
    """Connection to `host:port`, or to the path of a Unix socket."""
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
