"""A port that cannot be ours is told in one sentence, before anything starts."""

import socket

import pytest

from en_portal.local import ports


@pytest.fixture
def taken():
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # as granian does, which then shares it
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_taken_port_names_the_next(taken):
    with pytest.raises(SystemExit, match=f"Port {taken} is in use .* --port {taken + 1}"):
        ports.require("127.0.0.1", taken)


def test_a_port_is_free_again_after_its_user_left():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

    assert ports.is_free("127.0.0.1", port)


def test_a_foreign_address_is_refused():
    with pytest.raises(SystemExit, match=r"203\.0\.113\.9 is not an address of this machine"):
        ports.require("203.0.113.9", 8000)


def test_an_unknown_name_is_refused():
    with pytest.raises(SystemExit, match="is not an address of this machine"):
        ports.require("no such name", 8000)
