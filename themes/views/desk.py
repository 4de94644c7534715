"""The chair's work on a theme: words, goals, the way to the POCC, reports, the end."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

import kit
from chairs.models import Term
from kit.files import Refused
from kit.refusals import say_above
from themes import actions, rules
from themes.forms import CloseForm, GoalForm, ReportForm, ThemeForm
from themes.models import Goal, Theme


def _theme(request, pk):
    shown = Theme.objects.visible_to(request.user, kit.today()).select_related("term__province")
    return get_object_or_404(shown, pk=pk)


def _changeable(request, pk):
    theme = _theme(request, pk)
    if not rules.may_change(request.user, theme):
        raise PermissionDenied
    return theme


def _goal(request, pk):
    goal = get_object_or_404(Goal.objects.select_related("theme__term__province"), pk=pk)
    _theme(request, goal.theme_id)
    return goal


def propose(request, pk):
    """A new theme for a term."""
    term = get_object_or_404(Term.objects.select_related("province"), pk=pk)
    if not rules.may_propose(request.user, term):
        raise PermissionDenied
    form = ThemeForm(request.POST or None)
    verb = partial(actions.propose, term=term, by=request.user, request=request)
    title = _("Propose a theme for %(quarter)s") % {"quarter": term.quarter.label}
    return _answer(request, form, verb, title=title, done=_("The draft is kept. Now add its goals."))


def change(request, pk):
    """Other words."""
    theme = _changeable(request, pk)
    form = ThemeForm(request.POST or None, instance=Theme.objects.get(pk=pk))
    verb = partial(actions.change, theme=theme, by=request.user, request=request)
    return _answer(
        request, form, verb, theme=theme, title=_("Change the theme"), done=_("The theme is kept.")
    )


@require_POST
def submit(request, pk):
    """Ask the POCC."""
    theme = _changeable(request, pk)
    try:
        actions.submit(theme=theme, by=request.user, request=request)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except actions.Changed:
        messages.warning(request, _("The POCC has been asked already."))
    else:
        messages.success(request, _("The theme is before the POCC now."))
    return redirect("themes:theme", pk=pk)


def new_goal(request, pk):
    """A goal more."""
    theme = _changeable(request, pk)
    initial = {"due_on": theme.term.quarter.last}
    form = GoalForm(request.POST or None, theme=theme, initial=initial)
    verb = partial(actions.write_goal, theme=theme, by=request.user, request=request)
    return _answer(request, form, verb, theme=theme, title=_("Add a goal"), done=_("The goal is kept."))


def change_goal(request, pk):
    """Other words or another target."""
    goal = _goal(request, pk)
    theme = _changeable(request, goal.theme_id)
    form = GoalForm(request.POST or None, theme=theme, initial=GoalForm.initial_of(goal))
    verb = partial(actions.write_goal, theme=theme, goal=goal, by=request.user, request=request)
    return _answer(request, form, verb, theme=theme, title=_("Change the goal"), done=_("The goal is kept."))


@require_POST
def remove_goal(request, pk):
    """A goal less."""
    goal = _goal(request, pk)
    actions.remove_goal(goal=goal, by=request.user, request=request)
    messages.success(request, _("The goal is removed."))
    return redirect("themes:theme", pk=goal.theme_id)


def report(request, pk):
    """How far a goal is, and what proves it."""
    goal = _goal(request, pk)
    if not rules.may_report(request.user, goal):
        raise PermissionDenied
    form = ReportForm(request.POST or None, request.FILES or None, initial={"on": kit.today()})
    verb = partial(actions.report, goal=goal, by=request.user, request=request)
    return _answer(
        request,
        form,
        verb,
        theme=goal.theme,
        title=_("Report progress"),
        lead=goal.statement,
        done=_("The report is kept, and who follows the theme is told."),
    )


def close(request, pk):
    """What came of it, and what was learned."""
    theme = _theme(request, pk)
    if not rules.may_close(request.user, theme):
        raise PermissionDenied
    form = CloseForm(request.POST or None, goals=theme.goals.all())
    verb = partial(actions.close, theme=theme, by=request.user, request=request)
    return _answer(
        request, form, verb, theme=theme, title=_("Close the theme"), done=_("The theme is closed.")
    )


def _answer(request, form, verb, *, title, done, theme=None, lead=""):
    if request.method == "POST" and form.is_valid():
        try:
            kept = verb(**form.cleaned_data)
        except ValidationError as error:
            say_above(form, error)
        except Refused as refusal:
            form.add_error("proof", str(refusal))
        else:
            messages.success(request, done)
            return redirect("themes:theme", pk=theme.pk if theme else kept.pk)
    context = {"form": form, "title": title, "lead": lead, "theme": theme}
    return render(request, "themes/form.html", context, status=422 if form.errors else 200)
