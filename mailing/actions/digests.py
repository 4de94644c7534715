"""Digests: what readers chose to get gathered, in one letter of a working day, each thing once."""

import datetime

import structlog
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from kit import calendar
from kit.bilingual import in_language
from kit.clock import BAGHDAD
from mailing import kinds, registries
from mailing.actions.letters import write
from mailing.models import Digest, Mailing, News, Subscription
from mailing.rhythm import MORNING, free_days, weekly_day

log = structlog.get_logger(__name__)
SHOWN = 50  # mail programs cut long mails off
OF_MAILING = "mailing"
CHUNK = 1000
KEPT = datetime.timedelta(days=90)
Rhythm = Subscription.Rhythm


def hold(rows):
    """Keeps News for the next digest; what an address is told of already stays as it is."""
    News.objects.bulk_create(rows, ignore_conflicts=True, batch_size=CHUNK)


def hold_mailing(mailing, followers):
    """A mailing waits for the digest of these subscriptions."""
    rows = followers.order_by("pk").values_list("address", "language")
    hold(
        News(
            address=address,
            language=language,
            topic=mailing.topic,
            source=OF_MAILING,
            ref=mailing.pk,
            at=mailing.starts_at,
        )
        for address, language in rows
    )


def of_mailings(refs, language):
    """What mailings say in a digest: their subject; a paused one waits, a cancelled one is gone."""
    found = {}
    for mailing in Mailing.objects.filter(pk__in=refs).exclude(state=Mailing.State.CANCELLED):
        found[mailing.pk] = (
            None
            if mailing.state == Mailing.State.PAUSED
            else registries.Words(
                title=in_language(mailing, "subject", language),
                url=f"{settings.PORTAL_ORIGIN}/{language}/{mailing.path}",
                why=in_language(mailing, "reason", language),
            )
        )
    return found


def send_digests(*, at):
    """The digests of a working day, once its morning has come; returns how many letters were written.

    Late or twice each thing is told once: a letter and the marks of what it tells are one transaction, and
    the database keeps one digest a day for each address and language.
    """
    on, free = at.astimezone(BAGHDAD).date(), free_days()
    morning = datetime.datetime.combine(on, MORNING, tzinfo=BAGHDAD)
    if not calendar.is_working(on, free) or at < morning:
        return 0
    weekly = datetime.datetime.combine(weekly_day(on, free), MORNING, tzinfo=BAGHDAD)
    News.objects.waiting().of_choice().filter(has_left=True).delete()
    due = News.objects.due(daily=morning, weekly=weekly)
    readers = due.order_by("address", "language").values_list("address", "language").distinct()
    return sum(_try(address, language, due, on) for address, language in list(readers))


def forget_digests(as_of):
    """Deletes digests of long ago with the marks of what they told; returns how many."""
    return Digest.objects.filter(on__lt=(as_of - KEPT).date()).delete()[1].get(Digest._meta.label, 0)


def _try(address, language, due, on):
    """One letter that cannot be written holds up no other; its news wait for the next run."""
    try:
        return _tell(address, language, due, on)
    except Exception:
        log.exception("digest_failed", day=str(on))
        return 0


@transaction.atomic
def _tell(address, language, due, on):
    """Rows are taken in one order: a second run waits for the first, and finds that it has told them."""
    mine = due.of(address).filter(language=language)
    rows = list(mine.select_for_update(of=("self",)).order_by("pk"))
    if not rows or Digest.objects.filter(address__iexact=address, language=language, on=on).exists():
        return 0
    words = _words(rows, language)
    gone = [row.pk for row in rows if (row.source, row.ref) not in words]
    told = [row for row in rows if words.get((row.source, row.ref))]
    News.objects.filter(pk__in=gone).delete()
    if not told:
        return 0
    letter = _write(address, language, told, [words[row.source, row.ref] for row in told])
    digest = Digest.objects.create(address=address, language=language, on=on, letter=letter)
    News.objects.filter(pk__in=[row.pk for row in told]).update(digest=digest)
    return 1


def _words(rows, language):
    """(source, ref) → Words, or None for what must wait; what is gone has none."""
    refs = {}
    for row in rows:
        refs.setdefault(row.source, []).append(row.ref)
    with override(language):
        found = {source: registries.digest_sources[source](refs[source], language) for source in refs}
    return {(source, ref): said for source, of_source in found.items() for ref, said in of_source.items()}


def _write(address, language, rows, entries):
    with override(language):
        context = {
            "entries": entries[:SHOWN],
            "count": len(entries),
            "more": max(0, len(entries) - SHOWN),
            "reason": _reason({row.chosen for row in rows}),
        }
    return write(
        kind=kinds.DIGEST, to=address, language=language, template="mailing/mail/digest", context=context
    )


def _reason(chosen):
    if chosen == {Rhythm.WEEKLY}:
        return _("You get this because you chose to get these kinds of mail once a week.")
    if Rhythm.WEEKLY in chosen:
        return _("You get this because you chose to get these kinds of mail once a day or once a week.")
    return _("You get this because you chose to get these kinds of mail once a day.")
