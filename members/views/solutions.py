"""Writing down a team's solutions, changing them, and saying how they ended."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ForeignKey
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

import kit
from kit.formats import day
from kit.refusals import say_above
from members import rules
from members.actions import solutions as verbs
from members.forms.solutions import FinishForm, SolutionChangeForm, SolutionForm
from members.models import Solution
from members.views.teams import kept_team


def create(request, pk):
    """A new solution of the team."""
    team = kept_team(request, pk)
    form = SolutionForm(request.POST or None)
    verb = partial(verbs.add, team=team, by=request.user, request=request)
    return _answer(request, team, form, verb, title=_("Write down a solution"))


def edit(request, pk):
    """Other words, another day, public or not."""
    solution = _kept(request, pk)
    initial = {"version": verbs.version_of(solution)}
    form = SolutionChangeForm(request.POST or None, instance=_copy(solution), initial=initial)
    verb = partial(verbs.change, solution=solution, by=request.user, request=request)
    return _answer(request, solution.team, form, verb, title=_("Change a solution"), solution=solution)


def finish(request, pk):
    """Achieved or stopped, on which day, and what came of it."""
    solution = _kept(request, pk)
    initial = {
        "version": verbs.version_of(solution),
        "state": Solution.State.ACHIEVED if solution.is_open else solution.state,
        "on": solution.ended_on or kit.today(),
        "what_came": solution.what_came,
    }
    form = FinishForm(request.POST or None, initial=initial)
    verb = partial(verbs.finish, solution=solution, by=request.user, request=request)
    return _answer(request, solution.team, form, verb, title=_("How it ended"), solution=solution)


@require_POST
def reopen(request, pk):
    """It goes on after all."""
    solution = _kept(request, pk)
    try:
        verbs.reopen(solution=solution, by=request.user, request=request)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The solution is under way again."))
    return redirect("members:team", pk=solution.team_id)


def _kept(request, pk):
    """The solution, for who keeps the record of its team; 404 for who may not even read it."""
    joined = Solution.objects.select_related("team__province", "criterion")
    solution = joined.filter(pk=pk, team__in=rules.readable_teams(request.user).values("pk")).first()
    if solution is None:
        raise Http404
    if not rules.may_keep_team(request.user, solution.team):
        raise PermissionDenied
    return solution


def _copy(solution):
    """A form writes into its instance before anything is decided; ours is still compared with."""
    return Solution.objects.get(pk=solution.pk)


def _answer(request, team, form, verb, *, title, solution=None):
    kept, theirs = None, None
    if request.method == "POST" and form.is_valid():
        try:
            kept = verb(**form.cleaned_data)
        except ValidationError as error:
            say_above(form, error)
        except verbs.Changed as changed:
            theirs = _theirs(form, solution, changed.record)
    if kept is not None:
        _say_kept(request, form, kept)
        return redirect("members:team", pk=team.pk)
    context = {"team": team, "form": form, "title": title, "solution": solution, "theirs": theirs}
    return render(request, "members/solution_form.html", context, status=422 if form.errors else 200)


def _say_kept(request, form, solution):
    asked = form.cleaned_data.get("due_on")
    if asked and asked != solution.due_on:
        messages.info(
            request,
            _("Kept. %(asked)s is a day off in %(province)s, so it is due on %(due)s, the next working day.")
            % {"asked": day(asked), "province": solution.team.province.name, "due": day(solution.due_on)},
        )
    else:
        messages.success(request, _("The solution is kept."))


def _theirs(form, solution, record):
    """Tell the slower of two what the faster has kept; saved once more, the words typed here replace it."""
    newest = _copy(solution)
    form.add_error(
        None,
        _("Somebody changed this solution while you were writing. Compare, then save again to keep yours."),
    )
    form.show(record.history_id if record else 0)
    names = {"on": "ended_on"}
    differing = []
    for name, field in form.fields.items():
        kept = getattr(newest, names.get(name, name), None)
        if name != "version" and kept != form.cleaned_data.get(name):
            differing.append((field.label, _words(newest, names.get(name, name), kept)))
    return {"record": record, "differing": differing}


def _words(solution, name, value):
    """A kept value as people read it."""
    if isinstance(Solution._meta.get_field(name), ForeignKey):
        return str(value)
    if name == "state":
        return solution.get_state_display()
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return day(value) if hasattr(value, "year") else value or "–"
