"""Closing and opening accounts in the admin, by the same verbs as everywhere."""

from django import forms
from django.contrib import messages
from django.contrib.admin import action
from django.contrib.admin.helpers import ActionForm
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from kit.formats import number
from members import actions, rules


class ReasonForm(ActionForm):
    reason = forms.CharField(
        label=_("Reason:"), required=False, max_length=200, widget=forms.TextInput({"dir": "auto"})
    )


class AccountsAdmin:
    """Beside PersonAdmin's own: who is disabled is signed out at once, and their offices hear of it."""

    action_form = ReasonForm
    actions = ["disable", "enable"]

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        is_fixed = obj is not None and not rules.may_disable(request.user, obj)
        return [*fields, "is_active"] if is_fixed else fields

    def save_model(self, request, obj, form, change):
        """The box "may sign in" is not merely saved: the verbs do what it means."""
        is_turned, wanted = change and "is_active" in form.changed_data, obj.is_active
        if is_turned:
            obj.is_active = not wanted
        super().save_model(request, obj, form, change)
        if is_turned:
            obj.is_active = self._turn(request, obj, wanted, gettext("Changed in the administration."))

    def _turn(self, request, person, is_active, reason):
        verb, words = (actions.enable, {}) if is_active else (actions.disable, {"reason": reason})
        return verb(person=person, by=request.user, request=request, **words).is_active

    @action(description=_("Disable the chosen people, and sign them out"), permissions=["change"])
    def disable(self, request, queryset):
        reason = request.POST.get("reason", "").strip()
        if not reason:
            messages.error(request, gettext("Write the reason beside the action. Nobody was disabled."))
            return
        self._turn_all(request, queryset, False, reason)

    @action(description=_("Let the chosen people sign in again"), permissions=["change"])
    def enable(self, request, queryset):
        self._turn_all(request, queryset.filter(erased_at__isnull=True), True, "")

    def _turn_all(self, request, queryset, is_active, reason):
        people = [person for person in queryset if rules.may_disable(request.user, person)]
        for person in people:
            self._turn(request, person, is_active, reason)
        shown = {"count": number(len(people))}
        words = ngettext("%(count)s person: done.", "%(count)s people: done.", len(people)) % shown
        messages.success(request, words)
        if left := queryset.count() - len(people):
            messages.warning(
                request,
                ngettext(
                    "%(count)s person stays: nobody disables themselves, and only superusers disable staff.",
                    "%(count)s people stay: nobody disables themselves, and only superusers disable staff.",
                    left,
                )
                % {"count": number(left)},
            )
