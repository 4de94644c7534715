"""The health checks of the composition, against a real server."""

import http.server
import json
import threading

import pytest

from en_portal.local import probe


class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        is_ready = self.path == "/readyz"
        said = {"database": "ok", "beat": "heartbeat is old"} if is_ready else {}
        self.send_response(503 if is_ready or self.headers["Host"] != "network.example" else 200)
        self.end_headers()
        self.wfile.write(json.dumps(said).encode())

    def log_message(self, *_):
        pass


@pytest.fixture(autouse=True)
def host(monkeypatch):
    monkeypatch.setenv("PORTAL_HOSTS", "network.example,www.network.example")


@pytest.fixture
def address():
    with http.server.HTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_process_that_answers_is_well(address):
    assert probe.main(f"{address}/healthz") == 0


def test_a_part_is_judged_by_its_own_word(address):
    assert probe.main(f"{address}/readyz") == 1
    assert probe.main(f"{address}/readyz", "database") == 0
    assert probe.main(f"{address}/readyz", "beat") == 1
    assert probe.main(f"{address}/readyz", "mail") == 1


def test_nobody_there_is_not_well(address):
    assert probe.main("http://127.0.0.1:1/healthz") == 1
