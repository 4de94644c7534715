"""Telling people: a notice in the portal, in both languages, and by mail once, at once or in a digest."""

from itertools import groupby

import structlog
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

import kit
from kit.bilingual import in_language
from kit.enqueue import enqueue
from mailing import actions as mailing
from mailing.kinds import NOTICE
from mailing.models import News, Subscription
from mailing.registries import Words
from mailing.rhythm import free_days, is_in_time
from members.mail import write_to
from members.models import Notice, User

log = structlog.get_logger(__name__)
MAILED_AT_ONCE = 500  # people in one run; the next minute takes the rest
SHOWN_IN_MAIL = 50  # the portal has the others: mail programs cut long mails off
LANGUAGES = ("ar", "en")
SOURCE = "notice"
EACH = Subscription.Rhythm.EACH


def tell(
    people, *, title, path, why, kind=NOTICE, body=None, key="", by_mail=True, needed_by=None, letter=None
):
    """A notice for each; `title()` and `body()` give the words in the active language, `why(person)` why.

    A `key` comes once a person. `needed_by`: a day; a digest that comes no earlier is not waited for.
    `letter(person)` writes a mail of its own to who does not get this kind gathered. Returns how many people
    were to be told.
    """
    from members.tasks import mail_notices as task

    people, words = list(people), {"path": path, "key": key, "kind": kind, "needed_by": needed_by}
    by_letter = _who_gets_it_now(people, kind) if letter else set()
    whys = {}
    for language in LANGUAGES:
        with translation.override(language):
            words |= {f"title_{language}": title()[:200], f"body_{language}": body() if body else ""}
            whys[f"why_{language}"] = {one.pk: why(one)[:250] for one in people}
    notices = [
        Notice(
            person=one,
            is_mail_wanted=by_mail and one.is_reachable and one.pk not in by_letter,
            **words,
            **{name: said[one.pk] for name, said in whys.items()},
        )
        for one in people
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    for one in people:
        if one.pk in by_letter:
            letter(one)
    if by_mail and notices:
        enqueue(task)
    return len(notices)


def _who_gets_it_now(people, kind):
    """Those who have not chosen to get this kind gathered, nor left it."""
    rhythms = mailing.rhythms([one.email for one in people if one.email], kind)
    return {one.pk for one in people if rhythms.get((one.email or "").lower(), EACH) == EACH}


def mark_read(*, person, notices):
    """The person has seen them."""
    return notices.filter(person=person).unread().update(read_at=kit.now())


def mail_notices():
    """What is new leaves by mail, or waits for a digest, in one transaction with its mark. Returns people."""
    waiting = Notice.objects.unmailed().values_list("person", flat=True).distinct().order_by("person")
    return sum(_try_to_mail(person) for person in list(waiting[:MAILED_AT_ONCE]))


def _try_to_mail(person):
    """A letter that cannot be written is tried again by the next run, and holds up nobody else's."""
    try:
        return _mail_to(person)
    except Exception:
        log.exception("notices_not_mailed", person=person)
        return 0


@transaction.atomic
def _mail_to(person):
    rows = (
        Notice.objects.unmailed().filter(person=person).select_related("person").order_by("kind", "at", "pk")
    )
    notices = list(rows.select_for_update(skip_locked=True, of=("self",)))
    for kind, of_kind in groupby(notices, key=lambda notice: notice.kind):
        _mail(kind, list(of_kind))
    return 1 if notices else 0


def _mail(kind, notices):
    """The person's notices of one kind: one letter with those of now, the others to the digest, or none."""
    person, now = notices[0].person, kit.now()
    address = person.email or ""
    rhythm = mailing.rhythms([address], kind).get(address.lower(), EACH)
    known = Notice.objects.filter(pk__in=[notice.pk for notice in notices])
    if rhythm is None:
        known.update(is_mail_wanted=False)
        return
    free = free_days()
    at_once = [
        notice
        for notice in notices
        if rhythm == EACH or not is_in_time(rhythm, notice.needed_by, at=now, free=free)
    ]
    _hold(person, kind, [notice for notice in notices if notice not in at_once])
    if at_once:
        _write(person, kind, at_once)
    known.update(mailed_at=now)


def _hold(person, kind, notices):
    reader = {"address": person.email, "language": person.language, "topic": kind, "source": SOURCE}
    mailing.hold(News(**reader, ref=notice.pk, at=notice.at) for notice in notices)


def _write(person, kind, notices):
    is_one = len(notices) == 1
    write_to(
        person,
        "members/mail/notices",
        lambda: {
            "notices": notices[:SHOWN_IN_MAIL],
            "count": len(notices),
            "more": max(0, len(notices) - SHOWN_IN_MAIL),
            "first": notices[0],
            "action": _("Open it") if is_one else _("See your notices"),
            "action_url": settings.PORTAL_ORIGIN + (notices[0].address if is_one else notices_address()),
            "reason": reason_of(notices),
        },
        kind=kind,
    )


def reason_of(notices):
    """Why these come: the one reason that all have, else that each says its own."""
    reasons = {str(notice.why) for notice in notices}
    if len(reasons) > 1:
        return _("Each notice says why you get it.")
    return reasons.pop() or _("You get this because it concerns your work in the network.")


def in_digest(refs, language):
    """What notices say in a digest; those that were read in the portal, or taken back, are no news."""
    return {
        notice.pk: Words(
            title=in_language(notice, "title", language),
            text=in_language(notice, "body", language),
            url=settings.PORTAL_ORIGIN + notice.address,
            why=in_language(notice, "why", language),
        )
        for notice in Notice.objects.filter(pk__in=refs).unread()
    }


def is_one_of_ours(address):
    """Whether mail of the kinds that nobody asks for may come to it (mailing.belongs)."""
    return User.objects.reachable().filter(email__iexact=address).exists()


def notices_address():
    return reverse("members:notices")
