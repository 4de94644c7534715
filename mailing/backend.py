"""The Django e-mail backend of the portal: mail is kept in the ledger and sent by the worker."""

import structlog
from django.core.mail.backends.base import BaseEmailBackend

from mailing import render
from mailing.actions.letters import post_to_all
from mailing.kinds import ACCOUNT

log = structlog.get_logger(__name__)


class LedgerBackend(BaseEmailBackend):
    """Keeps each message as letters, one a recipient; a message may carry its kind of mail as `kind`."""

    def send_messages(self, email_messages):
        """Returns how many messages were kept; they leave when the transaction commits."""
        kept = 0
        for message in email_messages:
            message.alternatives = [
                (render.inlined(content) if mimetype == "text/html" else content, mimetype)
                for content, mimetype in getattr(message, "alternatives", ())
            ]
            kept += bool(post_to_all(message, kind=getattr(message, "kind", ACCOUNT)))
        return kept
