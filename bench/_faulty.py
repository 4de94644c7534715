"""An SMTP server that fails as real ones do, and writes down what it accepted before it says so.

Usage: python -m bench._faulty PORT FILE SEED. A line of FILE: when, how, Message-ID, recipient. `how` is
"answered" where the sender was told, else "cut" or "silent". It is written before any answer.
"""

import asyncio
import os
import random
import re
import sys
import time

LATER_AT_RCPT, LATER_AFTER_DATA, CUT, SILENT, SLOW = 0.05, 0.03, 0.02, 0.01, 0.005
SLOWNESS = 2.0  # seconds
MESSAGE_ID = re.compile(rb"^Message-ID:\s*(\S+)", re.I | re.M)


class Talk(asyncio.Protocol):
    """One connection: pipelined lines are answered in their order, a slow answer holds up what follows."""

    def __init__(self, chance, file):
        self.chance, self.file = chance, file
        self.rest, self.is_data, self.is_held, self.recipient = b"", False, False, b""

    def connection_made(self, transport):
        self.transport = transport
        self.say(b"220 ready")

    def say(self, words):
        self.transport.write(words + b"\r\n")

    def data_received(self, data):
        self.rest += data
        self.go_on()

    def go_on(self):
        while not self.is_held and not self.transport.is_closing():
            words, found, rest = self.rest.partition(b"\r\n.\r\n" if self.is_data else b"\r\n")
            if self.is_data and self.rest.startswith(b".\r\n"):  # nothing, for a refused recipient
                words, found, rest = b"", True, self.rest[3:]
            if not found:
                return
            self.rest = rest
            self.content(words) if self.is_data else self.line(words)

    def line(self, words):
        verb = words[:4].upper()
        if verb == b"EHLO":
            return self.say(b"250-here\r\n250 PIPELINING")
        if verb == b"RCPT":
            self.recipient = words[9:-1]
            if self.chance.random() < LATER_AT_RCPT:
                self.recipient = b""
                return self.say(b"451 4.3.0 not this recipient, not now")
        if verb == b"DATA":
            if not self.recipient:
                return self.say(b"503 5.5.1 nobody to give it to")
            self.is_data = True
            return self.say(b"354 go on")
        if verb == b"RSET":
            self.recipient = b""
        return self.say(b"221 bye" if verb == b"QUIT" else b"250 ok")

    def content(self, words):
        self.is_data, drawn = False, self.chance.random()
        if drawn < LATER_AFTER_DATA:
            return self.say(b"451 4.3.0 not this message, not now")
        drawn -= LATER_AFTER_DATA
        if drawn < CUT:
            self.keep("cut", words)
            return self.transport.abort()
        if drawn < CUT + SILENT:
            self.keep("silent", words)
            self.is_held = True
            return None
        if drawn < CUT + SILENT + SLOW:
            self.is_held = True
            return asyncio.get_running_loop().call_later(SLOWNESS, self.accept, words)
        return self.accept(words)

    def accept(self, words):
        if not self.transport.is_closing():
            self.keep("answered", words)
            self.say(b"250 stored")
            self.is_held = False
            self.go_on()

    def keep(self, how, words):
        head = words.partition(b"\r\n\r\n")[0]
        named = MESSAGE_ID.search(head)[1].decode()
        os.write(self.file, f"{time.monotonic()} {how} {named} {self.recipient.decode()}\n".encode())


async def serve(port, path, seed):
    chance, file = random.Random(seed), os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    server = await asyncio.get_running_loop().create_server(lambda: Talk(chance, file), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), sys.argv[2], sys.argv[3]))
