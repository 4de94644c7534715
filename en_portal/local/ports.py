"""Is a port free? Asked before the web server starts, because granian shares a taken port in silence."""

import errno
import socket
import sys


def is_free(host, port):
    """Whether nobody else listens there. Raises OSError where the port cannot be ours at all."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as candidate:
        candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            candidate.bind((host, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            return False
        return True


def require(host, port):
    """Return when the port is free; else leave with one sentence."""
    try:
        free = is_free(host, port)
    except PermissionError:
        sys.exit(f"Port {port} is reserved for the system's administrator: start with --port 8000.")
    except OSError:
        sys.exit(f"{host} is not an address of this machine: leave out --host, or give one of its own.")
    if not free:
        sys.exit(f"Port {port} is in use by another program: stop that one, or start with --port {port + 1}.")
