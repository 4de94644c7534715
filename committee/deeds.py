"""What people have done for the POCC, as their profile shows it (members.deeds)."""

import datetime

from django.db.models import Count, Max, Value
from django.db.models.functions import TruncDate
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

import kit
from committee.models import Review, Seat
from kit.bilingual import Text, pair_of
from kit.clock import BAGHDAD
from kit.formats import number
from members.registries import Deed, Deeds, Rows

HOLDERS = "representative", "alternate"


def _rows(people):
    """Seats held, as representative or alternate, and how many reviews were decided."""
    begun = Seat.objects.filter(since_on__lte=kit.today())
    seats = [Rows(begun.filter(**{f"{holder}__in": people}), holder, _seat(holder)) for holder in HOLDERS]
    decided = Review.objects.decided().filter(decided_by__in=people).order_by().values("decided_by")
    counted = {"count": Count("pk"), "on": TruncDate(Max("decided_at"), tzinfo=BAGHDAD)}
    return [*seats, Rows(decided, "decided_by", counted)]


def _seat(holder):
    names = {f"name_{language}": f"province__name_{language}" for language in ("ar", "en")}
    return {"seat": "pk", "on": "since_on", "holder": Value(holder), **names}


def _told(facts):
    on = datetime.date.fromisoformat(facts["on"])
    if "count" in facts:
        count = facts["count"]
        return Deed(kind=_("Quality control"), title=_reviews(count), path="", on=on, times=count)
    kind = _("POCC representative") if facts["holder"] == "representative" else _("POCC alternate")
    return Deed(kind=kind, title=pair_of(facts, "name"), path="", on=on)


def _reviews(count):
    words = ngettext("%(count)s review decided", "%(count)s reviews decided", count)
    return Text(words % {"count": number(count)}, get_language() or "ar")


deeds = Deeds(_rows, _told)
