"""Service in a team: declared by the person, confirmed or refused by a lead of the team or by staff."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

import kit
from kit import audit
from kit.formats import day
from members import letters, rules
from members.actions.notices import tell
from members.models import Notice, Role, Service, User
from members.reasons import because
from members.registries import person_changed


class AlreadyAnswered(Exception):
    """Somebody has confirmed or refused this service a moment ago."""


@transaction.atomic
def declare(*, person, team, role, from_on, until_on=None, criteria=(), is_vouched=False, request=None):
    """Keep what the person says of their service, and ask the leads of the team, or staff, to confirm it.

    Nobody is asked where a lead has vouched for it beforehand and the caller confirms it in their name.
    Raises ValidationError where it overlaps a twin of the same role and team.
    """
    User.objects.select_for_update(no_key=True).get(pk=person.pk)  # a form sent twice at once is one service
    service = Service(person=person, team=team, role=role, from_on=from_on, until_on=until_on)
    service.full_clean()
    service.save()
    service.criteria.set(criteria)
    audit.record(person, "service.declared", f"{team.name_en} {role} {from_on}", request=request)
    for lead in [] if is_vouched else _who_may_answer(service):
        letters.ask_to_confirm(service, lead)
        tell(
            [lead],
            title=lambda: _("%(name)s asks you to confirm a service") % {"name": person.name},
            path=f"members/services/{service.pk}/",
            key=f"service:{service.pk}",
            why=because(letters.why_asked(service, lead)),
            by_mail=False,
        )
    return service


def _who_may_answer(service):
    """Leads of the team; staff where it has none who can be reached."""
    leading = Service.objects.leading(kit.today()).filter(team=service.team).exclude(person=service.person)
    leads = User.objects.reachable().filter(pk__in=leading.values("person"))
    return list(leads) or list(User.objects.reachable().filter(is_staff=True).exclude(pk=service.person_id))


def _take(service, by):
    """The service, locked and still waiting, for somebody who may answer."""
    service = (
        Service.objects.select_for_update(of=("self",)).select_related("person", "team").get(pk=service.pk)
    )
    if not service.is_waiting:
        raise AlreadyAnswered
    if not rules.may_answer_service(by, service):
        raise PermissionDenied
    return service


@transaction.atomic
def confirm(*, service, by, request=None):
    """The service counts from now on. Raises AlreadyAnswered, PermissionDenied."""
    service = _take(service, by)
    service.confirmed_at, service.confirmed_by = kit.now(), by
    service.save()
    _asks_no_more(service)
    audit.record(by, "service.confirmed", f"{service.person.public_id} {service.pk}", request=request)
    tell(
        [service.person],
        title=lambda: _("Your service in %(team)s is confirmed") % {"team": service.team.name},
        path="members/application/",
        key=f"service.answered:{service.pk}",
        why=_declared(service),
    )
    return service


@transaction.atomic
def refuse(*, service, by, reason, request=None):
    """The service is kept with the reason, and counts for nothing. Raises as `confirm`."""
    service = _take(service, by)
    service.refused_at, service.refused_by, service.refusal = kit.now(), by, reason.strip()
    service.full_clean()
    service.save()
    _asks_no_more(service)
    audit.record(by, "service.refused", f"{service.person.public_id} {service.pk}", request=request)
    tell(
        [service.person],
        title=lambda: _("Your service in %(team)s was not confirmed") % {"team": service.team.name},
        body=lambda: service.refusal,
        path="members/application/",
        key=f"service.answered:{service.pk}",
        why=_declared(service),
    )
    return service


@transaction.atomic
def take_back(*, pk, by, request=None):
    """What one declared wrongly goes, while nobody has answered. Raises AlreadyAnswered."""
    service = Service.objects.select_for_update(of=("self",)).of(by).filter(pk=pk).first()
    if service is None or not service.is_waiting:
        raise AlreadyAnswered
    Notice.objects.filter(key=f"service:{service.pk}").delete()
    audit.record(by, "service.taken_back", f"{by.public_id} {service.pk}", request=request)
    service.delete()


def _asks_no_more(service):
    """Whoever answered, and by whatever way: nobody's notices ask for the answer any longer."""
    asking = Notice.objects.filter(key=f"service:{service.pk}")
    asking.unread().update(read_at=service.confirmed_at or service.refused_at)


def _declared(service):
    team = service.team
    return because(
        lambda: _("You get this because you declared a service in %(team)s.") % {"team": team.name}
    )


@transaction.atomic
def end(*, service, by, on, request=None):
    """The person served until that day. Raises PermissionDenied, AlreadyAnswered, ValidationError.

    Nobody makes their own service longer than it was confirmed: that takes a lead of the team or staff.
    """
    locked = Service.objects.select_for_update(of=("self",)).select_related("team", "person")
    service = locked.get(pk=service.pk)
    is_own = service.person_id == by.pk
    if not is_own and not rules.may_keep_team(by, service.team):
        raise PermissionDenied
    if service.refused_at is not None:
        raise AlreadyAnswered
    if is_own and service.until_on is not None and on > service.until_on:
        raise ValidationError(_("This service has ended earlier. Declare a new one instead."))
    service.until_on = on
    service.full_clean()
    service.save()
    audit.record(by, "service.ended", f"{service.pk} {on} {Role(service.role).value}", request=request)
    if not is_own:
        _tell_of_end(service)
    serving = Service.objects.confirmed().current(kit.today()).of(service.person)
    if not serving.filter(team__province=service.team.province_id).exists():
        person_changed.call_all(person=service.person, change="service_ended")
    return service


def _tell_of_end(service):
    """Whose months they are hears that somebody else has set their end."""
    words = {"team": service.team.name, "day": service.until_on}
    tell(
        [service.person],
        title=lambda: (
            _("The last day of your service in %(team)s is %(day)s") % (words | {"day": day(words["day"])})
        ),
        path="members/application/",
        key=f"service.ended:{service.pk}:{service.until_on}",
        why=_declared(service),
    )
