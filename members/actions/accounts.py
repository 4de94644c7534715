"""Closing an account, opening it again, and ending sessions: at once, on every device."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from kit import audit
from mailing.kinds import SAFETY
from members import rules
from members.actions.notices import tell
from members.models import User
from members.reasons import because
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


@transaction.atomic
def sign_out(*, person, by, reason, request=None):
    """The person is signed out everywhere and may sign in again at once. Raises PermissionDenied."""
    person = _take(person, by)
    ended = end_sessions(person=person)
    audit.record(by, "sessions.ended", f"{person.public_id} ({ended}): {reason.strip()}", request=request)
    return ended


@transaction.atomic
def reset_second_step(*, person, by, reason, request=None):
    """The person's apps, passkeys and recovery codes are void, and they are signed out everywhere and told.

    For somebody who has lost the telephone: whoever asks must be known to be them. Raises PermissionDenied.
    """
    person = _take(person, by)
    number, _rows = Authenticator.objects.filter(user=person).delete()
    end_sessions(person=person)
    audit.record(by, "second_step.reset", f"{person.public_id} ({number}): {reason.strip()}", request=request)
    tell(
        [person],
        title=lambda: _("Your second step at sign-in was removed"),
        body=lambda: _("Taqadum staff removed it. If you did not ask for this, write to them at once."),
        path="accounts/2fa/",
        kind=SAFETY,
        why=because(lambda: _("You get this because it changes how you sign in.")),
    )
    return number
