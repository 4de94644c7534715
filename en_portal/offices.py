"""The person of this request: their desks and what is unread, asked once for frame and second step."""

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

import kit
from chairs.models import Term
from committee.models import Seat
from members.accounts.proofs import has_second_step
from members.models import Message, Notice, User


def offices_of(request):
    """{name of an office: holds it}, with how much is unread, in one query a request."""
    if not hasattr(request, "_offices"):
        request._offices = _ask(getattr(request, "user", None))
    return request._offices


def _ask(user):
    if user is None or not user.is_authenticated:
        return {}
    today = kit.today()
    return User.objects.filter(pk=user.pk).values(
        is_member=Exists(User.objects.members(today).filter(pk=user.pk)),
        is_representative=Exists(Seat.objects.open(today).held_by(user)),
        is_chair_editor=Exists(Term.objects.of(today).filter(editors=user)),
        unread_notices=_count(Notice.objects.unread().besides_messages(), "person"),
        unread_messages=_count(Message.objects.unread(), "recipient"),
    )[0]


def _count(rows, key):
    """How many of the rows are the person's, as a column."""
    theirs = rows.filter(**{key: OuterRef("pk")}).order_by().values(key).annotate(count=Count("pk"))
    return Coalesce(Subquery(theirs.values("count")), 0)


def unread(offices):
    """Notices, messages and both together; a message is not counted again for the notice that told of it."""
    notices, messages = offices.get("unread_notices", 0), offices.get("unread_messages", 0)
    return {"notices": notices, "messages": messages, "all": notices + messages}


def owes_second_step(request):
    """Taqadum staff and holders of a POCC seat, until they have used a second step in this session."""
    user = getattr(request, "user", None)
    if not settings.SECOND_STEP_REQUIRED or user is None or not user.is_authenticated:
        return False
    if has_second_step(request):
        return False
    return user.is_staff or user.is_superuser or offices_of(request)["is_representative"]
