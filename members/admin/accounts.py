"""Accounts in the admin: closed, opened, signed out, helped with a lost second step; by verbs alone."""

from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from allauth.socialaccount.admin import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.admin import UserSession
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as StockGroupAdmin
from django.contrib.auth.models import Group
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kit.admin import ModelAdmin
from kit.admin_verbs import ReasonForm, Verb
from members import actions, rules
from members.admin.service import ReasonBeside, reason_of

# Addresses, secrets and sessions are no rows to edit: whoever wrote them could sign in as anybody.
for model in (EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken, UserSession, Group):
    admin.site.unregister(model)


@admin.register(Group)
class GroupAdmin(StockGroupAdmin, ModelAdmin):
    """What each group may do: read by staff, changed by superusers."""


ACCOUNT_VERBS = {
    "disable": Verb(
        label=_("Disable the account"),
        act=lambda person, **words: actions.disable(person=person, **words),
        may=lambda user, person: person.is_active and rules.may_disable(user, person),
        form=ReasonForm,
        explained=_(
            "The person may no longer sign in and is signed out everywhere; their offices hear of it."
        ),
        is_grave=True,
    ),
    "enable": Verb(
        label=_("Let them sign in again"),
        act=lambda person, **words: actions.enable(person=person, **words),
        may=lambda user, person: (
            not person.is_active and person.erased_at is None and rules.may_disable(user, person)
        ),
    ),
    "sign-out": Verb(
        label=_("End all sessions"),
        act=lambda person, **words: actions.sign_out(person=person, **words),
        may=rules.may_disable,
        form=ReasonForm,
        explained=_("The person is signed out on every device and may sign in again at once."),
    ),
    "second-step": Verb(
        label=_("Remove the second step"),
        act=lambda person, **words: actions.reset_second_step(person=person, **words),
        may=rules.may_disable,
        form=ReasonForm,
        explained=_(
            "For somebody who has lost the telephone. Be sure that it is they who ask: call them back on a "
            "number that you know. They are signed out everywhere and told by mail."
        ),
        is_grave=True,
    ),
}


class AccountsAdmin:
    """Beside PersonAdmin's own: accounts of many, and the box "may sign in", which does what it means."""

    action_form = ReasonBeside
    actions = ["disable", "enable", "sign_out"]

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        is_fixed = obj is not None and not rules.may_disable(request.user, obj)
        return [*fields, "is_active"] if is_fixed else fields

    def save_model(self, request, obj, form, change):
        is_turned, wanted = change and "is_active" in form.changed_data, obj.is_active
        if is_turned:
            obj.is_active = not wanted
        super().save_model(request, obj, form, change)
        if is_turned:
            words = {} if wanted else {"reason": gettext("Changed in the administration.")}
            verb = actions.enable if wanted else actions.disable
            obj.is_active = verb(person=obj, by=request.user, request=request, **words).is_active

    @admin.action(description=_("Disable the chosen people, and sign them out"), permissions=["change"])
    def disable(self, request, queryset):
        if reason := reason_of(request):
            self.do_to_all(request, queryset, "disable", reason=reason)

    @admin.action(description=_("Let the chosen people sign in again"), permissions=["change"])
    def enable(self, request, queryset):
        self.do_to_all(request, queryset, "enable")

    @admin.action(description=_("End all sessions of the chosen people"), permissions=["change"])
    def sign_out(self, request, queryset):
        if reason := reason_of(request):
            self.do_to_all(request, queryset, "sign-out", reason=reason)
