"""What readers fill in, and what staff fill in for them."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

import kit
from kit.digits import DateField
from kit.files import Refused
from kit.sheets import ENDINGS
from mailing import addresses
from newsletter import importing
from newsletter.actions import Proof


class SubscribeForm(forms.Form):
    """The page and the foot of every page: an address and the language of the letters."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the newsletter"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()

    @property
    def is_from_a_robot(self):
        """People do not see the field `website`; programs that fill every field fill it."""
        return bool(self.cleaned_data["website"])


class ProofForm(forms.Form):
    """What was agreed to, where and when: no address is put on the list without it."""

    consent = forms.CharField(
        label=_("What did they agree to?"),
        help_text=_("The words on the sheet or in the message, as they were read."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    source = forms.CharField(
        label=_("Where did they agree?"),
        help_text=_("For instance: the attendance sheet of the workshop in Hilla."),
        max_length=100,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    agreed_on = DateField(label=_("On which day?"))

    def clean_agreed_on(self):
        day = self.cleaned_data["agreed_on"]
        if day > kit.today():
            raise ValidationError(_("This day has not come yet."), code="future")
        return day

    @property
    def proof(self):
        return Proof(*(self.cleaned_data[name] for name in ("consent", "source", "agreed_on")))


class ReaderForm(ProofForm):
    """One reader by hand."""

    email = SubscribeForm.base_fields["email"]
    language = SubscribeForm.base_fields["language"]
    field_order = ["email", "language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        self.fields["language"].initial = get_language()

    def clean_email(self):
        return addresses.clean(self.cleaned_data["email"])


class ReadersForm(ProofForm):
    """A sheet of readers who agreed on one occasion."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("Excel (.xlsx) or CSV: a column of e-mail addresses, and one of languages if you like."),
        widget=forms.FileInput({"accept": ",".join(f".{ending}" for ending in ENDINGS)}),
        allow_empty_file=True,  # the reader says more about it
    )
    language = forms.ChoiceField(
        label=_("Language where a row names none"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    field_order = ["file", "language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()

    def clean_file(self):
        """The sheet in the file, read."""
        try:
            return importing.read(self.cleaned_data["file"])
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal


class FindForm(forms.Form):
    """Readers by a part of their address, by where they stand and by language."""

    q = forms.CharField(
        label=_("A part of the address"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "type": "search", "autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("any language")), *settings.LANGUAGES], required=False
    )
