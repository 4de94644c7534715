"""A term from acceptance to completion, or skipped with a reason."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

import kit
from chairs import notices, rules
from chairs.actions.schedule import lock, reschedule, void_swap
from chairs.models import Swap, Term
from kit import audit
from kit.quarter import Quarter


class Changed(Exception):
    """Somebody has decided on this term or swap a moment ago."""


def take(term):
    """The term, locked after the schedule, as it stands now."""
    lock()
    return Term.objects.select_for_update(of=("self",)).select_related("province").get(pk=term.pk)


@transaction.atomic
def accept(*, term, by, request=None):
    """The province takes the quarter on; one that has begun becomes active at once.

    Raises PermissionDenied, Changed when it was accepted, skipped or moved meanwhile.
    """
    read, term = term, take(term)
    if (term.state, term.quarter) != (read.state, read.quarter):
        raise Changed
    if not rules.may_accept(by, term):
        raise PermissionDenied
    term.state, term.accepted_by, term.accepted_at = Term.State.ACCEPTED, by, kit.now()
    term.save()
    audit.record(by, "term.accepted", f"{term.quarter} {term.province.code}", request=request)
    notices.term_accepted(term)
    turn_over(on=kit.today())
    return Term.objects.get(pk=term.pk)


@transaction.atomic
def skip(*, term, reason, by, request=None):
    """The province does not chair in this quarter, and says why; the others move up, it goes behind them.

    A swap of this quarter is void. Raises PermissionDenied, ValidationError, Changed.
    """
    read, term = term, take(term)
    if (term.state, term.quarter) != (read.state, read.quarter):
        raise Changed
    if not rules.may_skip(by, term):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the province is skipped.")})
    for swap in Swap.objects.touching(term.quarter):
        void_swap(swap, Swap.Ending.SKIPPED)
    term.refresh_from_db()
    term.state, term.skip_reason = Term.State.SKIPPED, reason.strip()
    term.accepted_by = term.accepted_at = None
    term.save()
    audit.record(
        by, "term.skipped", f"{term.quarter} {term.province.code}: {term.skip_reason}", request=request
    )
    reschedule(on=kit.today())
    notices.term_skipped(term)
    return term


@transaction.atomic
def turn_over(*, on):
    """The quarter turns: what ran before is completed, what was accepted for this one begins.

    A run that comes late, even by whole quarters, ends as if each had come in time; a second one changes
    nothing. A term that nobody accepted does not begin: the alarm says so. Returns how many changed.
    """
    lock()
    now, changed = Quarter.of(on), 0
    reschedule(on=on)
    due = Term.objects.filter(quarter__lte=now, state__in=[Term.State.ACCEPTED, Term.State.ACTIVE])
    for term in due.select_for_update(of=("self",)).select_related("province").order_by("quarter"):
        if term.state == Term.State.ACCEPTED:
            term.state = Term.State.ACTIVE
            changed += _step(term, "term.began")
        if term.quarter < now:
            term.state = Term.State.COMPLETED
            changed += _step(term, "term.completed")
        else:
            notices.term_began(term)
    return changed


def _step(term, verb):
    term.save()
    audit.record(None, verb, f"{term.quarter} {term.province.code}")
    return 1
