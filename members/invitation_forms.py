"""The form of an invitation: an address, and the service that it offers."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

import kit
from members.models import Role, Service, Team


class InvitationForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput({"dir": "ltr", "autocomplete": "off"})
    )
    name = forms.CharField(
        label=_("Name"), max_length=150, required=False, widget=forms.TextInput({"dir": "auto"})
    )
    team = forms.ModelChoiceField(Team.objects.none(), label=_("OSTP team"))
    role = forms.ChoiceField(label=_("Role"), choices=Role, required=False)
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        teams = Team.objects.select_related("province")
        if not by.is_staff:
            led = Service.objects.leading(kit.today()).of(by)
            teams = teams.filter(pk__in=led.values("team"))
        self.fields["team"].queryset = teams
        self.by = by
        self.fields["team"].required = self.fields["role"].required = not by.is_staff
        if by.is_staff:
            self.fields["team"].empty_label = _("No team: only an account")
        elif teams.count() == 1:
            self.fields["team"].empty_label = None
        self.fields["role"].initial = Role.CRITERION

    def clean_email(self):
        email = self.cleaned_data["email"]
        if self.by.emailaddress_set.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("This is your own address."))
        return email

    def clean(self):
        words = super().clean()
        if words.get("team") and not words.get("role"):
            self.add_error("role", _("Choose the role that this person has in the team."))
        return words
