"""Adapting, and whether something is still in use: short forms."""

from django import forms
from django.utils.translation import gettext_lazy as _

from library.forms.transfers import area
from library.models import UseQuestion
from members.models import Province


class AdaptForm(forms.Form):
    province = forms.ModelChoiceField(Province.objects.none(), label=_("Your province"))
    is_tied = forms.BooleanField(
        label=_("It is the adapted document of our transfer of this practice"), required=False, initial=True
    )

    def __init__(self, *args, provinces, has_transfer, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["province"]
        field.queryset = Province.objects.filter(pk__in=provinces)
        if len(provinces) == 1:
            field.initial, field.widget = next(iter(provinces)), forms.HiddenInput()
        if not has_transfer:
            del self.fields["is_tied"]


class UseForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Is it still in use with you?"), choices=UseQuestion.Answer, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Why not, or what has changed"),
        help_text=_("Needed where it is no longer in use. Readers see it."),
        max_length=1000,
        required=False,
        widget=area(),
    )
