"""What the page of a person explains: conditions of membership on a day, offices, sessions, second step."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.urls import reverse

import kit
from kit.digits import DateField, DateInput
from members import rules
from members.admin.offices import OFFICES
from members.belonging import Belonging, belongings
from members.models import Erasure, Province
from members.way import Way, way_of

SESSIONS_SHOWN = 5


@dataclass(frozen=True)
class Explained:
    """A person on a day, with the addresses of what the trail holds of them."""

    way: Way
    belonging: Belonging
    day_input: str
    offices: list
    sessions: list
    second_steps: list
    erasure: Erasure | None
    deeds_address: str
    about_address: str


def explained(request, person):
    """On the day asked for by `?on=`, else today; a day that cannot be read is today."""
    on = _day(request.GET.get("on", ""))
    provinces = Province.objects.in_bulk()
    held = rules.offices_on(on, person)
    trail = reverse("admin:members_auditevent_changelist")
    return Explained(
        way=way_of(person, on),
        belonging=belongings([person], on)[person.pk],
        day_input=DateInput({"id": "explained-on"}).render("on", on),
        offices=[(OFFICES[office.kind], provinces[office.province_id].name) for office in held],
        sessions=list(UserSession.objects.filter(user=person).order_by("-last_seen_at")[:SESSIONS_SHOWN]),
        second_steps=[one.get_type_display() for one in Authenticator.objects.filter(user=person)],
        erasure=Erasure.objects.open().filter(person=person).select_related("asked_by").first(),
        deeds_address=f"{trail}?actor__id__exact={person.pk}",
        about_address=f"{trail}?q={person.public_id}",
    )


def _day(text):
    try:
        return DateField().clean(text)
    except ValidationError:
        return kit.today()
