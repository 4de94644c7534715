"""What keepers of a team's record write about its solutions."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kit.digits import DateField, IntegerField
from members.models import Solution

OPEN = [(state.value, state.label) for state in (Solution.State.PLANNED, Solution.State.UNDER_WAY)]
ENDED = [(state.value, state.label) for state in (Solution.State.ACHIEVED, Solution.State.STOPPED)]


class VersionMixin(forms.Form):
    """Carries what the form was filled from, so that nobody's words are overwritten unseen."""

    version = IntegerField(widget=forms.HiddenInput)

    def show(self, version):
        """The typed words again, now on top of this version."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(version)


class SolutionForm(forms.ModelForm):
    """A new solution."""

    class Meta:
        model = Solution
        fields = [
            "title_ar",
            "title_en",
            "goal_ar",
            "goal_en",
            "criterion",
            "due_on",
            "state",
            "is_public",
        ]
        field_classes = {"due_on": DateField}
        widgets = {
            "title_ar": forms.TextInput(attrs={"dir": "rtl", "lang": "ar"}),
            "title_en": forms.TextInput(attrs={"dir": "ltr", "lang": "en"}),
            "goal_ar": forms.Textarea(attrs={"rows": 3, "dir": "rtl", "lang": "ar"}),
            "goal_en": forms.Textarea(attrs={"rows": 3, "dir": "ltr", "lang": "en"}),
        }
        help_texts = {
            "due_on": _("Where offices are closed on this day, the next working day of the province is kept.")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None or self.instance.is_open:
            self.fields["state"].choices = OPEN
        else:
            del self.fields["state"], self.fields["due_on"]

    def clean(self):
        data = super().clean()
        if data.get("is_public") and not (data.get("goal_ar") or data.get("goal_en")):
            sentence = _("Say in one language at least what changes for citizens; then it can be public.")
            raise ValidationError({"is_public": sentence})
        return data


class SolutionChangeForm(VersionMixin, SolutionForm):
    """New words for a solution; of one that has ended, the state and the days stay."""


class FinishForm(VersionMixin):
    """How a solution ended."""

    state = forms.ChoiceField(label=_("How it ended"), choices=ENDED, widget=forms.RadioSelect)
    on = DateField(label=_("On which day"))
    what_came = forms.CharField(
        label=_("What came of it"),
        help_text=_("With figures where there are any. Citizens read it where it is public."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
