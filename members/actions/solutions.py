"""A team's solutions: written, changed, achieved or stopped; who follows the province learns of a success."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

import kit
from kit import audit
from kit.calendar import next_working
from members import following, rules
from members.models import Holiday, Solution


class Changed(Exception):
    """Somebody has kept this solution since it was read; `record` is what they kept, when, and who."""

    def __init__(self, record):
        super().__init__("The solution has been changed meanwhile.")
        self.record = record


def version_of(solution):
    """The number of the newest record of its history: what a form was filled from."""
    return solution.history.order_by("-history_id").values_list("history_id", flat=True).first() or 0


@transaction.atomic
def add(*, team, by, request=None, **fields):
    """Write a solution down; a due day on which offices are closed moves to the next working day there.

    Raises PermissionDenied, ValidationError.
    """
    if not rules.may_keep_team(by, team):
        raise PermissionDenied
    return _keep(Solution(team=team, **fields), by, "solution.added", request)


@transaction.atomic
def change(*, solution, version, by, request=None, **fields):
    """Keep new words, another day, or whether citizens read it. Raises Changed, and as `add`."""
    solution = _take(solution, by, version)
    for name, value in fields.items():
        setattr(solution, name, value)
    return _keep(solution, by, "solution.changed", request)


@transaction.atomic
def finish(*, solution, version, by, state, on, what_came, request=None):
    """Achieved or stopped on that day, with what came of it; followers are mailed once that it is achieved.

    Raises Changed, PermissionDenied, ValidationError.
    """
    if on > kit.today():
        raise ValidationError({"on": _("This day is still ahead. Enter it once it has come.")})
    solution = _take(solution, by, version)
    solution.state, solution.ended_on, solution.what_came = state, on, what_came.strip()
    return _keep(solution, by, f"solution.{Solution.State(state).value}", request)


@transaction.atomic
def reopen(*, solution, by, request=None):
    """It goes on after all; the day on which it ended is forgotten. Twice changes nothing."""
    solution = _take(solution, by)
    if solution.is_open:
        return solution
    solution.state, solution.ended_on = Solution.State.UNDER_WAY, None
    return _keep(solution, by, "solution.reopened", request)


def _take(solution, by, version=None):
    """The solution, locked, as whoever asks has read it."""
    locked = Solution.objects.select_for_update(of=("self",)).select_related("team__province")
    solution = locked.get(pk=solution.pk)
    if not rules.may_keep_team(by, solution.team):
        raise PermissionDenied
    if version is not None and version != version_of(solution):
        raise Changed(solution.history.order_by("-history_id").select_related("history_user").first())
    return solution


def _keep(solution, by, verb, request):
    if solution.is_open:
        free = Holiday.objects.free_days(solution.team.province)
        solution.due_on = next_working(solution.due_on, free)
    solution.full_clean()
    solution.save()
    audit.record(by, verb, f"{solution.team.name_en} {solution.pk} {solution.title}", request=request)
    if solution.is_public and solution.state == Solution.State.ACHIEVED:
        following.tell_achieved(solution)
    return solution
