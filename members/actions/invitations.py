"""Inviting people by mail: sent, sent again, withdrawn, accepted."""

import datetime

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models.functions import Lower

import kit
from kit import audit
from members import letters, rules
from members.actions.service import confirm, declare
from members.models import Invitation, User

VALID_FOR = datetime.timedelta(days=30)
A_DAY = datetime.timedelta(days=1)
MOST_A_DAY = 30


class InvitedAlready(Exception):
    """An invitation to this address waits already."""


class TooMany(Exception):
    """The person has sent as many invitations as a day allows, or this one within the last day."""


class NotOpen(Exception):
    """Accepted, withdrawn, or too old."""


@transaction.atomic
def invite(*, by, email, name="", language="ar", team=None, role="", request=None):
    """Ask somebody by mail to sign up; with a team and a role they declare that service when they do.

    Who has an account already is told so by the mail, and the inviter learns nothing of it.
    Raises PermissionDenied, InvitedAlready, TooMany (30 in any 24 hours).
    """
    if not rules.may_invite(by, team):
        raise PermissionDenied
    _count(by)
    email = User.objects.normalize_email(email).strip()
    same = Invitation.objects.filter(accepted_at=None, withdrawn_at=None).annotate(key=Lower("email"))
    same.filter(key=email.lower(), expires_at__lte=kit.now()).update(withdrawn_at=kit.now())
    invitation = Invitation(
        invited_by=by, email=email, name=name, language=language, team=team, role=role if team else ""
    )
    invitation.expires_at = invitation.at + VALID_FOR
    try:
        with transaction.atomic():
            invitation.save()
    except IntegrityError as error:
        raise InvitedAlready from error
    _send(invitation)
    audit.record(by, "invitation.sent", str(invitation.pk), request=request)
    return invitation


def _count(by):
    """One at a time for each inviter, so that two pages at once do not pass the limit together."""
    User.objects.select_for_update().get(pk=by.pk)
    if by.sent_invitations.filter(at__gt=kit.now() - A_DAY).count() >= MOST_A_DAY:
        raise TooMany


def _send(invitation):
    known = known_person(invitation.email)
    if known is None or known.is_reachable:
        letters.invite(invitation, known)


def known_person(email):
    """Who has an account with this address, among those they have confirmed."""
    confirmed = EmailAddress.objects.filter(email__iexact=email, verified=True).values("user")
    return User.objects.filter(email__iexact=email).first() or User.objects.filter(pk__in=confirmed).first()


def is_for(invitation, person):
    """It was sent to an address that this person has confirmed."""
    return person.emailaddress_set.filter(email__iexact=invitation.email, verified=True).exists()


def _take(invitation):
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.accepted_at or invitation.withdrawn_at:
        raise NotOpen
    return invitation


def _take_own(invitation, by):
    invitation = _take(invitation)
    if not rules.may_change_invitation(by, invitation):
        raise PermissionDenied
    return invitation


@transaction.atomic
def send_again(*, invitation, by, request=None):
    """The mail once more, valid for another 30 days. Raises as `withdraw`, and TooMany."""
    invitation = _take_own(invitation, by)
    _count(by)
    if invitation.at > kit.now() - A_DAY:
        raise TooMany
    invitation.at = kit.now()
    invitation.expires_at = invitation.at + VALID_FOR
    invitation.save()
    _send(invitation)
    audit.record(by, "invitation.sent", str(invitation.pk), request=request)
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation, by, request=None):
    """The link in the mail opens nothing any more. Raises PermissionDenied, NotOpen."""
    invitation = _take_own(invitation, by)
    invitation.withdrawn_at = kit.now()
    invitation.save()
    audit.record(by, "invitation.withdrawn", str(invitation.pk), request=request)
    return invitation


@transaction.atomic
def accept(*, invitation, person, request=None):
    """The person has come; the service of the invitation is declared.

    A lead's invitation is their word for it, so that it counts at once (four eyes: the lead's and the
    person's). Raises PermissionDenied for another address, NotOpen.
    """
    invitation = _take(invitation)
    if invitation.expires_at <= kit.now():
        raise NotOpen
    if not is_for(invitation, person):
        raise PermissionDenied
    invitation.accepted_by, invitation.accepted_at = person, kit.now()
    invitation.save()
    audit.record(person, "invitation.accepted", str(invitation.pk), request=request)
    if invitation.team_id:
        _declare(invitation, person, request)
    return invitation


def _declare(invitation, person, request):
    inviter, team = invitation.invited_by, invitation.team
    is_vouched = inviter.is_active and inviter.pk != person.pk and team.pk in rules.teams_led(inviter)
    try:
        with transaction.atomic():
            service = declare(
                person=person,
                team=team,
                role=invitation.role,
                from_on=kit.today(),
                is_vouched=is_vouched,
                request=request,
            )
    except ValidationError:  # they serve in this role already: there is nothing to add
        return
    if is_vouched:
        confirm(service=service, by=inviter, request=request)
