"""My profile: names, what I know, what I may be asked about, and how I may be reached by whom."""

import re

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from kit.digits import SEPARATORS, latin
from kit.files import Refused, inspect
from kit.text import name_key
from members.actions.consents import words_of
from members.actions.profiles import NAMES, SAID, kept_of, stamp_of
from members.models import Channel, Consent, Profile, User

MOST_SKILLS = 12
MOST_CHANNELS = 6
ROWS_SHOWN = 2
BETWEEN_SKILLS = re.compile(r"[,،;؛\n]")
NUMBER = re.compile(r"\+?\d{7,15}")
NICKNAME = re.compile(r"@?([A-Za-z]\w{3,31})", re.ASCII)
ISOLATE, END = "\u2068", "\u2069"  # words of either direction within a sentence of the other
PICTURES = ".jpg,.jpeg,.png,.webp"


CHANGED_MEANWHILE = _(
    "Your profile was changed meanwhile, in another window or on another device. What you wrote stands below"
    " and is not kept yet. Compare it with what is kept now, and save again."
)


class ProfileForm(forms.ModelForm):
    """A person's names and what their profile says, in one form."""

    skills = forms.CharField(
        label=_("Skills"),
        help_text=_("What others may learn from you, one a line. For example: measuring waiting times."),
        required=False,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )
    ask_about = forms.CharField(
        label=_("Ask me about"),
        help_text=_("A sentence or two, as you would say it to a colleague."),
        max_length=600,
        required=False,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )
    photo = forms.FileField(
        label=_("Photo"),
        help_text=_("A picture in which your face is seen. It is made small before it is kept."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": PICTURES}),
    )
    is_photo_removed = forms.BooleanField(label=_("Remove the photo"), required=False)
    is_listed = forms.BooleanField(label=_("List me in the directory"), required=False)

    read = forms.CharField(required=False, widget=forms.HiddenInput)  # the stamp of what the form showed

    class Meta:
        model = User
        fields = NAMES
        widgets = {
            "name_ar": forms.TextInput({"autocomplete": "name", "dir": "auto"}),
            "name_latin": forms.TextInput({"dir": "ltr"}),
            "position_ar": forms.TextInput({"dir": "auto"}),
            "position_en": forms.TextInput({"dir": "ltr"}),
        }

    def __init__(self, *args, profile, **kwargs):
        said = {name: getattr(profile, name) for name in ("ask_about", "is_listed")}
        said |= {"skills": "\n".join(profile.skills), "read": self._stamp(kwargs["instance"], profile)}
        super().__init__(*args, initial=said, **kwargs)
        self.fields["is_listed"].help_text = words_of(Consent.Kind.DIRECTORY)
        if not profile.photo:
            del self.fields["is_photo_removed"]

    def clean_skills(self):
        """Each once, however it is spelt."""
        written = (" ".join(part.split()) for part in BETWEEN_SKILLS.split(self.cleaned_data["skills"]))
        skills = list({name_key(skill): skill for skill in written if name_key(skill)}.values())
        longest = Profile._meta.get_field("skills").base_field.max_length
        if too_long := [skill for skill in skills if len(skill) > longest]:
            words = _("Please shorten it: “%(skill)s”. A skill is a word or two.")
            raise forms.ValidationError(words % {"skill": too_long[0]})
        if len(skills) > MOST_SKILLS:
            raise forms.ValidationError(_("Choose the twelve in which others may rely on you most."))
        return skills

    def clean_photo(self):
        upload = self.cleaned_data["photo"]
        if not upload:
            return None
        try:
            return inspect(upload, groups={"picture"})
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None

    @property
    def names(self):
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    @property
    def said(self):
        return {name: self.cleaned_data[name] for name in SAID}

    @staticmethod
    def _stamp(person, profile):
        return stamp_of(kept_of(person, profile, person.channels.all()))

    def say_what_changed(self, kept, channels):
        """Beside what was typed, which stays, what stands there now; saving again keeps what was typed."""
        self.add_error(None, CHANGED_MEANWHILE)
        for name in (*NAMES, *SAID):
            if kept[name] != self.cleaned_data[name]:
                self.add_error(name, _("Kept meanwhile: %(words)s") % {"words": _as_words(kept[name])})
        if kept["channels"] != sorted(map(list, channels)):
            ways = _as_words(
                [f"{Channel.Kind(kind).label} {value}" for kind, value, _who in kept["channels"]]
            )
            self.add_error(None, _("Ways to reach you that are kept now: %(words)s") % {"words": ways})
        self.data = {**self.data.dict(), "read": stamp_of(kept)}


def _as_words(value):
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    words = value if isinstance(value, list) else [value] if value else []
    return " · ".join(f"{ISOLATE}{one}{END}" for one in words) or _("nothing")


class ChannelForm(forms.Form):
    """One way to reach me; a row whose number is empty is not there."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Channel.Kind)
    value = forms.CharField(
        label=_("Number or address"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off"}),
    )
    visibility = forms.ChoiceField(label=_("Who sees it?"), choices=Channel.Visibility)

    def clean(self):
        data = super().clean()
        value = latin(data.get("value", "")).translate(SEPARATORS).strip()
        if value and data.get("kind"):
            data["value"] = CLEANED[data["kind"]](self, value)
        return data

    def _number(self, value):
        number = re.sub(r"[\s()./-]", "", value)
        if not NUMBER.fullmatch(number):
            self.add_error("value", _("Write the number with its code, for example 0770 123 4567."))
        return number

    def _nickname(self, value):
        found = NICKNAME.fullmatch(value.rpartition("t.me/")[2])
        if found is None:
            self.add_error("value", _("Write the name that Telegram shows, for example @zainab_hadi."))
            return value
        return f"@{found[1]}"

    def _address(self, value):
        try:
            validate_email(value)
        except forms.ValidationError:
            self.add_error("value", _("This is no whole e-mail address. Compare it with yours."))
        return value

    @property
    def row(self):
        return tuple(self.cleaned_data[name] for name in ("kind", "value", "visibility"))


CLEANED = {
    Channel.Kind.PHONE: ChannelForm._number,
    Channel.Kind.WHATSAPP: ChannelForm._number,
    Channel.Kind.TELEGRAM: ChannelForm._nickname,
    Channel.Kind.EMAIL: ChannelForm._address,
}
ChannelForms = forms.formset_factory(ChannelForm, extra=0, max_num=MOST_CHANNELS, validate_max=True)


def channel_forms(data=None, channels=()):
    """The rows that are there, and one to add while there is room."""
    initial = [{name: getattr(row, name) for name in ("kind", "value", "visibility")} for row in channels]
    rows = ChannelForms(data, initial=initial, prefix="channels")
    rows.extra = min(max(ROWS_SHOWN - len(initial), 1), max(MOST_CHANNELS - len(initial), 0))
    return rows


def rows_of(forms_):
    """(kind, value, visibility) of the rows that are filled in."""
    return [form.row for form in forms_ if form.cleaned_data.get("value")]
