"""Which desks the person of this request has: asked once, for the page's frame and for the second step."""

from django.conf import settings
from django.db.models import Exists

import kit
from chairs.models import Term
from committee.models import Seat
from members.accounts.proofs import has_second_step
from members.models import User


def offices_of(request):
    """{name of an office: holds it}, in one query a request."""
    if not hasattr(request, "_offices"):
        request._offices = _ask(getattr(request, "user", None))
    return request._offices


def _ask(user):
    if user is None or not user.is_authenticated:
        return {}
    today = kit.today()
    return User.objects.filter(pk=user.pk).values(
        is_representative=Exists(Seat.objects.open(today).held_by(user)),
        is_chair_editor=Exists(Term.objects.of(today).filter(editors=user)),
    )[0]


def owes_second_step(request):
    """Taqadum staff and holders of a POCC seat, until they have used a second step in this session."""
    user = getattr(request, "user", None)
    if not settings.SECOND_STEP_REQUIRED or user is None or not user.is_authenticated:
        return False
    if has_second_step(request):
        return False
    return user.is_staff or user.is_superuser or offices_of(request)["is_representative"]
