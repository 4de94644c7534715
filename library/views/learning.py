"""Series of learning: which there are, what came and what comes, joining and leaving."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

import kit
from kit.limits import client_ip
from library import rules
from library.actions import learning
from library.models import Item, Series
from members.models import Holiday


def _check(request):
    if not rules.may_learn(request.user):
        raise PermissionDenied


@require_safe
def series_list(request):
    """Those that run or will, then those that have ended."""
    _check(request)
    today = kit.today()
    found = list(Series.objects.annotate(came=Count("steps", filter=Q(steps__due_on__isnull=False))))
    mine = learning.joined(request.user, found)
    for one in found:
        one.is_joined, one.is_over = one.pk in mine, bool(one.ended_on and one.ended_on <= today)
    context = {
        "running": [one for one in found if not one.is_over],
        "over": [one for one in found if one.is_over],
        "may_arrange": rules.may_arrange_series(request.user),
    }
    return render(request, "library/learning/list.html", context)


@require_safe
def series(request, pk):
    """What came, newest first, and what comes, with its day."""
    _check(request)
    found = get_object_or_404(Series, pk=pk)
    today = kit.today()
    is_over = bool(found.ended_on and found.ended_on <= today)
    readable = Item.objects.readable_by(request.user).for_list()
    items = {item.pk: item for item in readable.filter(series_steps__series=found)}
    steps = [step for step in found.steps.all() if step.item_id in items]
    for step in steps:
        step.shown = items[step.item_id]
    coming = [step for step in steps if step.due_on is None and step.skipped_at is None]
    came = sorted((step for step in steps if step.due_on), key=lambda step: step.due_on, reverse=True)
    days = found.coming_days(today, Holiday.objects.free_days(), len(coming)) if coming else []
    context = {
        "series": found,
        "is_over": is_over,
        "is_joined": found.pk in learning.joined(request.user, [found]),
        "came": came,
        "coming": [] if is_over else list(zip(coming, days, strict=False)),
        "consent": learning.consent(found),
        "may_arrange": rules.may_arrange_series(request.user),
    }
    return render(request, "library/learning/series.html", context)


@require_POST
def subscription(request, pk):
    """Join or leave."""
    found = get_object_or_404(Series, pk=pk)
    if "leave" in request.POST:
        learning.leave(series=found, by=request.user)
        messages.success(request, _("You will get no more steps of this series."))
        return redirect(found)
    try:
        is_joined = learning.join(series=found, by=request.user, ip=client_ip(request))
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
        return redirect(found)
    if is_joined:
        messages.success(request, _("The next step comes to you by mail."))
    else:
        messages.success(request, _("We sent you a mail: confirm there that the address is yours."))
    return redirect(found)
