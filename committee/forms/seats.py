"""What staff fill in about the seats of the POCC."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.digits import DateField
from members.models import User


class HoldersForm(forms.Form):
    """Who sits for a province; only who serves in its team is offered."""

    representative = forms.ModelChoiceField(User.objects.none(), label=_("Representative"))
    alternate = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Alternate"),
        required=False,
        help_text=_("Answers for the representative when they cannot."),
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("representative", "alternate"):
            if name in self.fields:
                self.fields[name].queryset = people
                self.fields[name].label_from_instance = lambda person: person.name


class OpenForm(HoldersForm):
    since_on = DateField(label=_("Since"), required=False, help_text=_("Empty: today."))


class HandOverForm(HoldersForm):
    on = DateField(
        label=_("From"),
        required=False,
        help_text=_("Empty: today. The seat of those before ends the day before."),
    )


class AlternateForm(HoldersForm):
    representative = None


class CloseForm(forms.Form):
    until_on = DateField(label=_("Last day"), required=False, help_text=_("Empty: today."))
