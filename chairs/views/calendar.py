"""My calendar: its private address, and a way to make it anew."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from chairs.actions.calendar import renew_address
from chairs.models import CalendarAddress


@require_safe
def mine(request):
    """The address to give to a calendar program."""
    found = CalendarAddress.objects.filter(person=request.user).first()
    address = ""
    if found is not None:
        path = reverse("chairs_roots:my_calendar", args=[found.key, get_language() or "ar"])
        address = f"{settings.PORTAL_ORIGIN}{path}"
    context = {"found": found, "address": address, "program": address.replace("https:", "webcal:")}
    return render(request, "chairs/calendar.html", context)


@require_POST
def renew(request):
    """Another address; the old one opens nothing any more."""
    renew_address(person=request.user, request=request)
    messages.success(request, _("Your calendar has a new address. An old one opens nothing any more."))
    return redirect("chairs:calendar")
