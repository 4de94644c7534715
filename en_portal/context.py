"""What every page's frame needs: may this person see the desk, is this a demonstration."""

from django.conf import settings
from django.db.models import Exists
from django.utils.functional import SimpleLazyObject

import kit
from chairs.models import Term
from committee.models import Seat
from members.models import User


def layout(request):
    """Lazy answers, so that a page which shows no frame asks nothing of the database."""
    user = getattr(request, "user", None)
    return {
        "offices": SimpleLazyObject(lambda: _offices(user)),
        "is_demonstration": settings.DEMONSTRATION,
        "portal_origin": settings.PORTAL_ORIGIN,
    }


def _offices(user):
    """Which desks the person has, in one query."""
    if user is None or not user.is_authenticated:
        return {}
    today = kit.today()
    return User.objects.filter(pk=user.pk).values(
        is_representative=Exists(Seat.objects.open(today).held_by(user)),
        is_chair_editor=Exists(Term.objects.of(today).filter(editors=user)),
    )[0]
