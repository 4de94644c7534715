"""An SMTP server that pipelines and answers by a script: what aiosmtpd cannot do."""

import asyncio
import threading

import pytest

SILENCE, HANG_UP = object(), object()


class Script:
    """`say(verb, words)` answers one line, None as usual; `taken` holds (recipient, content)."""

    USUAL = {"EHLO": "250-here\r\n250 PIPELINING", "DATA": "354 go on", "QUIT": "221 bye"}

    def __init__(self):
        self.taken, self.connections = [], 0
        self.say = lambda verb, words: None


class Protocol(asyncio.Protocol):
    def __init__(self, script):
        self.script, self.rest, self.recipient = script, b"", None
        self.is_data = self.is_silent = False

    def connection_made(self, transport):
        self.transport = transport
        self.script.connections += 1
        transport.write(b"220 ready\r\n")

    def data_received(self, data):
        self.rest += data
        while self.rest and not self.transport.is_closing():
            end = b"\r\n.\r\n" if self.is_data else b"\r\n"
            if self.is_data and self.rest.startswith(b".\r\n"):
                self.rest, words = self.rest[3:], b""
            else:
                words, found, rest = self.rest.partition(end)
                if not found:
                    return
                self.rest = rest
            self._answer(words)

    def _answer(self, words):
        verb = "CONTENT" if self.is_data else words[:4].decode().upper().strip()
        answer = self.script.say(verb, words) or self.script.USUAL.get(verb, "250 ok")
        if verb == "RCPT":
            self.recipient = words[9:-1].decode()
        if verb == "CONTENT" and words:
            self.script.taken.append((self.recipient, words + b"\r\n"))
        self.is_data = isinstance(answer, str) and answer.startswith("354")
        self.is_silent |= answer is SILENCE
        if answer is HANG_UP:
            self.transport.abort()
        elif not self.is_silent:
            self.transport.write(f"{answer}\r\n".encode())


@pytest.fixture
def script(settings):
    """The server, and the settings that lead to it."""
    script, loop = Script(), asyncio.new_event_loop()
    server = loop.run_until_complete(loop.create_server(lambda: Protocol(script), "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    settings.EMAIL_PORT = server.sockets[0].getsockname()[1]
    yield script
    loop.call_soon_threadsafe(server.close)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    for task in asyncio.all_tasks(loop):
        task.cancel()
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()
