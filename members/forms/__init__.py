"""What a person sets for themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import User


class SettingsForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name_ar", "name_latin", "position_ar", "position_en", "language", "digits"]
        widgets = {
            "name_ar": forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
            "name_latin": forms.TextInput(attrs={"dir": "ltr"}),
            "position_ar": forms.TextInput(attrs={"dir": "auto"}),
            "position_en": forms.TextInput(attrs={"dir": "ltr"}),
        }
        labels = {"language": _("Language of the mails you get"), "digits": _("Digits on the pages")}
