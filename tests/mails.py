"""Reading the mail that stands in the ledger, as its recipient's program would."""

from email import message_from_bytes, policy

from mailing.models import Delivery


def mails_to(address):
    """Every letter to the address that has not left yet, the oldest first."""
    rows = Delivery.objects.filter(address=address, letter__isnull=False).order_by("pk")
    return [
        message_from_bytes(bytes(row.letter.content), policy=policy.default)
        for row in rows.select_related("letter")
    ]


def mail_to(address):
    """The newest letter to the address."""
    return mails_to(address)[-1]
