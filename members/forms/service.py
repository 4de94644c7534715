"""Declaring a service, answering for it, and ending it."""

from django import forms
from django.utils.translation import gettext_lazy as _

import kit
from kit.calendar import ONE_DAY
from kit.digits import DateField
from kit.formats import day
from members.forms.application import WordsAtTimes
from members.models import Criterion, Role, Service, Team


class TeamChoice(forms.ModelChoiceField):
    def label_from_instance(self, team):
        return f"{team.province.name} · {team.name}"


class ServiceForm(forms.Form):
    """What a person says of their own service."""

    team = TeamChoice(Team.objects.select_related("province"), label=_("OSTP team"))
    role = forms.ChoiceField(label=_("Role"), choices=[("", "---------"), *Role.choices])
    from_on = DateField(
        label=_("From"),
        help_text=_("The first day, also when it is still ahead. About right is right enough."),
    )
    until_on = DateField(label=_("Until"), help_text=_("Leave it empty while you serve."), required=False)
    criteria = forms.ModelMultipleChoiceField(
        Criterion.objects.all(),
        label=_("Criteria you work on"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self):
        data = super().clean()
        team, start, end = data.get("team"), data.get("from_on"), data.get("until_on")
        if team and start and start < team.started_on:
            words = _("This team began on %(day)s. Give that day or a later one.")
            self.add_error("from_on", words % {"day": day(team.started_on)})
        if start and start > Service.last_start(kit.today()):
            self.add_error("from_on", _("This day is more than a year ahead. Look at the year again."))
        if start and end and end < start:
            self.add_error("until_on", _("Service cannot end before it started."))
        return data


class ServiceAnswerForm(forms.Form):
    """Two buttons; only a refusal needs words."""

    CONFIRM, REFUSE = "confirm", "refuse"
    answer = forms.ChoiceField(choices=[(CONFIRM, CONFIRM), (REFUSE, REFUSE)], widget=forms.HiddenInput)
    reason = WordsAtTimes(
        label=_("If you refuse it: why"),
        help_text=_("The person reads it: say what is wrong, for instance the day or the role."),
        max_length=1000,
    )

    def clean(self):
        data = super().clean()
        if data.get("answer") == self.REFUSE and not data.get("reason", "").strip():
            self.add_error("reason", _("Say why you refuse it, so that the person can correct it."))
        return data


class ServiceEndForm(forms.Form):
    on = DateField(label=_("Last day of service"))

    def __init__(self, *args, service, **kwargs):
        super().__init__(*args, **kwargs)
        self.service = service
        self.fields["on"].initial = max(service.from_on, kit.today() - ONE_DAY)

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on < self.service.from_on:
            raise forms.ValidationError(_("Service cannot end before it started."))
        return on
