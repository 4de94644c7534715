"""A word to the committee, an answer to it, a decision, and a suspension."""

from django import forms
from django.utils.translation import gettext_lazy as _

import kit
from kit.digits import DateField

LONGEST = 2000


def _words(label, help_text="", **options):
    widget = forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    return forms.CharField(label=label, help_text=help_text, max_length=LONGEST, widget=widget, **options)


class WordsAtTimes(forms.CharField):
    """Words that one answer needs and another does not: the page says when, and never “(optional)”."""

    is_sometimes_needed = True

    def __init__(self, **options):
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}), **options)


class NoteForm(forms.Form):
    note = _words(
        _("A word to the committee"),
        _("Why you want to belong, or what the dates do not show."),
        required=False,
    )


class AnswerForm(forms.Form):
    answer = _words(_("Your answer"), error_messages={"required": _("Write your answer.")})


class ApplicationDecisionForm(forms.Form):
    """Approve, ask for more, or decline."""

    APPROVE, ASK, DECLINE = "approve", "ask", "decline"
    decision = forms.ChoiceField(
        label=_("Your decision"),
        widget=forms.RadioSelect,
        choices=[
            (APPROVE, _("Approve: a member from today")),
            (ASK, _("Ask for more: the applicant answers first")),
            (DECLINE, _("Decline: with a reason")),
        ],
        error_messages={"required": _("Choose one of the three.")},
    )
    text = WordsAtTimes(
        label=_("Your words to the applicant"),
        help_text=_("Needed when you ask for more or decline."),
        max_length=LONGEST,
    )

    def clean(self):
        data = super().clean()
        if data.get("decision") in (self.ASK, self.DECLINE) and not data.get("text", "").strip():
            self.add_error("text", _("Say what is missing, or why it is declined."))
        return data


class SuspensionForm(forms.Form):
    reason = _words(_("Reason"), _("The person reads it."), error_messages={"required": _("Say why.")})
    until_on = DateField(
        label=_("Until"), help_text=_("Leave it empty: until somebody lifts it."), required=False
    )

    def clean_until_on(self):
        until = self.cleaned_data["until_on"]
        if until and until < kit.today():
            raise forms.ValidationError(_("This day is over. Give a day that is still ahead."))
        return until
