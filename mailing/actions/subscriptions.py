"""Joining and leaving: nothing comes before a confirmed wish, and one click ends it."""

import datetime
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import override

import kit
from mailing import addresses, kinds, links, registries
from mailing.actions.letters import write
from mailing.models import Delivery, News, Subscription

ASKED_OFTEN = 3  # confirmation mails to one address within ASKED_WITHIN
ASKED_WITHIN = datetime.timedelta(hours=1)
UNCONFIRMED_LASTS = datetime.timedelta(days=30)


@dataclass
class ImportReport:
    """The fate of each imported row: counts, and what was no address."""

    added: int = 0
    already: int = 0
    left: int = 0
    invalid: list = field(default_factory=list)


@transaction.atomic
def ask_to_subscribe(*, address, topic, language, consent_text, source="", ip=None, **titles):
    """Keeps the wish and sends the confirmation mail, nothing else; returns the Subscription.

    Whoever asks does not learn whether the address is known. At most three mails an hour go to one address.
    `titles` are title_ar and title_en of topics that are more than a kind of mail. Raises ValidationError.
    """
    address, now = addresses.clean(address), kit.now()
    Subscription.objects.bulk_create(
        [Subscription(address=address, topic=topic, language=language, asked_at=now, **titles)],
        ignore_conflicts=True,
    )
    subscription = Subscription.objects.select_for_update().on_topic(topic).of(address).get()
    if _is_asked_too_often(address, now):
        return subscription
    if not subscription.is_active:  # what its owner has confirmed, no stranger's wish may change
        subscription.asked_at, subscription.asked_from, subscription.language = now, ip, language
        subscription.consent_text, subscription.consent_source = consent_text, source
        subscription.save()
    _send_confirmation(subscription)
    return subscription


def _is_asked_too_often(address, now):
    recent = (
        Delivery.objects.letters()
        .to(address)
        .filter(letter__kind=kinds.CONFIRMATION, created_at__gt=now - ASKED_WITHIN)
    )
    return recent.count() >= ASKED_OFTEN


def _send_confirmation(subscription):
    with override(subscription.language):
        words = {
            "topic": subscription.name_in(subscription.language),
            "days": links.CONFIRM_LASTS.days,
            "action": _("Confirm your subscription"),
            "action_url": links.confirm(subscription),
            "reason": _("You get this because somebody asked to subscribe with this address."),
        }
    write(
        kind=kinds.CONFIRMATION,
        to=subscription.address,
        language=subscription.language,
        template="mailing/mail/confirm",
        context=words,
    )


@transaction.atomic
def confirm(subscription, *, ip=None):
    """Makes a subscription active from now; confirming twice changes nothing."""
    subscription = Subscription.objects.select_for_update().get(pk=subscription.pk)
    if not subscription.is_active:
        subscription.confirmed_at, subscription.confirmed_from = kit.now(), ip
        subscription.left_at = subscription.left_through = None
        subscription.save()
    return subscription


@transaction.atomic
def follow(*, address, topic, language, consent_text, source="", ip=None, **titles):
    """Subscribes at once an address that its owner, signed in, has proven; twice changes nothing."""
    address, now = addresses.clean(address), kit.now()
    Subscription.objects.bulk_create(
        [Subscription(address=address, topic=topic, language=language, asked_at=now, **titles)],
        ignore_conflicts=True,
    )
    subscription = Subscription.objects.select_for_update().on_topic(topic).of(address).get()
    if not subscription.is_active:
        subscription.language = language
        _agree(subscription, consent_text, source, ip)
        subscription.save()
    return subscription


def _agree(subscription, consent_text, source, ip):
    subscription.consent_text, subscription.consent_source = consent_text, source
    subscription.confirmed_at, subscription.confirmed_from = kit.now(), ip
    subscription.left_at = subscription.left_through = None


@transaction.atomic
def leave(*, address, topic, through=None, language="ar"):
    """Ends a topic for an address, at once, whether it subscribed or was put on a list (RFC 8058).

    Leaving the digest ends all that the address gets gathered.
    """
    now = kit.now()
    if topic == kinds.DIGEST:
        gathered = Subscription.objects.of(address).active().exclude(rhythm=Subscription.Rhythm.EACH)
        return bool(gathered.update(left_at=now, left_through=through))
    fields = {"address": address, "topic": topic, "language": language, "asked_at": now}
    Subscription.objects.bulk_create(
        [Subscription(**fields, left_at=now, left_through=through)], ignore_conflicts=True
    )
    staying = Subscription.objects.on_topic(topic).of(address).filter(left_at__isnull=True)
    return bool(staying.update(left_at=now, left_through=through))


