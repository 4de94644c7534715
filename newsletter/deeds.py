"""What people have done for the newsletter, as their profile shows it (members.deeds)."""

from collections import defaultdict

from django.utils.translation import gettext as _

from kit.clock import BAGHDAD
from members.registries import Deed
from newsletter.models import Edition


def deeds(people):
    """Editions that the person drafted and readers got; one query, however many."""
    done = defaultdict(list)
    sent = Edition.objects.public().filter(created_by__in=people).select_related("province")
    for edition in sent.defer("welcome_ar", "welcome_en"):
        on = edition.released_at.astimezone(BAGHDAD).date()
        path = f"newsletter/{edition.number}/"
        deed = Deed(kind=_("Newsletter edition"), title=edition.headline(), path=path, on=on)
        done[edition.created_by_id].append(deed)
    return dict(done)
