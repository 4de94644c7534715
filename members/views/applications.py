"""The desk of who decides on membership: what waits, what was decided, one application."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import BooleanField, Case, Q, Value, When
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

import kit
from members import actions, rules
from members.forms.application import ApplicationDecisionForm
from members.models import Application, Service
from members.way import way_of

SHOWN = 30


def applications(request):
    """Other provinces' waiting ones first, then one's own, then what has ended."""
    if not rules.may_open_membership_desk(request.user):
        raise PermissionDenied
    seats = rules.seats_of(request.user)
    joined = Application.objects.handed_in().select_related("person", "province", "decided_by")
    ended = joined.exclude(state__in=Application.OPEN).order_by("-decided_at", "-submitted_at", "-pk")
    waiting = joined.open().annotate(is_for_others=_is_for_others(request.user, seats))
    waiting = waiting.order_by("is_for_others", "-state", "submitted_at", "pk")
    context = {
        "waiting": Paginator(waiting, SHOWN).get_page(request.GET.get("waiting")),
        "page": Paginator(ended, SHOWN).get_page(request.GET.get("page")),
        "is_decider": bool(seats),
    }
    return render(request, "members/applications.html", context)


def _is_for_others(user, seats):
    """Whether somebody else decides: it is one's own, or of the only province whose seat one holds."""
    mine = {seat.province_id for seat in seats}
    own = Q(person=user) | (Q(province__in=mine) if len(mine) == 1 else Q(pk__in=[]))
    return Case(When(own, then=Value(True)), default=Value(False), output_field=BooleanField())


def application_detail(request, pk):
    """Who applies, on what evidence, what was said; and the decision."""
    joined = Application.objects.select_related("person", "province", "decided_by", "policy")
    application = get_object_or_404(joined, pk=pk)
    if not rules.may_read_application(request.user, application):
        raise Http404
    if application.person_id == request.user.pk:
        return redirect("members:application")
    form = ApplicationDecisionForm(request.POST or None)
    if request.method == "POST":
        if not rules.may_decide_application(request.user, application):
            return _answer_too_late(request, application)
        if form.is_valid():
            return _decide(request, application, form)
    return _page(request, application, form)


def _page(request, application, form):
    services = Service.objects.of(application.person).select_related(
        "team__province", "confirmed_by", "refused_by"
    )
    context = {
        "application": application,
        "way": way_of(application.person, kit.today()),
        "services": services.prefetch_related("criteria"),
        "steps": application.steps.select_related("by", "policy"),
        "form": form,
        "may_decide": rules.may_decide_application(request.user, application),
    }
    return render(request, "members/application_detail.html", context, status=422 if form.errors else 200)


def _decide(request, application, form):
    decision, text = form.cleaned_data["decision"], form.cleaned_data["text"]
    verbs = {form.APPROVE: actions.approve, form.ASK: actions.ask_for_more, form.DECLINE: actions.decline}
    try:
        verbs[decision](application=application, by=request.user, text=text, request=request)
    except actions.AlreadyDecided:
        return _answer_too_late(request, application)
    except actions.NotReady:
        form.add_error("decision", _("A condition is not met today. Ask for more, or decline."))
        return _page(request, application, form)
    messages.success(request, _("Your decision is kept, and the applicant has been told."))
    return redirect("members:applications")


def _answer_too_late(request, application):
    if Application.objects.waiting().filter(pk=application.pk).exists():
        raise PermissionDenied
    messages.warning(request, _("This application has moved on already. Nothing was changed."))
    return redirect("members:application_detail", pk=application.pk)
