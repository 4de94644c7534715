"""Closing an account, opening it again, and ending sessions: at once, on every device."""

from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import transaction

from kit import audit
from members import rules
from members.models import User
from members.registries import person_changed


def end_sessions(*, person):
    """The person is signed out everywhere, now. Returns on how many devices."""
    sessions = list(UserSession.objects.filter(user=person))
    for session in sessions:
        session.end()
    return len(sessions)


def _take(person, by):
    person = User.objects.select_for_update().get(pk=person.pk)
    if not rules.may_disable(by, person):
        raise PermissionDenied
    return person


@transaction.atomic
def disable(*, person, by, reason, request=None):
    """The person may no longer sign in and is signed out everywhere; their offices hear of it.

    Nothing happens to somebody who is disabled already. Raises PermissionDenied.
    """
    person = _take(person, by)
    if not person.is_active:
        return person
    person.is_active = False
    person.save(update_fields=["is_active"])
    ended = end_sessions(person=person)
    audit.record(by, "account.disabled", f"{person.public_id} ({ended}): {reason.strip()}", request=request)
    person_changed.call_all(person=person, change="left")
    return person


@transaction.atomic
def enable(*, person, by, request=None):
    """The person may sign in again. Nobody comes back whose data were erased. Raises PermissionDenied."""
    person = _take(person, by)
    if person.erased_at is not None:
        raise PermissionDenied
    if not person.is_active:
        person.is_active = True
        person.save(update_fields=["is_active"])
        audit.record(by, "account.enabled", person.public_id, request=request)
    return person
