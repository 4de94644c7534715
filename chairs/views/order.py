"""The order of chairs with its reasons, and what changes it."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

import kit
from chairs import actions, readiness, reminders, rules
from chairs.forms import OrderForm
from chairs.models import RotationOrder, Swap, Term
from chairs.views.answers import answer
from committee.models import Seat
from kit.quarter import Quarter
from members.models import Province

BEFORE = 4  # quarters that the line of time shows before this one


@login_not_required
@require_safe
def order(request):
    """Who chairs when, and why in this sequence."""
    today = kit.today()
    now = Quarter.of(today)
    held = Term.objects.held().filter(quarter__gte=now.plus(-BEFORE)).select_related("province")
    ruling = RotationOrder.objects.carried().select_related("motion").order_by("set_at").last()
    places = list(ruling.places.select_related("province")) if ruling else []
    facts = readiness.facts_of([place.province for place in places], today)
    swaps = Swap.objects.filter(ended_at__isnull=True).select_related("province", "other")
    context = {
        "timeline": timeline(held, now),
        "order": ruling,
        "rows": [_row(place, facts[place.province_id], now) for place in places],
        "gaps": reminders.quarters_without_holder(today),
        "swaps": [_answers(request.user, swap) for swap in swaps if _is_ahead(swap, now)],
        "skipped": Term.objects.filter(state="skipped", quarter__gte=now).select_related("province"),
        "may_propose": request.user.is_authenticated and rules.may_propose_order(request.user),
        "mine": _mine(request.user, today),
    }
    return render(request, "chairs/order.html", context)


def timeline(terms, now):
    """The terms in their time, each told whether it is over or now; a quarter nobody holds is told too."""
    held = {term.quarter: term for term in terms}
    if not held:
        return []
    first, last = min(held), max(held)
    quarters = [first.plus(n) for n in range(last - first + 1)]
    return [{"quarter": q, "term": held.get(q), "is_done": q < now, "is_now": q == now} for q in quarters]


def _row(place, facts, now):
    conditions = readiness.assess(facts)
    return {
        "place": place,
        "waited": readiness.waited(facts, now),
        "conditions": conditions,
        "is_ready": readiness.is_ready(conditions),
    }


def _is_ahead(swap, now):
    return swap.is_open or max(swap.quarter, swap.other_quarter) >= now


def _answers(user, swap):
    swap.may_agree = rules.may_agree_swap(user, swap)
    swap.may_confirm = rules.may_confirm_swap(user, swap)
    swap.may_end = rules.may_end_swap(user, swap)
    return swap


def _mine(user, today):
    """The next open term that concerns the person, for the way to its desk."""
    if not user.is_authenticated:
        return None
    mine = Term.objects.concerning(user, today).filter(quarter__gte=Quarter.of(today)).held()
    return mine.select_related("province").order_by("quarter").first()


def propose(request):
    """Put another order before the POCC."""
    if not rules.may_propose_order(request.user):
        raise PermissionDenied
    seated = Seat.objects.open(kit.today()).values("province")
    form = OrderForm(request.POST or None, provinces=Province.objects.filter(pk__in=seated))
    return answer(
        request,
        form,
        partial(actions.propose_order, by=request.user, request=request),
        title=_("Propose an order of chairs"),
        lead=_("The POCC votes on it. What has begun stays as it is."),
        done=_("The order is before the POCC now."),
        back=("chairs:order",),
    )


VERBS = {"agree": actions.agree_swap, "confirm": actions.confirm_swap, "end": actions.end_swap}


@require_POST
def swap(request, pk):
    """Agree to a swap, confirm it, or end it."""
    swap = get_object_or_404(Swap.objects.select_related("province", "other"), pk=pk)
    verb = VERBS.get(request.POST.get("answer", ""))
    if not (request.user.is_staff or rules.may_propose_order(request.user)):
        raise PermissionDenied
    if verb is None:
        raise Http404
    try:
        verb(swap=swap, by=request.user, request=request)
    except actions.Changed:
        messages.warning(request, _("This swap has been answered already. Nothing was changed."))
    else:
        messages.success(request, _("Your answer is kept, and the provinces have been told."))
    return redirect("chairs:order")
