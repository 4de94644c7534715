"""Reading the mail that stands in the ledger, as its recipient's program would."""

from email import message_from_bytes, policy

from icalendar import Calendar

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


def calendar_in(mail):
    """(method, event) of the one calendar that a mail program acts on."""
    (part,) = [p for p in mail.walk() if p.get_content_type() == "text/calendar" and not p.get_filename()]
    calendar = Calendar.from_ical(part.get_content())
    (event,) = calendar.walk("VEVENT")
    assert part.get_param("method") == calendar["method"]
    return calendar["method"], event
