"""The form that asks for an erasure: what nobody does by mistake."""

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Erasure


class ErasureForm(forms.ModelForm):
    confirmation = forms.CharField(
        label=_("Type your e-mail address to confirm"),
        max_length=254,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "email", "autocomplete": "off"}),
    )

    class Meta:
        model = Erasure
        fields = ["keeps_name"]

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_confirmation(self):
        typed = self.cleaned_data["confirmation"].strip()
        if typed.lower() != (self.person.email or "").lower():
            raise forms.ValidationError(_("This is not the address of your account. Nothing was changed."))
        return typed
