"""Terms for calendar programs: all of them, and those that concern one person."""

import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

import kit
from chairs.models import CalendarAddress, Duty, Term
from committee import invitations
from committee.models import Meeting
from kit import calendars

YEAR = datetime.timedelta(days=366)


@login_not_required
@require_safe
def everybody(request, language):
    """Who chairs when."""
    return _answer(Term.objects.all(), language)


@login_not_required
@require_safe
def personal(request, key, language):
    """What concerns one person: the terms in which they have a part with the duties, and their meetings."""
    found = CalendarAddress.objects.filter(key=key, person__is_active=True).select_related("person").first()
    if found is None or language not in dict(settings.LANGUAGES):
        raise Http404
    person, today = found.person, kit.today()
    terms = Term.objects.concerning(person, today).select_related("province").order_by("quarter")
    meetings = Meeting.objects.visible_to(person).filter(starts_at__gte=kit.now() - YEAR)
    with override(language):
        events = []
        for term in terms:
            events += [_event(term), *_duties(term)]
        if not person.is_staff:
            rows = meetings.order_by("starts_at", "pk").prefetch_related("items")
            events += [invitations.event_of(meeting) for meeting in rows]
        return calendars.answer(calendars.feed(_("My calendar in the Excellence Network"), events), "mine")


def _duties(term):
    """What the chair owes by the end of its quarter, one event a duty."""
    if term.is_held:
        for duty in Duty:
            yield calendars.Event(
                uid=f"term-{term.pk}-{duty.value}@{_host()}",
                title=_("Until today: %(duty)s") % {"duty": duty.label},
                begins=term.quarter.last,
                ends=term.quarter.last,
                changed_at=term.changed_at,
                sequence=term.revision,
                url=f"{settings.PORTAL_ORIGIN}{term.address}",
            )


def _answer(terms, language):
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with override(language):
        events = [_event(term) for term in terms.select_related("province").order_by("quarter")]
        return calendars.answer(calendars.feed(_("Chairs of the Excellence Network"), events), "chairs")


def _event(term):
    words = _("%(province)s chairs the network") % {"province": term.province.name}
    return calendars.Event(
        uid=f"term-{term.pk}@{_host()}",
        title=words,
        begins=term.quarter.first,
        ends=term.quarter.last,
        changed_at=term.changed_at,
        sequence=term.revision,
        url=f"{settings.PORTAL_ORIGIN}{term.address}",
        is_cancelled=not term.is_held,
    )


def _host():
    return settings.PORTAL_ORIGIN.partition("//")[2]
