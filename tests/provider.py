"""A local HTTP server that plays a provider (Postmark), and the settings that lead to it."""

import json
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

SECRET = "postmark:a-long-password-of-the-provider"


class Provider(ThreadingHTTPServer):
    """`taken` holds the JSON of each accepted message; `refuse(body)` gives (status, code, words) or None."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Request)
        self.taken, self.keys, self.refuse = [], set(), lambda body: None
        self.url = f"http://127.0.0.1:{self.server_port}/"


class Request(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.keys.add(self.headers["X-Postmark-Server-Token"])
        if refusal := self.server.refuse(body):
            status, code, words = refusal
            return self.answer(status, {"ErrorCode": code, "Message": words})
        number = str(uuid.uuid4())
        self.server.taken.append({**body, "MessageID": number})
        return self.answer(200, {"ErrorCode": 0, "Message": "OK", "MessageID": number, "To": body["To"]})

    def answer(self, status, words):
        content = json.dumps(words).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        pass


@pytest.fixture
def provider(settings):
    """The server at work, as the way out of all mail."""
    with Provider() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        settings.MAIL_PROVIDER = "postmark"
        settings.MAILING_TRANSPORT = "anymail.backends.postmark.EmailBackend"
        settings.ANYMAIL = {
            "POSTMARK_SERVER_TOKEN": "key",
            "POSTMARK_API_URL": server.url,
            "WEBHOOK_SECRET": SECRET,
        }
        yield server
        server.shutdown()
        thread.join()
