"""Terms for calendar programs: all of them, and those that concern one person."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

import kit
from chairs.models import Term
from kit import calendars, tokens
from members.models import User

PURPOSE = "chairs.calendar"


def token_of(person):
    """Opens the person's own calendar without signing in; whoever has it reads the terms and nothing else."""
    return tokens.sign(PURPOSE, person.public_id)


@login_not_required
@require_safe
def everybody(request, language):
    """Who chairs when."""
    return _answer(Term.objects.all(), language)


@login_not_required
@require_safe
def personal(request, token, language):
    """The terms for which the person edits or coaches, or whose province's seat they hold."""
    try:
        person = User.objects.filter(public_id=tokens.read(PURPOSE, token), is_active=True).first()
    except tokens.Bad:
        raise Http404 from None
    if person is None:
        raise Http404
    return _answer(Term.objects.concerning(person, kit.today()), language)


def _answer(terms, language):
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with override(language):
        events = [_event(term) for term in terms.select_related("province").order_by("quarter")]
        return calendars.answer(calendars.feed(_("Chairs of the Excellence Network"), events), "chairs")


def _event(term):
    words = _("%(province)s chairs the network") % {"province": term.province.name}
    host = settings.PORTAL_ORIGIN.partition("//")[2]
    return calendars.Event(
        uid=f"term-{term.pk}@{host}",
        title=words,
        begins=term.quarter.first,
        ends=term.quarter.last,
        changed_at=term.changed_at,
        sequence=term.revision,
        url=f"{settings.PORTAL_ORIGIN}{term.address}",
        is_cancelled=not term.is_held,
    )
