"""Pipelined SMTP (RFC 5321, RFC 2920): open connections, each a step ahead of the server's answers.

The next envelope travels with the message before it, so that a message costs one exchange instead of four.
A server that does not offer PIPELINING is spoken to line by line.
"""

import contextlib
import selectors
import smtplib
import time
from collections import deque

from django.conf import settings

from mailing.answers import CLOSING, Answer, Unreachable, meaning

GO_ON = 354
RECEIVED = 65_536  # bytes read at once


class Broken(Exception):
    """The connection is of no use any more."""


def envelope(parcel):
    return (
        b"MAIL FROM:<%s>\r\n" % parcel.sender.encode(),
        b"RCPT TO:<%s>\r\n" % parcel.recipient.encode(),
        b"DATA\r\n",
    )


def stuffed(content):
    """A message as it stands after DATA (RFC 5321 section 4.5.2)."""
    if b"\r\n." in content or content.startswith(b"."):
        content = (b"\r\n" + content).replace(b"\r\n.", b"\r\n..")[2:]
    return content + (b".\r\n" if content.endswith(b"\r\n") else b"\r\n.\r\n")


class Supply:
    """The parcels of a batch; one that a broken connection had not begun with goes to another, once."""

    def __init__(self, parcels):
        self.parcels, self.returned, self.seen = iter(parcels), deque(), set()

    def take(self):
        return self.returned.popleft() if self.returned else next(self.parcels, None)

    def put_back(self, parcel):
        """False when it was put back before: a server that breaks every connection is not asked for ever."""
        if is_new := id(parcel) not in self.seen:
            self.seen.add(id(parcel))
            self.returned.append(parcel)
        return is_new


class Line:
    """One connection: opened by Django's SMTP backend (its encryption, its sign-in), spoken to from here."""

    def __init__(self, backend):
        self.backend = backend
        self._open()
        self.socket = backend.connection.sock
        self.is_pipelining = backend.connection.has_extn("pipelining")
        self.timeout = settings.EMAIL_TIMEOUT
        self.rest, self.lines = b"", []
        self.heard_at = time.monotonic()
        self.asked = self.handed = self.talk = None  # in the envelope; as content, not yet answered

    def _open(self):
        try:
            self.backend.open()
            self.backend.connection.ehlo_or_helo_if_needed()
        except OSError as error:  # SMTPException is one: refused sign-ins, servers that say 554 at once
            raise Unreachable(str(error)) from error

    @property
    def silent_until(self):
        return self.heard_at + self.timeout

    def begin(self, supply, report):
        """Says the first words; False when there is nothing to send."""
        self.talk = self._talk(supply, report)
        return self._write(next(self.talk, None))

    def hear(self):
        """Takes in what the server said and goes on; False when the last message is answered."""
        for answer in self._answers():
            if answer[0] == CLOSING:
                self.report_broken(answer)
                raise Broken
            try:
                words = self.talk.send(answer)
            except StopIteration:
                return False
            self._write(words)
        return True

    def _write(self, words):
        self.heard_at = time.monotonic()
        try:
            if words:
                self.socket.sendall(words)
        except OSError as error:
            raise Broken(str(error)) from error
        return words is not None

    def _talk(self, supply, report):
        """Yields what to write and is sent the answers, one by one; b"" waits for the next."""
        self.report, self.supply, lead = report, supply, b""
        self.asked = supply.take()
        while self.asked is not None:
            is_asked = yield from self._ask(lead)
            if is_asked is None:
                self.handed, lead = self.asked, stuffed(self.asked.content)
            else:
                lead = b""
                report(self.asked, is_asked)
                yield b"RSET\r\n"
            self.asked = supply.take()
        if lead:
            self._handed_over((yield lead))

    def _ask(self, lead):
        """Speaks the envelope, after the content before it; None when the server waits for the content."""
        mail, recipient, data = envelope(self.asked)
        if self.is_pipelining:
            answer = yield lead + mail + recipient + data
            if lead:
                self._handed_over(answer)
                answer = yield b""
            answers = [answer, (yield b""), (yield b"")]
        else:
            if lead:
                self._handed_over((yield lead))
            answers = []
            for words in (mail, recipient, data):
                answers.append((yield words))
                if answers[-1][0] >= 400:
                    break
        refusal = next((answer for answer in answers if answer[0] >= 400), None)
        if refusal is not None and answers[-1][0] == GO_ON:
            yield b".\r\n"  # RFC 2920 section 3.1: a server may ask for content that it has nobody for
        return refusal and meaning(*refusal)

    def _handed_over(self, answer):
        parcel, self.handed = self.handed, None
        self.report(parcel, meaning(*answer))

    def report_broken(self, closing=None):
        """What was handed over and not answered is tried later; what was only asked about goes another way.

        A server that closes with an answer of its own speaks of the message that it was asked about.
        """
        words = f"{closing[0]} {closing[1].decode(errors='replace')}" if closing else "the connection broke"
        if self.handed is not None:
            self.report(self.handed, Answer(words=words))
        elif closing and self.asked is not None:
            self.report(self.asked, Answer(words=words))
            self.asked = None
        if self.asked is not None and not self.supply.put_back(self.asked):
            self.report(self.asked, Answer(words=words))
        self.asked = self.handed = None

    def _answers(self):
        """Complete answers as (code, words); a dash after the code says that another line follows."""
        try:
            heard = self.socket.recv(RECEIVED)
            while getattr(self.socket, "pending", bool)():
                heard += self.socket.recv(RECEIVED)
        except OSError as error:
            raise Broken(str(error)) from error
        if not heard:
            raise Broken
        *lines, self.rest = (self.rest + heard).split(b"\n")
        found = []
        for line in lines:
            self.lines.append(line[4:].strip())
            if line[3:4] != b"-":
                found.append((int(line[:3]) if line[:3].isdigit() else 0, b" ".join(self.lines)))
                self.lines = []
        self.heard_at = time.monotonic() if found else self.heard_at
        return found

    def hang_up(self):
        with contextlib.suppress(smtplib.SMTPException, OSError):
            self.backend.close()

    def drop(self):
        """Ends a broken connection without a word: a server that went would let a farewell wait in vain."""
        self.backend.connection.close()
        self.backend.connection = None


