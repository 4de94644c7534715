"""Series of learning as the POCC and staff arrange them: begun, changed, put in order, paused."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

import kit
from kit import audit
from kit.formats import number
from library import rules
from library.models import Series, SeriesStep

WORDS = ("title_ar", "title_en", "about_ar", "about_en")
RHYTHM = ("starts_on", "every_weeks")
MOST_WAITING = 60  # more than a year of weekly steps


@transaction.atomic
def arrange(*, by, request=None, **words):
    """A new series, without a step yet. Raises PermissionDenied, ValidationError."""
    if not rules.may_arrange_series(by):
        raise PermissionDenied
    series = Series(created_by=by, **words)
    return _kept(series, by, "arranged", request)


@transaction.atomic
def change(*, series, by, request=None, **words):
    """Other words; another rhythm only while nothing has come. Raises PermissionDenied, ValidationError."""
    series = _locked(series, by)
    fixed = RHYTHM if series.steps.came().exists() else ()
    for name, value in words.items():
        if name not in fixed:
            setattr(series, name, value)
    return _kept(series, by, "changed", request)


@transaction.atomic
def pause(*, series, by, is_paused, request=None):
    """No step comes until it goes on; the same again changes nothing. Raises PermissionDenied."""
    series = _locked(series, by)
    if bool(series.paused_at) == is_paused:
        return series
    series.paused_at = kit.now() if is_paused else None
    return _kept(series, by, "paused" if is_paused else "resumed", request)


@transaction.atomic
def add_step(*, series, by, item, request=None):
    """A published article or worksheet at the end of what comes; the same again is the same step.

    Raises PermissionDenied, ValidationError.
    """
    series = _locked(series, by)
    if standing := series.steps.filter(item=item).first():
        return standing
    if series.steps.waiting().count() >= MOST_WAITING:
        raise ValidationError(_("At most %(most)s steps may wait.") % {"most": number(MOST_WAITING)})
    last = series.steps.aggregate(last=Max("position"))["last"]
    step = SeriesStep(series=series, item=item, position=0 if last is None else last + 1)
    step.full_clean()
    step.save()
    _note(series, by, "step_added", step, request)
    return step


@transaction.atomic
def move_step(*, step, by, is_up):
    """One place earlier or later among those that come; at the end it stays. Raises PermissionDenied."""
    series = _locked(step.series, by)
    waiting = list(series.steps.waiting())
    place = next((n for n, one in enumerate(waiting) if one.pk == step.pk), None)
    other = None if place is None else place + (-1 if is_up else 1)
    if other is None or not 0 <= other < len(waiting):
        return
    waiting[place], waiting[other] = waiting[other], waiting[place]
    first = min(one.position for one in waiting)
    for position, one in enumerate(waiting, first):
        one.position = position
    SeriesStep.objects.bulk_update(waiting, ["position"])


@transaction.atomic
def take_out_step(*, step, by, request=None):
    """It does not come; what came already stays. Raises PermissionDenied."""
    series = _locked(step.series, by)
    for found in series.steps.waiting().filter(pk=step.pk).select_related("item"):
        _note(series, by, "step_removed", found, request)
        found.delete()


def _locked(series, by):
    """The series, read anew, its row held as the sender holds it."""
    if not rules.may_arrange_series(by):
        raise PermissionDenied
    return Series.objects.select_for_update(of=("self",)).get(pk=series.pk)


def _kept(series, by, verb, request):
    series.full_clean()
    series.save()
    audit.record(by, f"series.{verb}", f"{series.pk}: {series}", request=request)
    return series


def _note(series, by, verb, step, request):
    audit.record(by, f"series.{verb}", f"{series.pk}: {step.item_id}", request=request)
