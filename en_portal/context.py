"""What every page's frame needs: this person's desks, what they have not read, is it a demonstration."""

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import SimpleLazyObject

import kit
from chairs.models import Term
from committee.models import Seat
from members.models import Message, Notice, User


def layout(request):
    """Lazy answers, so that a page which shows no frame asks nothing of the database."""
    user = getattr(request, "user", None)
    offices = SimpleLazyObject(lambda: _offices(user))
    return {
        "offices": offices,
        "unread": SimpleLazyObject(lambda: _unread(offices)),
        "is_demonstration": settings.DEMONSTRATION,
        "portal_origin": settings.PORTAL_ORIGIN,
    }


def _offices(user):
    """Which desks the person has, and how much they have not read, in one query."""
    if user is None or not user.is_authenticated:
        return {}
    today = kit.today()
    return User.objects.filter(pk=user.pk).values(
        is_representative=Exists(Seat.objects.open(today).held_by(user)),
        is_chair_editor=Exists(Term.objects.of(today).filter(editors=user)),
        unread_notices=_count(Notice.objects.unread().besides_messages(), "person"),
        unread_messages=_count(Message.objects.unread(), "recipient"),
    )[0]


def _count(rows, key):
    """How many of the rows are the person's, as a column."""
    theirs = rows.filter(**{key: OuterRef("pk")}).order_by().values(key).annotate(count=Count("pk"))
    return Coalesce(Subquery(theirs.values("count")), 0)


def _unread(offices):
    """Notices, messages and both together; a message is not counted again for the notice that told of it."""
    notices, messages = offices.get("unread_notices", 0), offices.get("unread_messages", 0)
    return {"notices": notices, "messages": messages, "all": notices + messages}
