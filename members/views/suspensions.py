"""Membership that rests: the list with its history, and the page that suspends a member or lifts it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

import kit
from kit.text import name_key
from members import actions, rules
from members.forms.application import SuspensionForm
from members.models import Suspension, User

SHOWN, FOUND = 30, 10


def suspensions(request):
    """Who is suspended, who was, by whom and why; and the way to a member by name."""
    if not rules.may_open_membership_desk(request.user):
        raise PermissionDenied
    joined = Suspension.objects.select_related("person", "imposed_by", "lifted_by")
    today, asked = kit.today(), request.GET.get("q", "").strip()[:100]
    context = {
        "today": today,
        "q": asked,
        "found": User.objects.members(today).named(asked)[:FOUND] if name_key(asked) else [],
        "in_force": Paginator(joined.in_force(today), SHOWN).get_page(request.GET.get("in_force")),
        "page": Paginator(joined.filter(until_on__lt=today), SHOWN).get_page(request.GET.get("page")),
    }
    return render(request, "members/suspensions.html", context)


def suspension(request, public_id):
    """Suspend a member, or lift it."""
    person = get_object_or_404(User, public_id=public_id, erased_at__isnull=True)
    if not rules.may_suspend(request.user, person):
        raise PermissionDenied
    known = person.suspensions.select_related("imposed_by", "lifted_by")
    current = known.in_force(kit.today()).first()
    form = SuspensionForm(request.POST if request.POST.get("then") == "suspend" else None)
    if request.method == "POST" and request.POST.get("then") == "lift":
        return _lift(request, current)
    if request.method == "POST" and form.is_valid() and _suspend(request, person, form):
        return redirect("members:suspensions")
    context = {"person": person, "current": current, "known": known, "form": form, "today": kit.today()}
    return render(request, "members/suspension.html", context, status=422 if form.errors else 200)


def _suspend(request, person, form):
    try:
        actions.suspend(person=person, by=request.user, request=request, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return False
    messages.success(request, _("The membership is suspended, and the person has been told why."))
    return True


def _lift(request, current):
    if current is None:
        messages.warning(request, _("This suspension has ended already. Nothing was changed."))
    else:
        actions.lift(suspension=current, by=request.user, request=request)
        messages.success(request, _("The suspension is lifted, and the person has been told."))
    return redirect("members:suspensions")
