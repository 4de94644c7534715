"""What the network keeps of me: the page that says it, and the copy to take along."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import kit
from kit.files import serve
from members import actions
from members.holdings import what_is_held
from members.models import DataExport, Erasure


@reauthentication_required(allow_get=True)
def data(request):
    """What is held, in words and numbers; the button asks for a copy of all of it."""
    if request.method == "POST":
        return _ask(request)
    (goes, stays), visible = what_is_held(request.user), DataExport.objects.visible_to(request.user)
    context = {
        "goes": goes,
        "stays": stays,
        "erasure": Erasure.objects.open().filter(person=request.user).first(),
        "under_way": visible.open().filter(person=request.user).first(),
        "ready": visible.ready(kit.now()).select_related("person"),
    }
    return render(request, "members/data.html", context)


def _ask(request):
    try:
        actions.ask_export(person=request.user, by=request.user, request=request)
    except actions.UnderWay:
        messages.warning(request, _("A copy is being made already. You are told when it is ready."))
    else:
        messages.success(
            request, _("Your copy is being made. You are told here and by mail when it is ready.")
        )
    return redirect("members:data")


@require_safe
def export(request, pk):
    """The copy itself, for its owner alone; who has been signed in for a while proves again who they are."""
    found = get_object_or_404(DataExport.objects.visible_to(request.user).ready(kit.now()), pk=pk)
    return _give(request, found)


@reauthentication_required
def _give(request, found):
    return serve(request, found.path, found.name, "application/zip")
