"""The seats of the POCC: who sits for each province, since when, and what staff do about it."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import kit
from committee import rules, seating
from committee.actions import seats as verbs
from committee.forms.seats import AlternateForm, CloseForm, HandOverForm, OpenForm
from committee.models import Committee, Seat
from kit.refusals import say_above
from members.models import Province


@require_safe
def seats(request):
    """Each province with its seat, or why it has none yet, and who sat before."""
    if not rules.may_keep_meetings(request.user):
        raise PermissionDenied
    found = seating.provinces(kit.today(), request.user)
    context = {
        "seated": [place for place in found if place.seat],
        "without": [place for place in found if not place.seat],
        "may_keep": rules.may_keep_seats(request.user),
        "committee": Committee.objects.in_force(kit.today()),
    }
    return render(request, "committee/seats.html", context)


def open_seat(request, code):
    """Give a province its seat."""
    province = _for_staff(request, Province, code=code)
    place = seating.place_of(province, kit.today())
    return _answer(
        request,
        OpenForm(request.POST or None, people=seating.candidates(province, kit.today())),
        partial(verbs.open_seat, province=province),
        title=_("Open the seat of %(province)s") % {"province": province.name},
        done=_("The seat is open, and its holders are welcomed by mail."),
        conditions=place.conditions,
    )


def hand_over(request, pk):
    """Other holders."""
    seat = _for_staff(request, Seat, pk=pk)
    return _answer(
        request,
        HandOverForm(request.POST or None, people=seating.candidates(seat.province, kit.today())),
        partial(verbs.hand_over, seat=seat),
        title=_("Hand over the seat of %(province)s") % {"province": seat.province.name},
        done=_("The seat is handed over, and its new holders are welcomed by mail."),
    )


def name_alternate(request, pk):
    """Another alternate."""
    seat = _for_staff(request, Seat, pk=pk)
    people = seating.candidates(seat.province, kit.today()).exclude(pk=seat.representative_id)
    return _answer(
        request,
        AlternateForm(request.POST or None, people=people, initial={"alternate": seat.alternate_id}),
        partial(verbs.name_alternate, seat=seat),
        title=_("Alternate of %(province)s") % {"province": seat.province.name},
        done=_("The alternate is kept."),
    )


def close_seat(request, pk):
    """The last day of a seat."""
    seat = _for_staff(request, Seat, pk=pk)
    return _answer(
        request,
        CloseForm(request.POST or None),
        partial(verbs.close_seat, seat=seat),
        title=_("Close the seat of %(province)s") % {"province": seat.province.name},
        done=_("The seat is closed. It stays in the books."),
    )


def _for_staff(request, model, **which):
    """The row, for staff; the committee reads this page and changes nothing on it."""
    if not rules.may_keep_seats(request.user):
        raise PermissionDenied
    rows = model.objects.select_related("province", "representative") if model is Seat else model.objects
    return get_object_or_404(rows, **which)


def _answer(request, form, verb, *, title, done, conditions=()):
    """Show a form; once it is filled in, carry out the verb, and go back to the seats."""
    if request.method == "POST" and form.is_valid():
        try:
            verb(by=request.user, request=request, **form.cleaned_data)
        except ValidationError as error:
            say_above(form, error)
        else:
            messages.success(request, done)
            return redirect("committee:seats")
    context = {"form": form, "title": title, "conditions": conditions}
    return render(request, "committee/seat_form.html", context, status=422 if form.errors else 200)
