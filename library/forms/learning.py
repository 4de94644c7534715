"""A series of learning: its words, its first day, its rhythm."""

from django import forms
from django.utils.translation import gettext_lazy as _

import kit
from kit.digits import DateField, IntegerField
from library.actions.arranging import RHYTHM
from library.forms.transfers import area, line


class SeriesForm(forms.Form):
    """`has_begun`: a step has come, so that first day and rhythm stay."""

    title_ar = forms.CharField(label=_("Title in Arabic"), max_length=120, required=False, widget=line())
    title_en = forms.CharField(label=_("Title in English"), max_length=120, required=False, widget=line())
    about_ar = forms.CharField(
        label=_("What one learns, in Arabic"), max_length=600, required=False, widget=area()
    )
    about_en = forms.CharField(
        label=_("What one learns, in English"), max_length=600, required=False, widget=area()
    )
    starts_on = DateField(
        label=_("First day"), help_text=_("The day of the week of this day is that of every step.")
    )
    every_weeks = IntegerField(label=_("Weeks between two steps"), min_value=1, max_value=26, initial=2)

    def __init__(self, *args, has_begun=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.has_begun = has_begun
        for name in RHYTHM if has_begun else ():
            self.fields[name].disabled = True
            self.fields[name].help_text = _("It stays: a step has come already.")

    def clean_starts_on(self):
        day = self.cleaned_data["starts_on"]
        if not self.has_begun and "starts_on" in self.changed_data and day < kit.today():
            raise forms.ValidationError(_("Choose today or a day that comes."))
        return day

    def clean(self):
        data = super().clean()
        if not (data.get("title_ar") or data.get("title_en")):
            self.add_error("title_ar", _("Give a title in Arabic or in English."))
        return data
