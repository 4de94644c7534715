"""A question to the network, an answer, and what becomes of both."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from library.forms.transfers import area, line
from library.models import Kind
from members.models import Criterion

KINDS = (Kind.LESSON_LEARNED, Kind.CASE_STUDY)


class QuestionForm(forms.Form):
    title = forms.CharField(
        label=_("Who has solved this?"),
        help_text=_("One sentence: what do you want to improve?"),
        max_length=200,
        widget=line(),
    )
    text = forms.CharField(
        label=_("In more words"),
        help_text=_("How it is with you, and what you have tried."),
        max_length=4_000,
        required=False,
        widget=area(5),
    )
    criterion = forms.ModelChoiceField(
        Criterion.objects.all(),
        label=_("Criterion"),
        help_text=_("It goes to the members who work on it. Empty: to the representatives of all provinces."),
        required=False,
    )


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Your answer"),
        help_text=_("What you did, in which order, and what came of it."),
        max_length=6_000,
        widget=area(6),
    )


class DraftOfQuestionForm(forms.Form):
    """One tap: each kind is a button."""

    kind = forms.ChoiceField(choices=[(kind.value, capfirst(kind.label)) for kind in KINDS])
