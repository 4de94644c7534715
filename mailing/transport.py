"""The way out: one open connection to the mail server, and what the server's answers mean for a delivery."""

import contextlib
import smtplib
from dataclasses import dataclass

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection

log = structlog.get_logger(__name__)

# Answers about us (encryption or sign-in wanted), not about the recipient: RFC 4954 section 6, RFC 3207.
ABOUT_US = (530, 534, 535, 538)
CLOSING = 421


class Unreachable(Exception):
    """No mail server takes our mail now; nothing is said about any recipient."""


@dataclass(frozen=True)
class Answer:
    """What became of one message: accepted, to be tried later, or refused for good."""

    is_accepted: bool = False
    is_final: bool = False
    words: str = ""


ACCEPTED = Answer(is_accepted=True, is_final=True)


class Bytes:
    """A finished message where Django's backends expect a message object."""

    def __init__(self, content):
        self.content = content

    def as_bytes(self, linesep="\r\n", **kwargs):
        return self.content if linesep == "\r\n" else self.content.replace(b"\r\n", linesep.encode())

    def as_string(self, **kwargs):
        return self.as_bytes("\n").decode()


class Parcel(EmailMessage):
    """A finished message in its envelope, for any Django e-mail backend that hands messages on unchanged."""

    def __init__(self, content, *, sender, recipient):
        super().__init__(from_email=sender, to=[recipient])
        self.content = content

    def message(self):
        return Bytes(self.content)


class Transport:
    """`with Transport() as way: way.send(parcel)`: one connection for many messages, renewed if broken."""

    def __enter__(self):
        self.backend = get_connection(settings.MAILING_TRANSPORT, fail_silently=False)
        return self

    def __exit__(self, *error):
        self.hang_up()

    def hang_up(self):
        """Ends the connection, whatever state it is in."""
        with contextlib.suppress(smtplib.SMTPException, OSError):
            self.backend.close()

    def send(self, parcel) -> Answer:
        """Hands one message over. Raises Unreachable when no server can be talked to."""
        self._open()
        try:
            self.backend.send_messages([parcel])
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            return self._refusal(code, words)
        except smtplib.SMTPResponseException as error:
            return self._refusal(error.smtp_code, error.smtp_error)
        except (smtplib.SMTPException, OSError) as error:
            self.hang_up()
            return Answer(words=f"the connection broke: {error}")
        except Exception as error:  # another backend's own error must not hold up the other recipients
            log.exception("transport_failed")
            self.hang_up()
            return Answer(words=f"{type(error).__name__}: {error}")
        return ACCEPTED

    def _open(self):
        try:
            self.backend.open()
        except OSError as error:  # SMTPException is one too: refused sign-ins, servers that say 554 at once
            self.hang_up()
            raise Unreachable(str(error)) from error

    def _refusal(self, code, words):
        words = f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
        if code in ABOUT_US:
            self.hang_up()
            raise Unreachable(words)
        if code == CLOSING:
            self.hang_up()
        return Answer(is_final=code >= 500, words=words)
