"""A team's page for those who may read it, and the small forms with which its record is kept."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

import kit
from kit.refusals import carried_out
from members import actions, rules
from members.actions import teams as verbs
from members.forms.teams import AssessmentForm, LastDayForm, PhaseForm, RefusalForm
from members.models import Service, TeamPhase
from members.team_roster import roster, timeline


@require_safe
def teams(request):
    """The teams that I may read; who has none is told how one comes to read one."""
    today = kit.today()
    readable = rules.readable_teams(request.user).select_related("province")
    found = list(readable.with_counts(today).with_phases(today))
    context = {"teams": found, "today": today}
    return render(request, "members/teams.html", context, status=200 if found else 403)


@require_safe
def team(request, pk):
    """People, phases, self-assessment and solutions of one team."""
    today = kit.today()
    team = readable_team(request, pk)
    may_keep = rules.may_keep_team(request.user, team)
    context = {
        "team": team,
        "today": today,
        "may_keep": may_keep,
        "roster": roster(team, today, request.user),
        "phases": timeline(team.phases.select_related("phase"), today),
        "solutions": with_lateness(team.solutions.select_related("criterion").nearest_first(today), today),
    }
    return render(request, "members/team.html", context)


def assessment(request, pk):
    """The day on which the self-assessment was completed."""
    team = kept_team(request, pk)
    form = AssessmentForm(request.POST or None, initial={"on": team.self_assessed_on or kit.today()})
    return answer(
        request,
        team,
        form,
        partial(verbs.assess, team=team, by=request.user, request=request),
        title=_("Self-assessment completed"),
        lead=_("Membership asks for it: once the day is kept, everybody of the team is told."),
        done=_("The day is kept, and the people of the team have been told."),
    )


def new_phase(request, pk):
    """The team enters a phase."""
    team = kept_team(request, pk)
    return answer(
        request,
        team,
        PhaseForm(request.POST or None, initial={"from_on": kit.today()}),
        partial(verbs.enter_phase, team=team, by=request.user, request=request),
        title=_("Enter a phase"),
        done=_("The phase is kept."),
    )


def end_phase(request, pk):
    """The last day of a phase."""
    entry = get_object_or_404(TeamPhase.objects.select_related("phase", "team"), pk=pk)
    team = kept_team(request, entry.team_id)
    return answer(
        request,
        team,
        LastDayForm(request.POST or None, initial={"on": entry.until_on or kit.today()}),
        partial(verbs.end_phase, entry=entry, by=request.user, request=request),
        title=_("End a phase"),
        lead=entry.phase.name,
        done=_("The last day of the phase is kept."),
    )


def end_service(request, pk):
    """The last day of a person's service."""
    service, team = _service_of_kept_team(request, pk)
    return answer(
        request,
        team,
        LastDayForm(request.POST or None, initial={"on": service.until_on or kit.today()}),
        partial(actions.end, service=service, by=request.user, request=request),
        title=_("End a service"),
        lead=f"{service.person.name} · {service.get_role_display()}",
        done=_("The last day of the service is kept."),
    )


@require_POST
def confirm_service(request, pk):
    """The person serves as they say."""
    service, team = _service_of_kept_team(request, pk)
    try:
        actions.confirm(service=service, by=request.user, request=request)
    except actions.AlreadyAnswered:
        messages.warning(request, _("This service has been answered already. Nothing was changed."))
    else:
        messages.success(request, _("The service is confirmed, and the person has been told."))
    return redirect("members:team", pk=team.pk)


def refuse_service(request, pk):
    """The person does not serve as they say, and is told why."""
    service, team = _service_of_kept_team(request, pk)
    try:
        return answer(
            request,
            team,
            RefusalForm(request.POST or None),
            partial(actions.refuse, service=service, by=request.user, request=request),
            title=_("Do not confirm this service"),
            lead=f"{service.person.name} · {service.get_role_display()}",
            done=_("The service is not confirmed, and the person has been told why."),
        )
    except actions.AlreadyAnswered:
        messages.warning(request, _("This service has been answered already. Nothing was changed."))
        return redirect("members:team", pk=team.pk)


def readable_team(request, pk):
    """The team, for who may read it; 404 for everybody else."""
    return get_object_or_404(rules.readable_teams(request.user).select_related("province"), pk=pk)


def kept_team(request, pk):
    """The team, for who keeps its record; who only reads it is refused."""
    team = readable_team(request, pk)
    if not rules.may_keep_team(request.user, team):
        raise PermissionDenied
    return team


def answer(request, team, form, verb, *, title, done, lead=""):
    """Show a form; once it is filled in, carry out the verb with it, and go back to the team."""
    if carried_out(request, form, verb, done=done)[0]:
        return redirect("members:team", pk=team.pk)
    context = {"team": team, "form": form, "title": title, "lead": lead}
    return render(request, "members/team_form.html", context, status=422 if form.errors else 200)


def with_lateness(solutions, on):
    """The solutions, each with `is_behind` and `behind`, the days by which it is or was late."""
    found = list(solutions)
    for solution in found:
        solution.is_behind, solution.behind = solution.is_late(on), solution.days_late(on)
    return found


def _service_of_kept_team(request, pk):
    service = get_object_or_404(Service.objects.select_related("person", "team"), pk=pk)
    return service, kept_team(request, service.team_id)
