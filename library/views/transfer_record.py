"""What both sides write down in a transfer."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

import kit
from library import actions, rules
from library.actions.transfer_record import adaptable
from library.forms.transfers import DocumentForm, FitForm, MeasureForm, MilestoneForm, OutcomeForm
from library.models import Milestone, OutcomeMeasure, Step
from library.views.transfers import answer, visible_transfer


def fit(request, pk):
    """Each side declares how it is there; the adopting one says which assumption breaks."""
    found = visible_transfer(request, pk)
    part = rules.part_in(request.user, found)
    if not part.sides or not found.is_open or found.step >= Step.AGREED:
        raise PermissionDenied
    populations = {"source": found.source.population, "adopter": found.adopter.population}
    facts = list(found.facts.all())
    form = FitForm(request.POST or None, facts=facts, sides=part.sides, populations=populations)
    if request.method == "POST" and form.is_valid():
        actions.declare(transfer=found, by=request.user, facts=form.said, request=request)
        messages.success(request, _("What you declared is kept."))
        return redirect(found)
    context = {"form": form, "transfer": found, "part": part}
    return render(request, "library/transfer_fit.html", context, status=422 if form.errors else 200)


def plan(request, pk):
    """A milestone more."""
    found = _kept(request, pk)
    form = MilestoneForm(request.POST or None)
    verb = partial(actions.plan, transfer=found, by=request.user, request=request)
    return answer(request, form, verb, found, title=_("Add a milestone"), done=_("The milestone is kept."))


@require_POST
def finish_milestone(request, pk):
    """It is done, today."""
    row = get_object_or_404(Milestone.objects.select_related("transfer"), pk=pk)
    found = _kept(request, row.transfer_id)
    actions.finish_milestone(milestone=row, by=request.user, request=request)
    messages.success(request, _("The milestone is done."))
    return redirect(found)


def add_document(request, pk):
    """The item in which the province keeps what it made of the practice."""
    found = _kept(request, pk)
    items = adaptable(found, request.user).select_related("published_revision").with_titles()
    form = DocumentForm(request.POST or None, items=items)
    verb = partial(actions.add_document, transfer=found, by=request.user, request=request)
    return answer(
        request, form, verb, found, title=_("Add an adapted document"), done=_("The document is kept.")
    )


def add_measure(request, pk):
    """What should change for citizens."""
    found = _kept(request, pk)
    form = MeasureForm(request.POST or None)
    verb = partial(actions.add_measure, transfer=found, by=request.user, request=request)
    return answer(request, form, verb, found, title=_("Add a measure"), done=_("The measure is kept."))


def report(request, pk):
    """The value after so many months."""
    row = get_object_or_404(OutcomeMeasure.objects.prefetch_related("outcomes"), pk=pk)
    found = visible_transfer(request, row.transfer_id)
    if not rules.part_in(request.user, found).may_report:
        raise PermissionDenied
    known = {outcome.months for outcome in row.outcomes.all()}
    initial = {"measured_on": kit.today()}
    form = OutcomeForm(request.POST or None, known=known, initial=initial)
    verb = partial(actions.report, measure=row, by=request.user, request=request)
    return answer(
        request,
        form,
        verb,
        found,
        title=_("Report an outcome"),
        lead=row.name,
        done=_("The outcome is kept."),
    )


def _kept(request, pk):
    """The transfer, for who writes in it."""
    found = visible_transfer(request, pk)
    if not rules.part_in(request.user, found).may_keep:
        raise PermissionDenied
    return found
