"""Addresses in mail that act without signing in: opaque or signed, never with an e-mail address in them."""

import datetime
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, override

from kit import tokens
from mailing import kinds
from mailing.models import Delivery, Mailing, Subscription

PREFERENCES, CONFIRM = "mailing.preferences", "mailing.confirm"
PREFERENCES_LAST = datetime.timedelta(days=400)
CONFIRM_LASTS = datetime.timedelta(days=7)


def absolute(path):
    """A path of ours as mail needs it: with the scheme and the host."""
    return f"{settings.PORTAL_ORIGIN}{path}"


def one_click(token):
    """The address that leaves at once when it is posted to (RFC 8058)."""
    return _around("mail_leave", "").format(token)


def preferences(token, language):
    """The page on which a reader chooses what comes; `token` is that of a delivery or of a subscription."""
    return preferences_for(language)(token)


def preferences_for(language):
    """token → the page, for many tokens: what is the same in every address is found once."""
    address, sign = _around("mailing:preferences", language), tokens.signer(PREFERENCES)
    return lambda token: address.format(sign(token))


def _around(name, language):
    """An address with {} where its token goes; resolving one for each of ten thousand mails takes long."""
    return _address(settings.PORTAL_ORIGIN, name, language or get_language())


@cache
def _address(origin, name, language):
    with override(language):
        return origin + reverse(name, args=["TOKEN"]).replace("TOKEN", "{}")


def of_letter(token, language):
    """The ways out of a letter, by the names that the foot of a mail knows."""
    return {"unsubscribe_url": one_click(token), "preferences_url": preferences(token, language)}


def confirm(subscription):
    """The page that confirms one request to subscribe; a later request or leaving makes it void."""
    signed = tokens.sign(CONFIRM, [subscription.pk, subscription.asked_at.isoformat()])
    with override(subscription.language):
        return absolute(reverse("mailing:confirm", args=[signed]))


def read_preferences(signed):
    """The token that a preferences link was made for; raises kit.tokens.Bad."""
    return tokens.read(PREFERENCES, signed, max_age=PREFERENCES_LAST)


def read_confirm(signed):
    """The subscription that a link asks to confirm; raises kit.tokens.Bad when it is void."""
    pk, asked_at = tokens.read(CONFIRM, signed, max_age=CONFIRM_LASTS)
    subscription = Subscription.objects.filter(pk=pk, asked_at=parse_datetime(asked_at)).first()
    if subscription is None or (subscription.left_at and subscription.left_at > subscription.asked_at):
        raise tokens.Bad("a later request or leaving made this link void")
    return subscription


@dataclass(frozen=True)
class Reader:
    """Whom an opaque token was given to, and with what."""

    address: str
    language: str
    topic: str
    mailing: Mailing | None = None


def reader_of(token):
    """The Reader that a delivery's or a subscription's token stands for, or None."""
    delivery = Delivery.objects.filter(token=token).select_related("letter").defer("letter__content").first()
    if delivery is not None and delivery.mailing_id:
        mailing = Mailing.objects.only("topic").get(pk=delivery.mailing_id)
        return Reader(delivery.address, delivery.language, mailing.topic, mailing)
    if delivery is not None and delivery.letter.kind_id in kinds.LEFT_BY_LINK:
        return Reader(delivery.address, delivery.language, delivery.letter.kind_id)
    subscription = Subscription.objects.filter(token=token).first()
    if subscription is not None:
        return Reader(subscription.address, subscription.language, subscription.topic)
    return None
