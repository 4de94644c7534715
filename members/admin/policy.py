"""The membership policy by version: a new one comes before its day; from that day on it never changes."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

import kit
from kit.admin import HistoryAdmin
from members.models import MembershipPolicy, Role


class PolicyForm(forms.ModelForm):
    """A version that the POCC has decided on."""

    counting_roles = forms.MultipleChoiceField(
        label=_("service that counts"), choices=Role, widget=forms.CheckboxSelectMultiple, initial=Role.values
    )

    def clean_effective_from(self):
        day = self.cleaned_data["effective_from"]
        if day <= kit.today():
            raise forms.ValidationError(
                _("Give a day that is still ahead: what was decided under earlier versions stays explained.")
            )
        return day


@admin.register(MembershipPolicy)
class MembershipPolicyAdmin(HistoryAdmin):
    """The POCC determines the policy by a motion. What no motion carried is entered by superusers alone."""

    form = PolicyForm
    list_display = ["effective_from", "minimum_months", "needs_self_assessment", "words"]

    def has_change_permission(self, request, obj=None):
        is_ahead = obj is None or obj.effective_from > kit.today()
        return super().has_change_permission(request, obj) and is_ahead

    def has_delete_permission(self, request, obj=None):
        is_ahead = obj is not None and obj.effective_from > kit.today()
        return super().has_delete_permission(request, obj) and is_ahead

    @admin.display(description=_("the rule"))
    def words(self, policy):
        return policy.words
