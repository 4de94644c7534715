"""How votes are counted: the rules in force, those to come, and earlier ones."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import kit
from committee import rules
from committee.models import VotingRule


@require_safe
def voting_rules(request):
    """The rules in words, each with the motion that set it."""
    may_propose = rules.may_propose(request.user)
    if not (may_propose or request.user.is_staff or request.user.is_member(kit.today())):
        raise PermissionDenied
    found = VotingRule.objects.select_related("decision__motion").order_by("-effective_from", "-pk")
    in_force, earlier, to_come = by_time(found, kit.today())
    groups = [(_("To come"), to_come), (_("In force"), in_force), (_("Earlier rules"), earlier)]
    return render(request, "committee/voting_rules.html", {"groups": groups, "may_propose": may_propose})


def by_time(found, on):
    """(in force, earlier, to come) of rules that come newest first: one is in force for each set of kinds."""
    in_force, earlier, to_come, seen = [], [], [], set()
    for rule in found:
        if rule.effective_from > on:
            to_come.append(rule)
        elif tuple(rule.kinds) in seen:
            earlier.append(rule)
        else:
            seen.add(tuple(rule.kinds))
            in_force.append(rule)
    return in_force, earlier, to_come
