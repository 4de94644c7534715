"""The demonstration mailbox: mail that would have gone out is kept in a maildir on this machine."""

import mailbox
from email import message_from_bytes, policy

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

SHOWN = 60


def _maildir():
    return mailbox.Maildir(settings.VAR_DIR / "mailbox", create=True)


class MaildirBackend(BaseEmailBackend):
    """Takes mail as a server would, and keeps it."""

    def send_messages(self, email_messages):
        box = _maildir()
        for message in email_messages:
            box.add(message.message().as_bytes())
        return len(email_messages)


def newest():
    """(key, message) of the newest mails, newest first."""
    box = _maildir()
    keys = sorted(box.keys(), key=lambda key: (float(key.split(".")[0]), key), reverse=True)[:SHOWN]
    return [(key, _parse(box.get_bytes(key))) for key in keys]


def get(key):
    """The message under this key, or None."""
    box = _maildir()
    return _parse(box.get_bytes(key)) if key in box else None


def _parse(content):
    return message_from_bytes(content, policy=policy.default)


def body(message, kind):
    """The plain or the HTML part as text; empty where the mail has none."""
    part = message.get_body(preferencelist=(kind,))
    return part.get_content() if part else ""
