"""The erasure of one's data: what goes and what stays, asking for it, and changing one's mind."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

import kit
from kit import tokens
from kit.formats import day
from members import actions, letters, rules
from members.forms.personal import ErasureForm
from members.holdings import what_is_held
from members.models import Erasure, Province


@reauthentication_required(allow_get=True)
def erasure(request):
    """What will be deleted, what stays and why; asked for with the address typed, after proving who it is."""
    person = request.user
    form = ErasureForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid() and _ask(request, form):
        return redirect("members:erasure")
    (goes, stays), provinces = what_is_held(person), Province.objects.in_bulk()
    context = {
        "form": form,
        "open": Erasure.objects.open().filter(person=person).first(),
        "is_last_superuser": rules.is_last_superuser(person),
        "ending": [
            (office.words, provinces[office.province_id].name)
            for office in rules.offices_on(kit.today(), person)
        ],
        "leads": rules.teams_led(person),
        "goes": goes,
        "stays": stays,
    }
    return render(request, "members/erasure.html", context, status=422 if form.errors else 200)


def _ask(request, form):
    """True where it was asked for, now or before; a refusal is said on the form."""
    try:
        asked = actions.ask_erasure(
            person=request.user,
            by=request.user,
            keeps_name=form.cleaned_data["keeps_name"],
            request=request,
        )
    except actions.LastSuperuser:
        form.add_error(None, _("Give somebody else all rights first: nobody would be left who can."))
        return False
    except actions.AlreadyAsked:
        messages.warning(request, _("You have asked for it already. Nothing was changed."))
    else:
        words = _("Your data will be erased on %(day)s. Until then you can cancel it here, or by the mail.")
        messages.success(request, words % {"day": day(asked.due_at)})
    return True


@require_POST
def cancel(request):
    """Changed one's mind: nothing is erased."""
    asked = get_object_or_404(Erasure.objects.open(), person=request.user)
    _cancel(request, asked, request.user)
    return redirect("members:data")


def _cancel(request, asked, by):
    try:
        actions.cancel_erasure(erasure=asked, by=by, request=request)
    except actions.Over:
        messages.warning(request, _("It was cancelled already. Nothing was changed."))
    else:
        messages.success(request, _("The erasure is cancelled. Everything is as it was."))


@login_not_required
@never_cache
def answer(request, token):
    """What the mail's link opens: the page shows it, its button cancels as who was written to."""
    try:
        pk = letters.which_erasure(token)
    except tokens.Bad as error:
        raise Http404 from error
    asked = get_object_or_404(Erasure.objects.select_related("person"), pk=pk)
    if not asked.is_open:
        return render(request, "members/erasure_over.html", {"asked": asked}, status=410)
    if request.method == "POST":
        _cancel(request, asked, asked.person)
        return redirect("members:erasure_answer", token=token)
    return render(request, "members/erasure_cancel.html", {"asked": asked})
