"""A virus scanner beside the portal, where one is set: clamd, asked over its own protocol (INSTREAM)."""

import socket
import struct

import structlog
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kit.files import archives
from kit.files.refusal import Refused

log = structlog.get_logger(__name__)
PIECE = 1 << 16
AWAY = _("The virus scanner does not answer at the moment. Try again in a few minutes.")
TOO_MUCH = _("The virus scanner does not take files of this size. Ask the network's staff.")


class ScannerAway(Refused):
    """Nobody can say now whether the file is clean."""

    def __init__(self):
        super().__init__("scanner", AWAY)


def scan(file) -> None:
    """Raises Refused for a virus, ScannerAway where the scanner is silent; does nothing without one."""
    if not settings.CLAMD:
        return
    try:
        said = _ask(file)
    except OSError as error:
        log.warning("scanner_away", error=str(error))
        raise ScannerAway from None
    if said.endswith("OK"):
        return
    log.warning("file_refused_by_scanner", said=said)
    if said.endswith("FOUND"):
        raise Refused("virus", archives.VIRUS)
    if "size limit exceeded" in said:
        raise Refused("scanner", TOO_MUCH)
    raise ScannerAway


def _ask(file) -> str:
    with _connection() as line:
        line.sendall(b"zINSTREAM\0")
        file.seek(0)
        try:
            while piece := file.read(PIECE):
                line.sendall(struct.pack("!I", len(piece)) + piece)
            line.sendall(struct.pack("!I", 0))
        except (BrokenPipeError, ConnectionResetError):
            pass  # it has heard enough and says why
        finally:
            file.seek(0)
        said = b""
        while not said.endswith(b"\0") and (piece := line.recv(4096)):
            said += piece
    return said.rstrip(b"\0\n").decode(errors="replace")


def _connection():
    if settings.CLAMD.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(settings.CLAMD_TIMEOUT)
        line.connect(settings.CLAMD)
        return line
    host, _colon, port = settings.CLAMD.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=settings.CLAMD_TIMEOUT)
