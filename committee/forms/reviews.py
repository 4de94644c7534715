"""Deciding a review."""

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.models import Outcome


class DecisionForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Your decision"),
        widget=forms.RadioSelect,
        choices=[
            (Outcome.APPROVED, _("Approve: it may be published")),
            (Outcome.CHANGES, _("Ask for changes")),
            (Outcome.DECLINED, _("Decline")),
        ],
    )
    comment = forms.CharField(
        label=_("Comment for the author"),
        help_text=_("Needed when you ask for changes or decline: say what, and why."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        max_length=4000,
        required=False,
    )

    def clean(self):
        data = super().clean()
        if data.get("outcome") in (Outcome.CHANGES, Outcome.DECLINED) and not data.get("comment", "").strip():
            self.add_error("comment", _("Say what should change, or why it is declined."))
        return data
