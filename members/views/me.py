"""A person's own page and settings."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

import kit
from members import rules
from members.forms import SettingsForm
from members.models import Service
from members.way import way_of


def me(request):
    """What I am in the network, and where to go from here."""
    today, led = kit.today(), rules.teams_led(request.user)
    asked = Service.objects.waiting().filter(team__in=led).exclude(person=request.user)
    context = {
        "way": way_of(request.user, today),
        "is_member": request.user.is_member(today),
        "to_answer": asked.select_related("person", "team"),
        "may_open_desk": rules.may_open_membership_desk(request.user),
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
