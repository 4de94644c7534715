"""What both sides of a transfer fill in: short forms, one thing each."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kit.digits import DateField, DecimalField
from kit.formats import number
from library.models import MONTHS, FitFact, Item, Transfer
from library.standing import people_of
from members.models import Province, User

HOLDS = [("", _("not said yet")), ("yes", _("holds")), ("no", _("does not hold"))]
ANSWERS = {"yes": True, "no": False, "": None}


def area(rows=3):
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def line():
    return forms.TextInput(attrs={"dir": "auto"})


class BeginForm(forms.Form):
    adopter = forms.ModelChoiceField(Province.objects.none(), label=_("Your province"))
    note = forms.CharField(
        label=_("What you hope for"),
        help_text=_("One or two sentences for the province whose practice it is."),
        max_length=1000,
        required=False,
        widget=area(),
    )

    def __init__(self, *args, provinces, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["adopter"].queryset = Province.objects.filter(pk__in=provinces)
        if len(provinces) == 1:
            self.fields["adopter"].initial = next(iter(provinces))


class StepForm(forms.Form):
    note = forms.CharField(label=_("A word on this step"), max_length=1000, required=False, widget=area())


class AboutForm(forms.Form):
    """With the transfer that it is about."""

    def __init__(self, *args, transfer, **kwargs):
        super().__init__(*args, **kwargs)
        self.transfer = transfer


class StopForm(AboutForm):
    kind = forms.ChoiceField(label=_("Why it is stopped"), choices=Transfer.Stop)
    reason = forms.CharField(
        label=_("In your own words"),
        help_text=_("Members read it. The public reads that it was stopped, not why."),
        max_length=2000,
        widget=area(4),
    )


class VerifyForm(AboutForm):
    verification = forms.CharField(
        label=_("What you looked at"),
        help_text=_("A visit, a register, a call: how you know that it works there."),
        max_length=2000,
        widget=area(4),
    )


class LeadForm(AboutForm):
    lead = forms.ModelChoiceField(User.objects.none(), label=_("Lead"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = people_of(self.transfer.adopter_id)
        self.fields["lead"].initial = self.transfer.lead_id


class MilestoneForm(forms.Form):
    title = forms.CharField(label=_("What is done"), max_length=200, widget=line())
    planned_on = DateField(label=_("By which day"))


class DocumentForm(forms.Form):
    item = forms.ModelChoiceField(
        Item.objects.none(),
        label=_("Item of your province"),
        help_text=_("Keep your version as a practice of your own, with its files, then choose it here."),
    )

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = items


class MeasureForm(forms.Form):
    name_ar = forms.CharField(label=_("Measure in Arabic"), max_length=120, required=False, widget=line())
    name_en = forms.CharField(label=_("Measure in English"), max_length=120, required=False, widget=line())
    unit_ar = forms.CharField(label=_("Unit in Arabic"), max_length=40, required=False, widget=line())
    unit_en = forms.CharField(label=_("Unit in English"), max_length=40, required=False, widget=line())
    baseline = DecimalField(label=_("Value before the pilot"), max_digits=16, decimal_places=2)
    source = forms.CharField(label=_("Where the figure comes from"), max_length=200, widget=line())


class OutcomeForm(forms.Form):
    months = forms.TypedChoiceField(label=_("Months after the pilot began"), coerce=int)
    value = DecimalField(label=_("Value"), max_digits=16, decimal_places=2)
    source = forms.CharField(label=_("Where the figure comes from"), max_length=200, widget=line())
    measured_on = DateField(label=_("Measured on"))

    def __init__(self, *args, known, **kwargs):
        super().__init__(*args, **kwargs)
        left = [months for months in MONTHS if months not in known]
        self.fields["months"].choices = [(months, number(months)) for months in left]


class FitForm(forms.Form):
    """The five subjects; a side sees and writes its own column."""

    def __init__(self, *args, facts, sides, populations, **kwargs):
        super().__init__(*args, **kwargs)
        self.facts, self.sides = facts, sides
        for fact in facts:
            for side in ("source", "adopter"):
                if side in sides:
                    self._add_words(fact, side, populations)
            if "adopter" in sides:
                self._add_answer(fact)

    def _add_words(self, fact, side, populations):
        known = getattr(fact, f"at_{side}")
        if not known and fact.subject == FitFact.Subject.POPULATION and populations[side]:
            known = str(populations[side])
        self.fields[f"{fact.subject}_{side}"] = forms.CharField(
            label=_("How it is in your province"),
            max_length=1000,
            required=False,
            initial=known,
            widget=area(2),
        )

    def _add_answer(self, fact):
        said = {value: key for key, value in ANSWERS.items()}[fact.holds]
        self.fields[f"{fact.subject}_holds"] = forms.ChoiceField(
            label=_("The assumption"), choices=HOLDS, required=False, initial=said
        )
        self.fields[f"{fact.subject}_answer"] = forms.CharField(
            label=_("What you do about it, if it does not hold"),
            max_length=1000,
            required=False,
            initial=fact.answer,
            widget=area(2),
        )

    @property
    def groups(self):
        """Each subject with what the other side has said and the fields for this one."""
        for fact in self.facts:
            names = [name for name in self.fields if name.rpartition("_")[0] == fact.subject]
            other = fact.at_source if "source" not in self.sides else fact.at_adopter
            yield {
                "title": capfirst(fact.get_subject_display()),
                "other": other if len(self.sides) == 1 else "",
                "fields": [self[name] for name in names],
            }

    def clean(self):
        data = super().clean()
        for fact in self.facts:
            if data.get(f"{fact.subject}_holds") == "no" and not data.get(f"{fact.subject}_answer"):
                self.add_error(
                    f"{fact.subject}_answer", _("Say what you do about an assumption that does not hold.")
                )
        return data

    @property
    def said(self):
        """subject → what the verb takes."""
        facts = {}
        for fact in self.facts:
            names = {side: f"{fact.subject}_{side}" for side in self.sides}
            facts[fact.subject] = {f"at_{side}": self.cleaned_data[name] for side, name in names.items()}
            if "adopter" in self.sides:
                facts[fact.subject]["holds"] = ANSWERS[self.cleaned_data[f"{fact.subject}_holds"]]
                facts[fact.subject]["answer"] = self.cleaned_data[f"{fact.subject}_answer"]
        return facts
