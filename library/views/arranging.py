"""Series of learning, arranged by the POCC and by staff: words, rhythm, the order of what comes, a pause."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

import kit
from kit.refusals import carried_out
from library import rules, search
from library.actions import arranging
from library.forms.learning import SeriesForm
from library.models import Item, Series, SeriesStep
from library.models.learning import LEARNING
from members.models import Holiday

OFFERED = 12  # articles and worksheets at once; more are found by their words


def create(request):
    """A new series; its steps are chosen on the next page."""
    _check(request)
    form = SeriesForm(request.POST or None)
    verb = partial(arranging.arrange, by=request.user, request=request)
    is_done, made = carried_out(request, form, verb, done=_("The series is there. Now choose its steps."))
    if is_done:
        return redirect("library:series_steps", pk=made.pk)
    return _form(request, form, title=_("New series"))


def edit(request, pk):
    """Its words, and its rhythm while nothing has come."""
    found = _found(request, pk)
    initial = {name: getattr(found, name) for name in (*arranging.WORDS, *arranging.RHYTHM)}
    form = SeriesForm(request.POST or None, initial=initial, has_begun=found.steps.came().exists())
    verb = partial(arranging.change, series=found, by=request.user, request=request)
    is_done, _kept = carried_out(request, form, verb, done=_("The series is changed."))
    if is_done:
        return redirect("library:series_steps", pk=found.pk)
    return _form(request, form, found, title=_("Change the series"))


def steps(request, pk):
    """What comes, in order, each with its day; a POST puts an article or worksheet at the end."""
    found = _found(request, pk)
    if request.method == "POST":
        return _add(request, found)
    waiting = list(found.steps.waiting().select_related("item__published_revision", "item__withdrawal"))
    days = found.coming_days(kit.today(), Holiday.objects.free_days(), len(waiting)) if waiting else []
    words = request.GET.get("q", "").replace("\x00", "").strip()[: search.LONGEST]
    context = {
        "series": found,
        "rows": list(zip(waiting, days, strict=True)),
        "words": words,
        "offered": _offered(found, words),
    }
    return render(request, "library/learning/steps.html", context)


@require_POST
def move(request, pk):
    """One place earlier or later."""
    step = _step(request, pk)
    arranging.move_step(step=step, by=request.user, is_up="up" in request.POST)
    return redirect(f"{step.series.get_steps_url()}#step-{step.pk}")


@require_POST
def take_out(request, pk):
    """It does not come."""
    step = _step(request, pk)
    arranging.take_out_step(step=step, by=request.user, request=request)
    messages.success(request, _("The step is taken out of the series."))
    return redirect(step.series.get_steps_url())


@require_POST
def pause(request, pk):
    """No step comes until it goes on."""
    is_paused = "resume" not in request.POST
    found = arranging.pause(series=_found(request, pk), by=request.user, is_paused=is_paused, request=request)
    done = _("The series is paused. No step comes until you let it go on.")
    messages.success(request, done if is_paused else _("The series goes on."))
    return redirect(found.get_steps_url())


def _add(request, found):
    number = request.POST.get("item", "")
    items = Item.objects.published().filter(kind__in=LEARNING)
    item = get_object_or_404(items, pk=number if number.isdecimal() and len(number) < 15 else 0)
    try:
        arranging.add_step(series=found, by=request.user, item=item, request=request)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The step stands at the end of what comes."))
    return redirect(found.get_steps_url())


def _offered(series, words):
    """Published articles and worksheets that are not in it: the newest, or what the words find."""
    items = Item.objects.published().filter(kind__in=LEARNING).exclude(series_steps__series=series)
    if not words:
        return items.for_list().order_by("-published_at", "-pk")[:OFFERED]
    keys = search.ranked(items, search.ask(words, items))[:OFFERED]
    found = Item.objects.for_list().in_bulk(keys)
    return [found[key] for key in keys]


def _form(request, form, found=None, *, title):
    context = {"form": form, "series": found, "title": title}
    status = 422 if form.errors else 200
    return render(request, "library/learning/form.html", context, status=status)


def _check(request):
    if not rules.may_arrange_series(request.user):
        raise PermissionDenied


def _found(request, pk):
    _check(request)
    return get_object_or_404(Series, pk=pk)


def _step(request, pk):
    _check(request)
    return get_object_or_404(SeriesStep.objects.select_related("series"), pk=pk)
