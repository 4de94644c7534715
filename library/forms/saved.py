"""A search that is kept: what to call it, and how often to hear of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from library.models import SavedSearch


class SavedSearchForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the search"), max_length=80, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    rhythm = forms.ChoiceField(
        label=_("When something new matches, write to me"),
        choices=SavedSearch.Rhythm,
        initial=SavedSearch.Rhythm.DAILY,
        widget=forms.RadioSelect,
    )
