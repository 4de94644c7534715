"""Invitations, sent and withdrawn by verbs."""

from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.admin import ModelAdmin
from kit.admin_verbs import Verb, WithVerbs
from members import rules
from members.actions import invitations
from members.admin.filters import InvitationState
from members.models import Invitation, User

SAID = {
    invitations.InvitedAlready: lambda error: _("Somebody has invited this address already."),
    invitations.TooMany: lambda error: _("That is as many invitations as one day allows. Go on tomorrow."),
    invitations.NotOpen: lambda error: _("This invitation was accepted or withdrawn. Nothing was changed."),
}


class InvitationForm(forms.ModelForm):
    """Whom to invite; the verb sends the mail."""

    language = forms.ChoiceField(
        label=gettext_lazy("language"), choices=User._meta.get_field("language").choices
    )

    class Meta:
        model = Invitation
        fields = ["email", "name", "language", "team", "role"]

    def clean(self):
        data = super().clean()
        if bool(data.get("team")) != bool(data.get("role")):
            self.add_error("role", _("Give the team and the role together, or neither."))
        return data


def _is_open(user, invitation):
    is_settled = invitation.accepted_at or invitation.withdrawn_at
    return not is_settled and rules.may_change_invitation(user, invitation)


@admin.register(Invitation)
class InvitationAdmin(WithVerbs, ModelAdmin):
    form = InvitationForm
    list_display = [
        "email",
        "name",
        "team",
        "role",
        "invited_by",
        "at",
        "expires_at",
        "accepted_at",
        "withdrawn_at",
    ]
    list_select_related = ["team", "invited_by"]
    list_filter = [InvitationState, "team__province"]
    search_fields = ["email", "name"]
    date_hierarchy = "at"
    autocomplete_fields = ["team"]
    refusals = SAID
    verbs = {
        "again": Verb(
            label=gettext_lazy("Send it again"),
            act=lambda invitation, **words: invitations.send_again(invitation=invitation, **words),
            may=_is_open,
            explained=gettext_lazy("The mail once more, valid for another 30 days; at most once a day."),
        ),
        "withdraw": Verb(
            label=gettext_lazy("Withdraw it"),
            act=lambda invitation, **words: invitations.withdraw_invitation(invitation=invitation, **words),
            may=_is_open,
            explained=gettext_lazy("The link in the mail opens nothing any more."),
            is_grave=True,
        ),
    }

    def get_changeform_initial_data(self, request):
        return {"language": "ar"} | super().get_changeform_initial_data(request)

    def add_view(self, request, *args, **kwargs):
        """A refusal leads back to the form, filled as it was."""
        try:
            return super().add_view(request, *args, **kwargs)
        except tuple(SAID) as error:
            messages.error(request, self.words_of(error))
            typed = {name: request.POST.get(name, "") for name in InvitationForm.Meta.fields}
            return redirect(f"{request.path}?{urlencode(typed)}")

    def save_model(self, request, obj, form, change):
        invitation = invitations.invite(by=request.user, request=request, **form.cleaned_data)
        obj.__dict__.update(invitation.__dict__)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and rules.may_invite(request.user)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
