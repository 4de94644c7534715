"""A person's own page and settings."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

import kit
from members.forms import SettingsForm


def me(request):
    """What I am in the network, and where to go from here."""
    services = request.user.services.select_related("team__province").prefetch_related("criteria")
    return render(
        request,
        "members/me.html",
        {"services": services, "is_member": request.user.is_member(kit.today()), "today": kit.today()},
    )


def settings(request):
    """Name, job title, language and digits."""
    form = SettingsForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your settings are saved."))
        return redirect("members:me")
    return render(request, "members/settings.html", {"form": form}, status=422 if form.errors else 200)
