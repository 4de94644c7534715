"""Members write to each other: how much at most, whom no more, and what is shown to Taqadum staff."""

import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

import kit
from kit import audit
from kit.formats import number
from mailing.kinds import DUTY, MESSAGE
from members import rules
from members.actions.notices import mark_read, tell
from members.mail import write_to
from members.models import Block, Message, MessageReport, Notice, User
from members.reasons import ByOffice, because

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
MOST_AN_HOUR = 20  # messages of one sender
MOST_NEW_A_DAY = 5  # people to whom one sender writes unasked for the first time


class TooMany(Exception):
    """The sender has written much in a short time; they may go on at `until`."""

    def __init__(self, until):
        super().__init__(until)
        self.until = until


@transaction.atomic
def send(*, sender, recipient, body, form_key=None, request=None):
    """Keep one message and tell the recipient, in the portal and by mail; a form sent twice is one message.

    Raises PermissionDenied, ValidationError (nothing written, or too much) and TooMany.
    """
    sender = User.objects.select_for_update(no_key=True).get(pk=sender.pk)  # counted one after the other
    key = {"form_key": form_key} if form_key else {}
    earlier = Message.objects.filter(sender=sender, **key).first() if key else None
    if earlier:
        return earlier
    if not rules.may_write_to(sender, recipient):
        raise PermissionDenied
    message = Message(sender=sender, recipient=recipient, body=written(body), at=kit.now(), **key)
    _keep_within_limits(message)
    message.save()
    read_conversation(person=sender, other=recipient)
    audit.record(sender, "message.sent", recipient.public_id, request=request)
    _tell(message)
    return message


def written(body):
    """The words as they are kept: lines end in one way, nothing around them. Raises ValidationError."""
    body = "\n".join(body.splitlines()).strip()
    if not body:
        raise ValidationError(_("Write a few words first."))
    if len(body) > Message.LONGEST:
        words = _("Please shorten it: a message has at most %(most)s letters, yours has %(count)s.")
        raise ValidationError(words % {"most": number(Message.LONGEST), "count": number(len(body))})
    return body


def _keep_within_limits(message):
    """Counted in the rows themselves, so that the limits hold whatever else is down."""
    sent = Message.objects.filter(sender=message.sender)
    at_most(MOST_AN_HOUR, sent, HOUR, message.at)
    if not Message.objects.between(message.sender, message.recipient).exists():
        at_most(MOST_NEW_A_DAY, sent.first_words(), DAY, message.at)


def at_most(most, sent, span, now):
    """Raises TooMany once there are so many rows (with their `at`) within the span before now."""
    times = list(sent.filter(at__gt=now - span).order_by("-at").values_list("at", flat=True)[:most])
    if len(times) == most:
        raise TooMany(times[-1] + span)


def _tell(message):
    """A notice in the portal, and a mail with the words, from us: answers are written on the portal."""
    path = f"members/messages/{message.sender.public_id}/"
    tell(
        [message.recipient],
        title=lambda: _("A message from %(name)s") % {"name": message.sender.name},
        body=lambda: message.body,
        path=path,
        key=f"{Notice.OF_MESSAGE}{message.pk}",
        kind=MESSAGE,
        why=because(lambda: _why(message)),
        letter=lambda person: _write_to(person, message, path),
    )


def _why(message):
    return _("You get this because %(name)s wrote to you.") % {"name": message.sender.name}


def _write_to(person, message, path):
    """The words themselves, at once."""
    write_to(
        person,
        "members/mail/message",
        lambda: {
            "message": message,
            "action": _("Answer on the portal"),
            "action_url": f"{settings.PORTAL_ORIGIN}/{person.language}/{path}#write",
            "reason": _why(message),
        },
        kind=MESSAGE,
    )


@transaction.atomic
def read_conversation(*, person, other):
    """The person has seen what the other wrote, and the notices that told of it."""
    messages = Message.objects.filter(recipient=person, sender=other).unread()
    mark_read(person=person, notices=Notice.objects.of_conversation(other))
    return messages.update(read_at=kit.now())


def block(*, person, blocked):
    """The two write to each other no more; the blocked person is not told."""
    return Block.objects.get_or_create(person=person, blocked=blocked)[0]


def unblock(*, person, blocked):
    """The two may write to each other again, unless the other has blocked the person too."""
    return Block.objects.filter(person=person, blocked=blocked).delete()[0]


@transaction.atomic
def report(*, message, by, reason, request=None):
    """Show a message to Taqadum staff, once; staff are told. Raises PermissionDenied, ValidationError."""
    if not rules.may_report(by, message):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError(_("Say why."))
    reported, is_new = MessageReport.objects.get_or_create(
        message=message, by=by, defaults={"reason": reason.strip()}
    )
    if is_new:
        audit.record(by, "message.reported", f"{message.sender.public_id} {message.pk}", request=request)
        tell(
            User.objects.reachable().filter(is_staff=True),
            title=lambda: _("A message was reported to you"),
            body=lambda: reported.reason,
            path="members/reports/",
            key=f"message.report:{reported.pk}",
            kind=DUTY,
            why=ByOffice(),
        )
    return reported


@transaction.atomic
def close_report(*, report, by, request=None):
    """Staff have dealt with it. Raises PermissionDenied; closing again changes nothing."""
    if not rules.may_read_reports(by):
        raise PermissionDenied
    report = MessageReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if report.closed_at is None:
        report.closed_by, report.closed_at = by, kit.now()
        report.save(update_fields=["closed_by", "closed_at"])
        audit.record(by, "message.report_closed", report.message_id, request=request)
    return report
