"""Accounts as people have them: confirmed addresses, passwords, apps, invitations."""

import re
from email import message_from_bytes, policy
from functools import partial

import factory
from allauth.mfa import app_settings as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp

import kit
from mailing.models import Delivery
from members.actions.invitations import VALID_FOR
from members.models import Invitation, Role
from tests.factories.members import ServiceFactory, TeamFactory, UserFactory

PASSWORD = "a good long password"


def account(password=None, make=UserFactory, **fields):
    """A person who has confirmed their address; with a password if one is given."""
    person = make(**fields)
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    if password:
        person.set_password(password)
        person.save()
    return person


def lead(team=None, **fields):
    """A confirmed leader of a team, with an account."""
    service = ServiceFactory(team=team or TeamFactory(), role=Role.LEADER, person=account(**fields))
    return service.person


def app_of(person):
    """An authenticator app of the person, and the function that shows its present code."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    return partial(code_of_app, secret)


def code_of_app(secret, *, steps_ago=0):
    """What an authenticator app with this key shows now, or showed so many steps of 30 s ago."""
    step = int(totp.time.time()) // mfa.TOTP_PERIOD - steps_ago
    return totp.format_hotp_value(totp.hotp_value(secret, step))


def has_app(person):
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()


def sign_in(client, person, language="en"):
    return client.post(
        f"/{language}/accounts/login/", {"login": person.email, "password": PASSWORD}, follow=True
    )


def mail_to(address):
    """The text of the newest mail to the address."""
    letter = Delivery.objects.filter(address=address).latest("pk").letter
    mail = message_from_bytes(bytes(letter.content), policy=policy.default)
    return mail.get_body(preferencelist=("plain",)).get_content()


def code_sent_to(address):
    """The six digits in it."""
    return re.search(r"^\s*(\d{6})\s*$", mail_to(address), re.MULTILINE).group(1)


def link_sent_to(address, word):
    """The address in it that holds this word, without the portal's origin."""
    return re.search(rf"https?://[^/\s]+(/\S*{word}\S*)", mail_to(address)).group(1)


class InvitationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Invitation

    email = factory.Sequence(lambda n: f"invited{n}@province.example")
    invited_by = factory.SubFactory(UserFactory)
    team = factory.SubFactory(TeamFactory)
    role = Role.CRITERION
    at = factory.LazyFunction(kit.now)
    expires_at = factory.LazyAttribute(lambda invitation: invitation.at + VALID_FOR)
