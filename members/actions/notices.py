"""Telling people: a notice in the portal, in both languages, and by mail once."""

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

import kit
from kit.enqueue import enqueue
from mailing import actions as mailing
from mailing.kinds import NOTICE
from mailing.models import Subscription
from members.mail import write_to
from members.models import Notice

MAILED_AT_ONCE = 500  # people in one run; the next minute takes the rest
SHOWN_IN_MAIL = 50  # the portal has the others: mail programs cut long mails off


def tell(people, *, title, path, body=None, key="", by_mail=True):
    """A notice for each; `title()` and `body()` give the words in the active language.

    A `key` comes once a person. Returns how many people were to be told.
    """
    from members.tasks import mail_notices as task

    words = {"path": path, "key": key}
    for language in ("ar", "en"):
        with translation.override(language):
            words |= {f"title_{language}": title()[:200], f"body_{language}": body() if body else ""}
    notices = [Notice(person=one, is_mail_wanted=by_mail and one.is_reachable, **words) for one in people]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    if by_mail and notices:
        enqueue(task)
    return len(notices)


def mark_read(*, person, notices):
    """The person has seen them."""
    return notices.filter(person=person).unread().update(read_at=kit.now())


def wants_mail(person):
    """Whether notices also come by mail: until the person leaves them, here or by a link in one of them."""
    if not person.email:
        return False
    left = Subscription.objects.of(person.email).on_topic(NOTICE).filter(left_at__isnull=False)
    return not left.exists()


def choose_mail(*, person, is_wanted, consent_text="", ip=None):
    """Notices come by mail too, or in the portal alone."""
    if not is_wanted:
        mailing.leave(address=person.email, topic=NOTICE, language=person.language)
    elif left := Subscription.objects.of(person.email).on_topic(NOTICE).first():
        mailing.choose(
            left,
            is_wanted=True,
            language=person.language,
            rhythm=left.rhythm,
            consent_text=consent_text,
            ip=ip,
        )


def mail_notices():
    """One mail a person with what is new, kept in one transaction with its mark. Returns people told."""
    waiting = Notice.objects.unmailed().values_list("person", flat=True).distinct().order_by("person")
    return sum(_mail_to(person) for person in list(waiting[:MAILED_AT_ONCE]))


@transaction.atomic
def _mail_to(person):
    rows = Notice.objects.unmailed().filter(person=person).select_related("person").order_by("at", "pk")
    notices = list(rows.select_for_update(skip_locked=True, of=("self",)))
    if not notices:
        return 0
    is_one = len(notices) == 1
    write_to(
        notices[0].person,
        "members/mail/notices",
        lambda: {
            "notices": notices[:SHOWN_IN_MAIL],
            "count": len(notices),
            "more": max(0, len(notices) - SHOWN_IN_MAIL),
            "first": notices[0],
            "action": _("Open it") if is_one else _("See your notices"),
            "action_url": settings.PORTAL_ORIGIN + (notices[0].address if is_one else notices_address()),
            "reason": _("You get this because it concerns your work in the network."),
        },
    )
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=kit.now())
    return 1


def notices_address():
    from django.urls import reverse

    return reverse("members:notices")
