"""The membership policy by version: read here; a carried motion of the POCC writes the next one."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from kit.admin import HistoryAdmin, KeptRows
from members.models import MembershipPolicy


@admin.register(MembershipPolicy)
class MembershipPolicyAdmin(KeptRows, HistoryAdmin):
    """Nobody changes it by hand: the first version is the plan's rule, each later one comes by a motion."""

    list_display = ["effective_from", "minimum_months", "needs_self_assessment", "words"]

    @admin.display(description=_("the rule"))
    def words(self, policy):
        return policy.words
