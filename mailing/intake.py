"""Taking mail in: who is known here, and a message kept whole before anybody is told that it was."""

import hashlib

import kit
from mailing.compose import CONTROL
from mailing.models import InboundMessage
from mailing.registries import inbound

ADDRESS = 254


def desk_of(address):
    """The key of the desk that takes mail to this address; None when nobody does."""
    keys = inbound.keys()
    return next((key for key in keys if inbound[key].knows(address)), None)


def is_known(address):
    return desk_of(address) is not None


def keep(sender, recipients, content):
    """Keeps a message, a row for each recipient, all or none; brought once more, it is there already."""
    sender, now = CONTROL.sub("", sender or "")[:ADDRESS], kit.now()
    rows = [
        InboundMessage(
            sender=sender,
            recipient=recipient,
            content=content,
            fingerprint=_fingerprint(sender, recipient, content),
            received_at=now,
            next_attempt_at=now,
        )
        for recipient in dict.fromkeys(recipients)
    ]
    InboundMessage.objects.bulk_create(rows, ignore_conflicts=True)


def _fingerprint(sender, recipient, content):
    """The same for a message that a server brings again since it did not hear our answer."""
    whole = hashlib.sha256(f"{sender}\0{recipient}\0".encode())
    whole.update(content)
    return whole.hexdigest()
