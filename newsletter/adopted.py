"""What provinces took up from each other and achieved, as entries: its outcome in a sentence."""

import datetime

from django.db.models import Max, Q
from django.utils.translation import gettext, override

from kit import formats
from kit.clock import BAGHDAD
from library.models import Outcome, Transfer
from library.outcome_picture import after
from newsletter.models import Edition, Entry, Section


def new_transfers(edition):
    """Public ones, achieved or verified since the month of the last released edition, in no other edition."""
    elsewhere = Entry.objects.exclude(edition=edition).filter(transfer__isnull=False)
    found = Transfer.objects.public().achieved().with_days().exclude(newsletter_entries__in=elsewhere)
    earlier = Edition.objects.released().filter(month__lt=edition.month).order_by("-month").first()
    if earlier:
        since = datetime.datetime.combine(earlier.month, datetime.time(), BAGHDAD)
        found = found.filter(Q(achieved_at__gte=since) | Q(verified_at__gte=since))
    found = found.select_related("revision", "source", "adopter", "verified_for")
    return found.order_by("-achieved_at", "-pk")


def add(edition, most):
    """Propose them, up to so many in an edition; returns how many were added."""
    entries = edition.entries.filter(section=Section.SUCCESSES)
    room = most - entries.standing().filter(transfer__isnull=False).count()
    position = entries.aggregate(last=Max("position"))["last"] or 0
    offered = edition.entries.filter(transfer__isnull=False).values("transfer")
    added = new_transfers(edition).exclude(pk__in=offered)[: max(0, room)]
    for number, transfer in enumerate(added, position + 1):
        entry_of(transfer, edition=edition, section=Section.SUCCESSES, position=number).save()
    return len(added)


def entry_of(transfer, **place):
    """A transfer in the words of its practice, and what it brought."""
    outcome = _newest_outcome(transfer)
    words = {}
    for language in ("ar", "en"):
        words[f"title_{language}"] = getattr(transfer.revision, f"title_{language}")
        with override(language), formats.choosing(""):
            words[f"text_{language}"] = " ".join(_sentences(transfer, outcome))
    return Entry(transfer=transfer, **words, **place)


def _newest_outcome(transfer):
    """The last value of the measure that was named first; one number, never a mean of several."""
    known = Outcome.objects.filter(measure__transfer=transfer).select_related("measure")
    return known.order_by("measure", "-months").first()


def _sentences(transfer, outcome):
    names = {"adopter": transfer.adopter.name, "source": transfer.source.name}
    yield gettext("%(adopter)s took it up from %(source)s.") % names
    if outcome:
        yield _change(outcome)
    if transfer.verified_for:
        yield gettext("%(province)s has verified it.") % {"province": transfer.verified_for.name}


def _change(outcome):
    measure = outcome.measure
    figures = {"before": formats.number(measure.baseline), "after": formats.number(outcome.value)}
    words = [gettext("%(before)s → %(after)s") % figures, str(measure.unit), after(outcome.months)]
    return gettext("%(measure)s: %(change)s.") % {
        "measure": measure.name,
        "change": " ".join(filter(None, words)),
    }
