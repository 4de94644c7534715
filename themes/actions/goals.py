"""Goals: written, and moved by a report with evidence or by the portal's own count."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

import kit
from kit import audit
from kit.files import discard, inspect, store
from themes import following, rules
from themes.actions import proofs
from themes.actions.themes import take
from themes.models import Goal, Progress, Theme
from themes.registries import measures


@transaction.atomic
def write_goal(*, theme, by, goal=None, request=None, **fields):
    """A new goal of the theme, or other words for one. Raises PermissionDenied, ValidationError."""
    theme = take(theme)
    if not rules.may_change(by, theme):
        raise PermissionDenied
    goal = goal or Goal(theme=theme)
    for name, value in fields.items():
        setattr(goal, name, value)
    if goal.measure and goal.measure not in measures:
        raise ValidationError({"measure": _("The portal does not know this count.")})
    goal.full_clean(exclude=["theme"])
    goal.save()
    audit.record(by, "goal.written", f"{theme.pk} {goal.statement}", request=request)
    return goal


@transaction.atomic
def remove_goal(*, goal, by, request=None):
    """While the POCC has not been asked. Raises PermissionDenied."""
    theme = take(goal.theme)
    if not rules.may_change(by, theme):
        raise PermissionDenied
    audit.record(by, "goal.removed", f"{theme.pk} {goal.statement}", request=request)
    goal.delete()


def report(*, goal, by, proof=None, **given):
    """How far the goal is on that day, and what proves it; one report a day, the later replaces the earlier.
    Followers hear of each value, of other words for it no more.

    `proof`: a file. Raises PermissionDenied, ValidationError, kit.files.Refused.
    """
    if proof is None:
        return _report(goal=goal, by=by, **given)
    if not rules.may_report(by, goal):
        raise PermissionDenied
    intake = inspect(proof, proofs.GROUPS)
    path = store(intake)
    try:
        return _report(goal=goal, by=by, proof=(intake, path), **given)
    except BaseException:
        discard(path)
        raise


@transaction.atomic
def _report(*, goal, by, on, value, note_ar="", note_en="", url="", proof=None, request=None):
    theme = take(goal.theme)
    goal = Goal.objects.select_related("theme__term").get(pk=goal.pk)
    if not rules.may_report(by, goal):
        raise PermissionDenied
    if on > kit.today():
        raise ValidationError({"on": _("This day is still ahead. Enter it once it has come.")})
    if not (note_ar.strip() or note_en.strip()):
        raise ValidationError({"note_ar": _("Say what proves this value.")})
    progress = Progress.objects.filter(goal=goal, on=on).first() or Progress(goal=goal, on=on)
    has_moved = progress.value != value
    progress.value, progress.reported_by = value, by
    progress.note_ar, progress.note_en = note_ar.strip(), note_en.strip()
    progress.url = url
    progress.full_clean(exclude=["goal", "reported_by"])
    progress.save()
    if proof:
        proofs.keep(progress, *proof, by)
    audit.record(by, "goal.reported", f"{theme.pk} {goal.statement}: {value}", request=request)
    if has_moved:
        following.tell_moved(progress)
    return progress


@transaction.atomic
def move_by_count(*, goal, on):
    """Count the goal anew; True where the value differs from the newest one, which is then told."""
    take(goal.theme)
    count = Decimal(measures[goal.measure].count(goal.theme, on))
    newest = goal.progress.order_by("-on", "-pk").first()
    if newest is not None and (newest.value == count or newest.on > on):
        return False
    if newest is None and count == goal.baseline:
        return False
    progress = newest if newest is not None and newest.on == on else Progress(goal=goal, on=on)
    progress.value = count
    progress.save()
    following.tell_moved(progress)
    return True


def measure_all(*, on):
    """Every goal of an active theme that computes itself; returns how many moved."""
    goals = Goal.objects.counted().filter(theme__state=Theme.State.ACTIVE).select_related("theme__term")
    return sum(move_by_count(goal=goal, on=on) for goal in goals if goal.measure in measures)
