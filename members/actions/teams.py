"""A team's record: the phases it enters and ends, and the day on which its self-assessment was completed."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

import kit
from kit import audit
from kit.formats import day
from members import rules
from members.actions.notices import tell
from members.models import Service, Team, TeamPhase, User
from members.reasons import because


@transaction.atomic
def enter_phase(*, team, phase, from_on, by, until_on=None, request=None):
    """The team is in the phase from that day on; another may run beside it.

    Raises PermissionDenied, and ValidationError where it is in it already or the day cannot be.
    """
    team = _take(team, by)
    if from_on < team.started_on:
        raise ValidationError({"from_on": _("The team started on %(day)s.") % {"day": day(team.started_on)}})
    _not_ahead("from_on", from_on)
    entry = TeamPhase(team=team, phase=phase, from_on=from_on, until_on=until_on)
    entry.full_clean()
    entry.save()
    audit.record(by, "team.phase_entered", f"{team.name_en} {phase.number} {from_on}", request=request)
    return entry


@transaction.atomic
def end_phase(*, entry, on, by, request=None):
    """That day was the last of the phase. Raises PermissionDenied, ValidationError."""
    team = _take(entry.team, by)
    entry = TeamPhase.objects.select_related("phase").get(pk=entry.pk)
    entry.until_on = on
    entry.full_clean()
    entry.save()
    audit.record(by, "team.phase_ended", f"{team.name_en} {entry.phase.number} {on}", request=request)
    return entry


@transaction.atomic
def assess(*, team, on, by, request=None):
    """The team completed its self-assessment on that day; its people are told, once, that it counts now.

    "… and whose team has completed a self-assessment" (the plan, *Membership*). A later correction of the day
    tells nobody again. Raises PermissionDenied, ValidationError.
    """
    team = _take(team, by)
    _not_ahead("on", on)
    team.self_assessed_on = on
    team.full_clean()
    team.save()
    audit.record(by, "team.assessed", f"{team.name_en} {on}", request=request)
    serving = Service.objects.filter(team=team, refused_at__isnull=True)
    tell(
        User.objects.filter(pk__in=serving.values("person"), erased_at__isnull=True).exclude(pk=by.pk),
        title=lambda: _("%(team)s has completed its self-assessment") % {"team": team.name},
        body=lambda: _("This condition of membership is met now. See what else is asked for."),
        path="members/application/",
        key=f"team.assessed:{team.pk}",
        why=because(lambda: _("You get this because you serve in %(team)s.") % {"team": team.name}),
    )
    return team


def _take(team, by):
    """The team, locked, for somebody who keeps its record."""
    locked = Team.objects.select_for_update(of=("self",)).select_related("province").get(pk=team.pk)
    if not rules.may_keep_team(by, locked):
        raise PermissionDenied
    return locked


def _not_ahead(field, on):
    if on > kit.today():
        raise ValidationError({field: _("This day is still ahead. Enter it once it has come.")})
