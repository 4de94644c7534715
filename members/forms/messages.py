"""Writing to a member, and showing a message to Taqadum staff."""

from django import forms
from django.utils.translation import gettext_lazy as _

from members.actions import messages as actions
from members.models import Message


class MessageForm(forms.Form):
    """One message; its number lets the same form, sent twice, be one message."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    body = forms.CharField(
        label=_("Your message"),
        strip=False,
        error_messages={"required": _("Write a few words first.")},
        widget=forms.Textarea(
            attrs={"rows": 4, "dir": "auto", "maxlength": Message.LONGEST, "autocomplete": "off"}
        ),
    )

    def clean_body(self):
        return actions.written(self.cleaned_data["body"])


class ReportForm(forms.Form):
    reason = forms.CharField(
        label=_("What is wrong with it?"),
        help_text=_("Taqadum staff read your words and this one message, no other."),
        max_length=1000,
        error_messages={"required": _("Say in a few words what is wrong.")},
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
