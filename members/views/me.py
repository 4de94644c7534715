"""A person's own page and settings."""

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

import kit
from members import rules
from members.forms import SettingsForm
from members.models import Service, Team
from members.registries import deeds_of
from members.way import way_of

DEEDS_SHOWN = 5


def me(request):
    """My desk: what waits for me, how I stand, my teams, what I have done, and where to go from here."""
    person, today = request.user, kit.today()
    seats, way = rules.seats_of(person), way_of(person, today)
    leading = Service.objects.leading(today).of(person).filter(team=OuterRef("pk"))
    teams = Team.objects.served_by(person, today).annotate(is_led=Exists(leading))
    teams = list(teams.select_related("province"))
    led = [team for team in teams if team.is_led]
    asked = Service.objects.waiting().filter(team__in=led).exclude(person=person)
    context = {
        "way": way,
        "was_refused": Service.objects.of(person).refused().exists,  # asked where the page says so alone
        "has_name": bool(person.name_ar or person.name_latin),
        "is_only_staff": person.is_staff and not (way.application or way.hoped),
        "to_answer": asked.select_related("person", "team"),
        "to_decide": rules.to_decide(person, seats).count() if seats else 0,
        "teams": teams,
        "leads": bool(led),
        "deeds": deeds_of([person])[person.pk][:DEEDS_SHOWN],
        "may_open_desk": person.is_staff or bool(seats),
    }
    return render(request, "members/me.html", context)


def settings(request):
    """Name, job title, language and digits."""
    form = SettingsForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your settings are saved."))
        return redirect("members:me")
    return render(request, "members/settings.html", {"form": form}, status=422 if form.errors else 200)
