"""What is filled in to move a motion in a meeting, and what a tap on an answer brings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.forms.meetings import WRITTEN, text_area
from committee.models import Ballot, MotionKind
from kit.digits import DateField

# The others have subjects of their own, and are moved where these are written.
KINDS = (MotionKind.OTHER, MotionKind.CONTENT_STANDARD, MotionKind.PRIORITY, MotionKind.REPRESENTATION)


class MoveForm(forms.Form):
    title_ar = forms.CharField(
        label=_("Arabic title"), max_length=200, required=False, widget=forms.TextInput(attrs=WRITTEN)
    )
    title_en = forms.CharField(
        label=_("English title"), max_length=200, required=False, widget=forms.TextInput(attrs=WRITTEN)
    )
    text_ar = forms.CharField(
        label=_("Arabic text"), max_length=4000, required=False, widget=text_area(3),
        help_text=_("What is to be decided, in whole sentences."),
    )  # fmt: skip
    text_en = forms.CharField(label=_("English text"), max_length=4000, required=False, widget=text_area(3))
    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, kind.label) for kind in KINDS])
    review_on = DateField(
        label=_("To be looked at again on"),
        required=False,
        help_text=_("On that day the decision comes back, with what happened since."),
    )

    def clean(self):
        data = super().clean()
        if not data.get("title_ar") and not data.get("title_en"):
            self.add_error("title_ar", _("Give the motion a title in Arabic or in English."))
        return data


class AnswerForm(forms.Form):
    """One tap: the answer of one seat; standing back says why."""

    seat = forms.IntegerField()
    choice = forms.ChoiceField(choices=Ballot.Choice)
    reason = forms.CharField(required=False, max_length=1000)
