"""One mail to one address: rendered now, kept in the ledger, sent by the worker within seconds."""

import re

from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils.translation import get_language, override

import kit
from kit.enqueue import enqueue
from mailing import addresses, compose, kinds, links, render
from mailing.models import Delivery, Kind, Letter
from mailing.models.delivery import new_message_id, new_token

METHOD = re.compile(r"^METHOD:(REQUEST|CANCEL|REPLY|PUBLISH)\r?$", re.MULTILINE)


def write(
    *, kind, to, language, template, context=None, key=None, reply_to="", calendar=None, attachments=()
):
    """Posts the plain mail in `templates/<template>/` to one address; a `key` names an occasion, posted once.

    What comes unasked (kinds.LEFT_BY_LINK) holds the links that leave and choose. `calendar`: an invitation
    (kit.calendars) that mail programs offer to take over; `attachments`: (name, content, type) each. Returns
    the Letter, the earlier one where `key` is known. Raises ValidationError when `to` is no address.
    """
    token = new_token()
    ways_out = links.of_letter(token, language) if kind in kinds.LEFT_BY_LINK else {}
    context = {**(context or {}), **ways_out, "reply_to": reply_to}
    subject, text, page = render.plain_mail(template, context, language)
    message = EmailMultiAlternatives(subject, text, to=[to], reply_to=[reply_to] if reply_to else None)
    message.attach_alternative(page, "text/html")
    if calendar:
        _invite(message, calendar)
    for attachment in attachments:
        message.attach(*attachment)
    with override(language):
        return post(message, address=to, kind=kind, key=key, token=token)


def _invite(message, calendar):
    """The invitation as a part that programs act on, and again as a file for those that only open files."""
    method = METHOD.search(calendar)
    kind = f"text/calendar; method={method[1]}"
    message.attach_alternative(calendar, kind)
    message.attach("invite.ics", calendar, kind)


@transaction.atomic
def post(message, *, address, kind=kinds.ACCOUNT, key=None, token=None):
    """Keeps a Django e-mail message for one recipient and hints at the worker; returns the Letter.

    The language is the active one. Raises ValidationError (address) and ValueError (a header of two lines).
    """
    kind, now = Kind.objects.get(pk=kind), kit.now()
    language = get_language() or "ar"
    address, message_id, token = addresses.clean(address), new_message_id(), token or new_token()
    if kind.pk in kinds.LEFT_BY_LINK:
        message.extra_headers |= compose.one_click_headers(token)
    content = compose.letter(message, address=address, message_id=message_id, language=language, at=now)
    fields = {
        "kind": kind,
        "subject": message.subject[:250],
        "content": content,
        "expires_at": now + kind.lifetime,
    }
    letter, is_new = (
        Letter.objects.get_or_create(key=key, defaults=fields)
        if key
        else (Letter.objects.create(**fields), True)
    )
    if is_new:
        named = {"message_id": message_id, "token": token}
        Delivery.objects.create(letter=letter, address=address, language=language, **named)
        _hint()
    return letter


def post_to_all(message, *, kind=kinds.ACCOUNT):
    """One letter for each recipient, who do not learn of each other; returns how many were posted."""
    posted = 0
    for address in dict.fromkeys(message.recipients()):
        try:
            post(message, address=address, kind=kind)
        except ValidationError:
            continue
        posted += 1
    return posted


def _hint():
    from mailing.tasks import send_letters

    enqueue(send_letters)
