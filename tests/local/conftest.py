"""Folders and processes for the tests of the local runner."""

import pathlib
import shutil
import tempfile

import pytest

from en_portal.local.servers import Servers


@pytest.fixture
def folder():
    """A folder that the servers' user may enter (pytest's own are closed to others)."""
    made = pathlib.Path(tempfile.mkdtemp(prefix="portal test ", dir="/tmp"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def make_servers(folder):
    """Servers of this folder; whatever a test leaves running is stopped."""
    made = []

    def make(name="var", **options):
        made.append(Servers(folder / name, **options))
        return made[-1]

    yield make
    for servers in made:
        if servers.running:
            servers.stop()
        shutil.rmtree(servers.place.sockets, ignore_errors=True)