@transaction.atomic
def leave_everything(address, *, through=None, language="ar"):
    """Ends all that comes to the address unasked or because it follows something."""
    for topic in kinds.UNASKED if belongs(address) else ():
        leave(address=address, topic=topic, through=through, language=language)
    return (
        Subscription.objects.of(address)
        .filter(left_at__isnull=True)
        .update(left_at=kit.now(), left_through=through)
    )


@transaction.atomic
def change_address(*, before, after):
    """What an owner chose, follows and is yet to be told goes with them to their new address.

    What was chosen for the new one before stays as it is, and nothing is told there twice.
    """
    if before.lower() == after.lower():
        return
    known = list(Subscription.objects.of(after).values_list("topic", flat=True))
    Subscription.objects.of(before).exclude(topic__in=known).update(address=after)
    waiting = News.objects.of(before).waiting()
    told = News.objects.of(after).filter(source=OuterRef("source"), ref=OuterRef("ref"))
    waiting.filter(Exists(told)).delete()
    waiting.update(address=after)


def belongs(address):
    """Whether mail of the kinds that nobody asks for may come to it: some app says that it is one of ours."""
    return any(registries.belongs.call_all(address=address).values())


def rhythms(addresses, topic):
    """Lower-case address → how often this topic may come to it: a Rhythm, or None where it was left.

    Who has chosen nothing is not in it, and gets each thing as it comes.
    """
    rows = Subscription.objects.on_topic(topic).of_any(address.lower() for address in addresses)
    return {
        address.lower(): None if left_at else rhythm
        for address, rhythm, left_at in rows.values_list("address", "rhythm", "left_at")
    }


@transaction.atomic
def choose(subscription, *, is_wanted, language, rhythm, consent_text, ip=None):
    """What a reader set on the preferences page: the signed link from their mailbox is the confirmation."""
    if subscription.pk is None:
        wish = {"address": subscription.address, "topic": subscription.topic, "language": language}
        Subscription.objects.bulk_create([Subscription(**wish, asked_at=kit.now())], ignore_conflicts=True)
    rows = Subscription.objects.select_for_update().on_topic(subscription.topic)
    subscription = rows.of(subscription.address).get()
    subscription.language, subscription.rhythm = language, rhythm
    if is_wanted and not subscription.is_active:
        _agree(subscription, consent_text, "preferences", ip)
    elif not is_wanted and subscription.left_at is None:
        subscription.left_at = kit.now()
    subscription.save()
    return subscription


@transaction.atomic
def import_subscribers(*, rows, topic, consent, source, language="ar", **titles):
    """Subscribes addresses that consented elsewhere, in words that are kept; returns an ImportReport.

    `rows` are (address, language or ""). Who left stays away; who follows already stays as they are.
    """
    if not consent.strip():
        raise ValueError("an import needs the words that were agreed to")
    report, now = ImportReport(), kit.now()
    wanted = _readable(rows, language, report)
    there = Subscription.objects.on_topic(topic).of_any(wanted)
    known = {address.lower() for address in there.values_list("address", flat=True)}
    report.left = there.filter(left_at__isnull=False).count()
    report.already = there.active().count()
    consented = {"confirmed_at": now, "consent_text": consent, "consent_source": source}
    report.added = there.unconfirmed().update(**consented)
    fresh = [
        Subscription(address=address, topic=topic, language=spoken, asked_at=now, **consented, **titles)
        for lower, (address, spoken) in wanted.items()
        if lower not in known
    ]
    report.added += len(Subscription.objects.bulk_create(fresh, batch_size=1000))
    return report


def _readable(rows, language, report):
    wanted = {}
    for address, spoken in rows:
        try:
            address = addresses.clean(address)
        except ValidationError:
            report.invalid.append(address)
        else:
            wanted.setdefault(address.lower(), (address, spoken or language))
    return wanted


def forget_unconfirmed(as_of):
    """Deletes wishes that nobody confirmed within 30 days: we keep no address that did not ask to be kept."""
    count, _each = Subscription.objects.unconfirmed().filter(asked_at__lt=as_of - UNCONFIRMED_LASTS).delete()
    return count
