"""What staff may do about somebody's membership: invite, suspend and lift where the rules let them."""

from django.utils.translation import gettext_lazy as _

import kit
from kit.admin_verbs import Verb
from members import actions, rules
from members.actions.invitations import invite
from members.forms.application import SuspensionForm


def _invite(person, **words):
    invite(email=person.email, name=person.name, language=person.language, **words)


def _may_invite(user, person):
    """Who is known, has an address, and has never signed in."""
    return person.is_reachable and person.last_login is None and rules.may_invite(user)


def _resting(person):
    return person.suspensions.in_force(kit.today()).filter(lifted_at__isnull=True).first()


def _lift(person, **words):
    if suspension := _resting(person):
        actions.lift(suspension=suspension, **words)


BELONGING_VERBS = {
    "invite": Verb(
        label=_("Invite by mail"),
        act=_invite,
        may=_may_invite,
        explained=_("A mail that asks them to sign in; valid for 30 days."),
    ),
    "suspend": Verb(
        label=_("Suspend the membership"),
        act=lambda person, **words: actions.suspend(person=person, **words),
        may=lambda user, person: _resting(person) is None and rules.may_suspend(user, person),
        form=SuspensionForm,
        is_grave=True,
    ),
    "lift": Verb(
        label=_("Lift the suspension"),
        act=_lift,
        may=lambda user, person: _resting(person) is not None and rules.may_suspend(user, person),
    ),
}
