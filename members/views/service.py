"""Declaring a service, reading one, answering for it (on the page or by the link in a mail), ending it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kit import limits, tokens
from members import actions, letters, rules
from members.forms.service import ServiceAnswerForm, ServiceEndForm, ServiceForm
from members.models import Service, User

DECLARED, AN_HOUR = 20, 3_600  # services an hour from one address: each asks people by mail


def new(request):
    """The form of a service; the leads of the team, or staff, are asked to confirm it."""
    form = ServiceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not limits.is_within(request, "service.declare", most=DECLARED, seconds=AN_HOUR):
            return render(request, "429.html", status=429)
        try:
            actions.declare(person=request.user, request=request, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(
                request, _("Your service is declared. Who leads the team has been asked to confirm it.")
            )
            return redirect("members:application")
    return render(request, "members/service_new.html", {"form": form}, status=422 if form.errors else 200)


def _joined():
    joined = Service.objects.select_related("person", "team__province", "confirmed_by", "refused_by")
    return joined.prefetch_related("criteria")


def _readable(request, pk):
    service = get_object_or_404(_joined(), pk=pk)
    if not rules.may_read_service(request.user, service):
        raise Http404
    return service


def service(request, pk):
    """One service: whose it is reads the answer, who may answer it answers."""
    service = _readable(request, pk)
    form = ServiceAnswerForm(request.POST or None)
    if request.method == "POST":
        if service.is_waiting and not rules.may_answer_service(request.user, service):
            raise PermissionDenied
        if form.is_valid():
            _answer(request, service, request.user, form.cleaned_data)
            return redirect("members:service", pk=pk)
    context = {
        "service": service,
        "form": form,
        "may_answer": rules.may_answer_service(request.user, service),
        "may_end": rules.may_end_service(request.user, service),
    }
    return render(request, "members/service.html", context, status=422 if form.errors else 200)


def _answer(request, service, by, answer):
    """Carries it out and tells; somebody else's faster answer stays."""
    try:
        if answer["answer"] == ServiceAnswerForm.CONFIRM:
            actions.confirm(service=service, by=by, request=request)
            messages.success(request, _("The service is confirmed, and the person has been told."))
        else:
            actions.refuse(service=service, by=by, reason=answer["reason"], request=request)
            messages.success(request, _("The service is refused, and the person has been told why."))
    except actions.AlreadyAnswered:
        messages.warning(request, _("This service has been answered already. Nothing was changed."))


def end(request, pk):
    """The last day of a service."""
    service = _readable(request, pk)
    if not rules.may_end_service(request.user, service):
        raise PermissionDenied
    form = ServiceEndForm(request.POST or None, service=service)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end(service=service, by=request.user, request=request, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error("on", refusal.messages)
        else:
            messages.success(request, _("The last day is kept."))
            is_own = service.person_id == request.user.pk
            return redirect("members:application") if is_own else redirect("members:service", pk=pk)
    context = {"service": service, "form": form}
    return render(request, "members/service_end.html", context, status=422 if form.errors else 200)


@login_not_required
@never_cache
def answer(request, token):
    """The page behind the link in the mail: opening it changes nothing, its buttons act as who was asked."""
    try:
        pk, asked = letters.who_was_asked(token)
    except tokens.Expired:
        return _gone(request, "expired", 410)
    except tokens.Bad:
        return _gone(request, "forged", 404)
    service, by = _joined().filter(pk=pk).first(), User.objects.reachable().filter(pk=asked).first()
    if service is None:
        return _gone(request, "taken_back", 410)
    if by is None:
        return _gone(request, "not_asked", 403)
    if not service.is_waiting:
        return _gone(request, "answered", 200, service)
    if not rules.may_answer_service(by, service):
        return _gone(request, "not_asked", 403)
    form = ServiceAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _answer(request, service, by, form.cleaned_data)
        return redirect("members:service_answer", token=token)
    context = {"service": service, "form": form, "asked": by, "may_answer": True}
    return render(request, "members/service.html", context, status=422 if form.errors else 200)


def _gone(request, why, status, service=None):
    return render(request, "members/service_gone.html", {"why": why, "service": service}, status=status)