class Lines:
    """Several connections at work on one supply of parcels; those that broke are made anew."""

    def __init__(self, connect):
        self.connect, self.idle = connect, deque()

    def carry(self, supply, report, *, at_once=1):
        """Hands over all parcels of the iterator and reports an Answer for each; raises Unreachable."""
        supply = Supply(supply)
        with selectors.DefaultSelector() as selector:
            try:
                for _each in range(at_once):
                    self._begin(selector, supply, report)
                while selector.get_map():
                    self._turn(selector, supply, report)
            except BaseException:
                for key in list(selector.get_map().values()):
                    self._broken(selector, key.data)
                raise

    def _begin(self, selector, supply, report):
        """One more connection takes part, if there is anything left for it."""
        line = self.idle.pop() if self.idle else Line(self.connect())
        try:
            is_at_work = line.begin(supply, report)
        except Broken:
            line.report_broken()
            line.drop()
            return
        if is_at_work:
            selector.register(line.socket, selectors.EVENT_READ, line)
        else:
            self.idle.append(line)

    def _turn(self, selector, supply, report):
        now = time.monotonic()
        first = min(key.data.silent_until for key in selector.get_map().values())
        ready = [key for key, _events in selector.select(max(0, first - now))]
        now = time.monotonic()
        waiting = [key for key in selector.get_map().values() if key not in ready]
        silent = [key for key in waiting if key.data.silent_until <= now]
        for line in (key.data for key in ready):
            try:
                if not line.hear():
                    selector.unregister(line.socket)
                    self.idle.append(line)
            except Broken:
                self._broken(selector, line)
                self._begin(selector, supply, report)
        for key in silent:
            self._broken(selector, key.data)
            self._begin(selector, supply, report)

    def _broken(self, selector, line):
        selector.unregister(line.socket)
        line.report_broken()
        line.drop()

    def hang_up(self):
        while self.idle:
            self.idle.pop().hang_up()
