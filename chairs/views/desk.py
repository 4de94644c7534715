"""The desk of a term: what is to do, what is done, and the small forms for it."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

import kit
from chairs import actions, rules
from chairs.actions.desk import eligible_editors, following
from chairs.duties import duties_of
from chairs.forms import EditorsForm, HandOverForm, SkipForm, SwapForm, TickForm
from chairs.models import Duty, HandOver, Term
from chairs.views.answers import answer
from members.rules import readable_among


@require_safe
def desk(request, pk):
    """The term with its people, its duties and its hand-over."""
    term = desk_term(request, pk)
    user = request.user
    before = Term.objects.held().filter(quarter=term.quarter.previous).select_related("hand_over", "province")
    context = {
        "term": term,
        "today": kit.today(),
        **_named(term, user),
        "duties": duties_of(term),
        "following": following(term),
        "before": before.first(),
        "tick_form": TickForm(),
        "may_accept": rules.may_accept(user, term),
        "may_skip": rules.may_skip(user, term),
        "may_swap": rules.may_ask_swap(user, term),
        "may_name": rules.may_name_editors(user, term),
        "may_tick": rules.may_tick(user, term),
        "may_hand_over": rules.may_hand_over(user, term),
    }
    return render(request, "chairs/desk.html", context)


def _named(term, user):
    """The chair editors, and whose page the user may open."""
    editors = list(term.editors.order_by("name_key", "pk"))
    return {"editors": editors, "readable": readable_among(user, editors)}


def desk_term(request, pk):
    """The term, for who may open its desk."""
    term = get_object_or_404(Term.objects.select_related("province", "coach", "accepted_by"), pk=pk)
    if not rules.may_open_desk(request.user, term):
        raise PermissionDenied
    return term


def _allowed(request, pk, rule):
    term = desk_term(request, pk)
    if not rule(request.user, term):
        raise PermissionDenied
    return term


@require_POST
def accept(request, pk):
    """The province takes the quarter on."""
    term = desk_term(request, pk)
    try:
        actions.accept(term=term, by=request.user, request=request)
    except actions.Changed:
        messages.warning(request, _("Somebody was faster: this has changed meanwhile. Nothing was done."))
    else:
        messages.success(request, _("The term is accepted, and the POCC has been told."))
    return redirect("chairs:desk", pk=pk)


def skip(request, pk):
    """The province does not chair in this quarter."""
    term = _allowed(request, pk, rules.may_skip)
    return answer(
        request,
        SkipForm(request.POST or None),
        partial(actions.skip, term=term, by=request.user, request=request),
        title=_("Skip this term"),
        lead=_("%(province)s, %(quarter)s: the others move up, and the province comes again after them.")
        % {"province": term.province.name, "quarter": term.quarter.label},
        done=_("The term is skipped; the next province has been told."),
        back=("chairs:order",),
    )


def ask_swap(request, pk):
    """Offer the quarter for another."""
    term = _allowed(request, pk, rules.may_ask_swap)
    return answer(
        request,
        SwapForm(request.POST or None, term=term),
        partial(actions.ask_swap, term=term, by=request.user, request=request),
        title=_("Ask for a swap"),
        lead=_("The other province agrees; then a third, or Taqadum staff, confirms it."),
        done=_("The other province has been asked."),
        back=("chairs:order",),
    )


def editors(request, pk):
    """Who edits for the chair, and who coaches."""
    term = _allowed(request, pk, rules.may_name_editors)
    initial = {"editors": term.editors.all(), "coach": term.coach}
    form = EditorsForm(
        request.POST or None,
        initial=initial,
        people=eligible_editors(term),
        may_choose_coach=request.user.is_staff,
    )
    return answer(
        request,
        form,
        partial(actions.name_editors, term=term, by=request.user, request=request),
        title=_("Chair editors"),
        lead=f"{term.province.name}, {term.quarter.label}",
        done=_("The editors are kept, and the new ones have been told."),
        back=("chairs:desk", term.pk),
    )


@require_POST
def duty(request, pk, duty):
    """Tick a duty with a note, or take the tick back."""
    term = desk_term(request, pk)
    if duty not in Duty:
        raise Http404
    try:
        if "undo" in request.POST:
            actions.untick(term=term, duty=duty, by=request.user, request=request)
        else:
            note = request.POST.get("note", "")[:300]
            actions.tick(term=term, duty=duty, note=note, by=request.user, request=request)
    except ValidationError:
        messages.error(request, _("Say what was done: a bare tick proves nothing."))
    else:
        messages.success(request, _("The duty is kept."))
    return redirect("chairs:desk", pk=pk)


def hand_over(request, pk):
    """The hand-over: what the next chair needs, and the notes of the last."""
    term = desk_term(request, pk)
    record = HandOver.objects.filter(term=term).select_related("by", "received_by").first()
    may_write = rules.may_hand_over(request.user, term) and not (record and record.received_at)
    form = HandOverForm(request.POST or None, initial={"notes": record.notes if record else ""})
    if request.method == "POST":
        if not may_write:
            raise PermissionDenied
        if form.is_valid():
            actions.hand_over(term=term, by=request.user, request=request, **form.cleaned_data)
            messages.success(request, _("The hand-over is kept, and the next chair has been told."))
            return redirect("chairs:hand_over", pk=pk)
    after = following(term)
    context = {
        "term": term,
        "record": record,
        "form": form if may_write else None,
        "following": after,
        "duties": duties_of(term),
        **_named(term, request.user),
        "may_receive": rules.may_receive(request.user, record, after),
    }
    return render(request, "chairs/hand_over.html", context, status=422 if form.errors else 200)


@require_POST
def receive(request, pk):
    """The next chair has read it."""
    actions.receive(term=desk_term(request, pk), by=request.user, request=request)
    messages.success(request, _("Received. The network is yours for the quarter."))
    return redirect("chairs:hand_over", pk=pk)
