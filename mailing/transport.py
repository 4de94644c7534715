"""The ways out: pipelined SMTP, a provider's HTTP interface, or any other backend, a message at a time."""

import contextlib
import smtplib
from typing import NamedTuple

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend

from mailing.answers import ACCEPTED, CLOSING, Answer, Unreachable, meaning
from mailing.smtp import Lines

log = structlog.get_logger(__name__)


class Parcel(NamedTuple):
    """A finished message in its envelope, and the row that it stands for."""

    content: bytes
    sender: str
    recipient: str
    row: object = None


class Bytes:
    """A finished message where Django's backends expect a message object."""

    def __init__(self, content):
        self.content = content

    def as_bytes(self, linesep="\r\n", **kwargs):
        return self.content if linesep == "\r\n" else self.content.replace(b"\r\n", linesep.encode())

    def as_string(self, **kwargs):
        return self.as_bytes("\n").decode()


class Finished(EmailMessage):
    """A parcel for any Django e-mail backend that hands messages on unchanged."""

    def __init__(self, parcel):
        super().__init__(from_email=parcel.sender, to=[parcel.recipient])
        self.content = parcel.content

    def message(self):
        return Bytes(self.content)


def way_out():
    """What carries parcels: `carry(supply, report, at_once=…)` and `hang_up()`."""
    if settings.MAILING_TRANSPORT.startswith("anymail."):
        from mailing.hosted import Hosted  # brings an HTTP library that nobody else needs

        return Hosted(connect)
    backend = connect()
    return Lines(connect) if isinstance(backend, SmtpBackend) else OneByOne(backend)


def connect():
    return get_connection(settings.MAILING_TRANSPORT, fail_silently=False)


class OneByOne:
    """Any backend that hands a finished message on: one at a time, its errors made into answers."""

    def __init__(self, backend):
        self.backend = backend

    def carry(self, supply, report, *, at_once=1):
        """Hands over all parcels of the iterator and reports an Answer for each; raises Unreachable."""
        for parcel in supply:
            report(parcel, self.send(parcel))

    def hang_up(self):
        """Ends the connection, whatever state it is in."""
        with contextlib.suppress(smtplib.SMTPException, OSError):
            self.backend.close()

    def send(self, parcel) -> Answer:
        """Hands one message over. Raises Unreachable when no server can be talked to."""
        self._open()
        try:
            self.backend.send_messages([Finished(parcel)])
        except smtplib.SMTPResponseException as error:
            if error.smtp_code == CLOSING:
                self.hang_up()
            return meaning(error.smtp_code, error.smtp_error)
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
        except OSError as error:
            self.hang_up()
            raise Unreachable(str(error)) from error
