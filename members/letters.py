"""Mails of membership that hold a signed link; GET shows what it does, POST does it."""

import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

import kit
from kit import tokens
from mailing.kinds import SAFETY
from members.mail import write_to, write_to_address
from members.models import Service

CONFIRM_SERVICE = "members.service"
CONFIRM_WITHIN = datetime.timedelta(days=14)
INVITATION = "members.invitation"
ERASURE = "members.erasure"


def ask_to_confirm(service, lead):
    """Ask a lead, or staff, whether the person serves as they say."""
    token = tokens.sign(CONFIRM_SERVICE, [service.pk, lead.pk])
    write_to(
        lead,
        "members/mail/service_confirm",
        lambda: {
            "service": service,
            "days": CONFIRM_WITHIN.days,
            "action": _("Look and answer"),
            "action_url": settings.PORTAL_ORIGIN + reverse("members:service_answer", args=[token]),
            "reason": why_asked(service, lead)(),
        },
    )


def why_asked(service, lead):
    """Why this person is asked, as words to be called in their language."""
    team = service.team
    if lead.pk in Service.objects.leading(kit.today()).filter(team=team).values_list("person", flat=True):
        return lambda: _("You get this because you lead %(team)s.") % {"team": team.name}
    return lambda: _("You get this because you are Taqadum staff, and nobody leads this team.")


def who_was_asked(token):
    """(public key of the service, of the person asked); raises tokens.Bad or tokens.Expired."""
    return tuple(tokens.read(CONFIRM_SERVICE, token, max_age=CONFIRM_WITHIN))


def invite(invitation, known):
    """Ask somebody to sign up; who is `known` already is told that they have an account."""
    token = tokens.sign(INVITATION, invitation.pk)
    write_to_address(
        invitation.email,
        known.language if known else invitation.language,
        "members/mail/invitation_known" if known else "members/mail/invitation",
        lambda: {
            "invitation": invitation,
            "action": _("Look at the invitation"),
            "action_url": settings.PORTAL_ORIGIN + reverse("members:invitation_answer", args=[token]),
            "reason": (
                _("You get this because %(name)s invited this address.")
                % {"name": invitation.invited_by.name}
            ),
        },
    )


def which_invitation(token):
    """Public key of the invitation; raises tokens.Bad. How long it is valid stands in the invitation."""
    return tokens.read(INVITATION, token)


def erasure_asked(erasure):
    """When the data will be erased, and the link that cancels it."""
    token = tokens.sign(ERASURE, erasure.pk)
    write_to(
        erasure.person,
        "members/mail/erasure",
        lambda: {
            "erasure": erasure,
            "is_own": erasure.asked_by_id == erasure.person_id,
            "action": _("Cancel the erasure"),
            "action_url": settings.PORTAL_ORIGIN + reverse("members:erasure_answer", args=[token]),
            "reason": _("You get this because your data are to be erased."),
        },
        kind=SAFETY,
    )


def which_erasure(token):
    """Public key of the erasure; raises tokens.Bad. Whether it is still open stands in the erasure."""
    return tokens.read(ERASURE, token)
