"""What is filled in to choose a pick: what it is, why everybody should read it, for which month."""

import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

import kit
from committee.forms.meetings import WRITTEN, text_area
from committee.models import Pick
from kit.calendar import add_months
from kit.formats import month_year
from members.models import Province

MONTHS = (0, -1, 1)  # this one, the last, the next


class PickForm(forms.Form):
    kind = forms.ChoiceField(label=_("What it is"), choices=Pick.Kind, widget=forms.RadioSelect)
    title_ar = forms.CharField(
        label=_("Arabic title"), max_length=200, required=False, widget=forms.TextInput(attrs=WRITTEN)
    )
    title_en = forms.CharField(
        label=_("English title"), max_length=200, required=False, widget=forms.TextInput(attrs=WRITTEN)
    )
    why_ar = forms.CharField(
        label=_("Why everybody should read it, in Arabic"),
        max_length=800,
        required=False,
        widget=text_area(3),
    )
    why_en = forms.CharField(
        label=_("Why everybody should read it, in English"),
        max_length=800,
        required=False,
        widget=text_area(3),
    )
    province = forms.ModelChoiceField(Province.objects.none(), label=_("Province"), required=False)
    month = forms.TypedChoiceField(label=_("For the month"), coerce=datetime.date.fromisoformat)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["province"].queryset = Province.objects.all()
        this = kit.today().replace(day=1)
        months = [add_months(this, n) for n in MONTHS]
        self.fields["month"].choices = [(month.isoformat(), month_year(month)) for month in months]

    def clean(self):
        data = super().clean()
        if not data.get("title_ar") and not data.get("title_en"):
            self.add_error("title_ar", _("Give it a title in Arabic or in English."))
        if not data.get("why_ar") and not data.get("why_en"):
            self.add_error("why_ar", _("Say why everybody should read it."))
        return data
