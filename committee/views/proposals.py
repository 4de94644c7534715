"""Proposing a motion by hand: one that is decided in words, a rule of membership, a rule of voting."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

import kit
from committee import actions, rules
from committee.forms.motions import PlainMotionForm, PolicyMotionForm, RuleMotionForm
from committee.models import MotionKind, VotingRule
from committee.views.motions import answer
from members.models import MembershipPolicy


def propose(request):
    """A priority, a standard of content, a question of representation, or another decision."""
    return _propose(
        request,
        PlainMotionForm(request.POST or None),
        actions.propose_motion,
        title=_("Propose a motion"),
        lead=_("All seats are written to at once, and answer from the mail, on the page or in a meeting."),
    )


def propose_policy(request):
    """Another rule of membership."""
    policy = MembershipPolicy.objects.in_force(kit.today())
    return _propose(
        request,
        PolicyMotionForm(request.POST or None, initial=PolicyMotionForm.of(policy)),
        actions.propose_policy,
        title=_("Propose another membership policy"),
        lead=_(
            "The fields show the policy in force. A carried motion puts the new version in force by itself."
        ),
    )


def propose_rule(request):
    """Another way of counting."""
    rule = VotingRule.objects.in_force(MotionKind.OTHER, kit.today())
    return _propose(
        request,
        RuleMotionForm(request.POST or None, initial=RuleMotionForm.of(rule)),
        actions.propose_rule,
        title=_("Propose another voting rule"),
        lead=_(
            "The fields show the rule in force. Motions that are open keep the rule under which they opened."
        ),
    )


def _propose(request, form, verb, *, title, lead):
    seats = rules.open_seats(request.user)
    if not seats:
        raise PermissionDenied
    carry_out = partial(_with_seat, verb, seats, request)
    done = _("The motion is open, and all seats are written to.")
    return answer(request, form, carry_out, title=title, lead=lead, done=done)


def _with_seat(verb, seats, request, **given):
    return verb(by=request.user, province=seats[0].province, request=request, **given)
