"""The portal's own web server, and a line that is really cut: a socket closed in the middle of a piece."""

import base64
import contextlib
import hashlib
import http.client
import os
import random
import socket
import subprocess
import sys
import uuid

import psutil
import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import Client

from en_portal.local.commands import WEB
from library.models import Attachment, Upload
from tests.factories.kit import MP4
from tests.factories.members import member
from tests.laws import ROOT
from tests.living import free_port
from tests.servers import environment, eventually, stop

pytestmark = pytest.mark.django_db(transaction=True)
FILM = MP4 + random.Random(7).randbytes(6_000_000)
MB = 1_000_000


def answers(port):
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=2):
        return True


@pytest.fixture
def server(tmp_path):
    """Granian as production starts it, on the database of the tests; gives (process, port)."""
    port = free_port()
    at = {"GRANIAN_HOST": "127.0.0.1", "GRANIAN_PORT": str(port), "GRANIAN_BLOCKING_THREADS": "4"}
    own = {"PORTAL_TEST_NUMBER": os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]}
    with (tmp_path / "web.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, *WEB[1:]], cwd=ROOT, env=environment(1) | at | own,
            stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    eventually(lambda: answers(port), 60)
    yield process, port
    stop(process)


class Line:
    """A signed-in client that speaks tus by hand."""

    def __init__(self, port, person):
        browser = Client()
        browser.force_login(person)
        session = browser.cookies[settings.SESSION_COOKIE_NAME].value
        self.port = port
        self.headers = {"Tus-Resumable": "1.0.0", "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"}

    def ask(self, method, path, body=None, **headers):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        given = self.headers | {name.replace("_", "-"): str(value) for name, value in headers.items()}
        with contextlib.closing(line):
            line.request(method, path, body, given)
            answer = line.getresponse()
            answer.read()
        return answer

    def begin(self, length):
        pairs = {"filename": "فيلم الورشة.mp4", "form_key": uuid.uuid4()}
        coded = {key: base64.b64encode(str(value).encode()).decode() for key, value in pairs.items()}
        told = ",".join(f"{key} {value}" for key, value in coded.items())
        return self.ask("POST", "/tus/", Upload_Length=length, Upload_Metadata=told).headers["Location"]

    def piece(self, path, data, at):
        kind = "application/offset+octet-stream"
        return self.ask("PATCH", path, data, Upload_Offset=at, Content_Type=kind)

    def go_on(self, path, data):
        """Asks where it stands and sends the rest; again where the broken request was still at work."""
        while True:
            had = int(self.ask("HEAD", path).headers["Upload-Offset"])
            with contextlib.suppress(ConnectionError):
                if (answer := self.piece(path, data[had:], had)).status == 204:
                    return had, answer

    def cut(self, path, data, whole):
        """Says that `whole` bytes come, sends some, and closes the socket."""
        lines = [f"PATCH {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {whole}", "Upload-Offset: 0"]
        lines += ["Content-Type: application/offset+octet-stream"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        line = socket.create_connection(("127.0.0.1", self.port))
        line.sendall("\r\n".join([*lines, "", ""]).encode() + data)
        eventually(lambda: Upload.objects.get().offset > 0)
        line.close()


def test_a_socket_closed_in_the_middle_loses_nothing_that_arrived(server):
    line = Line(server[1], member())
    path = line.begin(len(FILM))

    line.cut(path, FILM[:2_000_000], len(FILM))
    had, answer = line.go_on(path, FILM)

    assert 0 < had <= 2_000_000
    assert (answer.status, answer.headers["Upload-Offset"]) == (204, str(len(FILM)))
    kept = Attachment.objects.get()
    assert (kept.name, kept.sha256) == ("فيلم الورشة.mp4", hashlib.sha256(FILM).hexdigest())
    with default_storage.open(kept.path) as stored:
        assert hashlib.sha256(stored.read()).hexdigest() == kept.sha256


def test_a_long_film_costs_no_memory(server):
    """200 MB in pieces: the server's processes grow by less than a tenth of it."""
    process, port = server
    line = Line(port, member())
    family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    weigh = lambda: sum(one.memory_info().rss for one in family)  # noqa: E731
    length, piece = 200 * MB, 512 * 1024
    data = MP4 + bytes(piece - len(MP4))
    path = line.begin(length)
    line.ask("HEAD", path)
    before = peak = weigh()

    at = 0
    while at < length:
        answer = line.piece(path, data[: min(piece, length - at)], at)
        assert answer.status == 204
        at = int(answer.headers["Upload-Offset"])
        peak = max(peak, weigh())

    assert Attachment.objects.get().size == length
    assert peak - before < 20 * MB, f"{before // MB} MB before, {peak // MB} MB at most"
