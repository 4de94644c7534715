"""Forms of themes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.digits import DateField, DateInput, DecimalField
from themes.models import Goal, Idea, Theme
from themes.registries import measures


class ThemeForm(forms.ModelForm):
    class Meta:
        model = Theme
        fields = ["title_ar", "title_en", "summary_ar", "summary_en"]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("summary_ar", "summary_en")}


class GoalForm(forms.Form):
    statement_ar = forms.CharField(label=_("Goal in Arabic"), max_length=250)
    statement_en = forms.CharField(label=_("Goal in English"), max_length=250)
    unit_ar = forms.CharField(label=_("Arabic unit"), max_length=60)
    unit_en = forms.CharField(label=_("English unit"), max_length=60)
    baseline = DecimalField(label=_("Where you start"), initial=0)
    target = DecimalField(label=_("The value you want to reach"))
    due_on = DateField(
        label=_("Due on"), widget=DateInput, help_text=_("At the latest three months after the quarter.")
    )
    measure = forms.ChoiceField(label=_("How it is counted"), required=False)

    def __init__(self, *args, theme, **kwargs):
        super().__init__(*args, **kwargs)
        counted = [(key, measures[key].words(theme)) for key in sorted(measures.keys())]
        self.fields["measure"].choices = [("", _("We report it by hand, with evidence")), *counted]

    @staticmethod
    def initial_of(goal):
        names = ["statement", "unit"]
        pairs = [f"{name}_{language}" for name in names for language in ("ar", "en")]
        return {name: getattr(goal, name) for name in [*pairs, "baseline", "target", "due_on", "measure"]}


class ReportForm(forms.Form):
    on = DateField(label=_("Day"), widget=DateInput)
    value = DecimalField(label=_("Value on that day"))
    note_ar = forms.CharField(label=_("What proves it, in Arabic"), max_length=250, required=False)
    note_en = forms.CharField(label=_("What proves it, in English"), max_length=250, required=False)
    url = forms.URLField(
        label=_("Link to the evidence"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("A page or a file that everybody can open, in the library for example."),
    )
    proof = forms.FileField(
        label=_("File that proves it"),
        required=False,
        allow_empty_file=True,  # why it is not taken says kit.files
        help_text=_("A picture, a table, a letter… Who may read the theme may open it: nothing personal."),
    )


class CloseForm(forms.Form):
    lessons_ar = forms.CharField(
        label=_("What was learned, in Arabic"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    lessons_en = forms.CharField(
        label=_("What was learned, in English"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )

    def __init__(self, *args, goals, **kwargs):
        super().__init__(*args, **kwargs)
        self.goals = {f"goal_{goal.pk}": goal for goal in goals}
        own = {
            name: forms.ChoiceField(
                label=str(goal.statement), choices=Goal.Outcome.choices, widget=forms.RadioSelect
            )
            for name, goal in self.goals.items()
        }
        self.fields = {**own, **self.fields}

    def clean(self):
        cleaned = super().clean()
        outcomes = {goal.pk: cleaned.pop(name, "") for name, goal in self.goals.items()}
        return cleaned | {"outcomes": outcomes}


class IdeaForm(forms.ModelForm):
    class Meta:
        model = Idea
        fields = ["title_ar", "title_en", "goal_ar", "goal_en"]
