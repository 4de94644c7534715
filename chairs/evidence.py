"""Two duties of a chair that prove themselves: meetings in its quarter, and those it was host to."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

import kit
from chairs.registries import Evidence
from committee.models import Meeting, Mode
from kit.bilingual import Text
from kit.formats import day


def coordinated(term):
    """Meetings that were held in the quarter."""
    return [_evidence(meeting) for meeting in _held(term)]


def hosted(term):
    """Those of them to which people came, at a place of the chairing province."""
    names = [name.casefold() for name in (term.province.name_ar, term.province.name_en) if name]
    there = [meeting for meeting in _held(term) if meeting.mode == Mode.IN_PERSON]
    return [
        _evidence(meeting) for meeting in there if any(name in meeting.place.casefold() for name in names)
    ]


def _held(term):
    """The meetings of the quarter, the newest first; fetched once for both duties."""
    if not hasattr(term, "meetings_held"):
        quarter = term.quarter
        term.meetings_held = [
            meeting
            for meeting in Meeting.objects.held().filter(starts_at__date__range=(quarter.first, quarter.last))
            if kit.day_of(meeting.starts_at) in quarter
        ]
    return term.meetings_held


def _evidence(meeting):
    words = _("Meeting of the POCC on %(when)s") % {"when": day(meeting.starts_at)}
    on = kit.day_of(meeting.starts_at)
    return Evidence(Text(words, get_language() or "ar"), f"committee/meetings/{meeting.pk}/", on)
