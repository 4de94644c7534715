"""What people have done for the POCC, as their profile shows it (members.deeds)."""

from collections import defaultdict

from django.db.models import Count, Max, Q
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

import kit
from committee.models import Review, Seat
from kit.bilingual import Text
from kit.clock import BAGHDAD
from kit.formats import number
from members.registries import Deed


def deeds(people):
    """Seats held, as representative or alternate, and how many reviews were decided; two queries."""
    people = [getattr(person, "pk", person) for person in people]
    done = defaultdict(list)
    held = Seat.objects.filter(Q(representative__in=people) | Q(alternate__in=people))
    for seat in held.filter(since_on__lte=kit.today()).select_related("province"):
        for holder, kind in (
            (seat.representative_id, _("POCC representative")),
            (seat.alternate_id, _("POCC alternate")),
        ):
            if holder in people:
                done[holder].append(Deed(kind=kind, title=seat.province.name, path="", on=seat.since_on))
    decided = Review.objects.decided().filter(decided_by__in=people).order_by().values("decided_by")
    for row in decided.annotate(count=Count("pk"), last=Max("decided_at")):
        on = row["last"].astimezone(BAGHDAD).date()
        done[row["decided_by"]].append(
            Deed(kind=_("Quality control"), title=_reviews(row["count"]), path="", on=on)
        )
    return dict(done)


def _reviews(count):
    words = ngettext("%(count)s review decided", "%(count)s reviews decided", count)
    return Text(words % {"count": number(count)}, get_language() or "ar")
